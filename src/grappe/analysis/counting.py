"""The SQL that counts needs: one text in DuckDB's dialect, run embedded or on Spark by ``grappe.tables``.

``needs`` and ``coded`` are the frames of the store; ``communes``, ``territories`` and ``departement_territories`` are
small tables of the release of places.
"""

from collections.abc import Collection, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from grappe.analysis.dimensions import CODED_ONLY, EXPRESSIONS, UNKNOWN, with_sums
from grappe.references import BASINS, COMMUNES, Release

#: One row per coded need: best proposal, decided; what waits for a person is not in it.
CODES = """
  SELECT need_id, code FROM coded
  WHERE nomenclature = 'rome' AND rank = 1 AND code IS NOT NULL AND decision = 'auto'
"""

#: The nearest commune, within about ten kilometres, of needs that give a position and no commune.
NEAREST = """
  SELECT lat, lon, insee FROM (
    SELECT p.lat, p.lon, m.insee, row_number() OVER (
      PARTITION BY p.lat, p.lon
      ORDER BY (m.lat - p.lat) * (m.lat - p.lat)
        + (m.lon - p.lon) * (m.lon - p.lon) * cos(radians(p.lat)) * cos(radians(p.lat)), m.insee) AS near
    FROM (SELECT DISTINCT lat, lon, floor(lat * 10) AS y, floor(lon * 10) AS x FROM needs
          WHERE insee IS NULL AND lat IS NOT NULL AND lon IS NOT NULL) p
    JOIN (SELECT insee, lat, lon, floor(lat * 10) + dy AS y, floor(lon * 10) + dx AS x
          FROM communes CROSS JOIN (SELECT unnest([-1, 0, 1]) AS dy) CROSS JOIN (SELECT unnest([-1, 0, 1]) AS dx)
          WHERE lat IS NOT NULL) m ON m.y = p.y AND m.x = p.x)
  WHERE near = 1
"""

#: A name without case, accents, hyphens and apostrophes.
FOLDED = "nullif(trim(translate(lower({name}), 'àâäéèêëîïôöùûüÿç-''’', 'aaaeeeeiioouuuyc   ')), '')"

#: Legal forms, which one employer writes and another leaves out.
FORMS = "sas|sasu|sa|sarl|eurl|snc|scs|sca|sci|scp|selarl|selas|selasu|scop|scic|gie|gmbh|ltd|spa|bv|nv|plc|inc"
_PLAIN = FOLDED.format(name="replace(replace(employer, '.', ''), ',', ' ')")
_ENDED = f"regexp_replace({_PLAIN}, '( +[(]?({FORMS})[)]?)+$', '')"
_LEADING = "sas|sasu|sarl|eurl|snc|selarl|scop|scic|gie"  #: forms that no name begins with by itself

#: Each employer as written and without its legal form; a name that is nothing but a form stays.
NAMES = f"""
  SELECT employer, coalesce(nullif(trim(regexp_replace({_ENDED}, '^({_LEADING}) +', '')), ''), {_PLAIN}) AS unit
  FROM (SELECT DISTINCT employer FROM needs WHERE employer IS NOT NULL)
"""  # noqa: S608 - constants of this module

#: One name per legal unit, so that two spellings under one SIREN are one employer; ``names`` is ``NAMES``.
UNITS = """
  SELECT p.siren, min(w.unit) AS unit
  FROM (SELECT DISTINCT left(siret, 9) AS siren, employer FROM needs WHERE siret IS NOT NULL) p
  LEFT JOIN names w ON w.employer = p.employer GROUP BY p.siren
"""

#: Who hires, for a need ``n`` joined as ``HIRING_JOINS``; null where nobody is named.
HIRING = "coalesce(u.unit, w.unit, left(n.siret, 9), n.member)"
HIRING_JOINS = "LEFT JOIN names w ON w.employer = n.employer LEFT JOIN units u ON u.siren = left(n.siret, 9)"

#: Gross euros per year at full time: the middle of the range; an hourly pay is 52 legal weeks.
PAY = """CASE n.pay_unit WHEN 'year' THEN 1.0 WHEN 'month' THEN 12.0 WHEN 'hour' THEN 52.0 * $week END
         * (coalesce(n.pay_min, n.pay_max) + coalesce(n.pay_max, n.pay_min)) / 2"""


