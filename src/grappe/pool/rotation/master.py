"""The linear programme over itineraries: one for each apprentice, places of mentors, ordered shares.

An apprentice without an itinerary costs ``FORGONE``: a programme that must forgo one has no solution. Any prices of
places give a bound, whether the programme was solved to its end or not: the sum of every apprentice's cheapest
itinerary at these prices, less what all places are worth.
"""

from dataclasses import dataclass

import numpy as np

from grappe.pool.quiet import INFINITE, quiet_highs, run
from grappe.pool.rotation.arrays import Arrays, Hosts, Numbers, Whole
from grappe.pool.rotation.scan import CLOSED
from grappe.pool.rotation.things import Apprentice
from grappe.pool.watch import Watch

FORGONE = 1e6


@dataclass(frozen=True)
class Prices:
    """What a place costs by company and block, for those who don't repeat a year and for those who do.

    ``by_day`` is what a day at each company costs (ordered shares); ``worth`` is what the bound takes off: all places
    and ordered days at these prices.
    """

    regular: Numbers
    repeating: Numbers
    by_day: Numbers
    worth: float

    def of(self, apprentice: Apprentice) -> Numbers:
        """Prices for one apprentice, company × block."""
        places = self.repeating if apprentice.repeating else self.regular
        if not self.by_day.any():
            return places
        return places + np.outer(self.by_day, apprentice.days)

    def towards(self, other: "Prices", share: float) -> "Prices":
        """Prices between these and others: ``share`` of the way."""
        return Prices(
            self.regular + share * (other.regular - self.regular),
            self.repeating + share * (other.repeating - self.repeating),
            self.by_day + share * (other.by_day - self.by_day),
            self.worth + share * (other.worth - self.worth),
        )


def no_prices(arrays: Arrays) -> Prices:
    """Places for nothing."""
    free = np.zeros((arrays.companies, arrays.blocks))
    return Prices(free, free, np.zeros(arrays.companies), 0.0)


class Places:
    """The rows of the programme that apprentices share: which places are scarce, and ordered shares."""

    def __init__(self, arrays: Arrays, hosts: list[list[int]]) -> None:
        regular, every = arrays.places
        may, repeats = _may(arrays, hosts)
        self.regular = _scarce(regular, may)
        self.every = _scarce(every, may + repeats) if repeats.any() else np.empty((0, 2), dtype=np.int64)
        self.shared = np.array(
            [at for at, company in enumerate(arrays.problem.companies) if company.share is not None], dtype=np.int64
        )
        held = regular[tuple(self.regular.T)], every[tuple(self.every.T)]
        total = sum(sum(apprentice.days) for apprentice in arrays.problem.apprentices)
        shares = np.array([company.share or 0.0 for company in arrays.problem.companies])[self.shared]
        self.wanted = np.floor(shares / max(1.0, shares.sum()) * total + 0.5)
        self.most = np.concatenate([held[0], held[1]]).astype(np.float64)
        self.cost_share_day = arrays.problem.rules.cost_share_day
        self._arrays = arrays
        self._row_regular = self._numbered(self.regular, 0)
        self._row_every = self._numbered(self.every, len(self.regular))

    def _numbered(self, cells: Whole, first: int) -> Whole:
        rows = np.full((self._arrays.companies, self._arrays.blocks), -1, dtype=np.int64)
        rows[tuple(cells.T)] = first + np.arange(len(cells))
        return rows

    def __len__(self) -> int:
        return len(self.most) + len(self.shared)

    def rows_of(self, hosts: Hosts, days: Whole, *, repeating: bool) -> tuple[Whole, Numbers]:
        """Rows that one itinerary enters, and with what weight."""
        blocks = np.flatnonzero(hosts >= 0)
        held = hosts[blocks].astype(np.int64)
        rows = self._row_every[held, blocks]
        if not repeating:
            rows = np.concatenate([rows, self._row_regular[held, blocks]])
        rows = rows[rows >= 0]
        spent = np.array([float(days[hosts == host].sum()) for host in self.shared.tolist()])
        share = np.flatnonzero(spent)
        return (
            np.concatenate([rows, len(self.most) + share]),
            np.concatenate([np.ones(len(rows)), spent[share]]),
        )

    def used(self, hosts: Hosts, days: Whole, repeating: list[bool]) -> Numbers:
        """What itineraries, one of each apprentice, take of each row; a row of nowhere takes nothing."""
        taken = np.zeros(len(self))
        for place, itinerary in enumerate(hosts):
            rows, weights = self.rows_of(itinerary, days[place], repeating=repeating[place])
            taken[rows] += weights
        return taken

    def left(self, used: Numbers, *, repeating: bool) -> Numbers:
        """Prices that close what is used up, company × block."""
        closed = np.zeros((self._arrays.companies, self._arrays.blocks))
        full = self.most - used[: len(self.most)] < 0.5
        closed[tuple(self.every[full[len(self.regular) :]].T)] = CLOSED
        if not repeating:
            closed[tuple(self.regular[full[: len(self.regular)]].T)] = CLOSED
        return closed

    def astray(self, used: Numbers) -> int:
        """Points of days beside the ordered shares."""
        return round(self.cost_share_day * float(np.abs(used[len(self.most) :] - self.wanted).sum()))

    def prices(self, duals: Numbers) -> Prices:
        """Prices from duals of the rows."""
        place = np.maximum(0.0, -duals[: len(self.most)])
        every, regular = np.zeros((2, self._arrays.companies, self._arrays.blocks))
        regular[tuple(self.regular.T)] = place[: len(self.regular)]
        every[tuple(self.every.T)] = place[len(self.regular) :]
        day = np.clip(-duals[len(self.most) :], -self.cost_share_day, self.cost_share_day)
        by_day = np.zeros(self._arrays.companies)
        by_day[self.shared] = day
        return Prices(regular + every, every, by_day, float(place @ self.most + day @ self.wanted))


