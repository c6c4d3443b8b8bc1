"""The list of plans: each lawful under its own limits, none beaten by another."""

from itertools import permutations

from benchmarks.pool_instances import instance

from grappe.pool import plan, trade_offs


def test_the_first_covers_most_hours_and_no_plan_beats_another():
    problem = instance(60, 3)
    found = trade_offs(problem, seconds=60)
    assert found[0].hours == max(one.hours for one in found)
    assert found[0].plan.objective <= plan(problem, seconds=20).objective
    assert len(found) > 1
    assert not any(one.beats(other) for one, other in permutations(found, 2))
    for one in found:
        assert all(len(job.needs) <= one.users_max for job in one.plan.jobs)
        assert one.kilometres == round(one.plan.km, 3)


def test_nothing_to_choose_from_is_an_empty_list():
    problem = instance(60, 3)
    assert trade_offs(type(problem)(problem.needs[:1], problem.rules), seconds=1) == []
