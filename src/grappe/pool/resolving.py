"""A plan again after something changed: what stood stays, unless touching it pays.

The jobs of the plan before whose needs did not change are the beginning. From there few jobs at a time are taken apart,
beginning at needs that are new, changed or out; another plan is taken only when it is worth more, and among equal ones
that which keeps most. The bound is that of the linear programme, as for a plan from nothing.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from grappe.pool.columns import Columns, enumerate_columns
from grappe.pool.cuts import NeedIndex
from grappe.pool.dive import greedy
from grappe.pool.master import Master
from grappe.pool.packing import Numbers, Packing
from grappe.pool.plans import Job, Plan
from grappe.pool.problem import PoolProblem, Whole
from grappe.pool.search import Score, Search
from grappe.pool.solving import PROOF_MOST
from grappe.pool.things import PartNeed
from grappe.pool.watch import Watch
from grappe.words import Progress, Sentence, silent

#: Rounds in a row without more worth after which the search ends, and the share of the time the bound may take.
_PATIENCE, _BOUND_SHARE = 60, 0.4


@dataclass(frozen=True, slots=True)
class Resolved:
    """A plan again. ``kept`` jobs are those of the plan before; ``changed`` held a need that changed or went;
    ``touched`` are the others that are no longer there.
    """

    plan: Plan
    kept: int
    changed: int
    touched: int


def plan_again(
    problem: PoolProblem, before: Sequence[Job], *, seconds: float = 10.0, seed: int = 0, progress: Progress = silent
) -> Resolved:
    """The best plan found near the one before within ``seconds``; the same seed and no clock reached repeat it."""
    watch = Watch(seconds, progress)
    watch.phase(Sentence("Reprise du plan", "Taking the plan up again"))
    standing = [job for job in before if all(_unchanged(problem, need) for need in job.needs)]
    columns = enumerate_columns(problem, watch.go)
    index = NeedIndex(columns, len(problem.needs))
    old = _rows_of(problem, columns, standing)
    search = _Keeping(problem, columns, index, seed=seed, old=old)
    search.take(_begun(problem, columns, old))
    bound = _bound(problem, columns, watch, seed=seed, seconds=seconds * _BOUND_SHARE)
    search.improve(watch, target=bound, patience=_PATIENCE)
    if columns.complete and len(columns) <= PROOF_MOST and search.score.worth < bound:
        bound = min(bound, _proven(problem, columns, search, watch, seed=seed))
    found = _told(problem, columns, search, bound=bound)
    kept = len(search.chosen & old)
    changed = len(before) - len(standing)
    return Resolved(_timed(found, watch), kept, changed, len(standing) - kept)


class _Keeping(Search):
    """A search in which keeping jobs that stood comes right after worth."""

    def __init__(
        self, problem: PoolProblem, columns: Columns, index: NeedIndex, *, seed: int, old: frozenset[int]
    ) -> None:
        super().__init__(problem, columns, index, seed=seed)
        self._old = old

    def score_of(self, rows: set[int] | list[int]) -> Score:
        """Worth, then jobs that stood."""
        worth = int(self._columns.worth[list(rows)].sum()) if rows else 0
        return Score(worth, sum(row in self._old for row in rows), 0)

    def stood(self, rows: Whole) -> Numbers:
        """1 for each row that is a job of the plan before."""
        return np.array([row in self._old for row in rows.tolist()], dtype=np.float64)

    def _gains(self, rows: Whole, *, tidy: bool, needs: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        scale = needs // 2 + 2.0
        gains: np.ndarray[tuple[int], np.dtype[np.float64]] = self._columns.worth[rows] * scale + self.stood(rows)
        return gains - 0.1 * self._draw.random(len(rows))


def _unchanged(problem: PoolProblem, need: PartNeed) -> bool:
    place = problem.places.get(need.need)
    return place is not None and problem.needs[place] == need


def _rows_of(problem: PoolProblem, columns: Columns, jobs: Sequence[Job]) -> frozenset[int]:
    """The columns of jobs that are still lawful."""
    nobody, width = len(problem.needs), columns.sets.shape[1]
    wanted = {}
    for job in jobs:
        places = sorted(problem.place_of(need.need) for need in job.needs)
        if len(places) <= width:
            wanted[tuple(places + [nobody] * (width - len(places)))] = job.number
    firsts = np.isin(columns.sets[:, 0], [places[0] for places in wanted])
    rows = np.flatnonzero(firsts)
    return frozenset(int(row) for row in rows if tuple(columns.sets[row].tolist()) in wanted)


def _begun(problem: PoolProblem, columns: Columns, old: frozenset[int]) -> Whole:
    """The jobs that stood, and what still fits beside them, dearest first."""
    used = np.zeros(len(problem.needs) + 1, dtype=bool)
    rows = np.array(sorted(old), dtype=np.int64)
    used[columns.sets[rows]] = True
    used[len(problem.needs)] = False
    left = np.flatnonzero(~used[columns.sets].any(axis=1))
    order = left[np.argsort(-columns.worth[left], kind="stable")]
    return np.concatenate([rows, greedy(columns, len(problem.needs), order, used)])


def _bound(problem: PoolProblem, columns: Columns, watch: Watch, *, seed: int, seconds: float) -> int:
    """What no plan passes: the linear programme's value, else the worth of every need."""
    whole = int(problem.worth.sum()) if problem.needs else 0
    if not columns.complete:
        return whole
    master, least = Master(columns, len(problem.needs), watch, seed=seed), float(whole)
    until = watch.passed + seconds
    while watch.passed < until and master.solve(until - watch.passed):
        gains = master.gains()
        least = min(least, master.bound(gains))
        rows = master.best_by_need(gains, 4)
        if not len(rows):
            break
        master.add(rows)
    unit = math.gcd(*problem.worth.tolist()) or 1 if problem.needs else 1
    return min(whole, math.floor((least + 1e-6 * (len(problem.needs) + 1) + 1e-9 * least) / unit) * unit)


