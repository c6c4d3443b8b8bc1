"""Plans beyond what can be counted by hand: larger, repeated, out of time."""

from dataclasses import replace
from functools import partial

import pytest
from benchmarks.pool_instances import instance

from grappe.pool import PoolProblem, plan, timetable
from grappe.pool.columns import enumerate_columns


def test_no_needs_and_no_jobs_are_plans_too(made, rules):
    for needs in ((), (made("n1", "m1"),)):
        found = plan(PoolProblem(needs, rules))
        assert (found.status, found.objective, found.bound, found.gap) == ("optimal", 0, 0, 0.0)


def test_the_same_seed_gives_the_same_plan():
    problem = instance(90, 3)
    first, second = (plan(problem, seconds=120, seed=4) for _time in range(2))
    assert first.status == "optimal"
    assert (first.jobs, first.bound, first.work) == (second.jobs, second.bound, second.work)


def test_needs_in_another_order_are_worth_the_same():
    problem = instance(80, 4)
    turned = replace(problem, needs=problem.needs[::-1])
    assert plan(problem, seconds=60).objective == plan(turned, seconds=60).objective


def test_more_needs_never_bring_less():
    problem = instance(60, 6)
    fewer = replace(problem, needs=problem.needs[:50])
    assert plan(fewer, seconds=60).objective <= plan(problem, seconds=60).objective


@pytest.mark.parametrize("seconds", [0.01, 0.3])
def test_without_time_the_gap_is_honest(seconds):
    problem = instance(250, 2)
    found = plan(problem, seconds=seconds)
    assert found.seconds < seconds + 2
    assert found.status == ("optimal" if found.objective == found.bound else "feasible")
    assert found.gap is None or found.gap >= 0
    placed = [need.need for job in found.jobs for need in job.needs]
    assert len(placed) == len(set(placed)) == found.needs_placed


def test_five_users_share_a_week(made, rules):
    needs = tuple(made(f"n{number}", f"m{number}", weeks=(2,) * 52) for number in range(5))
    found = plan(PoolProblem(needs, replace(rules, users_max=5, halfdays_per_year_min=500)))
    (job,) = found.jobs
    assert job.halfdays == 520
    assert len({(week, halfday) for week, halfday, _need in timetable(job)}) == 520


def test_a_triangle_of_jobs_is_proven_by_a_cut(made, rules):
    """Three needs that go together two by two: the linear programme takes half of each pair, the cut one pair."""
    needs = tuple(made(f"n{number}", f"m{number}", weeks=(3 + number % 2,) * 52) for number in range(3))
    found = plan(PoolProblem(needs, replace(rules, users_max=2)))
    assert (found.status, len(found.jobs)) == ("optimal", 1)
    assert found.objective == 7 * 52


def test_too_many_jobs_to_list_leave_an_honest_bound(monkeypatch):
    problem = instance(120, 5)
    best = plan(problem, seconds=60)
    monkeypatch.setattr("grappe.pool.solving.enumerate_columns", partial(enumerate_columns, most=200))
    found = plan(problem, seconds=60)
    assert (best.complete, found.complete) == (True, False)
    assert 0 < found.objective <= best.objective <= found.bound
    assert found.work["columns"] < best.work["columns"]
