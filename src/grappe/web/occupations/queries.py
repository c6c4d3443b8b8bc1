"""Reads of figures from the cluster's store. What is not published is null there already; nothing here works it out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
from django.core.exceptions import ObjectDoesNotExist

from grappe.analysis import COVERAGE, FIGURES, TENSION_SHEET, OccupationSheet, occupation_sheet
from grappe.references import OCCUPATIONS, OUTLINES
from grappe.tables import Store
from grappe.web.clusters.models import Cluster
from grappe.web.stores import release, release_or_none, store_of
from grappe.words import Refused, RomeCode

Row = Mapping[str, Any]

#: The table of occupations: columns a person may sort by, and their SQL; never what was typed.
SORTS = {
    "label": "label",
    "needs": "f.needs",
    "positions": "f.positions",
    "employers": "f.employers",
    "largest": "f.largest_employer_share",
    "without": "f.needs_without_largest",
    "permanent": "f.permanent_share",
    "pay": "f.pay_median_year",
    "official": "t.official_level",
    "survey": "t.survey_share",
}
CONDITIONS = {
    "q": " AND contains(strip_accents(lower(concat_ws(' ', f.occupation, o.label_fr, o.label_en))),"
    " strip_accents(lower($q)))",
    "domain": " AND left(f.occupation, 1) = $domain",
    "official": " AND t.official_level >= CAST($official AS INTEGER)",
    "disclosure": " AND f.disclosure = $disclosure",
}
LABELS = {
    "fr": "coalesce(o.label_short, o.label_fr, f.occupation)",
    "en": "coalesce(o.label_en, o.label_fr, f.occupation)",
}
FROM = (
    "FROM figures f LEFT JOIN occupations o ON o.code = f.occupation"
    " LEFT JOIN tension_sheet t ON t.occupation = f.occupation AND t.territory_level = 'national'"
    " WHERE f.cut = 'occupation'"
)
OF_TENSION = "official_level, fap, year, survey_n, survey_share, survey_low, survey_high, observed_share, weight"
FIGURES_SHOWN = (
    "needs, positions, employers, share, share_low, share_high, largest_employer_share, needs_without_largest,"
    " permanent_share, permanent_low, permanent_high, permanent_n, pay_median_year, pay_n, disclosure"
)


@dataclass(frozen=True, slots=True)
class Dashboard:
    """What the first page of the occupations shows. ``coverage`` is ``None`` before the first computation.

    Rows are those of ``FIGURES``, withheld ones included; the largest first, months in order.
    """

    coverage: Row | None
    total: Row | None = None
    territories: tuple[Row, ...] = ()
    months: tuple[Row, ...] = ()
    contracts: tuple[Row, ...] = ()
    ranking: tuple[Row, ...] = field(default=())


def coverage(cluster: Cluster) -> Row | None:
    """What the figures rest on; ``None`` before they were computed."""
    store = store_of(cluster)
    rows: list[Row] = store.read(COVERAGE).to_pylist() if store.has(COVERAGE) else []
    return rows[0] if rows else None


def computed(cluster: Cluster) -> Row:
    """What the figures rest on. Raises ``ObjectDoesNotExist`` before they were computed."""
    held = coverage(cluster)
    if held is None:
        raise ObjectDoesNotExist
    return held


def dashboard(cluster: Cluster, *, language: str, ranked: int = 15) -> Dashboard:
    """The figures of the cluster, and its ``ranked`` most wanted occupations."""
    held = coverage(cluster)
    if held is None:
        return Dashboard(None)
    rows = store_of(cluster).query(_OF_DASHBOARD, frames=(FIGURES,)).to_pylist()
    cuts = {cut: tuple(row for row in rows if row["cut"] == cut) for cut in ("total", "territory", "month", "contract")}
    best, _total = occupations(cluster, {}, language=language, ordering=["-needs"], limit=ranked)
    return Dashboard(
        coverage=held,
        total=next(iter(cuts["total"]), None),
        territories=cuts["territory"],
        months=tuple(sorted(cuts["month"], key=lambda row: row["month"])),
        contracts=cuts["contract"],
        ranking=tuple(row for row in best if row["needs"] is not None),
    )


def occupations(
    cluster: Cluster,
    filters: Mapping[str, str],
    *,
    language: str,
    ordering: list[str],
    offset: int = 0,
    limit: int = 20,
) -> tuple[list[Row], int]:
    """A page of the occupations asked for, with figures and tension, and the number of all that pass the filters."""
    where, parameters = _conditions(filters)
    count = _query(cluster, f"SELECT count(*) AS n {FROM}{where}", parameters)["n"][0].as_py()
    sql = f"{_selected(language)} {FROM}{where} ORDER BY {_order(ordering)} LIMIT {int(limit)} OFFSET {int(offset)}"
    return _query(cluster, sql, parameters).to_pylist(), count


def exported(cluster: Cluster, filters: Mapping[str, str], *, language: str) -> pa.Table:
    """Every occupation that passes the filters, for a download."""
    where, parameters = _conditions(filters)
    return _query(
        cluster, f"{_selected(language)} {FROM}{where} ORDER BY f.needs DESC NULLS LAST, f.occupation", parameters
    )


def sheet(cluster: Cluster, code: str) -> OccupationSheet:
    """The sheet of an occupation. Raises ``ObjectDoesNotExist`` for a code that the release in use does not have."""
    if RomeCode.parse(code) is None:
        raise ObjectDoesNotExist
    try:
        return occupation_sheet(store_of(cluster), code, rome=release("rome"), labour=release_or_none("labour"))
    except Refused as refusal:
        raise ObjectDoesNotExist from refusal


def departement_names() -> dict[str, str]:
    """Code of each département → name."""
    places = release_or_none("places")
    rows = places.read(OUTLINES).to_pylist() if places and places.has(OUTLINES) else []
    return {row["code"]: row["name"] for row in rows if row["level"] == "departement"}


_OF_DASHBOARD = """
SELECT * FROM figures WHERE cut IN ('total', 'territory', 'month', 'contract')
ORDER BY coalesce(needs, 0) DESC, territory, contract
"""


def _selected(language: str) -> str:
    label = LABELS.get(language, LABELS["fr"])
    figures = ", ".join(f"f.{name.strip()}" for name in FIGURES_SHOWN.split(","))
    tension = ", ".join(f"t.{name.strip()}" for name in OF_TENSION.split(","))
    return f"SELECT f.occupation, {label} AS label, {figures}, {tension}, t.disclosure AS survey_disclosure"


def _query(cluster: Cluster, sql: str, parameters: Mapping[str, str]) -> pa.Table:
    store: Store = store_of(cluster)
    names = release("rome").read(OCCUPATIONS)
    return store.query(sql, frames=(FIGURES, TENSION_SHEET), tables={"occupations": names}, parameters=parameters)


def _conditions(filters: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    chosen = {name: value for name, value in filters.items() if name in CONDITIONS and value}
    return "".join(CONDITIONS[name] for name in chosen), chosen


def _order(ordering: list[str]) -> str:
    parts = [
        f"{SORTS[name.lstrip('-')]} {'DESC' if name.startswith('-') else 'ASC'} NULLS LAST"
        for name in ordering
        if name.lstrip("-") in SORTS
    ]
    return ", ".join([*parts, "f.occupation"])
