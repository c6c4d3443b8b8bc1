"""Exact pricing of one apprentice: every shape with every choice of companies for its roles, at given prices.

What an itinerary costs is the price of its main company throughout, plus, for each stay elsewhere, the difference
(a table of stays by company), plus swaps, plus what skills lack (a table of days by role until each year's end). A
choice of companies whose best parts together come to no better than what is sought is not looked into.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from typing import Any

import numpy as np
import numpy.typing as npt

from grappe.pool.rotation.arrays import NOWHERE, Arrays, Hosts, Numbers, Whole
from grappe.pool.rotation.shapes import ShapeGroup, Shapes, stay_prices
from grappe.pool.rotation.things import Apprentice

#: Price of a block that cannot be spent at a company: above any lawful cost, small enough to stay exact.
CLOSED = 1e7
Lacks = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Found:
    """Itineraries, one a row: hosts by block, and their cost at the prices of the scan."""

    hosts: Hosts
    prices: Numbers


class Scan:
    """The itineraries of one apprentice; what skills lack is kept between scans where it takes few bytes."""

    def __init__(self, arrays: Arrays, apprentice: Apprentice, shapes: Shapes, *, kept_bytes: float = 0.0) -> None:
        self._arrays, self.apprentice, self._shapes = arrays, apprentice, shapes
        self.hosts = arrays.hosts_of(apprentice)
        self.days = np.array(apprentice.days, dtype=np.int64)
        self._here = self.days > 0
        self._open = self._opened()
        self._travel = np.stack([arrays.travel(apprentice, host) for host in self.hosts]).astype(np.float64)
        self._choices = {group.others: self._lawful(group.others) for group in shapes.groups}
        self._keeps = self._lack_bytes() <= kept_bytes
        self._kept: dict[int, list[Lacks]] = {}

    def _lack_bytes(self) -> int:
        """What tables of lacks take."""
        return sum(
            4 * len(self._choices[group.others]) * sum(len(days) for days in group.combos)
            for group in self._shapes.groups
        )

    def lacks(self, group: ShapeGroup) -> list[Lacks]:
        """Points of what skills lack, by year: choice of companies × distinct days by role."""
        if group.others in self._kept:
            return self._kept[group.others]
        found = [self._lack(group, year) for year in range(len(self._arrays.years))]
        if self._keeps:
            self._kept[group.others] = found
        return found

    def _lack(self, group: ShapeGroup, year: int) -> Lacks:
        choices, arrays = self._choices[group.others], self._arrays
        lack = np.zeros((len(choices), len(group.combos[year])), dtype=np.float32)
        if not len(choices):
            return lack
        named = np.array([[self.hosts[at] for at in (0, *choice)] for choice in choices], dtype=np.int64)
        days = group.combos[year].astype(np.float64)
        for skill in np.flatnonzero(arrays.targets[year]).tolist():
            learnt = arrays.percents[named, skill] @ days.T
            missing = np.maximum(float(arrays.targets[year, skill]) - learnt, 0.0)
            lack += np.floor((arrays.problem.rules.cost_missing_day * missing + 50) / 100)
        return lack

    def _opened(self) -> Numbers:
        """What closed companies and pins add to the price of each host (row) and block."""
        added = np.zeros((len(self.hosts), len(self.days)))
        regular, every = self._arrays.places
        room = every if self.apprentice.repeating else regular
        added[room[self.hosts] <= 0] = CLOSED
        for block, host in self.apprentice.pins.items():
            elsewhere = [at for at, number in enumerate(self.hosts) if number != self._arrays.number[host]]
            added[elsewhere, block] = CLOSED
        added[:, ~self._here] = 0.0
        return added

    def _lawful(self, others: int) -> list[tuple[int, ...]]:
        """Choices of companies (places in ``hosts``) for the roles, lodgings counted."""
        choices = permutations(range(1, len(self.hosts)), others)
        if others < 2:
            return list(choices)
        named = self.hosts
        return [
            held for held in choices if self._arrays.may_share(self.apprentice, [named[0], *(named[at] for at in held)])
        ]

    def best(self, prices: Numbers) -> float:
        """The least cost at ``prices`` (company × block, what a day's place costs besides); infinite without any."""
        least = np.inf
        for table in self._tables(prices):
            for floor, at in table.order():
                if floor >= least:
                    break
                least = min(least, float(table.of(at).min()))
        return least if least < CLOSED / 2 else np.inf

    def below(self, prices: Numbers, limit: float, *, most: int | None = None, each: int | None = None) -> Found:
        """Itineraries that cost less than ``limit``, cheapest first; ``each`` keeps few of each choice of companies."""
        hosts: list[Hosts] = []
        costs: list[Numbers] = []
        limit = min(limit, CLOSED / 2)
        for table in self._tables(prices):
            for floor, at in table.order():
                if floor >= limit:
                    break
                cost = table.of(at)
                rows = np.flatnonzero(cost < limit)
                if each is not None and len(rows) > each:
                    rows = rows[np.argpartition(cost[rows], each - 1)[:each]]
                if len(rows):
                    hosts.append(self._painted(table.group.roles[rows], table.choices[at]))
                    costs.append(cost[rows])
        return self._gathered(hosts, costs, most)

    def _gathered(self, hosts: list[Hosts], costs: list[Numbers], most: int | None) -> Found:
        if not hosts:
            return Found(np.empty((0, len(self.days)), dtype=np.int16), np.empty(0))
        whole, cost = np.concatenate(hosts), np.concatenate(costs)
        order = np.argsort(cost, kind="stable")[:most]
        return Found(whole[order], cost[order])

    def _painted(self, roles: "np.ndarray[Any, Any]", choice: tuple[int, ...]) -> Hosts:
        named = np.array([self.hosts[at] for at in (0, *choice)], dtype=np.int16)
        painted: Hosts = named[roles]
        painted[:, ~self._here] = NOWHERE
        return painted

    def _tables(self, prices: Numbers) -> Iterator["_Table"]:
        by_block = (prices[self.hosts] + self._open + self._travel) * self._here
        base = float(by_block[0].sum())
        stays = stay_prices(by_block - by_block[0])
        for group in self._shapes.groups:
            yield _Table(self._arrays, self, group, stays=stays, base=base)

    def choices(self, others: int) -> list[tuple[int, ...]]:
        """Choices of companies for so many roles."""
        return self._choices[others]


class _Table:
    """Costs of one group of shapes for every choice of companies."""

    def __init__(self, arrays: Arrays, scan: Scan, group: ShapeGroup, *, stays: Numbers, base: float) -> None:
        self.group, self.choices = group, scan.choices(group.others)
        self._fixed = base + arrays.problem.rules.cost_swap * group.swaps.astype(np.float64)
        self._roles = [self._role(stays, runs) for runs in group.runs]
        self._lacks = scan.lacks(group)

    def _role(self, stays: Numbers, runs: Whole) -> Numbers:
        """What each host (row) adds in a role, by shape."""
        added = np.zeros((len(stays), len(self.group)))
        for column in range(runs.shape[1]):
            added += stays[:, runs[:, column]]
        return added

    def order(self) -> list[tuple[float, int]]:
        """Choices of companies by the least that they can come to."""
        if not self.choices:
            return []
        floors = np.full(len(self.choices), float(self._fixed.min()))
        for role, added in enumerate(self._roles):
            floors += added.min(axis=1)[[choice[role] for choice in self.choices]]
        for lack in self._lacks:
            floors += lack.min(axis=1)
        order = np.argsort(floors, kind="stable")
        return list(zip(floors[order].tolist(), order.tolist(), strict=True))

    def of(self, at: int) -> Numbers:
        """Costs of all shapes with one choice of companies."""
        cost = self._fixed.copy()
        for role, place in enumerate(self.choices[at]):
            cost += self._roles[role][place]
        for lack, combo in zip(self._lacks, self.group.combo, strict=True):
            cost += lack[at][combo]
        return cost
