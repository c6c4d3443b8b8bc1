"""Branch-and-cut over itineraries: one for each of some apprentices, in the places that the others leave."""

import math
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from grappe.pool.quiet import INFINITE, quiet_highs, run
from grappe.pool.rotation.arrays import Hosts, Numbers, Whole
from grappe.pool.rotation.master import FORGONE, Places
from grappe.pool.watch import Watch


@dataclass(frozen=True)
class Candidates:
    """Itineraries to choose from, one a row: whose, hosts by block, points."""

    whose: Whole
    hosts: Hosts
    cost: Whole

    def __len__(self) -> int:
        return len(self.whose)


@dataclass(frozen=True)
class Assembled:
    """Rows of the candidates chosen (``None``: none found in time), a bound on any choice, and whether it is met."""

    rows: Whole | None
    bound: float
    proven: bool


class Assembly:
    """The best choice of one itinerary each, given what is used already.

    ``used`` is what the apprentices who stay put take of the shared rows. Whoever cannot be placed is forgone, at a
    price above any lawful plan.
    """

    def __init__(self, places: Places, days: Whole, repeating: list[bool], used: Numbers) -> None:
        self._places, self._days, self._repeating, self._used = places, days, repeating, used

    def solve(
        self, candidates: Candidates, watch: Watch, *, seed: int, seconds: float, nodes: int | None, start: Whole | None
    ) -> Assembled:
        """The best choice; ``start`` is one that is known."""
        if not len(candidates):
            return Assembled(None, math.inf, proven=True)
        highs = quiet_highs(seed, watch)
        people = np.unique(candidates.whose)
        self._rows(highs, len(people))
        extra = self._extras(highs, len(people))
        self._columns(highs, candidates, people)
        if start is not None:
            values = np.zeros(len(candidates))
            values[start] = 1.0
            highs.setSolution(len(values), (extra + np.arange(len(values))).astype(np.int32), values)
        highs.setOptionValue("mip_rel_gap", 0.0)
        highs.setOptionValue("mip_abs_gap", 0.99)  # points are whole
        if nodes is not None:
            highs.setOptionValue("mip_max_nodes", nodes)
        return self._told(highs, run(highs, min(seconds, watch.left)), extra)

    def _rows(self, highs: highspy.Highs, people: int) -> None:
        places = self._places
        split = len(places.most)
        left, wanted = places.most - self._used[:split], places.wanted - self._used[split:]
        low = np.concatenate([np.ones(people), np.full(split, -INFINITE), wanted])
        high = np.concatenate([np.ones(people), left, wanted])
        nothing, starts = np.empty(0, dtype=np.int32), np.zeros(len(low), dtype=np.int32)
        highs.addRows(len(low), low, high, 0, starts, nothing, np.empty(0))

    def _extras(self, highs: highspy.Highs, people: int) -> int:
        """Forgone apprentices and days beside the ordered shares."""
        split, point = len(self._places.most), self._places.cost_share_day
        entries = [(FORGONE, row, 1.0) for row in range(people)]
        first = people + split
        entries += [(point, first + at, sign) for at in range(len(self._places.shared)) for sign in (1.0, -1.0)]
        for cost, row, weight in entries:
            highs.addCol(cost, 0.0, INFINITE, 1, np.array([row], dtype=np.int32), np.array([weight]))
        return len(entries)

    def _columns(self, highs: highspy.Highs, candidates: Candidates, people: Whole) -> None:
        count, first = len(candidates), highs.getNumCol()
        row_of = np.searchsorted(people, candidates.whose)
        lines, weights = [], []
        for place in range(count):
            whose = int(candidates.whose[place])
            rows, held = self._places.rows_of(
                candidates.hosts[place], self._days[whose], repeating=self._repeating[whose]
            )
            lines.append(np.concatenate([[row_of[place]], len(people) + rows]))
            weights.append(np.concatenate([[1.0], held]))
        lengths = np.array([len(line) for line in lines])
        starts = (np.cumsum(lengths) - lengths).astype(np.int32)
        index, values = np.concatenate(lines).astype(np.int32), np.concatenate(weights)
        cost = candidates.cost.astype(np.float64)
        highs.addCols(count, cost, np.zeros(count), np.ones(count), len(index), starts, index, values)
        kinds = np.array([highspy.HighsVarType.kInteger] * count)
        highs.changeColsIntegrality(count, (first + np.arange(count)).astype(np.int32), kinds)

    @staticmethod
    def _told(highs: highspy.Highs, status: str, extra: int) -> Assembled:
        info: Any = highs.getInfo()
        bound = math.inf if status == "infeasible" else float(info.mip_dual_bound)
        if info.primal_solution_status != 2:  # 2: a feasible point is held
            return Assembled(None, bound, proven=status == "infeasible")
        values = np.array(highs.getSolution().col_value)
        rows = np.flatnonzero(values[extra:] > 0.5)
        return Assembled(rows, bound, proven=status == "optimal")
