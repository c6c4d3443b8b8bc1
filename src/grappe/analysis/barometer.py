"""The barometer: what the cluster's needs say, on four pages, each figure with its n, interval, source and day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from grappe.analysis.demand import demands
from grappe.analysis.disclosure import PUBLISHED
from grappe.analysis.tension import tension_sheet
from grappe.analysis.totals import Totals, coding_releases, totals
from grappe.references import BMO, FAP_ROME, OCCUPATIONS, OUTLINES, TENSIONS, Release
from grappe.tables import Store, query
from grappe.words import Rules

_TABLES: dict[str, tuple[str, ...]] = {
    "whole": (),
    "occupations": ("occupation",),
    "departements": ("territory",),
    "months": ("month",),
    "contracts": ("contract",),
    "occupation_departements": ("occupation", "territory"),
}


@dataclass(frozen=True, slots=True)
class Barometer:
    """Every figure of one edition, ready to be laid out; tables hold the columns of ``demand_frame`` and labels.

    ``occupations`` and ``departements`` come with ``label_fr`` and ``label_en``, the largest first, what is suppressed
    last; ``tension`` is empty where no release of labour statistics was given. ``open``: whether the totals may be
    shown; where they are withheld as the tables are, no page says them.
    """

    cluster: str
    day: date
    totals: Totals
    minimum: int
    releases: tuple[str, ...]
    occupations: pa.Table
    departements: pa.Table
    months: pa.Table
    contracts: pa.Table
    occupation_departements: pa.Table
    tension: pa.Table
    outlines: pa.Table
    open: bool
    disclosure: bool = True

    @property
    def suppressed(self) -> int:
        """Rows of the tables that statistical confidentiality leaves out."""
        listed = (self.occupations, self.departements, self.months, self.contracts, self.occupation_departements)
        return sum(hidden(table) for table in listed)


def hidden(table: pa.Table) -> int:
    """Rows of a demand that are not published."""
    return int(table.num_rows - shown(table).num_rows)


def shown(table: pa.Table) -> pa.Table:
    """The published rows of a table."""
    return table.filter(pc.equal(table["disclosure"], PUBLISHED))


def barometer(
    store: Store,
    *,
    cluster: str,
    rome: Release,
    places: Release,
    labour: Release | None,
    rules: Rules,
    day: date,
    disclosure: bool = True,
) -> Barometer:
    """The barometer of a store on a day. Raises ``Refused`` like ``demand`` and ``tension_sheet``."""
    given: dict[str, Any] = {"places": places, "rules": rules, "day": day, "disclosure": disclosure}
    tables = demands(store, _TABLES.values(), territory="departement", **given)
    found = dict(zip(_TABLES, tables, strict=True))
    names = _occupation_names(rome)
    outlines = places.read(OUTLINES)
    departements = outlines.filter(pc.equal(outlines["level"], "departement"))
    official = [release for release in (rome, places, labour) if release is not None]
    return Barometer(
        cluster=cluster,
        day=day,
        totals=totals(store),
        minimum=int(rules.value("disclosure-minimum", day)),
        releases=tuple(dict.fromkeys([*coding_releases(store), *map(str, official)])),
        occupations=labelled(found["occupations"], "occupation", names),
        departements=labelled(found["departements"], "territory", _place_names(departements)),
        months=found["months"],
        contracts=found["contracts"],
        occupation_departements=labelled(found["occupation_departements"], "occupation", names),
        tension=_tension(store, rome, places, labour, rules=rules, day=day, disclosure=disclosure),
        outlines=departements,
        open=not disclosure or not hidden(found["whole"]),
        disclosure=disclosure,
    )


def _tension(
    store: Store,
    rome: Release,
    places: Release,
    labour: Release | None,
    *,
    rules: Rules,
    day: date,
    disclosure: bool,
) -> pa.Table:
    """National tension of the occupations asked for, with labels; the most answers first, then the highest level."""
    if labour is None or not all(labour.has(frame) for frame in (TENSIONS, BMO, FAP_ROME)):
        return pa.table({})
    sheet = tension_sheet(store, rome=rome, labour=labour, places=places, rules=rules, day=day, disclosure=disclosure)
    return labelled(sheet, "occupation", _occupation_names(rome), largest="coalesce(survey_n, 0) DESC, official_level")


def labelled(table: pa.Table, key: str, names: pa.Table, *, largest: str = "needs") -> pa.Table:
    """The rows with ``label_fr`` and ``label_en`` of a key (the key itself where it has no name), the largest first."""
    return query(
        f"""SELECT t.*, coalesce(n.label_fr, t.{key}) AS label_fr, coalesce(n.label_en, n.label_fr, t.{key}) AS label_en
        FROM figures t LEFT JOIN names n ON n.code = t.{key}
        ORDER BY {largest} DESC NULLS LAST, t.{key}""",  # noqa: S608 - column names of this module
        tables={"figures": table, "names": names},
    )


def _occupation_names(rome: Release) -> pa.Table:
    rows = rome.read(OCCUPATIONS)
    french = pc.coalesce(rows["label_short"], rows["label_fr"])
    return pa.table({"code": rows["code"], "label_fr": french, "label_en": rows["label_en"]})


def _place_names(outlines: pa.Table) -> pa.Table:
    return pa.table({"code": outlines["code"], "label_fr": outlines["name"], "label_en": outlines["name"]})


def top(table: pa.Table, count: int) -> list[dict[str, Any]]:
    """The first published rows of a table, as dictionaries."""
    rows: list[dict[str, Any]] = shown(table).slice(0, count).to_pylist()
    return rows
