"""A plan taken up again: what stood stays, unless touching it pays; the bound holds."""

from dataclasses import replace

import pytest
from benchmarks.pool_instances import instance

from grappe.pool import plan, plan_again


@pytest.fixture(scope="module")
def before():
    """Sixty needs planned to the end."""
    problem = instance(60, 3)
    return problem, plan(problem, seconds=30)


def test_nothing_changed_keeps_every_job(before):
    problem, found = before
    again = plan_again(problem, found.jobs, seconds=10)
    assert (again.kept, again.changed, again.touched) == (len(found.jobs), 0, 0)
    assert again.plan.objective == found.objective


def test_one_need_less_touches_only_what_pays(before):
    problem, found = before
    gone = found.jobs[0].needs[0].need
    left = replace(problem, needs=tuple(need for need in problem.needs if need.need != gone))
    again = plan_again(left, found.jobs, seconds=10)
    fresh = plan(left, seconds=30)
    assert again.plan.objective == fresh.objective <= again.plan.bound
    assert again.changed == 1
    standing = sum(need.worth for job in found.jobs[1:] for need in job.needs)
    assert again.plan.objective >= standing
    if again.touched:
        assert again.plan.objective > standing


def test_a_need_that_grew_is_planned_with_what_it_asks_now(before):
    problem, found = before
    old = found.jobs[0].needs[0]
    new = replace(old, priority=old.priority + 5)
    changed = replace(problem, needs=tuple(new if need == old else need for need in problem.needs))
    again = plan_again(changed, found.jobs, seconds=10)
    assert again.plan.objective <= again.plan.bound
    assert new in [need for job in again.plan.jobs for need in job.needs]


def test_a_stop_at_once_gives_the_jobs_that_stand(before):
    problem, found = before
    again = plan_again(problem, found.jobs, seconds=0.001)
    assert again.plan.objective <= again.plan.bound
