"""The legal rules as a filter of jobs: which two needs can share a person, and which sets make a lawful job.

Travel inside a day is work, and depends on the timetable. Every set is first judged between two limits, no travel and
the most there can be; only sets that the two judge differently get their weeks worked out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from grappe.pool.legal import LegalRules
from grappe.pool.problem import Flags, PoolProblem
from grappe.pool.things import WEEKS
from grappe.pool.weekly import ENDS, STARTS, Week, WeekLimits, best_week, sharing_of

Numbers = npt.NDArray[np.float64]
Sets = npt.NDArray[np.int32]
_CHUNK, _FEW, _LITTLE = 20_000, 50, 1e-9


@dataclass(frozen=True)
class Year:
    """One person's year: hours of each week with travel, those of travel, and the weeks half-day by half-day."""

    hours: Numbers
    travel: Numbers
    weeks: tuple[Week, ...]


def legal_row(problem: PoolProblem, place: int) -> Flags:
    """Which needs the levels, skills and travel of the profile let share a person with one need."""
    legal = problem.rules.legal
    if legal is None:
        return np.ones(len(problem.needs), dtype=bool)
    mine, needs = problem.needs[place], problem.needs
    near = travel_hours(legal, problem.km_from(place)) * 60 <= legal.value("travel-max") + _LITTLE
    levels = np.array([level_of(need.level) for need in needs])
    own = level_of(mine.level)
    close = np.isnan(levels) | np.isnan(own) | (abs(levels - own) <= legal.value("level-distance"))
    cover = np.array([skills_cover(mine.skills, other.skills) for other in needs])
    same = np.array([other.occupation == mine.occupation for other in needs])
    skilled = same | np.isnan(cover) | (cover >= legal.value("skill-cover") - _LITTLE)
    row: Flags = near & close & skilled
    return row


def legal_jobs(problem: PoolProblem, sets: Sets, tick: Callable[[], bool]) -> tuple[Flags, bool]:
    """Which sets (padded with the number of needs) make lawful jobs, and whether ``tick`` let all be looked at."""
    lawful = np.zeros(len(sets), dtype=bool)
    legal = problem.rules.legal
    if legal is None:
        return ~lawful, True
    for first in range(0, len(sets), _CHUNK):
        chunk = sets[first : first + _CHUNK]
        sure, maybe = _between_limits(problem, legal, chunk)
        doubtful = np.flatnonzero(maybe & ~sure)
        for count, row in enumerate(doubtful.tolist()):
            if count % _FEW == 0 and not tick():
                lawful[first : first + len(chunk)] = sure
                return lawful, False
            sure[row] = _exactly(problem, legal, [at for at in chunk[row].tolist() if at < len(problem.needs)])
        lawful[first : first + len(chunk)] = sure
        if not tick():
            return lawful, False
    return lawful, True


def year_of(problem: PoolProblem, places: Sequence[int], limits: WeekLimits | None = None) -> Year | None:
    """The year of one person who meets some needs; ``None`` when some week fits in no way."""
    legal, hours = problem.rules.legal, problem.rules.hours_per_halfday
    needs = [problem.needs[place] for place in places]
    sharing = sharing_of(needs, _hours_between(problem, places))
    limits = limits or week_limits(problem)
    weeks = []
    for wanted in zip(*(need.weeks for need in needs), strict=True):
        week = best_week(sharing, wanted, limits)
        if week is None:
            return None
        weeks.append(week)
    counts = legal is not None and problem.rules.travel_counts
    travel = np.array([week.travel if counts else 0.0 for week in weeks])
    base = np.array([len(week.given) * hours for week in weeks])
    return Year(base + travel, travel, tuple(weeks))


def week_limits(problem: PoolProblem) -> WeekLimits:
    """What a week must keep to inside and between its days."""
    legal, two = problem.rules.legal, 2 * problem.rules.hours_per_halfday
    if legal is None:
        return WeekLimits(travel_a_day=24.0, daily_rest=0.0, weekly_rest=0.0)
    left = legal.value("day-max") - two
    return WeekLimits(
        left if problem.rules.travel_counts else 24.0, legal.value("daily-rest"), legal.value("weekly-rest")
    )


