"""Readers of the labour market: Dares tensions, tensions by basin, hiring survey (BMO), FAP–ROME.

Every file of a folder or ZIP is recognised by its columns, whatever its name. ``*`` and an empty cell are unknown,
never 0.
"""

import csv
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from grappe.references.archive import Members, known, number, opened, unreadable
from grappe.references.labour_frames import BASIN_TENSIONS, BMO, BMO_BASINS, FAP_ROME, TENSIONS
from grappe.references.release import Reading
from grappe.words import Frame, RomeCode, Sentence

Rows = Iterator[dict[str, object]]
LEVELS = {"nat": "national", "reg": "region", "dep": "departement"}
BASIN_LEVELS = {
    "level": "ind_tension_d",
    "hiring_intensity": "ind_int_emb_d",
    "training_link": "ind_specif_form_empl_d",
    "labour_shortage": "ind_main_oeuvre_d",
    "non_durable": "ind_dur_empl_d",
    "working_conditions": "ind_cond_travail_d",
    "geographic_mismatch": "ind_mismatch_geo_d",
}
DARES_LEVELS = {
    "level": "Catégorie Tension",
    "hiring_intensity": "Intensité d'embauches",
    "training_link": "Lien formation-emploi",
    "labour_shortage": "Manque de main-d'œuvre disponible",
    "non_durable": "Non-durabilité de l'emploi",
    "working_conditions": "Conditions de travail contraignantes",
    "geographic_mismatch": "Inadéquation géographique",
}
YEAR = re.compile(r"(?:19|20)\d\d")


def read_labour(path: Path) -> Reading:
    """Every table of the labour market found in a folder, ZIP or single CSV.

    Named by the newest year found. Raises ``Refused`` where nothing is recognised.
    """
    found: dict[Frame, dict[tuple[object, ...], dict[str, object]]] = {}
    with opened(path) as members:
        for name in members.names:
            header = _header(members, name)
            for frame, wanted, rows in TABLES:
                if wanted <= header:
                    kept = found.setdefault(frame, {})
                    kept.update({tuple(row[k] for k in frame.key): row for row in rows(members, name)})
    if not found:
        raise unreadable(path.name, Sentence("aucune table reconnue", "no table was recognised"))
    tables = {frame.name: frame.check(frame.from_rows(kept.values())) for frame, kept in found.items()}
    years = [int(str(row["year"])) for kept in found.values() for row in kept.values() if "year" in row]
    year = max(years, default=2009)
    return Reading("labour", str(year), date(year, 1, 1), tables)


def _tensions(members: Members, name: str) -> Rows:
    for raw in members.rows(name):
        row = {column.strip(): cell for column, cell in raw.items()}
        level = LEVELS[row["niveau_geo"].strip()]
        territory = {"national": None, "region": _padded(row["reg"]), "departement": known(row["dep"])}[level]
        yield {
            "fap": row["fap"],
            "fap_level": row["niveau_fap"].replace(" ", ""),
            "territory_level": level,
            "territory": territory,
            "year": int(row["Année"]),
            "tension": number(row["Tension"]),
            "employment": number(row["Emploi moyen"]),
            **{ours: number(row[theirs]) for ours, theirs in DARES_LEVELS.items()},
        }


def _basin_tensions(members: Members, name: str) -> Rows:
    for row in members.rows(name):
        yield {
            "rome": row["ROME"],
            "basin": row["cbassin"],
            "year": int(row["annee"]),
            "offers": number(row["oee"]),
            "jobseekers": number(row["defm_abc"]),
            **{ours: number(row[theirs]) for ours, theirs in BASIN_LEVELS.items()},
        }


def _bmo(members: Members, name: str) -> Rows:
    """The year stands in the file's name only; shares are published in percent."""
    year = YEAR.search(name)
    for row in members.rows(name):
        yield {
            "rome": row["code_rome"],
            "year": int(year[0]) if year else 2025,
            "projects": number(row["projets_recrutement"]),
            "difficult": number(row["projets_difficiles"]),
            "difficult_share": _share(row["taux_difficulte"]),
            "seasonal_share": _share(row["taux_saisonnier"]),
            "offers": number(row["nb_offres"]),
            "pay_year": number(row["salary"]),
        }


def _bmo_basins(members: Members, name: str) -> Rows:
    """The official base file; its basin columns carry the year (``BE25``, ``NOMBE25``)."""
    for row in members.rows(name):
        code = next(column for column in row if re.fullmatch(r"BE\d\d", column))
        yield {
            "year": int(row["annee"]),
            "occupation": row["Code métier BMO"],
            "label": row["Nom métier BMO"],
            "region": _padded(row["REG"]) or row["REG"],
            "departement": row["Dept"].zfill(2),
            "basin": row[code].zfill(4),
            "basin_name": known(row.get(f"NOM{code}")),
            "projects": number(row["met"]),
            "difficult": number(row["xmet"]),
            "seasonal": number(row["smet"]),
        }


def _fap_rome(members: Members, name: str) -> Rows:
    """Families without a ROME code (``NA``) are left out."""
    for row in members.rows(name):
        if code := RomeCode.parse(row["Rome"]):
            yield {"fap": row["Fap"].strip(), "rome": str(code)}


#: Frame, columns that tell its file, reader of its rows.
TABLES: tuple[tuple[Frame, set[str], Callable[[Members, str], Rows]], ...] = (
    (TENSIONS, {"fap", "Catégorie Tension", "niveau_geo", "niveau_fap"}, _tensions),
    (BASIN_TENSIONS, {"ROME", "cbassin", *BASIN_LEVELS.values()}, _basin_tensions),
    (BMO, {"code_rome", "projets_recrutement", "projets_difficiles", "taux_difficulte"}, _bmo),
    (BMO_BASINS, {"annee", "Code métier BMO", "Dept", "met", "xmet", "smet"}, _bmo_basins),
    (FAP_ROME, {"Fap", "Rome"}, _fap_rome),
)


def _header(members: Members, name: str) -> set[str]:
    if not name.lower().endswith((".csv", ".txt")):
        return set()
    head = members.text(name)[0].split("\n", 1)[0].strip("\r")
    return {cell.strip() for cell in next(csv.reader([head], delimiter=max(",;\t|", key=head.count)), [])}


def _padded(cell: str) -> str | None:
    """A code that a spreadsheet made a number: ``1.0`` is ``01``."""
    value = number(cell)
    return None if value is None else f"{value:.0f}".zfill(2)


def _share(cell: str) -> float | None:
    value = number(cell)
    return None if value is None else round(value / 100, 6)
