"""Many needs are planned region by region: every need in one region, the plan lawful, the bound above any plan."""

import numpy as np
from benchmarks.pool_instances import instance, write

from grappe.pool import check, plan, regions, solving, unplaced, write_plan


def test_every_need_is_in_one_region_and_turns_cut_elsewhere():
    problem = instance(300, 3)
    cuts = [regions.regions(problem, turn, most=80) for turn in range(2)]
    for parts in cuts:
        assert sorted(np.concatenate(parts).tolist()) == list(range(300))
        assert max(map(len, parts)) <= 80
    assert {tuple(part) for part in cuts[0]} != {tuple(part) for part in cuts[1]}


def test_a_plan_by_region_is_near_the_optimum_and_its_bound_holds(monkeypatch, tmp_path):
    problem = instance(160, 3)
    best = plan(problem, seconds=60)
    assert best.status == "optimal"
    monkeypatch.setattr(solving, "_REGIONS_FROM", 50)
    monkeypatch.setattr(solving, "PROOF_MOST", 0)
    monkeypatch.setattr(
        regions, "regions", lambda asked, turn: list(regions._cut(sites(asked), np.arange(160), 60, 0.5))
    )
    found = plan(problem, seconds=60)
    assert found.objective <= best.objective <= found.bound
    assert found.objective >= 0.97 * best.objective
    write(problem, tmp_path)
    write_plan(problem, found, unplaced(problem, found), tmp_path / "plan")
    assert check(tmp_path / "plan", tmp_path / "needs.csv", problem.rules, similar=problem.similar).violations == ()


def sites(problem):
    return np.array([(need.lat, need.lon) for need in problem.needs])
