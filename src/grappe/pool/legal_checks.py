"""The legal rules against one job, each as the figures of a check."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np

from grappe.pool.lawful import (
    Numbers,
    Year,
    full_time_from,
    level_of,
    overtime,
    skills_cover,
    travel_hours,
    week_limits,
    worked,
    worst_mean,
    year_of,
)
from grappe.pool.leave import leave_told
from grappe.pool.legal import LegalRules
from grappe.pool.problem import PoolProblem
from grappe.pool.weekly import ENDS, STARTS, WeekLimits
from grappe.words import Sentence

_LITTLE = 1e-6
Said = dict[str, Any]


def legal_checks(problem: PoolProblem, places: list[int], year: Year | None) -> Iterator[Said]:
    """The checks of every legal rule; nothing for a core profile. ``year`` is ``None`` when no timetable was found."""
    legal = problem.rules.legal
    if legal is None:
        return
    yield from _between_days(problem, legal, places, year)
    hours = year.hours if year else _without_timetable(problem, places)
    yield from _hours(legal, hours[None, :])
    yield from _kind(legal, hours[None, :])
    yield _said(legal, "leave-weeks", value=int((hours == 0).sum()), confirm=True, remark=leave_told(legal, hours))
    yield _said(legal, "notice-days", value=None, confirm=True)
    yield from _users(problem, legal, places)
    yield from _neighbours(problem, legal, places)


def _said(
    legal: LegalRules,
    rule: str,
    *,
    value: float | None,
    ok: bool = True,
    confirm: bool = False,
    remark: Sentence | None = None,
) -> Said:
    held, dated = legal.rule(rule), legal.dated(rule)
    return {
        "rule": rule,
        "title": held.title,
        "limit": dated.value,
        "value": None if value is None else round(value, 2),
        "unit": held.unit,
        "result": "fail" if not ok else "confirm" if confirm else "pass",
        "article": held.article,
        "valid_from": dated.valid_from,
        "origin": dated.source,
        "confirmed_by": held.confirmed_by,
        "remark": remark,
    }


def _between_days(problem: PoolProblem, legal: LegalRules, places: list[int], year: Year | None) -> Iterator[Said]:
    """Day, rest between days and over Sunday: kept by the timetable, or the one that leaves none names itself."""
    blamed = set() if year else _blamed(problem, places)
    needs = [problem.needs[place] for place in places]
    night = 24 - max(ENDS if need.ends is None else need.ends for need in needs)
    night += min(STARTS if need.starts is None else need.starts for need in needs)
    figures = {"day-max": _longest_day(problem, places, year), "daily-rest": night, "weekly-rest": night + 24}
    for rule, figure in figures.items():
        shown = figure if rule in blamed or rule == "day-max" else max(figure, legal.value(rule))
        yield _said(legal, rule, value=shown, ok=rule not in blamed)
    days = max(len({halfday // 2 for halfday, _who in week.given}) for week in year.weeks) if year else None
    yield _said(legal, "days-max", value=days, ok=days is None or days <= legal.value("days-max"))


def _blamed(problem: PoolProblem, places: list[int]) -> set[str]:
    """The rules without which some timetable would be found: one, or where one is not enough all of them."""
    limits = week_limits(problem)
    loose = {
        "day-max": replace(limits, travel_a_day=24.0),
        "daily-rest": replace(limits, daily_rest=0.0),
        "weekly-rest": replace(limits, weekly_rest=0.0),
    }
    blamed = {rule for rule, limit in loose.items() if year_of(problem, places, limit) is not None}
    if not blamed and year_of(problem, places, WeekLimits(24.0, 0.0, 0.0)) is not None:
        return set(loose)
    return blamed


def _longest_day(problem: PoolProblem, places: list[int], year: Year | None) -> float:
    """Hours of the longest day, travel from the morning's site to the afternoon's included."""
    halfday, legal = problem.rules.hours_per_halfday, problem.rules.legal
    if year is None or legal is None:
        return 2 * halfday
    longest = 0.0
    for week in set(year.weeks):
        who = dict(week.given)
        for at in who:
            other = who.get(at + 1) if at % 2 == 0 else None
            longest = max(longest, halfday)
            if other is not None:
                km = problem.km_from(places[who[at]])[[places[other]]]
                leg = float(travel_hours(legal, km)[0]) if problem.rules.travel_counts else 0.0
                longest = max(longest, 2 * halfday + leg)
    return longest


def _without_timetable(problem: PoolProblem, places: list[int]) -> Numbers:
    asked = np.array([problem.needs[place].weeks for place in places], dtype=np.float64).sum(axis=0)
    hours: Numbers = asked * problem.rules.hours_per_halfday
    return hours


def _hours(legal: LegalRules, hours: Numbers) -> Iterator[Said]:
    week, mean = float(hours.max()), float(worst_mean(hours, legal.whole("mean-weeks"))[0])
    total = float(hours.sum())
    yield _said(legal, "week-max", value=week, ok=week <= legal.value("week-max") + _LITTLE)
    yield _said(legal, "mean-max", value=mean, ok=mean <= legal.value("mean-max") + _LITTLE)
    over = total - legal.value("legal-year")
    remark = leave_told(legal, hours[0]) if over > _LITTLE else None
    yield _said(legal, "legal-year", value=total, ok=over <= _LITTLE, remark=remark)


def _kind(legal: LegalRules, hours: Numbers) -> Iterator[Said]:
    """Full-time with its overtime, or part-time with its least hours."""
    total = float(hours.sum())
    if total >= full_time_from(legal) - _LITTLE:
        over = float(overtime(hours, legal)[0])
        yield _said(legal, "overtime-max", value=over, ok=over <= legal.value("overtime-max") + _LITTLE)
        return
    excused = legal.flag("worker-request")
    if legal.flag("averaging-agreement"):
        yearly = float(worked(hours, legal).sum())
        enough = yearly >= legal.value("part-time-year") - _LITTLE
        yield _said(legal, "part-time-year", value=yearly, ok=enough or excused, confirm=not enough)
        yield _said(legal, "averaging-agreement", value=1, confirm=True)
    else:
        least = float(worked(hours, legal)[0, 0])
        enough, most = least >= legal.value("part-time-week") - _LITTLE, float(hours.max())
        yield _said(legal, "part-time-week", value=least, ok=enough or excused, confirm=not enough)
        yield _said(legal, "legal-week", value=most, ok=most < legal.value("legal-week") - _LITTLE)
    if not enough:
        yield _said(legal, "worker-request", value=float(excused), ok=excused, confirm=True)


def _users(problem: PoolProblem, legal: LegalRules, places: list[int]) -> Iterator[Said]:
    needs = [problem.needs[place] for place in places]
    total = sum(need.year for need in needs)
    public = sum(need.year for need in needs if need.public) / total
    share = max(need.year for need in needs) / total
    yield _said(legal, "public-share", value=public, ok=public <= legal.value("public-share") + _LITTLE)
    large = share > legal.value("user-share-warn") + _LITTLE
    remark = Sentence("une embauche directe serait plus simple", "hiring directly would be simpler") if large else None
    yield _said(legal, "user-share-warn", value=share, confirm=large, remark=remark)


def _neighbours(problem: PoolProblem, legal: LegalRules, places: list[int]) -> Iterator[Said]:
    pairs = list(combinations([problem.needs[place] for place in places], 2))
    levels = [abs(level_of(one.level) - level_of(other.level)) for one, other in pairs]
    widest = _known(levels)
    said = widest is not None and not np.isnan(levels).any()
    ok = widest is None or widest <= legal.value("level-distance") + _LITTLE
    yield _said(legal, "level-distance", value=widest, ok=ok, confirm=not said)
    covers = [skills_cover(one.skills, other.skills) for one, other in pairs if one.occupation != other.occupation]
    least = _known([-cover for cover in covers])
    least = None if least is None else -least
    ok = least is None or least >= legal.value("skill-cover") - _LITTLE
    yield _said(legal, "skill-cover", value=least, ok=ok, confirm=bool(covers) and bool(np.isnan(covers).any()))
    km = np.array([float(problem.km_from(one)[places].max()) for one in places])
    minutes = float(travel_hours(legal, km).max() * 60)
    yield _said(legal, "travel-max", value=minutes, ok=minutes <= legal.value("travel-max") + _LITTLE)


def _known(values: list[float]) -> float | None:
    """The greatest of the values that are known, ``None`` when none is."""
    known = [value for value in values if not np.isnan(value)]
    return max(known) if known else None
