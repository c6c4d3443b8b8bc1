"""A first plan from the programme: itineraries that are almost whole are taken for good, the rest is solved again."""

import numpy as np

from grappe.pool.rotation.bounding import Bounding
from grappe.pool.rotation.lineup import Lineup
from grappe.pool.rotation.master import FORGONE
from grappe.pool.rotation.scans import AnyScan
from grappe.pool.watch import Watch

_WHOLE, _BATCH = 0.9, 0.12


class Diving:
    """Fixes apprentices batch by batch; who cannot be placed any more is left to the search."""

    def __init__(self, bounding: Bounding, scans: list[AnyScan], lineup: Lineup, watch: Watch) -> None:
        self._master, self._scans, self._watch = bounding.master, scans, watch
        self._prices = bounding.prices
        self.lineup = lineup
        self._free = np.ones(len(scans), dtype=bool)

    def run(self) -> Lineup:
        """The plan, whose places are within what there is."""
        solved = self._master.current or self._master.solve(self._watch.left)
        while solved and self._free.any() and self._watch.go():
            if not self._batch():
                break
            solved = self._again()
        return self.rest()

    def _batch(self) -> int:
        """Places those whose itinerary is almost whole, else a share of the most certain."""
        master = self._master
        held = np.flatnonzero(self._free[master.apprentice] & (master.shares > 1e-6))
        held = held[np.argsort(-master.shares[held], kind="stable")]
        whole = int((master.shares[held] >= _WHOLE).sum())
        most = whole or max(1, int(_BATCH * self._free.sum()))
        taken: list[int] = []
        for column in held.tolist():
            if len(taken) >= most:
                break
            if self._free[master.apprentice[column]] and self._fits(column):
                self._take(column)
                taken.append(column)
        master.bounds(np.array(taken, dtype=np.int64), 1.0, 1.0)
        return len(taken)

    def _fits(self, column: int) -> bool:
        person = int(self._master.apprentice[column])
        places = self.lineup.places
        rows, weights = places.rows_of(
            self._master.hosts[column], self.lineup.days[person], repeating=self.lineup.repeating[person]
        )
        inside = rows < len(places.most)
        rows, weights = rows[inside], weights[inside]
        return bool((self.lineup.used[rows] + weights <= places.most[rows] + 1e-9).all())

    def _take(self, column: int) -> None:
        person = int(self._master.apprentice[column])
        self.lineup.place(person, self._master.hosts[column], int(self._master.cost[column]))
        self._free[person] = False

    def _again(self) -> bool:
        """Solves with what is taken, prices the others in the places left, and solves again."""
        master = self._master
        if not master.solve(self._watch.left, dual=True):
            return False
        new = 0
        for person in np.flatnonzero(self._free).tolist():
            scan = self._scans[person]
            closed = self.lineup.places.left(self.lineup.used, repeating=scan.apprentice.repeating)
            own = float(master.own[person])
            found = scan.below(master.prices.of(scan.apprentice) + closed, own - 1e-6, most=3, each=1)
            new += master.add(person, found.hosts, master.arrays.cost(scan.apprentice, found.hosts))
        return master.solve(self._watch.left) if new else True

    def rest(self) -> Lineup:
        """One after the other in the places left, those with few ways first."""
        for person in np.flatnonzero(self.lineup.cost >= FORGONE).tolist():
            scan = self._scans[person]
            closed = self.lineup.places.left(self.lineup.used, repeating=scan.apprentice.repeating)
            prices = self._prices.of(scan.apprentice) + closed
            least = scan.best(prices)
            if np.isfinite(least) and self._watch.go():
                found = scan.below(prices, least + 1e-6, most=1)
                self.lineup.place(
                    person, found.hosts[0], int(self._master.arrays.cost(scan.apprentice, found.hosts)[0])
                )
        return self.lineup
