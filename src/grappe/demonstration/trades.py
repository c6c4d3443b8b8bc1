"""The occupations of the cluster as the installed ROME says them: titles, tasks, knowledge."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from grappe.demonstration.draws import weighted
from grappe.demonstration.materials import material
from grappe.references import APPELLATIONS, OCCUPATION_SKILLS, OCCUPATIONS, SKILLS, Release
from grappe.words import Frame, Kind, Refused, Sentence

MOST_TITLES = 14


@dataclass(frozen=True, slots=True)
class Trade:
    """An occupation looked for: French titles (its own label first), English ones, skills and market.

    ``pay`` is that of a beginner (gross, €/year), ``difficult`` a share of hirings, ``growth`` the yearly factor.
    """

    code: str
    label: str
    titles: tuple[str, ...]
    titles_en: tuple[str, ...]
    tasks: tuple[tuple[str, str], ...]
    knowledge: tuple[tuple[str, str], ...]
    pay: float
    difficult: float
    growth: float

    def demand(self, on: date, day: date) -> float:
        """How much it is looked for on a day, against ``day``."""
        return float(self.growth ** ((on - day).days / 365.25))


@dataclass(frozen=True, slots=True)
class Sector:
    """What a group of members does, and how much they look for each occupation."""

    naf: str
    share: float
    does: str
    names: tuple[str, ...]
    occupations: Mapping[str, float]


def sectors(known: Iterable[str]) -> list[Sector]:
    """The sectors of the cluster, with the occupations that the installed ROME knows."""
    document, codes = material("sectors"), set(known)
    support, share = document["support"]["occupations"], document["support"]["share"]
    found = []
    for entry in document["sectors"]:
        weights: dict[str, float] = defaultdict(float)
        for listed, part in ((entry["occupations"], 1 - share), (support, share)):
            total = sum(listed.values())
            for code, weight in listed.items():
                if code in codes:
                    weights[code] += part * weight / total
        found.append(Sector(entry["naf"], entry["share"], entry["does"], tuple(entry["names"]), dict(weights)))
    return found


def sought(rng: Random, sector: Sector, known: Mapping[str, Trade], *, on: date, day: date) -> Trade:
    """The occupation of a need of a sector on a day; the growing ones come more often as time goes."""
    return known[
        weighted(rng, {code: weight * known[code].demand(on, day) for code, weight in sector.occupations.items()})
    ]


def trades(rome: Release) -> dict[str, Trade]:
    """The occupations that the cluster looks for, by code. Raises ``Refused`` where the release has too few of them."""
    document = material("sectors")
    wanted = {code for entry in document["sectors"] for code in entry["occupations"]}
    wanted |= set(document["support"]["occupations"])
    labels = {row["code"]: row["label_fr"] for row in _of(rome, OCCUPATIONS, "code", wanted)}
    if len(labels) < len(wanted) / 2:
        raise Refused(
            Sentence(f"« {rome} » n'a pas les métiers attendus", f"“{rome}” lacks the expected occupations"),
            hint=Sentence("grappe references install rome", "grappe references install rome"),
            kind=Kind.MISSING,
        )
    titles, skills = _titles(rome, set(labels)), _skills(rome, set(labels))
    return {code: _trade(code, labels[code], titles=titles[code], skills=skills[code]) for code in sorted(labels)}


def _trade(
    code: str, label: str, *, titles: Mapping[str, list[str]], skills: Mapping[str, list[tuple[str, str]]]
) -> Trade:
    market = material("sectors")["market"]
    figures = market.get(code, market["standard"])
    french = [label, *(title for title in titles["fr"] if title != label)][:MOST_TITLES]
    return Trade(
        code=code,
        label=label,
        titles=tuple(french),
        titles_en=tuple(titles["en"]),
        tasks=tuple(skills["skill"]),
        knowledge=tuple(skills["knowledge"]),
        pay=float(figures["pay"]),
        difficult=float(figures["difficult"]),
        growth=float(figures["growth"]),
    )


def _titles(rome: Release, codes: set[str]) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: {"fr": [], "en": []})
    for row in _of(rome, APPELLATIONS, "occupation", codes):
        if not row["rare"]:
            found[row["occupation"]][row["language"]].append(row["label"])
    return found


def _skills(rome: Release, codes: set[str]) -> dict[str, dict[str, list[tuple[str, str]]]]:
    """Occupation → kind → (OGR number, label), core skills first."""
    links = sorted(
        _of(rome, OCCUPATION_SKILLS, "occupation", codes),
        key=lambda row: (row["occupation"], row["weight"] != "main", row["skill"]),
    )
    labels = {row["code"]: row for row in _of(rome, SKILLS, "code", {row["skill"] for row in links})}
    found: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: {"skill": [], "knowledge": []})
    for link in links:
        skill = labels.get(link["skill"])
        if skill and skill["kind"] in {"skill", "knowledge"}:
            found[link["occupation"]][skill["kind"]].append((skill["code"], skill["label_fr"]))
    return found


def _of(release: Release, frame: Frame, column: str, values: set[str]) -> list[dict[str, Any]]:
    table = release.read(frame)
    table = table.filter(pc.is_in(table[column], value_set=pa.array(sorted(values), pa.string())))
    rows: list[dict[str, Any]] = table.sort_by([(name, "ascending") for name in frame.key]).to_pylist()
    return rows
