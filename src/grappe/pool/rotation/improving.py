"""Neighbourhood search: a few apprentices who compete for the same places are planned again together."""

import numpy as np

from grappe.pool.rotation.arrays import Numbers, Whole
from grappe.pool.rotation.assembling import Assembly, Candidates
from grappe.pool.rotation.lineup import Lineup
from grappe.pool.rotation.master import FORGONE, Prices
from grappe.pool.rotation.scans import AnyScan
from grappe.pool.watch import Watch

#: Apprentices planned together at first and at most, itineraries of each, and the work put into a choice.
_SMALL, _LARGE, _WAYS, _NODES, _SECONDS = 6, 14, 60, 200, 4.0


class Improving:
    """A plan that gets better."""

    def __init__(self, scans: list[AnyScan], prices: Prices, lineup: Lineup, *, seed: int) -> None:
        self._scans, self._prices, self.lineup = scans, prices, lineup
        self._draw = np.random.default_rng(seed)
        self._size = min(_SMALL, len(scans))
        self._least = np.array([scan.best(prices.of(scan.apprentice)) for scan in scans])
        self.rounds = 0

    def run(self, watch: Watch, *, target: int, patience: int, until: float) -> None:
        """Rounds until the points reach ``target``, or ``patience`` rounds in a row brought nothing."""
        idle = 0
        while idle < patience and watch.go() and watch.passed < until:
            if self.lineup.whole and self.lineup.points <= target:
                return
            idle = 0 if self._round(watch) else idle + 1

    def _round(self, watch: Watch) -> bool:
        """One neighbourhood; whether the plan is better."""
        self.rounds += 1
        people = self._neighbours(self._first())
        used = self.lineup.without(people)
        candidates, start = self._candidates(people, used)
        assembly = Assembly(self.lineup.places, self.lineup.days, self.lineup.repeating, used)
        chosen = assembly.solve(candidates, watch, seed=self.rounds, seconds=_SECONDS, nodes=_NODES, start=start)
        self._resize(easy=chosen.proven)
        return chosen.rows is not None and self._taken(people, candidates, chosen.rows)

    def _resize(self, *, easy: bool) -> None:
        most = min(_LARGE, len(self._scans))
        self._size = min(most, self._size + 1) if easy else max(min(3, most), self._size - 1)

    def _taken(self, people: list[int], candidates: Candidates, rows: Whole) -> bool:
        """Takes the choice where it is no worse."""
        after = self.lineup.copy()
        for person in people:
            after.forgo(person)
        for row in rows.tolist():
            after.place(int(candidates.whose[row]), candidates.hosts[row], int(candidates.cost[row]))
        before = self.lineup.points
        if after.points > before:
            return False
        self.lineup = after
        return after.points < before

    def _first(self) -> int:
        """Somebody to begin with: unplaced, else drawn by how much dearer than at the best prices they are."""
        nowhere = np.flatnonzero(self.lineup.cost >= FORGONE)
        if len(nowhere):
            return int(self._draw.choice(nowhere))
        paid = np.array([self._paid(person) for person in range(len(self._scans))])
        regret = np.maximum(paid - self._least, 0.0) + 0.5
        return int(self._draw.choice(len(regret), p=regret / regret.sum()))

    def _paid(self, person: int) -> float:
        """The cost of an itinerary at the best prices."""
        hosts = self.lineup.hosts[person]
        held = np.flatnonzero(hosts >= 0)
        prices = self._prices.of(self._scans[person].apprentice)
        return float(self.lineup.cost[person] + prices[hosts[held], held].sum())

    def _neighbours(self, first: int) -> list[int]:
        """Others who are, or may be, at the companies of the first."""
        mine = set(self._scans[first].hosts)
        near = np.array(
            [
                len(mine & set(self.lineup.hosts[other].tolist())) + 0.3 * len(mine & set(scan.hosts))
                for other, scan in enumerate(self._scans)
            ]
        )
        near[first] = 0.0
        count = min(self._size - 1, int((near > 0).sum()))
        others = self._draw.choice(len(near), count, replace=False, p=near / near.sum()).tolist() if count else []
        return sorted([first, *others])

    def _candidates(self, people: list[int], used: Numbers) -> tuple[Candidates, Whole | None]:
        """Cheap itineraries of each in the places left, and where those they have now stand."""
        whose, hosts, cost, start = [], [], [], []
        count = 0
        for person in people:
            scan = self._scans[person]
            closed = self.lineup.places.left(used, repeating=scan.apprentice.repeating)
            found = scan.below(self._prices.of(scan.apprentice) + closed, np.inf, most=_WAYS, each=4)
            held, points = found.hosts, self.lineup.arrays.cost(scan.apprentice, found.hosts)
            if self.lineup.cost[person] < FORGONE:
                start.append(count + len(held))
                held = np.concatenate([held, self.lineup.hosts[person][None]])
                points = np.append(points, self.lineup.cost[person])
            whose.append(np.full(len(held), person, dtype=np.int64))
            hosts.append(held)
            cost.append(points)
            count += len(held)
        candidates = Candidates(np.concatenate(whose), np.concatenate(hosts), np.concatenate(cost))
        return candidates, np.array(start, dtype=np.int64) if self.lineup.whole else None
