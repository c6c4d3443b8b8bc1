"""How part needs become a shared job, told by a bakery, a canteen and a summer camp."""

from dataclasses import replace

import pytest

from grappe.pool import PartNeed, PoolProblem, PoolRules, plan, timetable, unplaced

MORNINGS = tuple(place % 2 == 0 for place in range(12))
ANY = (True,) * 12
RULES = PoolRules(
    hours_per_halfday=3.5,
    halfdays_per_week_max=10,
    halfdays_per_year_min=300,
    halfdays_per_year_max=459,
    users_max=4,
    km_max=20,
    travel_counts=False,
)


def need(name: str, *, halfdays=ANY, weeks=(4,) * 52, lat=48.0, **more) -> PartNeed:
    """A member of this name asks for a baker."""
    return PartNeed(f"{name}-1", name, more.pop("occupation", "baker"), lat, 2.0, halfdays, weeks, **more)


def jobs(*needs: PartNeed, similar=frozenset()) -> list[set[str]]:
    found = plan(PoolProblem(needs, RULES, similar), seconds=10)
    assert found.status == "optimal"
    return [{need.member for need in job.needs} for job in found.jobs]


BAKERY = need("bakery", halfdays=MORNINGS)
CANTEEN = need("canteen", occupation="cook")
CAMP = need("camp", weeks=(0,) * 26 + (8,) * 9 + (0,) * 17)


def test_two_half_jobs_of_neighbours_make_one():
    assert jobs(BAKERY, need("mill")) == [{"bakery", "mill"}]


def test_one_person_needs_an_occupation_that_is_similar():
    assert jobs(BAKERY, CANTEEN) == []
    assert jobs(BAKERY, CANTEEN, similar=frozenset({("cook", "baker")})) == [{"bakery", "canteen"}]


def test_a_member_may_refuse_to_share_with_another_whoever_says_it():
    assert jobs(BAKERY, need("mill", forbidden=frozenset({"bakery"}))) == []


def test_sites_lie_within_the_kilometres_of_the_profile():
    assert jobs(BAKERY, need("mill", lat=48.17)) == [{"bakery", "mill"}]
    assert jobs(BAKERY, need("mill", lat=48.19)) == []


def test_nobody_is_in_two_places_in_one_halfday():
    """Six mornings exist, and four and four are wanted."""
    assert jobs(BAKERY, need("mill", halfdays=MORNINGS)) == []


def test_a_season_fills_what_the_year_leaves():
    """Two needs of two and four half-days a week are too little without the summer."""
    small = need("mill", weeks=(1,) * 52)
    assert jobs(BAKERY, small) == []
    assert jobs(BAKERY, small, CAMP) == []  # in summer 4 + 1 + 8 pass the ten of a week
    assert jobs(BAKERY, small, need("camp", weeks=(0,) * 26 + (5,) * 9 + (0,) * 17)) == [{"bakery", "camp", "mill"}]


def test_what_weighs_more_is_placed_first():
    """The mill can join the bakery or the school, not both; a half-day of the school may weigh three."""
    mill, school = need("mill"), need("school", weeks=(3,) * 52, forbidden=frozenset({"bakery"}))
    assert jobs(BAKERY, mill, school) == [{"bakery", "mill"}]
    assert jobs(BAKERY, mill, replace(school, priority=3)) == [{"mill", "school"}]


def test_the_week_is_told_halfday_by_halfday():
    (job,) = plan(PoolProblem((BAKERY, need("mill")), RULES)).jobs
    first = [(halfday, name) for week, halfday, name in timetable(job) if week == 1]
    assert len(first) == 8
    assert {halfday % 2 for halfday, name in first if name == "bakery-1"} == {1}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_need_that_stays_out_says_what_would_take_it_in(language):
    problem = PoolProblem((BAKERY,), RULES)
    (entry,) = unplaced(problem, plan(problem))
    assert entry.missing.said(language).startswith("92 ")
