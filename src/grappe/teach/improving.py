"""The best small change: which courses take up which missing skills, in a budget of hours; proven by HiGHS."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from grappe.words import Kind, Refused, Sentence

Status = Literal["optimal", "feasible", "infeasible", "unknown"]
SCALE = 1e6  #: weights enter the solver in millionths of all needs
MEMBER_BONUS = 1e-3  #: a change that a member can teach is worth this much more, so that ties go to it
DIRECT = 3_000  #: changes up to which the whole problem is solved at once
CORE = 1_500  #: changes of the first core of a larger problem
GAP = 1e-6  #: relative gap at which a plan counts as proven
_SOLVED, _TIMED_OUT, _INFEASIBLE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Change:
    """One possible change: a course takes a skill to a level, for some hours.

    ``worth`` is the weight of needs it covers, already counting what is covered today. ``members`` could teach it.
    """

    course: str
    skill: str
    level: str
    hours: float
    worth: float
    programme: str = ""
    label: str = ""
    fits: float = 1.0
    members: tuple[str, ...] = ()

    @property
    def need(self) -> tuple[str, str]:
        """What the change answers: one skill of one programme, answered once."""
        return self.programme, self.skill


@dataclass(frozen=True, slots=True)
class ImproveProblem:
    """Changes to choose from: ``hours`` in all, ``room`` hours at most in each course (without an entry: no limit).

    ``courses`` is the most courses that may change, ``None`` for any number.
    """

    changes: tuple[Change, ...]
    hours: float
    room: Mapping[str, float] = field(default_factory=dict)
    courses: int | None = None


@dataclass(frozen=True, slots=True)
class Improvement:
    """The chosen changes; ``objective`` and ``bound`` are weights of needs (1 is all needs of all programmes)."""

    status: Status
    chosen: tuple[Change, ...]
    objective: float
    bound: float
    seconds: float

    @property
    def gap(self) -> float:
        """bound ÷ objective − 1; 0 where both are 0."""
        return (
            0.0 if self.bound <= self.objective else self.bound / self.objective - 1 if self.objective else float("inf")
        )

    @property
    def hours(self) -> float:
        """Hours that the changes take."""
        return sum(change.hours for change in self.chosen)


def improve(problem: ImproveProblem, *, seconds: float = 60.0) -> Improvement:
    """The changes that cover most needs within the hours, each skill of a programme once, each course within its room.

    Raises ``Refused`` for hours or room below 0.
    """
    if problem.hours < 0 or any(room < 0 for room in problem.room.values()) or (problem.courses or 0) < 0:
        said = Sentence("heures ou nombre de cours négatif", "hours or number of courses below 0")
        raise Refused(said, kind=Kind.CALL)
    started = time.monotonic()
    changes = _worthwhile(problem)
    if not changes:
        return Improvement("optimal", (), 0.0, 0.0, time.monotonic() - started)
    found = _solve(changes, problem, seconds)
    chosen = _chosen(found, changes)
    objective = sum(change.worth for change in chosen)
    bound = max(objective, _bound(found))
    status: Status = "optimal" if found.status == _SOLVED else "feasible" if found.x is not None else "unknown"
    return Improvement(
        status, chosen, objective, objective if status == "optimal" else bound, time.monotonic() - started
    )


def _worthwhile(problem: ImproveProblem) -> list[Change]:
    """Changes that fit by themselves and cover something; of the same course, skill and worth the cheapest."""
    fitting = [
        change
        for change in problem.changes
        if change.worth > 0 and 0 <= change.hours <= min(problem.hours, problem.room.get(change.course, float("inf")))
    ]
    best: dict[tuple[str, str, str, float], Change] = {}
    for change in fitting:
        key = (change.programme, change.course, change.skill, change.worth)
        if key not in best or change.hours < best[key].hours:
            best[key] = change
    return list(best.values())


def _solve(changes: Sequence[Change], problem: ImproveProblem, seconds: float) -> Any:
    """The best changes; a large problem through its core: the changes that prices of the relaxation do not rule out."""
    courses = {course: place for place, course in enumerate(dict.fromkeys(change.course for change in changes))}
    limited = problem.courses is not None and problem.courses < len(courses)
    extra = len(courses) if limited else 0
    gains = [
        -SCALE * change.worth * (1 + MEMBER_BONUS * bool(change.members)) * (1 + 1e-6 * change.fits)
        for change in changes
    ]
    width = len(changes) + extra
    matrix, most = _matrix(_constraints(changes, courses, problem, limited=limited), width)
    costs = np.array(gains + [0.0] * extra)
    if limited or width <= DIRECT:
        return _whole(costs, matrix, most, seconds)
    return _by_core(costs, matrix, most, seconds)


def _whole(costs: Any, matrix: Any, most: Any, seconds: float) -> Any:
    return milp(
        costs,
        integrality=np.ones(len(costs)),
        bounds=Bounds(0, 1),
        constraints=[LinearConstraint(matrix, -np.inf, most)],
        options={"time_limit": max(0.1, seconds), "mip_rel_gap": GAP, "disp": False},
    )


def _by_core(costs: Any, matrix: Any, most: Any, seconds: float) -> Any:
    """Solves the core to its end; what lies outside is ruled out where its price passes what is still open."""
    started = time.monotonic()
    relaxed = linprog(costs, A_ub=matrix, b_ub=most, bounds=(0, 1), method="highs", options={"time_limit": seconds})
    if relaxed.status != _SOLVED:
        return _whole(costs, matrix, most, seconds)
    prices = relaxed.lower.marginals
    order = np.argsort(prices - 1e9 * (relaxed.x > 1e-9), kind="stable")
    size = CORE
    while True:
        core = order[:size]
        left = max(1.0, seconds - (time.monotonic() - started))
        found = _whole(costs[core], matrix[:, core], most, left)
        if found.x is None:
            return found
        outside = float(prices[order[size]]) if size < len(order) else float("inf")
        value = float(costs[core] @ np.round(found.x))
        proven = found.status == _SOLVED and outside >= value - relaxed.fun - 1e-7 * abs(value)
        full = np.zeros(len(costs))
        full[core] = found.x
        if proven or time.monotonic() - started > seconds / 2:
            bound = value if proven else relaxed.fun
            return _Found(_SOLVED if proven else _TIMED_OUT, full, bound)
        size *= 3


@dataclass(frozen=True, slots=True)
class _Found:
    """What a solver gives: status, values, bound on the (negative) objective."""

    status: int
    x: Any
    mip_dual_bound: float


_Row = tuple[list[int], list[float], float]  #: columns, coefficients, at most


def _constraints(
    changes: Sequence[Change], courses: Mapping[str, int], problem: ImproveProblem, *, limited: bool
) -> list[_Row]:
    needs: dict[tuple[str, str], list[int]] = {}
    inside: dict[str, list[int]] = {}
    for place, change in enumerate(changes):
        needs.setdefault(change.need, []).append(place)
        inside.setdefault(change.course, []).append(place)
    hours = [change.hours for change in changes]
    rows: list[_Row] = [(list(range(len(changes))), hours, problem.hours)]
    rows += [(places, [1.0] * len(places), 1.0) for places in needs.values() if len(places) > 1]
    rows += [
        (places, [hours[place] for place in places], problem.room[course])
        for course, places in inside.items()
        if course in problem.room
    ]
    if limited:
        at = len(changes)
        rows += [([place, at + courses[change.course]], [1.0, -1.0], 0.0) for place, change in enumerate(changes)]
        rows.append(([at + place for place in courses.values()], [1.0] * len(courses), float(problem.courses or 0)))
    return rows


def _matrix(rows: Sequence[_Row], width: int) -> tuple[sparse.csc_matrix, Any]:
    """The rows as a matrix, and what each is at most."""
    lines = np.repeat(np.arange(len(rows)), [len(row[0]) for row in rows])
    columns = np.concatenate([row[0] for row in rows]).astype(int)
    values = np.concatenate([row[1] for row in rows]).astype(float)
    matrix = sparse.csc_matrix((values, (lines, columns)), shape=(len(rows), width))
    return matrix, np.array([row[2] for row in rows]) + 1e-9


def _chosen(found: Any, changes: Sequence[Change]) -> tuple[Change, ...]:
    if found.x is None:
        return ()
    taken = [change for change, value in zip(changes, found.x, strict=False) if value > 0.5]
    return tuple(sorted(taken, key=lambda change: (-change.worth, change.programme, change.course, change.skill)))


def _bound(found: Any) -> float:
    bound = getattr(found, "mip_dual_bound", None)
    return float("inf") if bound is None else -float(bound) / SCALE
