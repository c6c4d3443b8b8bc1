"""Tension: the official Dares level beside what the members say, two figures that are never mixed."""

from datetime import date
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from grappe.analysis.counting import ASKED, CODES, margins_sql, place_tables
from grappe.analysis.disclosure import PUBLISHED, STATUSES, protect
from grappe.analysis.shares import wilson_bounds
from grappe.coding import CODED
from grappe.needs import NEEDS
from grappe.references import BASIN_TENSIONS, BMO, FAP_ROME, OCCUPATIONS, TENSIONS, Release
from grappe.tables import Store, query
from grappe.words import Column, Frame, Rules

TensionTerritory = Literal["national", "region", "departement", "basin"]
NATION = "FR"  #: territory of the national figures
COMPLEMENTARY_LEVELS = (
    "hiring_intensity",
    "training_link",
    "labour_shortage",
    "non_durable",
    "working_conditions",
    "geographic_mismatch",
)
_NONE = "no official figure"
_FEW = "no answer, or suppressed"

TENSION_SHEET = Frame(
    name="tension_sheet",
    grain="one row per occupation of the needs, and territory where there are needs (or FR)",
    key=("occupation", "territory_level", "territory"),
    columns=(
        Column("occupation", "text", "ROME code"),
        Column("territory_level", "text", "which territory", values=("national", "region", "departement", "basin")),
        Column("territory", "text", "code of the territory, FR for the country"),
        Column("fap", "text", "professional family of the official figure", null="none, or a figure by ROME and basin"),
        Column("year", "whole", "year of the official figure", null=_NONE),
        Column("tension", "number", "official tension, standardised", null=_NONE),
        Column(
            "official_level",
            "whole",
            "official level of tension, 1 lowest to 5 highest (Dares, France Travail)",
            null=_NONE,
        ),
        *(Column(name, "whole", "official complementary level, 1 to 5", null=_NONE) for name in COMPLEMENTARY_LEVELS),
        Column("survey_n", "whole", "needs whose employer said whether it expects difficulties", null="suppressed"),
        Column("survey_difficult", "whole", "of which difficult", null=_FEW),
        Column("observed_share", "number", "survey_difficult ÷ survey_n, as answered", null=_FEW),
        Column("survey_low", "number", "Wilson 95 %, lower bound", null=_FEW),
        Column("survey_high", "number", "Wilson 95 %, upper bound", null=_FEW),
        Column(
            "reference_share",
            "number",
            "reference: share of difficult projects in the hiring survey (BMO)",
            null="no BMO",
        ),
        Column("reference_year", "whole", "year of the hiring survey", null="no BMO"),
        Column("reference_of", "text", "what the reference is of", null="no BMO", values=("occupation", "all")),
        Column("survey_share", "number", "(difficult + m·p0) ÷ (n + m): members' share, not official", null=_FEW),
        Column("weight", "number", "n ÷ (n + m): part of the members in it", null=_FEW),
        Column("disclosure", "text", "whether the members' figures are published, or why not", values=STATUSES),
    ),
)

#: SQL of the official figures of each ROME 3 occupation: ``pick`` 1 is the largest family in the newest year.
OFFICIAL_BY_FAMILY = f"""
  SELECT r.rome, coalesce(t.territory, '{NATION}') AS territory, t.fap, t.year, t.tension, t.level,
    {", ".join(f"t.{name}" for name in COMPLEMENTARY_LEVELS)},
    row_number() OVER (PARTITION BY r.rome, t.territory
                       ORDER BY t.year DESC, coalesce(t.employment, 0) DESC, t.fap) AS pick
  FROM tensions t JOIN fap_rome r ON r.fap = t.fap
  WHERE t.fap_level = 'fap225' AND t.level IS NOT NULL AND t.territory_level = $level
"""  # noqa: S608 - column names of this module
_OFFICIAL_BY_BASIN = f"""
  SELECT rome, basin AS territory, NULL::VARCHAR AS fap, year, NULL::DOUBLE AS tension, level,
    {", ".join(COMPLEMENTARY_LEVELS)}, row_number() OVER (PARTITION BY rome, basin ORDER BY year DESC) AS pick
  FROM basin_tensions WHERE level IS NOT NULL AND $level = 'basin'
"""  # noqa: S608 - column names of this module
_SHEET = """
WITH reference AS (
  SELECT rome, year, difficult_share FROM (
    SELECT rome, year, difficult_share, row_number() OVER (PARTITION BY rome ORDER BY year DESC) AS pick
    FROM bmo WHERE difficult_share IS NOT NULL) WHERE pick = 1
),
overall AS (SELECT max(year) AS year, sum(difficult) / sum(projects) AS difficult_share FROM bmo
            WHERE difficult IS NOT NULL AND projects IS NOT NULL),
official AS ({official}),
pairs AS (SELECT DISTINCT f.occupation, coalesce(o.parent, f.occupation) AS parent, f.territory
          FROM found f LEFT JOIN occupations o ON o.code = f.occupation)
SELECT p.occupation, $level AS territory_level, p.territory, f.fap, f.year, f.tension,
  f.level AS official_level, {levels},
  a.needs AS survey_n, a.difficult AS survey_difficult, a.disclosure,
  coalesce(r.difficult_share, v.difficult_share) AS reference_share, coalesce(r.year, v.year) AS reference_year,
  CASE WHEN r.difficult_share IS NOT NULL THEN 'occupation'
       WHEN v.difficult_share IS NOT NULL THEN 'all' END AS reference_of
FROM pairs p
LEFT JOIN official f ON f.rome = p.parent AND f.territory = p.territory AND f.pick = 1
LEFT JOIN reference r ON r.rome = p.occupation
CROSS JOIN overall v
LEFT JOIN answers a ON a.occupation = p.occupation AND a.territory = p.territory
ORDER BY p.occupation, p.territory
"""


