"""Invented needs, codes and small releases for tests of the analysis."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from grappe.coding import CODED
from grappe.needs import NEEDS
from grappe.references import (
    BASINS,
    BMO,
    COMMUNES,
    FAP_ROME,
    MOBILITIES,
    OCCUPATION_SKILLS,
    OCCUPATIONS,
    SKILLS,
    TENSIONS,
    Release,
)
from grappe.references.release import Reading, keep
from grappe.tables import Store, open_store
from grappe.words import Sentence

#: Commune → name, département, region, basin.
PLACES = {
    "59350": ("Lille", "59", "32", "B1"),
    "59606": ("Valenciennes", "59", "32", "B2"),
    "62041": ("Arras", "62", "32", "B1"),
    "37261": ("Tours", "37", "24", "B3"),
}


def place_release(home: Path) -> Release:
    """Four communes in three départements of two regions."""
    communes = [
        {"insee": insee, "name": name, "departement": departement, "region": region}
        for insee, (name, departement, region, _) in PLACES.items()
    ]
    basins = [{"insee": insee, "basin": row[3], "basin_name": row[3]} for insee, row in PLACES.items()]
    tables = {"communes": COMMUNES.from_rows(communes), "basins": BASINS.from_rows(basins)}
    return _kept(home, "places", tables)


def rome_release(home: Path) -> Release:
    """Two welders' codes (one split from the other) and a fitter."""
    occupations = [
        {"code": "H2913", "label_fr": "Soudeur / Soudeuse", "parent": "H2913", "domain": "H"},
        {"code": "H2917", "label_fr": "Soudeur robot / Soudeuse robot", "parent": "H2913", "domain": "H"},
        {"code": "H2901", "label_fr": "Ajusteur / Ajusteuse", "parent": "H2901", "domain": "H"},
    ]
    skills = [{"code": str(n), "label_fr": f"Savoir {n}", "kind": "skill"} for n in (1, 2, 3)]
    links = [{"occupation": "H2913", "skill": str(n), "weight": (None, "emerging", "main")[n - 1]} for n in (1, 2, 3)]
    tables = {
        "occupations": OCCUPATIONS.from_rows(occupations),
        "skills": SKILLS.from_rows(skills),
        "occupation_skills": OCCUPATION_SKILLS.from_rows(links),
        "mobilities": MOBILITIES.from_rows([{"occupation": "H2913", "target": "H2901", "rank": 1}]),
    }
    return _kept(home, "rome", tables)


def labour_release(home: Path) -> Release:
    """Official figures of the welders: a large and a small family, two years, the country and a département."""
    family = {"fap_level": "fap225", "territory_level": "national"}
    tensions = [
        family | {"fap": "D1", "year": 2018, "level": 3, "employment": 900.0},
        family | {"fap": "D1", "year": 2019, "level": 5, "employment": 900.0, "training_link": 4},
        family | {"fap": "D2", "year": 2019, "level": 1, "employment": 100.0},
        family | {"fap": "D1", "year": 2019, "level": 2, "territory_level": "departement", "territory": "59"},
    ]
    bmo = [
        {"rome": "H2913", "year": 2025, "projects": 100.0, "difficult": 60.0, "difficult_share": 0.6},
        {"rome": "K0000", "year": 2025, "projects": 300.0, "difficult": 100.0, "difficult_share": 1 / 3},
    ]
    tables = {
        "tensions": TENSIONS.from_rows(tensions),
        "fap_rome": FAP_ROME.from_rows([{"fap": fap, "rome": "H2913"} for fap in ("D1", "D2")]),
        "bmo": BMO.from_rows(bmo),
    }
    return _kept(home, "labour", tables)


def _kept(home: Path, nomenclature: str, tables: Mapping[str, Any]) -> Release:
    reading = Reading(nomenclature, "test", date(2026, 1, 1), tables, (Sentence("inventé", "invented"),))
    return keep(home, reading, origin="file", source="invented")


def need(number: int, **given: Any) -> dict[str, Any]:
    """An ad for one person; ``code`` and ``decision`` are what coding said of it."""
    row = {"need_id": f"t:{number}", "source": "t", "source_key": str(number), "kind": "ad", "title": "Soudeur"}
    return row | {"positions": 1, "code": None, "decision": "auto"} | given


def stored(folder: Path, needs: Iterable[Mapping[str, Any]]) -> Store:
    """A store of these needs and their codes."""
    listed = list(needs)
    store = open_store(folder, create=True)
    store.write(NEEDS, NEEDS.from_rows(listed), source="t", commit="needs")
    store.write(CODED, CODED.from_rows([_coded(row) for row in listed]), source="coding", commit="codes")
    return store


def _coded(row: Mapping[str, Any]) -> dict[str, Any]:
    code = row["code"]
    said = {"need_id": row["need_id"], "title": row["title"], "code": code, "label": code}
    how = {"nomenclature": "rome", "rank": 1, "score": 1.0, "probability": 1.0, "by": "model", "release": "rome test"}
    reasons = {"reason_fr": "inventé", "reason_en": "invented", "matched": [], "ignored": []}
    return said | how | reasons | {"decision": row["decision"] if code else "none"}
