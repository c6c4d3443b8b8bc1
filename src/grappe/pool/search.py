"""Neighbourhood search: a few jobs near a need are taken apart and put together again as well as they can be."""

from dataclasses import dataclass

import numpy as np

from grappe.pool.columns import Columns
from grappe.pool.cuts import NeedIndex
from grappe.pool.packing import Packing
from grappe.pool.problem import PoolProblem, Whole
from grappe.pool.watch import Watch

#: Needs of a neighbourhood at first and at most, columns it may have, and the work put into it.
_SMALL, _LARGE, _TIDY, _COLUMNS, _NODES, _SECONDS = 18, 60, 14, 300, 25, 3.0


@dataclass(frozen=True, order=True)
class Score:
    """How good a plan is: worth, then fewer jobs, then fewer kilometres (in millimetres, so that equal is equal)."""

    worth: int
    jobs: int
    millimetres: int

    @property
    def without_km(self) -> "Score":
        """The same without the kilometres."""
        return Score(self.worth, self.jobs, 0)


class Search:
    """A plan that gets better, by columns chosen."""

    def __init__(self, problem: PoolProblem, columns: Columns, index: NeedIndex, *, seed: int) -> None:
        self._problem, self._columns, self._index = problem, columns, index
        self._draw = np.random.default_rng(seed)
        self._needs = len(problem.needs)
        self._size = _SMALL
        self._km: dict[int, int] = {}
        self.chosen: set[int] = set()
        self._job = np.full(self._needs + 1, -1, dtype=np.int64)
        self.rounds = 0

    def take(self, rows: Whole) -> None:
        """Makes ``rows`` the plan when they are better than what there is."""
        if self.score_of(rows.tolist()) > self.score or not self.chosen:
            self._place(set(rows.tolist()))

    def free_inside(self, needs: Whole) -> Whole:
        """Those of some needs that are in no job, or in one that holds no other need."""
        held = np.zeros(self._needs + 1, dtype=bool)
        held[needs] = held[self._needs] = True
        crossing = {row for row in self.chosen if not held[self._columns.sets[row]].all()}
        return np.array([need for need in needs.tolist() if int(self._job[need]) not in crossing], dtype=np.int64)

    def exchange(self, old: Whole, new: Whole) -> None:
        """Puts ``new`` in the place of ``old``, columns over the same needs, where it is no worse."""
        if self.score_of(new.tolist()) >= self.score_of(old.tolist()):
            self._place(self.chosen - set(old.tolist()) | set(new.tolist()))

    @property
    def score(self) -> Score:
        """How good the plan is."""
        return self.score_of(self.chosen)

    def score_of(self, rows: set[int] | list[int]) -> Score:
        """How good some disjoint columns are."""
        worth = int(self._columns.worth[list(rows)].sum()) if rows else 0
        return Score(worth, -len(rows), -sum(self.millimetres(row) for row in rows))

    def millimetres(self, row: int) -> int:
        """Between every two sites of a job, in whole millimetres."""
        if row not in self._km:
            held = self._columns.sets[row]
            self._km[row] = round(self._problem.km_of(held[held < self._needs].tolist()) * 1e6)
        return self._km[row]

    def improve(self, watch: Watch, *, target: int, patience: int, keep: float = 0.0) -> None:
        """Rounds until the worth reaches ``target``, or ``patience`` rounds in a row brought nothing.

        ``keep`` seconds are left for what comes after.
        """
        idle = 0
        while idle < patience and self.score.worth < target and watch.go() and watch.left > keep:
            idle = 0 if self._round(watch, tidy=False) else idle + 1

    def tidy(self, watch: Watch, *, rounds: int) -> None:
        """Rounds for fewer jobs, then fewer kilometres, at no less worth."""
        self._size = _TIDY
        for _round in range(rounds):
            if not self.chosen or not watch.go():
                return
            self._round(watch, tidy=True)

    def _round(self, watch: Watch, *, tidy: bool) -> bool:
        """One neighbourhood solved again; whether the plan has more worth (or is better at all, when tidying)."""
        self.rounds += 1
        free = self._neighbourhood(self._seed_need(tidy=tidy))
        rows = self._inside(free)
        old = sorted({int(self._job[need]) for need in free.tolist()} - {-1})
        gains = self._gains(rows, tidy=tidy, needs=len(free))
        packing = Packing(self._columns.sets[rows], gains, self._needs, start=np.searchsorted(rows, old))
        packed = packing.solve(watch, seed=self.rounds, seconds=_SECONDS, nodes=_NODES, quick=True)
        easy = packed.proven and len(rows) < _COLUMNS
        most = _TIDY if tidy else _LARGE
        self._size = min(most, self._size + 1) if easy else max(_SMALL // 2, self._size - 2)
        if packed.rows is None:
            return False
        new = rows[packed.rows].tolist()
        before, after = self.score_of(old), self.score_of(new)
        if (after if tidy else after.without_km) < (before if tidy else before.without_km):
            return False
        self._place(self.chosen - set(old) | set(new))
        return after > before if tidy else after.worth > before.worth

    def _gains(self, rows: Whole, *, tidy: bool, needs: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """Worth first, then fewer jobs, then kilometres (tidying) or chance (so that equal plans follow each other)."""
        scale = needs // 2 + 1.0
        least = np.array([self.millimetres(row) for row in rows.tolist()]) if tidy else self._draw.random(len(rows))
        last = least / (max(1.0, float(least.max(initial=0.0))) * scale)
        gains: np.ndarray[tuple[int], np.dtype[np.float64]] = self._columns.worth[rows] * scale - 1.0 - last * 0.9
        return gains

    def _seed_need(self, *, tidy: bool) -> int:
        """A need to begin at: unplaced ones by their worth, or any that some column holds."""
        if not tidy and self._draw.random() < 0.8:
            open_ = np.flatnonzero((self._job[: self._needs] < 0) & (self._index.counts > 0))
            if len(open_):
                weights = self._problem.worth[open_] + 1.0
                return int(self._draw.choice(open_, p=weights / weights.sum()))
        return int(self._draw.choice(np.flatnonzero(self._index.counts > 0)))

    def _neighbourhood(self, need: int) -> Whole:
        """Needs near one: whole jobs of the plan, and unplaced needs, until there are enough."""
        free = self._with_job(need)
        edge = list(free)
        while edge and len(free) < self._size:
            at = edge.pop(int(self._draw.integers(0, min(4, len(edge)))))
            near = np.flatnonzero(self._columns.pairs[at])
            for other in self._draw.permutation(near)[:4].tolist():
                if other not in free and self._index.counts[other]:
                    more = self._with_job(other)
                    free |= more
                    edge += sorted(more)
        return np.array(sorted(free), dtype=np.int64)

    def _with_job(self, need: int) -> set[int]:
        row = int(self._job[need])
        return {need} if row < 0 else {held for held in self._columns.sets[row].tolist() if held < self._needs}

    def _inside(self, free: Whole) -> Whole:
        """Columns all of whose needs are free."""
        allowed = np.zeros(self._needs + 1, dtype=bool)
        allowed[free] = allowed[self._needs] = True
        rows = np.unique(np.concatenate([self._index.rows(need) for need in free.tolist()]))
        inside: Whole = rows[allowed[self._columns.sets[rows]].all(axis=1)]
        return inside

    def _place(self, rows: set[int]) -> None:
        self.chosen = rows
        self._job[:] = -1
        for row in rows:
            self._job[self._columns.sets[row]] = row
        self._job[self._needs] = -1
