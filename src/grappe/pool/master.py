"""The linear programme over columns: a restricted master, priced exactly over every enumerated column.

Any non-negative prices give a bound that holds whether the programme was solved to its end or not: raise the price of
each need by the best remaining gain per need of the columns that hold it, and no column gains any more.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from grappe.pool.columns import Columns
from grappe.pool.problem import Whole
from grappe.pool.quiet import INFINITE, quiet_highs, run
from grappe.pool.watch import Watch

Numbers = npt.NDArray[np.float64]
#: Simplex of HiGHS: primal where columns came in, dual where rows or bounds did.
_PRIMAL, _DUAL = 4, 1
_ALL, _FIRST, _TOLERANCE = 12_000, 4, 1e-6


@dataclass(frozen=True)
class Cut:
    """A subset row: of all jobs that hold at least two of three needs, one is chosen at most."""

    needs: tuple[int, int, int]
    rows: Whole = field(repr=False)


class Master:
    """The programme with the columns it has so far, its cuts and their prices."""

    def __init__(self, columns: Columns, needs: int, watch: Watch, *, seed: int) -> None:
        self.columns, self.needs = columns, needs
        self.cuts: list[Cut] = []
        self.held = np.empty(0, dtype=np.int64)
        self.prices: Numbers = np.zeros(needs)
        self.cut_prices: Numbers = np.zeros(0)
        self.shares: Numbers = np.empty(0)
        self.value = 0.0
        self._inside = np.zeros(len(columns), dtype=bool)
        self._way = _PRIMAL
        self._highs = quiet_highs(seed, watch)
        nothing = np.empty(0, dtype=np.int32)
        lowest, ones = np.full(needs, -INFINITE), np.ones(needs)
        self._highs.addRows(needs, lowest, ones, 0, np.zeros(needs, dtype=np.int32), nothing, np.empty(0))
        self.add(self._first())

    def add(self, rows: Whole) -> None:
        """Takes columns in, with their coefficients in the cuts that are there."""
        rows = rows[~self._inside[rows]]
        if not len(rows):
            return
        self._inside[rows] = True
        self._way = _PRIMAL
        self.held = np.concatenate([self.held, rows])
        sets = self.columns.sets[rows]
        lines = [sets[place][sets[place] < self.needs] for place in range(len(rows))]
        extra = self._cuts_of(rows)
        lines = [np.append(line, extra[place]) if place in extra else line for place, line in enumerate(lines)]
        lengths = np.array([len(line) for line in lines])
        index = np.concatenate(lines).astype(np.int32)
        starts = (np.cumsum(lengths) - lengths).astype(np.int32)
        most = np.full(len(rows), INFINITE)
        gains = -self.columns.worth[rows].astype(np.float64)
        self._highs.addCols(len(rows), gains, np.zeros(len(rows)), most, len(index), starts, index, np.ones(len(index)))

    def cut(self, cuts: list[Cut]) -> None:
        """Takes cuts in."""
        place = np.full(len(self.columns), -1, dtype=np.int64)
        place[self.held] = np.arange(len(self.held))
        for cut in cuts:
            index = np.sort(place[cut.rows])
            index = index[index >= 0].astype(np.int32)
            self._highs.addRow(-INFINITE, 1.0, len(index), index, np.ones(len(index)))
        self.cuts += cuts
        self._way = _DUAL

    def solve(self, seconds: float) -> bool:
        """Solves with the columns and cuts held; whether it came to its end in time."""
        self._highs.setOptionValue("simplex_strategy", self._way)
        if run(self._highs, seconds) != "optimal":
            return False
        solution = self._highs.getSolution()
        prices = np.maximum(0.0, -np.array(solution.row_dual))
        self.prices, self.cut_prices = prices[: self.needs], prices[self.needs :]
        self.shares = np.array(solution.col_value)
        self.value = float(prices.sum())
        return True

    def fix(self, rows: Whole) -> None:
        """Chooses columns for good, as a dive does."""
        index = np.flatnonzero(np.isin(self.held, rows)).astype(np.int32)
        self._way = _DUAL
        self._highs.changeColsBounds(len(index), index, np.ones(len(index)), np.ones(len(index)))

    def gains(self) -> Numbers:
        """What each column would still gain at the present prices (reduced cost, positive is good)."""
        held = np.append(self.prices, 0.0)
        gains = self.columns.worth.astype(np.float64)
        for place in range(self.columns.sets.shape[1]):
            gains -= held[self.columns.sets[:, place]]
        for cut, price in zip(self.cuts, self.cut_prices, strict=True):
            if price > _TOLERANCE:
                gains[cut.rows] -= price
        return gains

    def bound(self, gains: Numbers) -> float:
        """A value that no plan passes, from the present prices."""
        return float(self.prices.sum() + self.cut_prices.sum() + _raised(self.columns, self.needs, gains))

    def best_by_need(self, gains: Numbers, most: int) -> Whole:
        """For each need the columns outside that gain most."""
        rows = np.flatnonzero((gains > _TOLERANCE) & ~self._inside)
        rows = rows[np.argsort(-gains[rows], kind="stable")]
        return first_of_each(self.columns.sets[rows], rows, self.needs, most)

    def _first(self) -> Whole:
        if len(self.columns) <= _ALL:
            return np.arange(len(self.columns))
        rows = np.argsort(-self.columns.worth, kind="stable")
        return first_of_each(self.columns.sets[rows], rows, self.needs, _FIRST)

    def _cuts_of(self, rows: Whole) -> dict[int, list[int]]:
        place = {int(row): at for at, row in enumerate(rows)}
        found: dict[int, list[int]] = {}
        for number, cut in enumerate(self.cuts):
            for row in cut.rows[np.isin(cut.rows, rows)].tolist():
                found.setdefault(place[row], []).append(self.needs + number)
        return found


def bound_at(columns: Columns, prices: Numbers) -> float:
    """A value that no plan passes, from any prices of needs that are not negative."""
    gains, held = columns.worth.astype(np.float64), np.append(prices, 0.0)
    for place in range(columns.sets.shape[1]):
        gains -= held[columns.sets[:, place]]
    return float(prices.sum() + _raised(columns, len(prices), gains))


def _raised(columns: Columns, needs: int, gains: Numbers) -> float:
    """By how much prices must rise in all until no column gains."""
    rows = np.flatnonzero(gains > _TOLERANCE)
    raised = np.zeros(needs + 1)
    sets = columns.sets[rows]
    shared = gains[rows] / (sets < needs).sum(axis=1)
    for place in range(sets.shape[1]):
        np.maximum.at(raised, sets[:, place], shared)
    return float(raised[:needs].sum())


def first_of_each(sets: npt.NDArray[np.int32], rows: Whole, needs: int, most: int) -> Whole:
    """For each need the first ``most`` of ``rows`` that hold it; ``sets`` are their needs, in the same order."""
    width = sets.shape[1]
    flat = sets.ravel()
    order = np.argsort(flat, kind="stable")
    starts = np.searchsorted(flat[order], np.arange(needs))
    rank = np.arange(len(flat)) - starts[np.minimum(flat[order], needs - 1)]
    kept = order[(rank < most) & (flat[order] < needs)]
    return np.sort(rows[np.unique(kept // width)])
