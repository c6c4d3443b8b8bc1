"""The sheet of one occupation: what it is, who asks for it, where and when, how hard it is to find people."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from grappe.analysis.figures import FIGURES
from grappe.analysis.tension import OFFICIAL_BY_FAMILY, TENSION_SHEET, read_labour
from grappe.coding import CODED
from grappe.needs import NEEDS
from grappe.references import FAP_ROME, MOBILITIES, OCCUPATION_SKILLS, OCCUPATIONS, SKILLS, TENSIONS, Release
from grappe.tables import Store, query
from grappe.words import Kind, Refused, Sentence, Where

Row = Mapping[str, Any]
SHOWN_SKILLS, SHOWN_MOBILITIES = 40, 12


@dataclass(frozen=True, slots=True)
class OccupationSheet:
    """One occupation of a store. ``figures`` maps a cut to its rows of ``FIGURES``, withheld ones included.

    ``skills`` have ``code``, ``label_fr``, ``label_en``, ``kind``, ``weight``: main ones first, then emerging ones.
    ``mobilities`` have ``code``, ``label_fr``, ``label_en``, ``rank``. ``tension`` is the row of ``TENSION_SHEET``,
    ``None`` where the store does not ask for the occupation. ``levels`` maps a département to its official level.
    ``members`` names those who ask, with ``needs`` and ``positions``: for the cluster itself, not to be published.
    """

    code: str
    label_fr: str
    label_en: str | None
    definition_fr: str | None
    definition_en: str | None
    skills: tuple[Row, ...]
    mobilities: tuple[Row, ...]
    figures: Mapping[str, tuple[Row, ...]]
    tension: Row | None
    levels: Mapping[str, int]
    members: tuple[Row, ...]


_SKILLS = f"""
SELECT s.code, s.label_fr, s.label_en, s.kind, l.weight
FROM occupation_skills l JOIN skills s ON s.code = l.skill WHERE l.occupation = $code
ORDER BY CASE l.weight WHEN 'main' THEN 0 WHEN 'emerging' THEN 1 ELSE 2 END, s.kind DESC, s.label_fr
LIMIT {SHOWN_SKILLS}
"""  # noqa: S608 - a number of this module
_MOBILITIES = f"""
SELECT o.code, o.label_fr, o.label_en, min(m.rank) AS rank
FROM mobilities m JOIN occupations o ON o.code = m.target WHERE m.occupation = $code
GROUP BY o.code, o.label_fr, o.label_en ORDER BY rank NULLS LAST, o.label_fr LIMIT {SHOWN_MOBILITIES}
"""  # noqa: S608 - a number of this module
_FIGURES = """
SELECT * FROM figures WHERE occupation = $code
ORDER BY cut, month, coalesce(needs, 0) DESC, territory, contract
"""
_MEMBERS = """
SELECT coalesce(n.employer, n.member) AS employer, min(n.member) AS member, count(*) AS needs,
  CAST(sum(n.positions) AS BIGINT) AS positions
FROM needs n JOIN coded c ON c.need_id = n.need_id
WHERE c.nomenclature = 'rome' AND c.rank = 1 AND c.decision = 'auto' AND c.code = $code
  AND n.kind IN ('survey', 'entry') AND coalesce(n.employer, n.member) IS NOT NULL
GROUP BY coalesce(n.employer, n.member) ORDER BY positions DESC, employer
"""
_LEVELS = f"""
SELECT territory, level FROM ({OFFICIAL_BY_FAMILY}) f
WHERE pick = 1 AND rome IN (SELECT coalesce(parent, code) FROM occupations WHERE code = $code) ORDER BY territory
"""  # noqa: S608 - SQL of this room


def occupation_sheet(store: Store, code: str, *, rome: Release, labour: Release | None = None) -> OccupationSheet:
    """The sheet of an occupation, from the figures that ``analyse_store`` wrote last.

    Raises ``Refused`` (``MISSING``) for a code that the release does not have.
    """
    occupations = rome.read(OCCUPATIONS)
    found = _rows("SELECT * FROM occupations WHERE code = $code", code, occupations=occupations)
    if not found:
        raise _unknown(code, rome)
    names = ("label_fr", "label_en", "definition_fr", "definition_en")
    return OccupationSheet(
        code=code,
        **{name: found[0][name] for name in names},
        skills=_rows(_SKILLS, code, occupation_skills=rome.read(OCCUPATION_SKILLS), skills=rome.read(SKILLS)),
        mobilities=_rows(_MOBILITIES, code, mobilities=rome.read(MOBILITIES), occupations=occupations),
        figures=_figures(store, code),
        tension=_tension(store, code),
        levels=_levels(labour, code, occupations),
        members=tuple(store.query(_MEMBERS, frames=(NEEDS, CODED), parameters={"code": code}).to_pylist()),
    )


def _rows(sql: str, code: str, **tables: pa.Table) -> tuple[Row, ...]:
    return tuple(query(sql, tables=tables, parameters={"code": code}).to_pylist())


def _figures(store: Store, code: str) -> dict[str, tuple[Row, ...]]:
    rows = store.query(_FIGURES, frames=(FIGURES,), parameters={"code": code}).to_pylist()
    cuts = dict.fromkeys(row["cut"] for row in rows)
    return {cut: tuple(row for row in rows if row["cut"] == cut) for cut in cuts}


def _tension(store: Store, code: str) -> Row | None:
    sql = "SELECT * FROM tension_sheet WHERE occupation = $code AND territory_level = 'national'"
    rows: list[Row] = store.query(sql, frames=(TENSION_SHEET,), parameters={"code": code}).to_pylist()
    return rows[0] if rows else None


def _levels(labour: Release | None, code: str, occupations: pa.Table) -> dict[str, int]:
    """Official levels by département, of the occupation's professional family."""
    tables = {"tensions": read_labour(labour, TENSIONS), "fap_rome": read_labour(labour, FAP_ROME)}
    parameters = {"code": code, "level": "departement"}
    rows = query(_LEVELS, tables=tables | {"occupations": occupations}, parameters=parameters).to_pylist()
    return {row["territory"]: row["level"] for row in rows}


def _unknown(code: str, rome: Release) -> Refused:
    return Refused(
        Sentence(f"métier inconnu de {rome}", f"occupation unknown to {rome}"),
        hint=Sentence("vérifier le code ROME", "check the ROME code"),
        kind=Kind.MISSING,
        where=Where(value=code),
    )