def tension_sheet(
    store: Store,
    *,
    rome: Release,
    labour: Release | None,
    places: Release,
    rules: Rules,
    day: date,
    territory: TensionTerritory = "national",
    disclosure: bool = True,
) -> pa.Table:
    """The tension of every occupation that the store asks for: columns of ``TENSION_SHEET``.

    Official figures are read from the release ``labour`` (by family, or by ROME and basin) and left as they are. The
    members' share is shrunk towards the hiring survey with the rule ``shrinkage-weight``; it is not official. Where
    ``labour`` is missing or lacks a table, the figures that rest on it are null.
    """
    answers = _answers(store, places=places, rules=rules, day=day, territory=territory, disclosure=disclosure)
    tables = {
        "bmo": read_labour(labour, BMO),
        "occupations": rome.read(OCCUPATIONS).select(["code", "parent"]),
        "found": _asked_for(store, places, territory),
        "answers": answers,
        **_official(labour, territory),
    }
    official = _OFFICIAL_BY_BASIN if territory == "basin" else OFFICIAL_BY_FAMILY
    levels = ", ".join(f"f.{name}" for name in COMPLEMENTARY_LEVELS)
    rows = query(_SHEET.format(official=official, levels=levels), tables=tables, parameters={"level": territory})
    return TENSION_SHEET.check(_with_shares(rows, rules.value("shrinkage-weight", day)))


def read_labour(labour: Release | None, frame: Frame) -> pa.Table:
    """A table of the labour market; empty where the release is missing or lacks it."""
    return labour.read(frame) if labour and labour.has(frame) else frame.empty()


def _official(labour: Release | None, territory: TensionTerritory) -> dict[str, pa.Table]:
    if territory == "basin":
        return {"basin_tensions": read_labour(labour, BASIN_TENSIONS)}
    return {"tensions": read_labour(labour, TENSIONS), "fap_rome": read_labour(labour, FAP_ROME)}


def _asked_for(store: Store, places: Release, territory: TensionTerritory) -> pa.Table:
    """Occupation × territory where the store holds coded needs."""
    if territory == "national":
        sql = f"SELECT DISTINCT code AS occupation, '{NATION}' AS territory FROM ({CODES})"  # noqa: S608 - no value
        return store.query(sql, frames=(CODED,))
    pairs = _margins(store, places, territory, only="", week=1.0)
    return pairs.filter(pc.and_(pc.is_valid(pairs["occupation"]), pc.is_valid(pairs["territory"])))


def _margins(store: Store, places: Release, territory: TensionTerritory, *, only: str, week: float) -> pa.Table:
    by = ("occupation",) if territory == "national" else ("occupation", "territory")
    tables = place_tables(places, territory) if territory != "national" else {}
    sql = margins_sql(by, only)
    return store.query(sql, frames=(NEEDS, CODED), tables=tables, parameters={"week": week})


def _answers(
    store: Store, *, places: Release, rules: Rules, day: date, territory: TensionTerritory, disclosure: bool
) -> pa.Table:
    """What the members said by occupation and territory, small groups taken away."""
    margins = _margins(store, places, territory, only=ASKED, week=rules.value("legal-week", day))
    by = ("occupation",) if territory == "national" else ("occupation", "territory")
    minimum = int(rules.value("disclosure-minimum", day)) if disclosure else 0
    decided = margins.append_column("disclosure", protect(margins, by=by, minimum=minimum))
    for name in by:
        decided = decided.filter(pc.is_valid(decided[name]))
    shown = pc.equal(decided["disclosure"], PUBLISHED)
    where = decided["territory"] if "territory" in by else pa.array([NATION] * decided.num_rows, pa.string())
    return pa.table(
        {
            "occupation": decided["occupation"],
            "territory": where,
            "needs": pc.if_else(shown, decided["needs"], None),
            "difficult": pc.if_else(shown, decided["difficult"], None),
            "disclosure": decided["disclosure"],
        }
    )


def _with_shares(rows: pa.Table, m: float) -> pa.Table:
    """Observed and shrunk shares of the rows whose answers may be shown."""
    asked = np.asarray(rows["survey_n"].cast(pa.float64()).to_numpy(zero_copy_only=False), float)
    hard = np.asarray(rows["survey_difficult"].cast(pa.float64()).to_numpy(zero_copy_only=False), float)
    reference = np.asarray(rows["reference_share"].to_numpy(zero_copy_only=False), float)
    low, high = wilson_bounds(hard, asked)
    found = {
        "observed_share": hard / asked,
        "survey_low": low,
        "survey_high": high,
        "survey_share": (hard + m * reference) / (asked + m),
        "weight": asked / (asked + m),
    }
    nobody = pc.is_null(rows["disclosure"])
    columns = {name: rows[name] for name in rows.column_names}
    columns |= {name: pa.array(values, from_pandas=True) for name, values in found.items()}
    columns["survey_n"] = pc.if_else(nobody, 0, rows["survey_n"])
    columns["disclosure"] = pc.fill_null(rows["disclosure"], PUBLISHED)
    return pa.table(columns)
