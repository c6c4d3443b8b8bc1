"""Which skills the advertisements of each month name: the counts that emergence is told from."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from grappe.analysis.counting import CODES, FOLDED, HIRING, HIRING_JOINS, NAMES, UNITS
from grappe.analysis.rising import Numbers
from grappe.coding import CODED
from grappe.needs import NEEDS
from grappe.tables import Store
from grappe.words import Month

_ALL = ""  #: occupation of what counts all advertisements
_LONGEST = 12  #: months of a period: a year against the year before has no season
_NO_SKILLS = pa.table({"need_id": pa.array([], pa.string()), "skill": pa.array([], pa.string())})


@dataclass(frozen=True, slots=True)
class Mentions:
    """Counts by skill (rows of ``keys``) and month (``months``, none left out between the first and the last).

    ``counts`` are advertisements that name the skill, ``asked`` those of its occupation that name any. ``length`` is
    the number of months of a period, 0 where there are no two periods. The rest is of the two last periods.
    """

    keys: pa.Table
    months: tuple[str, ...]
    length: int
    counts: Numbers
    asked: Numbers
    employers_now: npt.NDArray[np.int64]
    employers_before: npt.NDArray[np.int64]
    clustering: Numbers
    missing: tuple[str, ...]
    future: int
    undated: int
    silent: int
    asked_now: int
    asked_before: int
    sources_left_out: tuple[str, ...]

    def window(self, month: int) -> tuple[tuple[Numbers, Numbers], tuple[Numbers, Numbers]]:
        """``k`` and ``n`` of the period that ends with a month, and of the period before it."""
        middle, start = month + 1 - self.length, month + 1 - 2 * self.length
        now = self.counts[:, middle : month + 1].sum(axis=1), self.asked[:, middle : month + 1].sum(axis=1)
        before = self.counts[:, start:middle].sum(axis=1), self.asked[:, start:middle].sum(axis=1)
        return now, before


def _ads(by_occupation: bool) -> str:
    """One row per advertisement and skill that it names: source, month, employer, occupation."""
    joined = "JOIN codes c ON c.need_id = n.need_id" if by_occupation else ""
    occupation = "c.code" if by_occupation else f"'{_ALL}'"
    return f"""
WITH codes AS ({CODES}), names AS ({NAMES}), units AS ({UNITS}),
dated AS (
  SELECT n.need_id, n.source, strftime(n.published, '%Y-%m') AS month, {occupation} AS occupation, n.skills,
    {HIRING} AS hiring
  FROM needs n {joined} {HIRING_JOINS}
  WHERE n.kind = 'ad' AND n.published <= $day
),
named AS (
  SELECT need_id, unnest(skills) AS skill FROM dated
  UNION ALL SELECT need_id, skill FROM found_skills
),
mentions AS (
  SELECT DISTINCT d.need_id, d.source, d.month, d.occupation, d.hiring, {FOLDED.format(name="s.skill")} AS skill
  FROM named s JOIN dated d ON d.need_id = s.need_id WHERE {FOLDED.format(name="s.skill")} IS NOT NULL
),
labels AS (
  SELECT skill, label FROM (
    SELECT {FOLDED.format(name="skill")} AS skill, trim(skill) AS label,
      row_number() OVER (PARTITION BY {FOLDED.format(name="skill")} ORDER BY count(*) DESC, trim(skill)) AS pick
    FROM named GROUP BY {FOLDED.format(name="skill")}, trim(skill)) WHERE pick = 1
)"""  # noqa: S608 - constants of this room


_ASKED = (
    "SELECT source, occupation, month, count(DISTINCT need_id) AS ads FROM mentions GROUP BY source, occupation, month"
)
_COUNTS = """
, kept AS (SELECT m.* FROM mentions m JOIN speaking s ON s.source = m.source),
placed AS (
  SELECT *, CASE WHEN month >= $middle THEN 1 ELSE 0 END AS now, coalesce(hiring, need_id) AS who
  FROM kept WHERE month >= $start
),
asking AS (
  SELECT occupation, now, who, count(DISTINCT need_id) AS n FROM placed GROUP BY occupation, now, who
),
sizes AS (SELECT occupation, now, sum(n) AS n, sum(n * n) AS squares FROM asking GROUP BY occupation, now),
employing AS (
  SELECT p.occupation, p.skill, p.now, p.who, max(p.hiring) AS hiring, count(*) AS k, min(a.n) AS n
  FROM placed p JOIN asking a ON a.occupation = p.occupation AND a.now = p.now AND a.who = p.who
  GROUP BY p.occupation, p.skill, p.now, p.who
),
summed AS (
  SELECT e.occupation, e.skill, e.now, count(e.hiring) AS employers, sum(e.k) / min(s.n) AS p, min(s.n) AS n,
    sum(e.k * e.k) AS k_k, sum(e.k * e.n) AS k_n, min(s.squares) AS n_n
  FROM employing e JOIN sizes s ON s.occupation = e.occupation AND s.now = e.now
  GROUP BY e.occupation, e.skill, e.now
),
clustered AS (
  SELECT occupation, skill, coalesce(sum(employers) FILTER (WHERE now = 1), 0)::BIGINT AS employers_now,
    coalesce(sum(employers) FILTER (WHERE now = 0), 0)::BIGINT AS employers_before,
    greatest(1.0, least(sum(k_k)::DOUBLE / sum(n * p),
      coalesce(sum(k_k - 2 * p * k_n + p * p * n_n) / nullif(sum(n * p * (1 - p)), 0), 1.0))) AS clustering
  FROM summed GROUP BY occupation, skill
)
SELECT k.occupation, k.skill, l.label, k.month, count(*) AS ads, min(c.employers_now) AS employers_now,
  min(c.employers_before) AS employers_before, min(c.clustering) AS clustering
