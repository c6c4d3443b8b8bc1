"""Subset-row cuts: three needs are met by at most one job that holds two of them."""

from collections.abc import Iterable
from itertools import combinations

import numpy as np

from grappe.pool.columns import Columns
from grappe.pool.master import Cut, Master
from grappe.pool.problem import Whole

_LEAST, _EACH_ROUND = 0.02, 150


class NeedIndex:
    """The columns that hold a need."""

    def __init__(self, columns: Columns, needs: int) -> None:
        flat = columns.sets.ravel()
        self._order = np.argsort(flat, kind="stable")
        self._starts = np.searchsorted(flat[self._order], np.arange(needs + 1))
        self._width = columns.sets.shape[1]
        #: How many columns hold each need.
        self.counts: Whole = np.diff(self._starts)

    def rows(self, need: int) -> Whole:
        """Rows of the columns that hold ``need``."""
        held: Whole = self._order[self._starts[need] : self._starts[need + 1]] // self._width
        return held

    def rows_of_two(self, needs: Iterable[int]) -> Whole:
        """Rows of the columns that hold at least two of ``needs``."""
        rows, times = np.unique(np.concatenate([self.rows(need) for need in needs]), return_counts=True)
        return rows[times >= 2]


def violated(master: Master, index: NeedIndex) -> list[Cut]:
    """The cuts that the present solution breaks most, not yet in the programme."""
    together: dict[int, dict[int, float]] = {}
    whole: dict[tuple[int, ...], float] = {}
    part = (master.shares > 1e-6) & (master.shares < 1 - 1e-6)
    for row, share in zip(master.held[part], master.shares[part], strict=True):
        needs = sorted(need for need in master.columns.sets[row].tolist() if need < master.needs)
        for one, other in combinations(needs, 2):
            pair = together.setdefault(one, {})
            pair[other] = pair.get(other, 0.0) + share
        for three in combinations(needs, 3):
            whole[three] = whole.get(three, 0.0) + share
    known = {cut.needs for cut in master.cuts}
    broken = [item for item in _triples(together, whole) if item[1] not in known]
    broken.sort(key=lambda item: (-item[0], item[1]))
    return [Cut(three, index.rows_of_two(three)) for _by, three in broken[:_EACH_ROUND]]


def _triples(
    together: dict[int, dict[int, float]], whole: dict[tuple[int, ...], float]
) -> list[tuple[float, tuple[int, int, int]]]:
    """By how much each three needs are met more than once by jobs that hold two of them."""
    near: dict[int, set[int]] = {}
    for one, others in together.items():
        for other in others:
            near.setdefault(one, set()).add(other)
            near.setdefault(other, set()).add(one)
    seen: set[tuple[int, int, int]] = set()
    found = []
    for middle in sorted(near):
        for one, other in combinations(sorted(near[middle]), 2):
            first, second, third = sorted((middle, one, other))
            three = (first, second, third)
            if three in seen:
                continue
            seen.add(three)
            met = sum(together.get(a, {}).get(b, 0.0) for a, b in combinations(three, 2)) - 2 * whole.get(three, 0.0)
            if met > 1 + _LEAST:
                found.append((met - 1, three))
    return found
