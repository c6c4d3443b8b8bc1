"""Pooling, slow and obvious: every partition of a dozen needs at most, every week, every subset of half-days."""

from functools import cache, lru_cache
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
    gains = {job: _gain([problem.needs[place] for place in job]) for job in jobs}

    @cache
    def most(left: frozenset[int]) -> tuple[int, int, float]:
        """The first need that is left stays out, or enters each job that fits."""
        if not left:
            return 0, 0, 0.0
        first = min(left)
        plans = [most(left - {first})]
        for job, gain in gains.items():
            if first in job and job <= left:
                more = most(left - job)
                plans.append((gain[0] + more[0], gain[1] + more[1], gain[2] + more[2]))
        return max(plans)

    worth, number, length = most(frozenset(places))
    return worth, -number, -length


def _gain(held: list[PartNeed]) -> tuple[int, int, float]:
    """Worth, minus one job, minus its kilometres."""
    worth = sum(need.priority * sum(need.weeks) for need in held)
    return worth, -1, -sum(km(one, other) for one, other in combinations(held, 2))


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
