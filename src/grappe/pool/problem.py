"""The problem: needs, rules and which occupations one person can do."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from grappe.pool.rules import PoolRules
from grappe.pool.things import PartNeed

EARTH_KM = 6371.0
Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class PoolProblem:
    """Who asks for what, and under which rules jobs are made.

    ``similar`` holds pairs of occupations that one person can do, in either order; an occupation is always similar to
    itself; ``similar_from`` names the file or release that says so. The order of ``needs`` is the order in which
    everything is told.

    What the officer decided: a job holds all needs of a group of ``together`` or none; no job holds all needs of a
    group of ``apart``.
    """

    needs: tuple[PartNeed, ...]
    rules: PoolRules
    similar: frozenset[tuple[str, str]] = frozenset()
    similar_from: str | None = None
    together: tuple[frozenset[str], ...] = ()
    apart: frozenset[frozenset[str]] = frozenset()

    @property
    def similar_asked(self) -> frozenset[tuple[str, str]]:
        """The pairs between occupations that some need asks for."""
        asked = {need.occupation for need in self.needs}
        return frozenset(pair for pair in self.similar if set(pair) <= asked)

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each need by its name."""
        return {need.need: place for place, need in enumerate(self.needs)}

    def place_of(self, need: str) -> int:
        """The place of a need."""
        return self.places[need]

    @cached_property
    def worth(self) -> Whole:
        """Priority × half-days of the year, by need."""
        return np.array([need.worth for need in self.needs], dtype=np.int64)

    @cached_property
    def years(self) -> Whole:
        """Half-days of the year, by need."""
        return np.array([need.year for need in self.needs], dtype=np.int64)

    @cached_property
    def masks(self) -> npt.NDArray[np.uint16]:
        """Half-days that may be worked, as bits, by need."""
        return np.array([need.mask for need in self.needs], dtype=np.uint16)

    @cached_property
    def patterns(self) -> npt.NDArray[np.int16]:
        """Half-days wanted, by need and distinct week: equal weeks, and weeks below another in every need, once."""
        weeks = np.array([need.weeks for need in self.needs], dtype=np.int16).reshape(len(self.needs), -1)
        distinct = np.unique(weeks, axis=1)
        hidden = np.zeros(distinct.shape[1], dtype=bool)
        for column in range(distinct.shape[1]):
            above = (distinct >= distinct[:, [column]]).all(axis=0) & ~hidden
            hidden[column] = above.sum() > 1  # itself, and one that is nowhere below it
        return np.ascontiguousarray(distinct[:, ~hidden])

    @cached_property
    def likeness(self) -> tuple[npt.NDArray[np.int32], Flags]:
        """The occupation of each need as a number, and which numbers are similar."""
        names = sorted({need.occupation for need in self.needs})
        number = {name: place for place, name in enumerate(names)}
        table = np.eye(len(names), dtype=bool)
        for one, other in self.similar:
            if one in number and other in number:
                table[number[one], number[other]] = table[number[other], number[one]] = True
        return np.array([number[need.occupation] for need in self.needs], dtype=np.int32), table

    def similar_to(self, place: int) -> Flags:
        """Which needs ask for an occupation similar to that of one need."""
        occupation, table = self.likeness
        similar: Flags = table[occupation[place]][occupation]
        return similar

    def km_from(self, place: int) -> npt.NDArray[np.float64]:
        """Great-circle kilometres from the site of one need to every site (haversine, sphere of 6,371 km)."""
        lat, lon = self._radians
        chord = np.sin((lat - lat[place]) / 2) ** 2 + np.cos(lat[place]) * np.cos(lat) * (
            np.sin((lon - lon[place]) / 2) ** 2
        )
        km: npt.NDArray[np.float64] = 2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, chord)))
        return km

    def km_between(self, ones: Whole, others: Whole) -> npt.NDArray[np.float64]:
        """Great-circle kilometres between the sites of needs, pair by pair."""
        lat, lon = self._radians
        chord = np.sin((lat[ones] - lat[others]) / 2) ** 2 + np.cos(lat[ones]) * np.cos(lat[others]) * (
            np.sin((lon[ones] - lon[others]) / 2) ** 2
        )
        km: npt.NDArray[np.float64] = 2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, chord)))
        return km

    def km_of(self, places: Iterable[int]) -> float:
        """Kilometres of a job: the sum over every two of its sites."""
        held = list(places)
        return float(sum(self.km_from(one)[held[at + 1 :]].sum() for at, one in enumerate(held)))

    @cached_property
    def _radians(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        lat = np.radians(np.array([need.lat for need in self.needs], dtype=np.float64))
        return lat, np.radians(np.array([need.lon for need in self.needs], dtype=np.float64))

    def strangers_to(self, place: int) -> Flags:
        """Which needs may share a person with one need as far as members go: another member, forbidden by neither."""
        mine = self.needs[place]
        return np.array(
            [
                other.member != mine.member
                and other.member not in mine.forbidden
                and mine.member not in other.forbidden
                for other in self.needs
            ],
            dtype=bool,
        )
