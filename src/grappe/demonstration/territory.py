"""Where the cluster lives: communes within reach of a dozen mid-size towns."""

from dataclasses import dataclass
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from grappe.demonstration.materials import material
from grappe.demonstration.things import Town
from grappe.references import COMMUNES, Release, great_circle_km
from grappe.words import Kind, Refused, Sentence

FEWEST = 8
#: Neighbours count less than the town itself: kilometres at which a commune weighs half.
HALF_KM = 12.0


@dataclass(frozen=True, slots=True)
class Territory:
    """The communes of the cluster with their weights, and the towns around which they lie."""

    towns: tuple[Town, ...]
    weights: tuple[float, ...]
    by_insee: dict[str, Town]

    def town(self, insee: str) -> Town:
        """A commune of the territory; the weightiest one where this release does not know it."""
        return self.by_insee.get(insee) or max(zip(self.weights, self.towns, strict=True), key=lambda pair: pair[0])[1]

    def draw(self, rng: Random, best_of: int = 1) -> Town:
        """A commune, in proportion to its weight; of several draws the weightiest."""
        ranks = rng.choices(range(len(self.towns)), self.weights, k=best_of)
        return self.towns[max(ranks, key=lambda rank: self.weights[rank])]


def territory(places: Release) -> Territory:
    """The territory of the fictional cluster in a release of places. Raises ``Refused`` where it is not there."""
    centres = material("cluster")["centres"]
    rows = {row["insee"]: row for row in _communes(places)}
    weights: dict[str, float] = dict.fromkeys(rows, 0.0)
    for centre in centres:
        if centre["insee"] in rows:
            for insee, share in _around(rows, centre).items():
                weights[insee] += share
    reached = sorted(insee for insee, weight in weights.items() if weight)
    if len(reached) < FEWEST:
        raise Refused(
            Sentence(f"« {places} » ne couvre pas le Val de Loire", f"“{places}” does not cover the Loire valley"),
            hint=Sentence("grappe references install places", "grappe references install places"),
            kind=Kind.MISSING,
        )
    towns = {insee: _town(rows[insee]) for insee in reached}
    return Territory(tuple(towns.values()), tuple(weights[insee] for insee in reached), towns)


def _communes(places: Release) -> list[dict[str, Any]]:
    """The located communes of the départements of the centres and of their neighbours."""
    departements = pa.array(sorted({centre["insee"][:2] for centre in material("cluster")["centres"]}), pa.string())
    table = places.read(COMMUNES)
    table = table.filter(pc.is_in(table["departement"], value_set=departements))
    rows: list[dict[str, Any]] = table.to_pylist()
    return [row for row in rows if row["lat"] is not None and row["lon"] is not None and row["population"]]


def _around(rows: dict[str, dict[str, Any]], centre: dict[str, Any]) -> dict[str, float]:
    """The share of a centre that falls on each commune within its reach; the shares add up to its weight."""
    middle = (rows[centre["insee"]]["lon"], rows[centre["insee"]]["lat"])
    shares: dict[str, float] = {}
    for insee, row in rows.items():
        if abs(row["lat"] - middle[1]) * 111 > centre["reach"]:
            continue
        km = great_circle_km(middle, (row["lon"], row["lat"]))
        if km <= centre["reach"]:
            shares[insee] = row["population"] / (1 + km / HALF_KM)
    total = sum(shares.values())
    return {insee: centre["weight"] * share / total for insee, share in shares.items()}


def _town(row: dict[str, Any]) -> Town:
    return Town(row["insee"], row["name"], row["departement"], row["region"], row["lat"], row["lon"])