FROM kept k JOIN labels l ON l.skill = k.skill
JOIN clustered c ON c.occupation = k.occupation AND c.skill = k.skill
GROUP BY k.occupation, k.skill, l.label, k.month ORDER BY k.occupation, k.skill, k.month
"""
_LEFT_OUT = """
SELECT count(*) FILTER (WHERE published > $day) AS future, count(*) FILTER (WHERE published IS NULL) AS undated,
  count(*) FILTER (WHERE published <= $day) AS dated FROM needs WHERE kind = 'ad'
"""


def mentions(
    store: Store, *, day: date, months: int | None, by_occupation: bool, found_skills: pa.Table | None
) -> Mentions:
    """The counts of a store as of ``day``; periods are as long as ``months`` or as two of them fit, a year at most."""
    begin, tables = _ads(by_occupation), {"found_skills": _NO_SKILLS if found_skills is None else found_skills}
    given: dict[str, Any] = {"frames": (NEEDS, CODED), "parameters": {"day": day}}
    asked = store.query(f"{begin} {_ASKED}", tables=tables, **given)
    left = store.query(_LEFT_OUT, **given).to_pylist()[0]
    listed = _between(asked["month"].to_pylist())
    length = min(months or _LONGEST, len(listed) // 2)
    speaking, silent_sources = _speaking(asked, listed, length)
    bounds = {"middle": listed[-length], "start": listed[-2 * length]} if length else {"middle": "", "start": ""}
    given["parameters"] = {"day": day, **bounds}
    sources = pa.table({"source": pa.array(speaking, pa.string())})
    rows = store.query(begin + _COUNTS, tables=tables | {"speaking": sources}, **given)
    named = int(pc.sum(asked["ads"]).as_py() or 0)
    kept = asked.filter(pc.is_in(asked["source"], sources["source"]))
    told = set(asked["month"].to_pylist())
    now = pc.and_(pc.greater_equal(kept["month"], bounds["middle"]), length > 0)
    then = pc.and_(pc.and_(pc.greater_equal(kept["month"], bounds["start"]), length > 0), pc.invert(now))
    return Mentions(
        **_counted(rows, kept, listed),
        months=listed,
        length=length,
        missing=tuple(month for month in listed[-2 * length :] if month not in told) if length else (),
        future=left["future"],
        undated=left["undated"],
        silent=max(left["dated"] - named, 0) if not by_occupation else 0,
        asked_now=int(pc.sum(kept["ads"].filter(now)).as_py() or 0),
        asked_before=int(pc.sum(kept["ads"].filter(then)).as_py() or 0),
        sources_left_out=silent_sources,
    )


def _between(months: list[str]) -> tuple[str, ...]:
    """Every month from the first to the last, with those that nobody wrote in."""
    if not months:
        return ()
    first, last = (Month(int(text[:4]), int(text[5:])) for text in (min(months), max(months)))
    count = (last.year - first.year) * 12 + last.number - first.number + 1
    place = first.year * 12 + first.number - 1
    return tuple(f"{(place + step) // 12:04d}-{(place + step) % 12 + 1:02d}" for step in range(count))


def _speaking(asked: pa.Table, months: tuple[str, ...], length: int) -> tuple[list[str], tuple[str, ...]]:
    """The sources with advertisements in both periods, and those with some in one of them only."""
    if not length:
        return [], ()
    rows = zip(asked["source"].to_pylist(), asked["month"].to_pylist(), strict=True)
    seen: dict[str, set[bool]] = {}
    for source, month in rows:
        if month >= months[-2 * length]:
            seen.setdefault(source, set()).add(month >= months[-length])
    both = sorted(source for source, periods in seen.items() if len(periods) == 2)
    return both, tuple(sorted(seen.keys() - set(both)))


def _counted(rows: pa.Table, asked: pa.Table, months: tuple[str, ...]) -> dict[str, Any]:
    """The rows of the answer as arrays of skill × month."""
    place = {month: number for number, month in enumerate(months)}
    key = pc.binary_join_element_wise(rows["occupation"], rows["skill"], "\t").combine_chunks().dictionary_encode()
    number = np.asarray(key.indices, np.int64)
    _, first = np.unique(number, return_index=True)
    month = np.array([place[one] for one in rows["month"].to_pylist()], np.int64)
    counts = np.zeros((len(first), len(months)))
    counts[number, month] = np.asarray(rows["ads"], np.float64)
    keys = rows.select(["occupation", "skill", "label"]).take(pa.array(first))
    by_occupation: dict[str, Numbers] = {}
    for row in asked.to_pylist():
        by_occupation.setdefault(row["occupation"], np.zeros(len(months)))[place[row["month"]]] += row["ads"]
    whole = [by_occupation[one] for one in keys["occupation"].to_pylist()]
    columns = {name: np.asarray(rows[name])[first] for name in ("employers_now", "employers_before", "clustering")}
    return {"keys": keys, "counts": counts, "asked": np.stack(whole) if whole else np.zeros((0, len(months)))} | columns