#: The needs that say whether the employer expects difficulties: answers of a survey.
ASKED = "n.difficult IS NOT NULL"

#: The needs without those that another need of their group of duplicates stands for (table ``surplus``).
ONCE = "n.need_id NOT IN (SELECT need_id FROM surplus)"


#: What tells texts apart, by engine: 64 bits at a third of the price where the engine has them, else 128.
_DIGESTS = {"duckdb": "hash(lower(description))"}


def same_text_sql(engine: str) -> str:
    """SQL of the needs whose text, case aside, another need of the same département has that was published before."""
    return f"""
WITH keyed AS (
  SELECT need_id, published, {_DIGESTS.get(engine, "md5(lower(description))")} AS text, length(description) AS size,
    coalesce(departement, '{UNKNOWN}') AS place
  FROM needs WHERE description IS NOT NULL
),
several AS (SELECT text, size, place FROM keyed GROUP BY text, size, place HAVING count(*) > 1)
SELECT need_id FROM (
  SELECT k.need_id, row_number() OVER (PARTITION BY k.text, k.size, k.place ORDER BY k.published, k.need_id) AS pick
  FROM keyed k JOIN several s ON s.text = k.text AND s.size = k.size AND s.place = k.place) WHERE pick > 1
"""  # noqa: S608 - constants of this module


def base_sql(names: Sequence[str], only: str = "") -> str:
    """SQL of what every cut of a demand by some of these dimensions is counted from: the table ``base``."""
    return f"{counted(names, only, every=True)} SELECT * FROM counted"  # noqa: S608 - no value in it


def _rows(by: Sequence[str], only: str, based: bool) -> str:
    """The beginning of a query that counts ``counted``; ``based`` takes its rows from ``base``."""
    coded = " WHERE coded" if set(CODED_ONLY) & set(by) else ""
    return f"WITH counted AS (SELECT * FROM base{coded})" if based else counted(by, only)  # noqa: S608 - no value in it


def counted(by: Sequence[str], only: str = "", *, every: bool = False) -> str:
    """SQL of the common table ``counted``: one row per need with its keys, employer, contract and pay.

    ``only`` is a condition on a need ``n``, such as ``ASKED``. By occupation or domain, the coded needs; with ``every``
    all of them, ``coded`` or not.
    """
    keys = "".join(f"coalesce({EXPRESSIONS[name]}, '{UNKNOWN}') AS {name}, " for name in by)
    return f"""
WITH codes AS ({CODES}),
names AS ({NAMES}), units AS ({UNITS}){f", nearest AS ({NEAREST})" if "territory" in by else ""},
counted AS (
  SELECT {keys}n.positions,
    {HIRING} AS hiring,
    CASE WHEN n.contract IS NOT NULL THEN CASE WHEN n.contract = 'cdi' THEN 1 ELSE 0 END END AS permanent,
    {PAY} AS pay,
    CASE WHEN n.difficult THEN 1 ELSE 0 END AS hard{", c.need_id IS NOT NULL AS coded" if every else ""}
  FROM needs n {_joins(by, every)}{f" WHERE {only}" if only else ""}
)"""  # noqa: S608 - dimensions are names of this module


def _joins(by: Sequence[str], every: bool) -> str:
    coded = "JOIN" if set(CODED_ONLY) & set(by) and not every else "LEFT JOIN"
    joins = [f"{coded} codes c ON c.need_id = n.need_id", HIRING_JOINS]
    if "territory" in by:
        joins += [
            "LEFT JOIN nearest s ON n.insee IS NULL AND s.lat = n.lat AND s.lon = n.lon",
            "LEFT JOIN territories t ON t.insee = coalesce(n.insee, s.insee)",
            "LEFT JOIN departement_territories d ON d.departement = n.departement",
        ]
    return " ".join(joins)


