"""Shared jobs: the plan is the best one, its bound holds, its files are right, and the checker sees what is not."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.pool_instances import instance, write
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from tests.oracles import pool as oracle
from tests.oracles.invented_part_needs import problems

from grappe.pool import PoolProblem, check, plan, unplaced, write_plan
from grappe.words import Interrupted

SLOW = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(problems())
def test_a_plan_is_as_good_as_the_best_of_all(problem):
    worth, jobs, km = oracle.best(problem)
    found = plan(problem, seconds=60)
    event(f"jobs: {jobs}")
    assert (found.status, found.objective, found.bound) == ("optimal", worth, worth)
    assert len(found.jobs) == jobs
    assert found.ties == "proven"
    assert found.km == pytest.approx(km, abs=1e-5)


@SLOW
@given(problem=problems(), data=st.data())
def test_what_comes_out_is_checked_by_other_code(problem, data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("plan")
    found = written(problem, folder)
    assert checked(problem, folder) == []
    assert {job.number for job in found.jobs} == set(range(1, len(found.jobs) + 1))
    assume(found.jobs)
    lie, what = data.draw(st.sampled_from(sorted(LIES.items())))
    event(lie)
    assume(what(problem, folder) is not False)
    assert checked(problem, folder) != []


def written(problem: PoolProblem, folder: Path):
    write(problem, folder)
    found = plan(problem, seconds=60)
    write_plan(problem, found, unplaced(problem, found), folder / "plan")
    return found


def checked(problem: PoolProblem, folder: Path) -> list[str]:
    found = check(folder / "plan", folder / "needs.csv", problem.rules, similar=problem.similar)
    return [violation.en for violation in found.violations]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def changed(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def one_halfday_twice(_problem, folder):
    path = folder / "plan" / "schedule.csv"
    rows = rows_of(path)
    changed(path, [*rows, rows[0]])


def one_halfday_lost(_problem, folder):
    path = folder / "plan" / "schedule.csv"
    rows = rows_of(path)
    changed(path, rows[1:])


def outside_its_halfdays(problem, folder):
    path = folder / "plan" / "schedule.csv"
    rows = rows_of(path)
    need = next(need for need in problem.needs if need.need == rows[0]["need"])
    if all(need.halfdays):
        return False
    rows[0]["halfday"] = str(need.halfdays.index(False) + 1)
    changed(path, rows)
    return True


def a_need_alone(_problem, folder):
    path = folder / "plan" / "jobs.csv"
    rows = rows_of(path)
    rows[0]["job"] = "99"
    changed(path, rows)


def a_need_placed_twice(_problem, folder):
    path = folder / "plan" / "jobs.csv"
    rows = rows_of(path)
    changed(path, [*rows, rows[0]])


def a_need_of_nobody(_problem, folder):
    path = folder / "plan" / "jobs.csv"
    rows = rows_of(path)
    rows[0]["need"] = "nobody"
    changed(path, rows)


def a_better_figure(_problem, folder):
    path = folder / "plan" / "plan.json"
    told = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(told | {"objective": told["objective"] + 1}), "utf-8")


LIES = {
    what.__name__: what
    for what in (
        one_halfday_twice,
        one_halfday_lost,
        outside_its_halfdays,
        a_need_alone,
        a_need_placed_twice,
        a_need_of_nobody,
        a_better_figure,
    )
}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems(5))
def test_the_complement_that_is_missing_would_do(problem):
    found = plan(problem, seconds=60)
    by_id = {need.need: need for need in problem.needs}
    for entry in unplaced(problem, found):
        if entry.complement is None:
            continue
        event("complement")
        base = [by_id[need] for need in entry.complement.beside]
        more = replace(
            by_id[entry.need],
            need="more",
            member="answering",
            halfdays=(True,) * 12,
            weeks=entry.complement.weeks,
            forbidden=frozenset(),
        )
        assert oracle.lawful(problem, [*base, more])


@pytest.mark.parametrize("calls", [0, 1, 2, 4, 8])
def test_stopped_at_any_moment_the_plan_is_lawful_and_the_gap_honest(calls, tmp_path, monkeypatch):
    monkeypatch.setattr("grappe.pool.watch._EVERY", 0.0)
    problem = instance(60, 5)
    best = plan(problem, seconds=60)
    assert best.status == "optimal"
    asked = []

    def stop(_done, _total, _message):
        asked.append(1)
        if len(asked) > calls:
            raise Interrupted

    found = plan(problem, seconds=60, progress=stop)
    assert found.interrupted
    assert found.objective <= best.objective <= found.bound
    write(problem, tmp_path)
    write_plan(problem, found, unplaced(problem, found), tmp_path / "plan")
    assert checked(problem, tmp_path) == []
