"""Legal profiles: the filter agrees with the checks of each job, weeks are the best, plans pass the checker."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from benchmarks.pool_instances import write
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from tests.oracles.invented_part_needs import part_need
from tests.oracles.weeks import least_travel

from grappe.pool import PoolProblem, check, job_checks, lawful_by, plan, pool_rules, unplaced, write_plan
from grappe.pool.columns import enumerate_columns
from grappe.pool.weekly import Sharing, WeekLimits, best_week

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
RULES = {name: pool_rules(name, day=date(2026, 11, 24)) for name in ("code-no-agreement", "code-with-agreement")}


@st.composite
def legal_problems(draw: st.DrawFn) -> PoolProblem:
    """Few needs of every kind that the rules look at; years long enough to be lawful now and then."""
    needs = []
    for number in range(draw(st.integers(2, 6))):
        need = draw(part_need(number))
        height = draw(st.integers(2, 6))
        weeks = tuple(min(sum(need.halfdays), height + draw(st.sampled_from([0, 0, 1]))) for _week in range(47))
        told = replace(
            need,
            weeks=(*weeks, 0, 0, 0, 0, 0) if draw(st.booleans()) else need.weeks,
            member=f"m{number}",
            occupation=draw(st.sampled_from(["baker", "baker", "cook"])),
            level=draw(st.sampled_from([None, "2", "3", "5"])),
            skills=draw(st.sampled_from([frozenset(), frozenset("ab"), frozenset("abc"), frozenset("xy")])),
            public=draw(st.sampled_from([False, False, True])),
            starts=draw(st.sampled_from([None, 7.0, 5.0])),
            ends=draw(st.sampled_from([None, 21.0])),
        )
        needs.append(told)
    rules = replace(RULES[draw(st.sampled_from(sorted(RULES)))], hours_per_halfday=draw(st.sampled_from([3.5, 4.5])))
    return PoolProblem(tuple(needs), rules, frozenset({("baker", "cook")}))


@SLOW
@given(legal_problems())
def test_the_filter_keeps_the_sets_whose_checks_pass(problem):
    found = enumerate_columns(problem, lambda: True)
    kept = {tuple(at for at in row if at < len(problem.needs)) for row in found.sets.tolist()}
    places = range(len(problem.needs))
    lawful = {
        held
        for size in range(2, problem.rules.users_max + 1)
        for held in combinations(places, size)
        if lawful_by(job_checks(problem, [problem.needs[at] for at in held]))
    }
    event(f"lawful jobs: {min(3, len(lawful))}")
    assert kept == lawful


@SLOW
@given(problem=legal_problems())
def test_a_plan_passes_the_checker(problem, tmp_path_factory):
    folder = tmp_path_factory.mktemp("plan")
    write(problem, folder)
    found = plan(problem, seconds=30)
    event(f"jobs: {len(found.jobs)}")
    write_plan(problem, found, unplaced(problem, found), folder / "plan")
    held = check(folder / "plan", folder / "needs.csv", problem.rules, similar=problem.similar)
    assert [violation.en for violation in held.violations] == []


@st.composite
def weeks(draw: st.DrawFn) -> tuple[Sharing, tuple[int, ...], WeekLimits]:
    """Two needs with few open half-days, so that every week can be looked at."""
    masks = tuple(sum(1 << half for half in draw(st.sets(st.integers(0, 11), max_size=7))) for _need in range(2))
    wanted = tuple(draw(st.integers(0, min(4, mask.bit_count()))) for mask in masks)
    away = draw(st.sampled_from([0.1, 0.5, 2.0]))
    starts, ends = (tuple(draw(st.sampled_from(times)) for _need in range(2)) for times in ((5.0, 8.0), (18.0, 22.0)))
    sharing = Sharing(masks, starts, ends, ((0.0, away), (away, 0.0)))
    return sharing, wanted, WeekLimits(travel_a_day=1.0, daily_rest=11.0, weekly_rest=35.0)


@settings(max_examples=80, deadline=None)
@given(weeks())
def test_a_week_has_the_least_travel_of_all(asked):
    sharing, wanted, limits = asked
    found, best = best_week(sharing, wanted, limits), least_travel(sharing, wanted, limits)
    event(f"possible: {best is not None}")
    assert (None if found is None else found.travel) == pytest.approx(best)
