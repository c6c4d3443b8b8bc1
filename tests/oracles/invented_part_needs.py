"""Part needs drawn at random, small enough for the slow count and odd enough to matter."""

from dataclasses import replace

from hypothesis import strategies as st

from grappe.pool import PartNeed, PoolProblem, PoolRules

OCCUPATIONS = ("baker", "baker", "cook", "driver")
WHOLE_WEEK = st.just([True] * 12)


@st.composite
def rules(draw: st.DrawFn) -> PoolRules:
    """Limits that small needs can meet, and miss."""
    least = draw(st.sampled_from([0, 40, 150, 260]))
    return PoolRules(
        hours_per_halfday=3.5,
        halfdays_per_week_max=draw(st.integers(6, 12)),
        halfdays_per_year_min=least,
        halfdays_per_year_max=draw(st.integers(max(least, 120), 624)),
        users_max=draw(st.integers(2, 5)),
        km_max=draw(st.sampled_from([8.0, 30.0, 30.0])),
        travel_counts=False,
    )


@st.composite
def part_need(draw: st.DrawFn, number: int) -> PartNeed:
    """One need: a few half-days, two seasons of any length."""
    halfdays = tuple(draw(st.one_of(WHOLE_WEEK, st.lists(st.booleans(), min_size=12, max_size=12).filter(any))))
    most = sum(halfdays)
    high, low = draw(st.integers(1, min(most, 5))), draw(st.integers(0, min(most, 5)))
    start = draw(st.integers(0, 51))
    return PartNeed(
        need=f"n{number}",
        member=f"m{draw(st.integers(0, 7))}",
        occupation=draw(st.sampled_from(OCCUPATIONS)),
        lat=47 + draw(st.integers(0, 20)) / 100,
        lon=2 + draw(st.integers(0, 20)) / 100,
        halfdays=halfdays,
        weeks=tuple(high if week >= start else low for week in range(52)),
        priority=draw(st.sampled_from([1, 1, 1, 3])),
    )


@st.composite
def problems(draw: st.DrawFn, most: int = 9) -> PoolProblem:
    """A problem of at most ``most`` needs, with forbidden members and similar occupations."""
    needs = [draw(part_need(number)) for number in range(draw(st.sampled_from(range(most + 1))))]
    members = sorted({need.member for need in needs})
    told = []
    for need in needs:
        others = [member for member in members if member != need.member]
        forbidden = draw(st.sets(st.sampled_from(others), max_size=1)) if others and draw(st.booleans()) else set()
        told.append(replace(need, forbidden=frozenset(forbidden)))
    similar = draw(st.sets(st.sampled_from([("baker", "cook"), ("driver", "cook")])))
    return PoolProblem(tuple(told), draw(rules()), frozenset(similar))
