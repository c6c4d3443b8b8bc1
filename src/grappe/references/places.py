"""Reader of places: communes, employment basins, outlines of départements and regions."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa

from grappe.references.archive import Members, Row, known, need_columns, number, opened, unreadable
from grappe.references.digest import digest_of
from grappe.references.outlines import outlines
from grappe.references.place_frames import BASINS, COMMUNES, OUTLINES
from grappe.references.release import Reading
from grappe.words import InseeCode, Sentence

#: Communes on 1 January of each year (INSEE): the number tells the edition, which the file does not.
EDITION_BY_COMMUNES = {34_968: 2020, 34_965: 2021, 34_955: 2022, 34_945: 2023, 34_935: 2024, 34_875: 2025}
UNKNOWN_EDITION = date(2016, 1, 1)


def read_places(path: Path, *, basins: Path | None = None) -> Reading:
    """Communes, and where they are given outlines (GeoJSON) and basins, of a folder, ZIP or CSV.

    ``basins`` is another file that holds the basins. Raises ``Refused`` where no communes are found.
    """
    found: dict[str, pa.Table] = {}
    with opened(path) as members:
        communes = list(_communes(members))
        found[COMMUNES.name] = COMMUNES.check(COMMUNES.from_rows(communes))
        if drawn := list(_outlines(members)):
            found[OUTLINES.name] = OUTLINES.check(OUTLINES.from_rows(drawn))
        found |= _basins(members)
    if basins is not None:
        with opened(basins) as members:
            found |= _basins(members)
    year = EDITION_BY_COMMUNES.get(len(communes))
    name = str(year) if year else f"c{digest_of(found)[:8]}"
    return Reading("places", name, date(year, 1, 1) if year else UNKNOWN_EDITION, found)


def _communes(members: Members) -> Iterator[dict[str, object]]:
    name = _with_columns(members, {"insee", "nom", "dep", "reg"})
    if name is None:
        raise unreadable(members.file, Sentence("aucune liste de communes", "no list of communes"))
    for row in members.rows(name):
        yield {
            "insee": InseeCode(row["insee"]),
            "name": row["nom"],
            "departement": row["dep"],
            "region": row["reg"],
            "epci": known(row.get("epci")),
            "population": number(row.get("pop")),
            "lon": number(row.get("lon")),
            "lat": number(row.get("lat")),
        }


def _outlines(members: Members) -> Iterator[dict[str, object]]:
    for level in ("departement", "region"):
        for name in members.names:
            if name.lower().endswith(("json", "geojson")) and re.match(rf"{level}s?\b", name.lower()):
                yield from outlines(members.text(name)[0], level=level, file=name)


def _basins(members: Members) -> dict[str, pa.Table]:
    """The basins of a lexicon; a basin written in two ways gets its most frequent name."""
    name = _with_columns(members, {"CODE_COMMUNE_INSEE"})
    if name is None:
        return {}
    rows = list(members.rows(name))
    code, label = _basin_columns(name, rows[0] if rows else {})
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        names[row[code]][row[label]] += 1
    chosen = {basin: min(counted, key=lambda text: (-counted[text], text)) for basin, counted in names.items()}
    table = BASINS.from_rows(
        {"insee": row["CODE_COMMUNE_INSEE"], "basin": row[code], "basin_name": chosen[row[code]]} for row in rows
    )
    return {BASINS.name: BASINS.check(table)}


def _basin_columns(file: str, row: Row) -> tuple[str, str]:
    """Their names carry the year: BE19 and NOMBE19."""
    code = next((column for column in row if re.fullmatch(r"BE\d\d", column)), "BE19")
    need_columns(file, row, code, f"NOM{code}")
    return code, f"NOM{code}"


def _with_columns(members: Members, wanted: set[str]) -> str | None:
    """The first CSV member whose header holds these columns."""
    for name in members.names:
        if name.lower().endswith(".csv"):
            head = members.text(name)[0].split("\n", 1)[0]
            if wanted <= set(next(csv.reader([head], delimiter=";" if head.count(";") > head.count(",") else ","))):
                return name
    return None