def level_of(level: str | None) -> float:
    """A classification level as a number; not a number when it is none or was not said."""
    try:
        return float(level.replace(",", ".")) if level else float("nan")
    except ValueError:
        return float("nan")


def skills_cover(one: frozenset[str], other: frozenset[str]) -> float:
    """Skills in common, of the shorter list; not a number when one of them is empty."""
    return len(one & other) / min(len(one), len(other)) if one and other else float("nan")


def travel_hours(legal: LegalRules, km: Numbers) -> Numbers:
    """Hours of travel over straight kilometres."""
    return km / legal.value("travel-kmh")


@dataclass(frozen=True)
class Judged:
    """Hours by set and week between two limits, against each rule: surely kept, and perhaps kept."""

    low: Numbers
    high: Numbers

    def at_most(self, value: Numbers | float, of: Callable[[Numbers], Numbers]) -> tuple[Flags, Flags]:
        """A figure that grows with the hours stays at or below a value."""
        return of(self.high) <= value + _LITTLE, of(self.low) <= value + _LITTLE

    def at_least(self, value: Numbers | float, of: Callable[[Numbers], Numbers]) -> tuple[Flags, Flags]:
        """A figure that grows with the hours reaches a value."""
        return of(self.low) >= value - _LITTLE, of(self.high) >= value - _LITTLE


def judge(legal: LegalRules, low: Numbers, high: Numbers) -> tuple[Flags, Flags]:
    """Which years are surely within the rules on hours, and which perhaps, from the least and most hours by week."""
    judged = Judged(low, high)
    kept = [
        judged.at_most(legal.value("week-max"), lambda hours: hours.max(axis=1)),
        judged.at_most(legal.value("mean-max"), lambda hours: worst_mean(hours, legal.whole("mean-weeks"))),
        judged.at_most(legal.value("legal-year"), lambda hours: hours.sum(axis=1)),
    ]
    full, part = _full_time(legal, judged), _part_time(legal, judged)
    sure, maybe = (np.logical_and.reduce([flags[at] for flags in kept]) for at in (0, 1))
    return sure & (full[0] | part[0]), maybe & (full[1] | part[1])


def full_time_from(legal: LegalRules) -> float:
    """Hours of the year from which a job is full-time."""
    return legal.value("legal-year") * (1 - legal.value("full-time-tolerance"))


def worst_mean(hours: Numbers, weeks: int) -> Numbers:
    """The greatest mean of ``weeks`` consecutive weeks, by set."""
    sums = np.cumsum(np.pad(hours, ((0, 0), (1, 0))), axis=1)
    means: Numbers = (sums[:, weeks:] - sums[:, :-weeks]).max(axis=1) / weeks
    return means


def overtime(hours: Numbers, legal: LegalRules) -> Numbers:
    """Hours above the legal week, counted over each period on which hours may vary."""
    period, week = legal.whole("averaging-weeks"), legal.value("legal-week")
    starts = np.arange(0, WEEKS, period)
    sums = np.add.reduceat(hours, starts, axis=1)
    lengths = np.diff(np.append(starts, WEEKS))
    above: Numbers = np.maximum(0.0, sums - lengths * week).sum(axis=1)
    return above


def worked(hours: Numbers, legal: LegalRules) -> Numbers:
    """The weeks left when leave is taken in the lightest ones, lightest first."""
    left: Numbers = np.sort(hours, axis=1)[:, legal.whole("leave-weeks") :]
    return left


def _full_time(legal: LegalRules, judged: Judged) -> tuple[Flags, Flags]:
    enough = judged.at_least(full_time_from(legal), lambda hours: hours.sum(axis=1))
    over = judged.at_most(legal.value("overtime-max"), lambda hours: overtime(hours, legal))
    return enough[0] & over[0], enough[1] & over[1]


