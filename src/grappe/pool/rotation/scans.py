"""The scans of a problem: one for each apprentice, sharing shapes where company days are the same."""

from dataclasses import replace

import numpy as np

from grappe.pool.rotation.arrays import Arrays, Numbers
from grappe.pool.rotation.scan import Found, Scan
from grappe.pool.rotation.shapes import Shapes, shapes
from grappe.pool.rotation.things import Apprentice

#: What all scans together may keep between rounds.
_KEPT_BYTES = 2e8


class Several:
    """Scans of one apprentice under several main companies, read as one: whose employer is gone finds another."""

    def __init__(self, apprentice: Apprentice, scans: list[Scan]) -> None:
        self.apprentice, self._scans = apprentice, scans
        self.hosts = sorted({host for scan in scans for host in scan.hosts})

    def best(self, prices: Numbers) -> float:
        """The least cost at prices."""
        return min((scan.best(prices) for scan in self._scans), default=np.inf)

    def below(self, prices: Numbers, limit: float, *, most: int | None = None, each: int | None = None) -> Found:
        """Itineraries that cost less than ``limit``, cheapest first."""
        found = [scan.below(prices, limit, most=most, each=each) for scan in self._scans]
        if not found:
            return Found(np.empty((0, len(self.apprentice.days)), dtype=np.int16), np.empty(0))
        hosts, costs = np.concatenate([held.hosts for held in found]), np.concatenate([held.prices for held in found])
        order = np.argsort(costs, kind="stable")[:most]
        return Found(hosts[order], costs[order])


AnyScan = Scan | Several


def scans_of(arrays: Arrays) -> tuple[list[AnyScan], bool]:
    """A scan of each apprentice, and whether every lawful itinerary is in it."""
    maker = _Maker(arrays)
    return [maker.scan(apprentice) for apprentice in arrays.problem.apprentices], maker.complete


class _Maker:
    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self._held: dict[tuple[tuple[int, ...], int], Shapes] = {}
        self.complete = True

    def scan(self, apprentice: Apprentice) -> AnyScan:
        problem = self._arrays.problem
        if apprentice.main:
            return self._one(apprentice)
        mains = [name for name in apprentice.hosts if not problem.company(name).group]
        return Several(apprentice, [self._one(_with_main(apprentice, main)) for main in mains])

    def _one(self, apprentice: Apprentice) -> Scan:
        problem, rules = self._arrays.problem, self._arrays.problem.rules
        group = problem.company(apprentice.employer).group
        others = rules.other_hosts_of_a_group if group else rules.other_hosts
        key = (apprentice.days, min(others, len(apprentice.hosts)))
        if key not in self._held:
            self._held[key] = shapes(apprentice.days, key[1], rules, self._arrays.until)
        self.complete &= self._held[key].complete
        share = _KEPT_BYTES / len(problem.apprentices)
        return Scan(self._arrays, apprentice, self._held[key], kept_bytes=share)


def _with_main(apprentice: Apprentice, main: str) -> Apprentice:
    hosts = tuple(name for name in apprentice.hosts if name != main)
    return replace(apprentice, employer=main, main=main, hosts=hosts)
