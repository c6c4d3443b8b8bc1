"""The demonstration's part needs make shared jobs, and leave some to call members for."""

from datetime import date

import pyarrow as pa

from grappe.demonstration import parts_asked
from grappe.pool import PartNeed, PoolProblem, check, need_rows, plan_decided, pool_rules, unplaced, write_plan
from grappe.tables import write_file


def test_the_plan_of_the_demonstration_passes_the_checker(demo, tmp_path):
    needs = tuple(
        PartNeed(
            f"B{number}",
            asked.member,
            asked.occupation,
            asked.town.lat,
            asked.town.lon,
            tuple(digit == "1" for digit in asked.halfdays),
            asked.weeks,
            pay_hour=asked.pay_hour,
            level=asked.level,
        )
        for number, asked in enumerate(parts_asked(demo.members, demo.cluster.seat), 1)
    )
    problem = PoolProblem(needs, pool_rules("code-no-agreement", day=date(2026, 11, 24)))
    found = plan_decided(problem, seconds=10)
    assert len(found.jobs) >= 2
    assert found.unplaced
    write_file(pa.Table.from_pylist(need_rows(needs)), tmp_path / "needs.csv")
    write_plan(problem, found, unplaced(problem, found), tmp_path / "plan")
    assert check(tmp_path / "plan", tmp_path / "needs.csv", problem.rules).violations == ()
