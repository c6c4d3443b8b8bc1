"""The smallest complement under legal rules: what one more member would have to ask for, beside needs that stay out."""

from dataclasses import dataclass, replace

import numpy as np

from grappe.pool.lawful import Numbers, judge
from grappe.pool.leave import leave_weeks
from grappe.pool.legal import LegalRules
from grappe.pool.problem import PoolProblem, Whole
from grappe.pool.rule_checks import job_checks, lawful_by
from grappe.pool.things import HALFDAYS, PartNeed

#: Name of the need that is missing.
MISSING = "?"


@dataclass(frozen=True, slots=True)
class Missing:
    """What one more need would have to be beside ``beside``: half-days by week at least, the most in a full week, and
    the half-days (1 to 12) that are left for it.
    """

    beside: tuple[str, ...]
    weeks: tuple[int, ...]
    most: int
    halfdays: tuple[int, ...]


def missing_beside(problem: PoolProblem, legal: LegalRules, base: list[int]) -> Missing | None:
    """The complement with fewest half-days that makes a lawful job with ``base``, ``None`` when nothing would do."""
    needs = [problem.needs[place] for place in base]
    held = np.array([need.weeks for need in needs], dtype=np.int64).sum(axis=0)
    open_ = _open(needs)
    if not open_:
        return None
    fitting = [weeks for level in range(1, HALFDAYS + 1) if (weeks := _filled(legal, held, open_, level)) is not None]
    lawful = [weeks for weeks in fitting if _judged(problem, legal, held + weeks)]
    for weeks in sorted(lawful, key=lambda weeks: int(weeks.sum())):
        if _checked(problem, base, (weeks, open_)):
            most = max(int(other.max()) for other in lawful)
            named = tuple(need.need for need in needs)
            return Missing(named, tuple(int(week) for week in weeks), most, tuple(half + 1 for half in open_))
    return None


def _open(needs: list[PartNeed]) -> list[int]:
    """Half-days that no need fills in its fullest week; Saturday only where someone works on it."""
    fixed = [need for need in needs if max(need.weeks) == sum(need.halfdays)]
    taken = {half for need in fixed for half in range(HALFDAYS) if need.halfdays[half]}
    last = HALFDAYS if any(any(need.halfdays[10:]) for need in fixed) else HALFDAYS - 2
    return [half for half in range(last) if half not in taken]


def _filled(legal: LegalRules, held: Whole, open_: list[int], level: int) -> Whole | None:
    """Every week but those of leave brought to ``level`` half-days."""
    leave = np.array(leave_weeks(legal, held.astype(np.float64))[: legal.whole("leave-weeks")], dtype=np.int64)
    weeks = np.clip(level - held, 0, len(open_))
    weeks[leave - 1] = 0
    return weeks if weeks.any() else None


def _judged(problem: PoolProblem, legal: LegalRules, halfdays: Whole) -> bool:
    hours: Numbers = halfdays[None, :].astype(np.float64) * problem.rules.hours_per_halfday
    rules, year = problem.rules, int(halfdays.sum())
    return (
        bool(judge(legal, hours, hours)[0][0])
        and int(halfdays.max()) <= rules.halfdays_per_week_max
        and rules.halfdays_per_year_min <= year <= rules.halfdays_per_year_max
    )


def _checked(problem: PoolProblem, base: list[int], asked: tuple[Whole, list[int]]) -> bool:
    """Whether every check passes with the complement at the site of the first need."""
    weeks, open_ = asked
    first = problem.needs[base[0]]
    more = replace(
        first,
        need=MISSING,
        member=MISSING,
        halfdays=tuple(half in open_ for half in range(HALFDAYS)),
        weeks=tuple(int(week) for week in weeks),
        forbidden=frozenset(),
        public=False,
        starts=None,
        ends=None,
    )
    needs = [problem.needs[place] for place in base]
    small = replace(problem, needs=(*needs, more), together=(), apart=frozenset())
    return lawful_by(job_checks(small, small.needs))