def _may(arrays: Arrays, hosts: list[list[int]]) -> tuple[Numbers, Numbers]:
    """How many of those who don't repeat a year, and of those who do, may be at each company in each block."""
    may = np.zeros((2, arrays.companies, arrays.blocks))
    for person, held in zip(arrays.problem.apprentices, hosts, strict=True):
        may[int(person.repeating), held] += np.array(person.days) > 0
    return may[0], may[1]


def _scarce(places: Whole, may: Numbers) -> Whole:
    """Company and block where more apprentices may be than there are places, and somebody may be."""
    return np.argwhere((may > places) & (places > 0)).astype(np.int64)


class Master:
    """The programme with the itineraries it has so far."""

    def __init__(self, arrays: Arrays, places: Places, watch: Watch, *, seed: int) -> None:
        self.arrays, self.places = arrays, places
        self.apprentice: Whole = np.empty(0, dtype=np.int64)
        self.hosts: Hosts = np.empty((0, arrays.blocks), dtype=np.int16)
        self.cost: Whole = np.empty(0, dtype=np.int64)
        self.shares: Numbers = np.empty(0)
        self.value, self.forgone = np.inf, np.inf
        self._seen: set[bytes] = set()
        self._people = len(arrays.problem.apprentices)
        self._days = np.array([apprentice.days for apprentice in arrays.problem.apprentices])
        self._highs = quiet_highs(seed, watch)
        self._fixed = 0
        self.prices = no_prices(arrays)
        self.own: Numbers = np.zeros(self._people)
        self._rows()

    def _rows(self) -> None:
        people, places = self._people, self.places
        nothing, start = np.empty(0, dtype=np.int32), np.zeros(people + len(places), dtype=np.int32)
        low = np.concatenate([np.ones(people), np.full(len(places.most), -INFINITE), places.wanted])
        high = np.concatenate([np.ones(people), places.most, places.wanted])
        self._highs.addRows(len(low), low, high, 0, start, nothing, np.empty(0))
        for row in range(people):
            self._column(FORGONE, np.array([row]), np.ones(1))
        for row in range(people + len(places.most), len(low)):
            for sign in (1.0, -1.0):
                self._column(self.places.cost_share_day, np.array([row]), np.array([sign]))
        self._fixed = self._highs.getNumCol()

    def _column(self, cost: float, rows: Whole, weights: Numbers) -> None:
        self._highs.addCol(cost, 0.0, INFINITE, len(rows), rows.astype(np.int32), weights)

    def add(self, apprentice: int, hosts: Hosts, cost: Whole) -> int:
        """Takes itineraries of one apprentice in; how many were not there."""
        person = self.arrays.problem.apprentices[apprentice]
        kept = []
        for place, itinerary in enumerate(hosts):
            key = apprentice.to_bytes(4, "little") + itinerary.tobytes()
            if key in self._seen:
                continue
            self._seen.add(key)
            kept.append(place)
            rows, weights = self.places.rows_of(itinerary, self._days[apprentice], repeating=person.repeating)
            rows = np.concatenate([[apprentice], self._people + rows])
            self._column(float(cost[place]), rows, np.concatenate([[1.0], weights]))
        self.apprentice = np.concatenate([self.apprentice, np.full(len(kept), apprentice, dtype=np.int64)])
        self.hosts = np.concatenate([self.hosts, hosts[kept]])
        self.cost = np.concatenate([self.cost, cost[kept]])
        return len(kept)

    def solve(self, seconds: float, *, dual: bool = False) -> bool:
        """Solves with the itineraries held; whether it came to its end in time."""
        self._highs.setOptionValue("simplex_strategy", 1 if dual else 4)
        if run(self._highs, seconds) != "optimal":
            return False
        solution = self._highs.getSolution()
        values, duals = np.array(solution.col_value), np.array(solution.row_dual)
        self.shares = values[self._fixed :]
        self.forgone = float(values[: self._people].sum())
        self.value = float(self._highs.getObjectiveValue())
        self.prices = self.places.prices(duals[self._people :])
        self.own = duals[: self._people]
        return True

    @property
    def current(self) -> bool:
        """Whether the last solution speaks of all the itineraries held."""
        return len(self.shares) == len(self.cost) > 0

    def bounds(self, columns: Whole, low: float, high: float) -> None:
        """Fixes itineraries in (1, 1) or out (0, 0), or frees them."""
        index = (self._fixed + columns).astype(np.int32)
        self._highs.changeColsBounds(len(index), index, np.full(len(index), low), np.full(len(index), high))
