"""Pooling, slow and obvious: every partition of at most nine needs, every week, every subset of half-days."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from math import asin, cos, radians, sin, sqrt

from grappe.pool import PartNeed, PoolProblem


def best(problem: PoolProblem) -> tuple[int, int, float]:
    """Worth, jobs and kilometres of the best plan: most worth, then fewest jobs, then fewest kilometres."""
    places = range(len(problem.needs))
    jobs = {
        frozenset(held)
        for size in range(2, problem.rules.users_max + 1)
        for held in combinations(places, size)
        if lawful(problem, [problem.needs[place] for place in held])
    }
    worth, number, km = max(_plans(problem, frozenset(places), frozenset(jobs)))
    return worth, -number, -km


def lawful(problem: PoolProblem, held: list[PartNeed]) -> bool:
    """Whether some needs make one job."""
    rules = problem.rules
    year = sum(sum(need.weeks) for need in held)
    return (
        2 <= len(held) <= rules.users_max
        and rules.halfdays_per_year_min <= year <= rules.halfdays_per_year_max
        and all(_neighbours(problem, one, other) for one, other in combinations(held, 2))
        and all(_week_fits(held, week, rules.halfdays_per_week_max) for week in range(52))
    )


def _neighbours(problem: PoolProblem, one: PartNeed, other: PartNeed) -> bool:
    pair = (one.occupation, other.occupation)
    return (
        one.member != other.member
        and other.member not in one.forbidden
        and one.member not in other.forbidden
        and (pair[0] == pair[1] or pair in problem.similar or pair[::-1] in problem.similar)
        and km(one, other) <= problem.rules.km_max
    )


def km(one: PartNeed, other: PartNeed) -> float:
    """Great circle on a sphere of 6,371 km."""
    chord = sin(radians(other.lat - one.lat) / 2) ** 2
    chord += cos(radians(one.lat)) * cos(radians(other.lat)) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * 6371 * asin(sqrt(chord))


def _week_fits(held: list[PartNeed], week: int, most: int) -> bool:
    wanted = tuple(need.weeks[week] for need in held)
    return sum(wanted) <= most and _given(tuple(need.halfdays for need in held), wanted)


@lru_cache(maxsize=100_000)
def _given(halfdays: tuple[tuple[bool, ...], ...], wanted: tuple[int, ...], halfday: int = 0) -> bool:
    """Half-day after half-day, to nobody or to one who still wants it and may."""
    if not any(wanted):
        return True
    if halfday == 12:
        return False
    if _given(halfdays, wanted, halfday + 1):
        return True
    return any(
        left and halfdays[place][halfday] and _given(halfdays, _one_less(wanted, place), halfday + 1)
        for place, left in enumerate(wanted)
    )


def _one_less(wanted: tuple[int, ...], place: int) -> tuple[int, ...]:
    return (*wanted[:place], wanted[place] - 1, *wanted[place + 1 :])


def _plans(
    problem: PoolProblem, left: frozenset[int], jobs: frozenset[frozenset[int]]
) -> Iterator[tuple[int, int, float]]:
    """Every plan: the first need that is left stays out, or enters each job that fits."""
    if not left:
        yield 0, 0, 0.0
        return
    first = min(left)
    yield from _plans(problem, left - {first}, jobs)
    for job in jobs:
        if first in job and job <= left:
            held = [problem.needs[place] for place in job]
            worth = sum(need.priority * sum(need.weeks) for need in held)
            far = sum(km(one, other) for one, other in combinations(held, 2))
            for more, number, length in _plans(problem, left - job, jobs):
                yield worth + more, number - 1, length - far
