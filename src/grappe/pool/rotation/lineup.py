"""A plan while it is being made: an itinerary of each apprentice, the places taken, and the points."""

import numpy as np

from grappe.pool.rotation.arrays import NOWHERE, Arrays, Hosts, Numbers, Whole
from grappe.pool.rotation.master import FORGONE, Places


class Lineup:
    """One itinerary each; an apprentice not yet placed is nowhere, and counts ``FORGONE`` points."""

    def __init__(self, arrays: Arrays, places: Places) -> None:
        people = arrays.problem.apprentices
        self.arrays, self.places = arrays, places
        self.days: Whole = np.array([person.days for person in people], dtype=np.int64)
        self.repeating = [person.repeating for person in people]
        self.hosts: Hosts = np.full((len(people), arrays.blocks), NOWHERE, dtype=np.int16)
        self.cost: Whole = np.full(len(people), int(FORGONE), dtype=np.int64)
        self.used: Numbers = np.zeros(len(places))

    @property
    def points(self) -> int:
        """Points of the plan, shares included."""
        return int(self.cost.sum()) + self.places.astray(self.used)

    @property
    def whole(self) -> bool:
        """Whether everybody is placed."""
        return bool((self.cost < FORGONE).all())

    def without(self, people: list[int]) -> Numbers:
        """What the others take of the shared rows."""
        used = self.used.copy()
        for at in people:
            rows, weights = self.places.rows_of(self.hosts[at], self.days[at], repeating=self.repeating[at])
            used[rows] -= weights
        return used

    def place(self, person: int, hosts: Hosts, cost: int) -> None:
        """Gives an apprentice an itinerary."""
        self.used = self.without([person])
        self.hosts[person], self.cost[person] = hosts, cost
        rows, weights = self.places.rows_of(hosts, self.days[person], repeating=self.repeating[person])
        self.used[rows] += weights

    def forgo(self, person: int) -> None:
        """Leaves an apprentice nowhere."""
        self.place(person, np.full(self.arrays.blocks, NOWHERE, dtype=np.int16), int(FORGONE))

    def copy(self) -> "Lineup":
        """Another one, equal."""
        other = Lineup(self.arrays, self.places)
        other.hosts, other.cost, other.used = self.hosts.copy(), self.cost.copy(), self.used.copy()
        return other
