"""Branch-and-cut over columns: the best disjoint jobs among those given, proven when it comes to its end."""

import math
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

from grappe.pool.problem import Whole
from grappe.pool.quiet import INFINITE, quiet_highs, run
from grappe.pool.watch import Watch

Numbers = npt.NDArray[np.float64]
Sets = npt.NDArray[np.int32]


#: Heuristics and symmetry search of HiGHS that cost more than they bring among a few hundred columns.
_EXTRAS = (
    "mip_detect_symmetry",
    "mip_heuristic_run_feasibility_jump",
    "mip_heuristic_run_rens",
    "mip_heuristic_run_rins",
    "mip_heuristic_run_root_reduced_cost",
)


@dataclass(frozen=True)
class Row:
    """One more condition over the columns: the sum of ``weights`` lies between two numbers."""

    weights: Numbers
    least: float = -INFINITE
    most: float = INFINITE


@dataclass(frozen=True)
class Packed:
    """Which columns were chosen (``None`` when none were found in time), and what no choice passes."""

    rows: Whole | None
    bound: float
    proven: bool


@dataclass(frozen=True)
class Packing:
    """Disjoint columns of ``sets`` (padded with ``needs``) with the greatest sum of ``gains``, under ``conditions``."""

    sets: Sets
    gains: Numbers
    needs: int
    conditions: tuple[Row, ...] = ()
    start: Whole | None = None

    def solve(
        self, watch: Watch, *, seed: int, seconds: float, nodes: int | None = None, quick: bool = False
    ) -> Packed:
        """The best choice, with a bound; ``nodes`` limits the work, ``seconds`` the time.

        ``quick`` leaves out what only pays in large problems.
        """
        if not len(self.sets):
            return Packed(np.empty(0, dtype=np.int64), 0.0, proven=True)
        if not watch.go():
            return Packed(None, math.inf, proven=False)
        highs = quiet_highs(seed, watch)
        self._load(highs)
        highs.setOptionValue("mip_rel_gap", 0.0)
        highs.setOptionValue("mip_abs_gap", 1e-6)
        highs.setOptionValue("mip_feasibility_tolerance", 1e-9)
        for extra in _EXTRAS if quick else ():
            highs.setOptionValue(extra, False)
        if nodes is not None:
            highs.setOptionValue("mip_max_nodes", nodes)
        return self._told(highs, run(highs, min(seconds, watch.left)))

    def _load(self, highs: highspy.Highs) -> None:
        present = np.unique(self.sets)
        present = present[present < self.needs]
        number = np.zeros(self.needs + 1, dtype=np.int32)
        number[present] = np.arange(len(present))
        count, inside = len(self.sets), self.sets < self.needs
        lengths = inside.sum(axis=1)
        index = number[self.sets[inside]]
        nothing, starts = np.empty(0, dtype=np.int32), (np.cumsum(lengths) - lengths).astype(np.int32)
        rows = len(present)
        highs.addRows(rows, np.full(rows, -INFINITE), np.ones(rows), 0, np.zeros(rows, np.int32), nothing, np.empty(0))
        zeros, ones = np.zeros(count), np.ones(count)
        highs.addCols(count, -self.gains, zeros, ones, len(index), starts, index, np.ones(len(index)))
        whole = np.array([highspy.HighsVarType.kInteger] * count)
        highs.changeColsIntegrality(count, np.arange(count, dtype=np.int32), whole)
        for condition in self.conditions:
            held = np.flatnonzero(condition.weights).astype(np.int32)
            highs.addRow(condition.least, condition.most, len(held), held, condition.weights[held])
        if self.start is not None:
            shares = np.zeros(count)
            shares[self.start] = 1.0
            highs.setSolution(count, np.arange(count, dtype=np.int32), shares)

    def _told(self, highs: highspy.Highs, status: str) -> Packed:
        info: Any = highs.getInfo()
        proven = status == "optimal"
        bound = math.inf if status == "infeasible" else -info.mip_dual_bound
        if info.primal_solution_status != 2:  # 2: a feasible point is held
            return Packed(None, bound, proven=False)
        rows = np.flatnonzero(np.array(highs.getSolution().col_value) > 0.5)
        return Packed(rows, float(self.gains[rows].sum()) if proven else bound, proven)