def _proven(problem: PoolProblem, columns: Columns, search: _Keeping, watch: Watch, *, seed: int) -> int:
    """Branch-and-cut over every column, worth first and then jobs that stood; what no plan passes."""
    unit, scale = math.gcd(*problem.worth.tolist()) or 1, len(problem.needs) // 2 + 2
    gains = columns.worth / unit * scale + search.stood(np.arange(len(columns)))
    start = np.array(sorted(search.chosen), dtype=np.int64)
    packing = Packing(columns.sets, gains, len(problem.needs), start=start)
    packed = packing.solve(watch, seed=seed, seconds=watch.left)
    if packed.rows is not None:
        search.take(packed.rows)
    bounded = math.isfinite(packed.bound)
    return math.floor(packed.bound / scale + 1e-6) * unit if bounded else int(problem.worth.sum())


def _told(problem: PoolProblem, columns: Columns, search: Search, *, bound: int) -> Plan:
    needs, nobody = problem.needs, len(problem.needs)
    sets = [[place for place in columns.sets[row].tolist() if place < nobody] for row in sorted(search.chosen)]
    placed = {place for held in sets for place in held}
    jobs = tuple(
        Job(number, tuple(needs[place] for place in held), problem.km_of(held))
        for number, held in enumerate(sorted(sets), 1)
    )
    objective = int(problem.worth[sorted(placed)].sum()) if placed else 0
    return Plan(
        status="optimal" if objective >= bound else "feasible",
        objective=objective,
        bound=max(bound, objective),
        seconds=0.0,
        jobs=jobs,
        unplaced=tuple(need for place, need in enumerate(needs) if place not in placed),
        possible=frozenset(needs[place].need for place in np.flatnonzero(NeedIndex(columns, nobody).counts)),
        complete=columns.complete,
        work={"columns": len(columns), "rounds": search.rounds},
    )


def _timed(plan: Plan, watch: Watch) -> Plan:
    return replace(plan, seconds=round(watch.passed, 3), interrupted=watch.interrupted)