def _part_time(legal: LegalRules, judged: Judged) -> tuple[Flags, Flags]:
    under = full_time_from(legal) - 2 * _LITTLE
    if legal.flag("averaging-agreement"):
        least = 0.0 if legal.flag("worker-request") else legal.value("part-time-year")
        enough = judged.at_least(least, lambda hours: worked(hours, legal).sum(axis=1))
        below = judged.at_most(under, lambda hours: hours.sum(axis=1))
        return enough[0] & below[0], enough[1] & below[1]
    least = 0.0 if legal.flag("worker-request") else legal.value("part-time-week")
    enough = judged.at_least(least, lambda hours: worked(hours, legal)[:, 0])
    below = judged.at_most(legal.value("legal-week") - 2 * _LITTLE, lambda hours: hours.max(axis=1))
    return enough[0] & below[0], enough[1] & below[1]


def _between_limits(problem: PoolProblem, legal: LegalRules, sets: Sets) -> tuple[Flags, Flags]:
    """Sets judged with no travel and with the most travel there can be."""
    nobody = len(problem.needs)
    asked = np.vstack([[need.weeks for need in problem.needs], np.zeros((1, WEEKS), dtype=np.int64)])[sets]
    total = asked.sum(axis=1)
    low = total * problem.rules.hours_per_halfday
    switches = np.minimum(np.minimum(total // 2, 6), total - asked.max(axis=1))
    leg = _longest_leg(problem, legal, sets) if problem.rules.travel_counts else np.zeros(len(sets))
    sure, maybe = judge(legal, low, low + switches * leg[:, None])
    public = np.append([need.public for need in problem.needs], False)
    shares = (asked.sum(axis=2) * public[sets]).sum(axis=1) / np.maximum(1, total.sum(axis=1))
    allowed = shares <= legal.value("public-share") + _LITTLE
    limits = week_limits(problem)
    easy = (leg <= limits.travel_a_day + _LITTLE) & _rested(problem, limits, np.minimum(sets, nobody))
    return sure & allowed & easy, maybe & allowed


def _longest_leg(problem: PoolProblem, legal: LegalRules, sets: Sets) -> Numbers:
    """Hours between the two sites of a set that are farthest apart."""
    longest, nobody = np.zeros(len(sets)), len(problem.needs)
    for one, other in combinations(range(sets.shape[1]), 2):
        ones, others = sets[:, one].astype(np.int64), sets[:, other].astype(np.int64)
        there = (ones < nobody) & (others < nobody)
        km = problem.km_between(ones[there], others[there])
        longest[there] = np.maximum(longest[there], travel_hours(legal, km))
    return longest


def _rested(problem: PoolProblem, limits: WeekLimits, sets: Sets) -> Flags:
    """Sets in which any half-days leave enough rest between days and over Sunday."""
    starts = np.array([*(STARTS if need.starts is None else need.starts for need in problem.needs), 24.0])[sets]
    ends = np.array([*(ENDS if need.ends is None else need.ends for need in problem.needs), 0.0])[sets]
    night = 24 - ends.max(axis=1) + starts.min(axis=1)
    rested: Flags = (night >= limits.daily_rest) & (24 + night >= limits.weekly_rest)
    return rested


def _exactly(problem: PoolProblem, legal: LegalRules, places: Sequence[int]) -> bool:
    year = year_of(problem, places)
    return year is not None and bool(judge(legal, year.hours[None, :], year.hours[None, :])[0][0])


def _hours_between(problem: PoolProblem, places: Sequence[int]) -> tuple[tuple[float, ...], ...]:
    legal, held = problem.rules.legal, np.array(places, dtype=np.int64)
    if legal is None:
        return tuple((0.0,) * len(held) for _place in held)
    rows = (travel_hours(legal, problem.km_from(place))[held] for place in held.tolist())
    return tuple(tuple(round(float(hours), 6) for hours in row) for row in rows)
