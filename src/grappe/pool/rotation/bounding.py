"""The bound: itineraries come in while they gain, at prices between the last and the best (Wentges smoothing)."""

import math

import numpy as np

from grappe.pool.rotation.arrays import Arrays
from grappe.pool.rotation.master import Master, Prices, no_prices
from grappe.pool.rotation.scans import AnyScan
from grappe.pool.watch import Watch

#: How near to the best prices those asked for lie, points above the cheapest that first itineraries may cost, and how
#: many are taken of each apprentice at first and then, few of each choice of companies.
_NEAR, _FIRST_LIMIT, _LIMIT, _FIRST, _THEN, _EACH = 0.5, 30.0, 5.0, 30, 8, 3
_ROUNDS, _APART = 400, 0.5


class Bounding:
    """Column generation, with the best bound and the prices that gave it."""

    def __init__(self, arrays: Arrays, scans: list[AnyScan], master: Master, watch: Watch) -> None:
        self._arrays, self._scans, self._watch = arrays, scans, watch
        self.master = master
        self.bound = -math.inf
        self.prices: Prices = no_prices(arrays)
        self.rounds = 0
        self.ended = False

    @property
    def whole(self) -> int:
        """The bound as whole points."""
        return math.ceil(self.bound - 1e-6) if math.isfinite(self.bound) else 0

    def run(self, *, until: float, near: float = 0.0) -> None:
        """Rounds until value and bound differ by half a point or ``near`` of the value, or the clock says ``until``."""
        share = _NEAR
        while self.rounds < _ROUNDS and self._watch.go() and self._watch.passed < until:
            prices = self.prices
            if self.rounds:
                if not self.master.solve(until - self._watch.passed):
                    return
                prices = self.master.prices.towards(self.prices, share if self.master.forgone < 1e-6 else 0.0)
                if self._closed(near):
                    return
            new, exact = self._round(prices)
            if self.rounds > 1 and not new:
                if exact and share == 0.0:
                    self.ended = True
                    return
                share = 0.0 if share < 0.05 else share / 2

    def _closed(self, near: float) -> bool:
        apart = self.master.value - self.bound
        self.ended = apart <= max(_APART, near * abs(self.master.value)) or (
            self.master.forgone < 1e-6 and self.whole >= math.ceil(self.master.value - 1e-6)
        )
        return self.ended

    def _round(self, prices: Prices) -> tuple[int, bool]:
        """Prices everybody; how many itineraries came in, and whether everybody was priced."""
        first = self.rounds == 0
        self.rounds += 1
        total, new = -prices.worth, 0
        for person, scan in enumerate(self._scans):
            if not self._watch.go():
                return new, False
            priced = prices.of(scan.apprentice)
            least = scan.best(priced)
            total += least
            found = scan.below(
                priced, least + (_FIRST_LIMIT if first else _LIMIT), most=_FIRST if first else _THEN, each=_EACH
            )
            new += self.master.add(person, found.hosts, self._arrays.cost(scan.apprentice, found.hosts))
        if total > self.bound and np.isfinite(total):
            self.bound, self.prices = float(total), prices
        return new, True