def demand_sql(by: Sequence[str], only: str = "", *, based: bool = False) -> str:
    """SQL of one row per combination of keys: employers, contracts, pay; ``only`` as in ``counted``.

    ``based`` counts the rows of ``base`` instead of needs and codes.
    """
    keys, group = "".join(f"{name}, " for name in by), _group(by)
    same = " AND ".join(f"e.{name} = m.{name}" for name in by) or "1 = 1"
    return f"""{_rows(by, only, based)},
measured AS (
  SELECT {keys}count(*) AS needs, sum(positions) AS positions, count(permanent) AS permanent_n,
    sum(permanent) AS permanent_k, median(pay) AS pay_median_year, count(pay) AS pay_n
  FROM counted {group}
),
hirings AS (
  SELECT {keys}hiring, count(*) AS needs, count(permanent) AS contracts, count(pay) AS pays
  FROM counted WHERE hiring IS NOT NULL {_group([*by, "hiring"])}
),
employing AS (
  SELECT {keys}count(*) AS employers, max(needs) AS largest,
    count(*) FILTER (WHERE contracts > 0) AS permanent_employers, count(*) FILTER (WHERE pays > 0) AS pay_employers
  FROM hirings {group}
)
SELECT {"".join(f"m.{name}, " for name in by)}m.needs, m.positions, coalesce(e.employers, 0) AS employers, e.largest,
  m.permanent_n, m.permanent_k, m.pay_median_year, m.pay_n,
  coalesce(e.permanent_employers, 0) AS permanent_employers, coalesce(e.pay_employers, 0) AS pay_employers
FROM measured m LEFT JOIN employing e ON {same}
WHERE m.needs > 0
ORDER BY {", ".join(f"m.{name}" for name in by) or "1"}"""  # noqa: S608 - dimensions are checked names


def margins_sql(by: Sequence[str], only: str = "") -> str:
    """SQL of the cells of a table and of every table that sums it over some of its keys, as ``cuts_sql`` gives them."""
    return cuts_sql(with_sums([tuple(by)]), only)


def cuts_sql(cuts: Collection[Sequence[str]], only: str = "", *, based: bool = False) -> str:
    """SQL of every cell of these cuts, one below the other: ``needs``, ``difficult``, ``employers``; null is "all".

    One population for all of them: where one cut is by occupation, the coded needs; ``only`` and ``based`` as in
    ``demand_sql``.
    """
    names = dict.fromkeys(name for cut in cuts for name in cut)
    keys = "".join(f"{name}, " for name in names)
    sets = ", ".join(f"({', '.join(cut)})" for cut in cuts)
    return f"""{_rows(tuple(names), only, based)},
hirings AS (SELECT {keys}hiring, count(*) AS needs, sum(hard) AS difficult FROM counted GROUP BY {keys}hiring)
SELECT {keys}sum(needs) AS needs, sum(difficult) AS difficult, count(DISTINCT hiring) AS employers
FROM hirings GROUP BY GROUPING SETS ({sets})"""  # noqa: S608 - dimensions are checked names


def _group(names: Sequence[str]) -> str:
    return f"GROUP BY {', '.join(names)}" if names else ""


def place_tables(places: Release, territory: str) -> Mapping[str, pa.Table]:
    """The small tables that the SQL joins: communes, commune → territory, département → territory."""
    communes = places.read(COMMUNES)
    insee = communes["insee"]
    coarse = territory in ("departement", "region")
    if territory == "basin":
        basins = places.read(BASINS)
        by_commune = pa.table({"insee": basins["insee"], "territory": basins["basin"]})
    else:
        by_commune = pa.table({"insee": insee, "territory": insee if territory == "commune" else communes[territory]})
    pairs = pa.table({"departement": communes["departement"], "territory": by_commune["territory"]}) if coarse else None
    by_departement = pairs.group_by(["departement"]).aggregate([("territory", "min")]) if pairs else None
    return {
        "communes": communes.select(["insee", "lat", "lon"]).filter(pc.is_valid(communes["lat"])),
        "territories": by_commune,
        "departement_territories": by_departement.rename_columns(["departement", "territory"])
        if by_departement
        else pa.table({"departement": pa.array([], pa.string()), "territory": pa.array([], pa.string())}),
    }
