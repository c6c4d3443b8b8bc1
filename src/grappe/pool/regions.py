"""Large problems region by region: each is planned as a small problem, then again with other borders.

A programme over thousands of needs takes minutes, and a dive solves it again and again; over some hundreds it takes
seconds. Jobs that cross a border are found on the next turn, whose borders lie elsewhere, and by the search. Prices of
all regions together are prices of the whole, and any prices give a bound.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from grappe.pool.columns import Columns
from grappe.pool.cuts import NeedIndex
from grappe.pool.dive import dive
from grappe.pool.master import Master, Numbers
from grappe.pool.problem import PoolProblem, Whole
from grappe.pool.search import Search
from grappe.pool.watch import PartWatch, Watch

#: Needs of a region at most, rounds of search in it without a gain, and turns.
_NEEDS, _PATIENCE, _TURNS = 640, 20, 4


def regions(problem: PoolProblem, turn: int, most: int = _NEEDS) -> list[Whole]:
    """Needs cut in halves by their sites until each part is small; each turn cuts elsewhere."""
    sites = np.array([(need.lat, need.lon) for need in problem.needs], dtype=np.float64)
    angle = np.pi * turn / (2 * _TURNS)
    turned = sites @ np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    share = (0.5, 0.38, 0.62, 0.45)[turn % 4]
    return list(_cut(turned, np.arange(len(sites)), most, share))


def _cut(sites: Numbers, needs: Whole, most: int, share: float) -> Iterator[Whole]:
    if len(needs) <= most:
        yield needs
        return
    axis = int(np.argmax(np.ptp(sites[needs], axis=0)))
    order = needs[np.argsort(sites[needs, axis], kind="stable")]
    middle = int(len(order) * share) if len(order) > 2 * most else len(order) // 2
    yield from _cut(sites, np.sort(order[:middle]), most, share)
    yield from _cut(sites, np.sort(order[middle:]), most, share)


@dataclass(frozen=True)
class Region:
    """A part of a problem: its needs by place in the whole, its columns by row in the whole."""

    needs: Whole
    rows: Whole
    problem: PoolProblem
    columns: Columns


class ByRegion:
    """Plans the regions of a problem one after the other, and puts what is better into the whole plan."""

    def __init__(self, problem: PoolProblem, columns: Columns, search: Search, watch: Watch, *, seed: int) -> None:
        self._problem, self._columns, self._search, self._watch, self._seed = problem, columns, search, watch, seed
        self.prices: Numbers = np.zeros(len(problem.needs))

    def run(self, *, until: float, target: int) -> None:
        """Turns until the clock says ``until``, the worth reaches ``target``, or a turn brings nothing."""
        for turn in range(_TURNS):
            before = self._search.score.worth
            parts = regions(self._problem, turn)
            for number, needs in enumerate(parts):
                if not self._watch.go() or self._watch.passed > until:
                    return
                seconds = (until - self._watch.passed) / (len(parts) - number)
                self._region(needs, PartWatch(self._watch, seconds), first=turn == 0)
            worth = self._search.score.worth
            if worth >= target or worth == before:
                return

    def _region(self, needs: Whole, watch: Watch, *, first: bool) -> None:
        """Plans a region anew; jobs that cross its border stay as they are."""
        region = self._inside(self._search.free_inside(needs))
        if not len(region.rows):
            return
        held = np.flatnonzero(np.isin(region.rows, list(self._search.chosen)))
        search = Search(region.problem, region.columns, NeedIndex(region.columns, len(region.needs)), seed=self._seed)
        search.take(held)
        present = np.unique(region.columns.sets)
        open_ = int(region.problem.worth[present[present < len(region.needs)]].sum())
        if search.score.worth < open_:
            master = Master(region.columns, len(region.needs), watch, seed=self._seed)
            if _converged(master, watch):
                if first:
                    self.prices[region.needs] = master.prices
                search.take(dive(master, watch))
            search.improve(watch, target=open_, patience=_PATIENCE)
        self._search.exchange(region.rows[held], region.rows[sorted(search.chosen)])

    def _inside(self, needs: Whole) -> Region:
        count = len(self._problem.needs)
        place = np.full(count + 1, -1, dtype=np.int32)
        place[needs] = np.arange(len(needs))
        place[count] = len(needs)
        rows = np.flatnonzero((place[self._columns.sets] >= 0).all(axis=1))
        problem = replace(self._problem, needs=tuple(self._problem.needs[at] for at in needs.tolist()))
        pairs = self._columns.pairs[np.ix_(needs, needs)]
        columns = Columns(place[self._columns.sets[rows]], self._columns.worth[rows], pairs, True, True)
        return Region(needs, rows, problem, columns)


def _converged(master: Master, watch: Watch) -> bool:
    while master.solve(watch.left / 2):
        rows = master.best_by_need(master.gains(), 4)
        if not len(rows):
            return True
        master.add(rows)
    return False
