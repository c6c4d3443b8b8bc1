"""Emergence: the skills whose share of the advertisements rises, told from those that only seem to.

The share of the advertisements naming a skill in the last months is compared with that in as many months before, over
the sources that speak in both. Advertisements without skills say nothing and count in neither.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from grappe.analysis.counting import FOLDED
from grappe.analysis.mentions import Mentions, mentions
from grappe.analysis.rising import Numbers, Risen, false_discovery, risen
from grappe.analysis.shares import wilson_bounds
from grappe.references import OCCUPATION_SKILLS, SKILLS, Release
from grappe.tables import Store, query
from grappe.words import Column, Frame, Rules, Sentence

STATES = ("emerging", "growing", "core", "steady", "declining")
LEAST_ADS, LEAST_EMPLOYERS = 10, 3  #: under these nothing is said of a skill
RATE = 0.05  #: share of false discoveries that is accepted among the changes told
CORE = 0.10  #: share of the advertisements from which a skill that does not change is at the core

_FEW = "no recognised skill of the ROME"
EMERGENCE = Frame(
    name="emergence",
    grain="one row per skill, within an occupation where asked, that enough advertisements and employers name",
    key=("occupation", "skill"),
    columns=(
        Column("occupation", "text", "ROME code; empty: all advertisements"),
        Column("skill", "text", "the skill in small letters without accents"),
        Column("label", "text", "its commonest spelling"),
        Column("state", "text", "rising from little; rising; at the core; none of it; falling", values=STATES),
        Column("ads", "whole", "advertisements that name it, last period"),
        Column("employers", "whole", "distinct employers of those"),
        Column("share", "number", "of the advertisements that name any skill, last period"),
        Column("share_low", "number", "Wilson 95 %, lower bound"),
        Column("share_high", "number", "Wilson 95 %, upper bound"),
        Column("ads_before", "whole", "advertisements that name it, period before"),
        Column("share_before", "number", "of the advertisements that name any skill, period before"),
        Column("log_odds", "number", "log of the odds ratio, drawn towards 0; above 0: rises"),
        Column("log_odds_low", "number", "95 %, lower bound"),
        Column("log_odds_high", "number", "95 %, upper bound"),
        Column("q", "number", "p value adjusted for all skills tested (Benjamini, Hochberg)"),
        Column("since", "text", "first month, YYYY-MM, at which the same test told a rise", null="never"),
        Column("rome_skill", "text", "OGR number of the skill of this name", null=_FEW),
        Column("official", "flag", "ROME marks it Émergente (for this occupation, or for one of them)", null=_FEW),
    ),
)


@dataclass(frozen=True, slots=True)
class Emergence:
    """``table`` holds ``EMERGENCE``, strongest rise first, and what a reader must know of the comparison.

    ``period`` and ``before`` are first and last month of each; ``future``, ``undated`` and ``silent`` advertisements
    (after the day, without day, without skill) and those of ``sources_left_out`` are in neither.
    """

    table: pa.Table
    period: tuple[str, str] | None
    before: tuple[str, str] | None
    ads: int
    ads_before: int
    missing_months: tuple[str, ...]
    future: int
    undated: int
    silent: int
    sources_left_out: tuple[str, ...]
    tested: int

    @property
    def states(self) -> dict[str, int]:
        """Skills by state."""
        counts = {str(row["values"]): row["counts"] for row in pc.value_counts(self.table["state"]).to_pylist()}
        return {state: counts.get(state, 0) for state in STATES}

    @property
    def caution(self) -> Sentence | None:
        """What weakens the comparison, if anything does."""
        if self.period is None:
            return Sentence("pas deux périodes à comparer", "no two periods to compare")
        said = []
        if self.missing_months:
            listed = ", ".join(self.missing_months)
            said.append(Sentence(f"mois sans annonce : {listed}", f"months without advertisement: {listed}"))
        if self.sources_left_out:
            listed = ", ".join(self.sources_left_out)
            said.append(Sentence(f"sources d'une seule période : {listed}", f"sources of one period only: {listed}"))
        return Sentence("; ".join(one.fr for one in said), "; ".join(one.en for one in said)) if said else None


def emergence(
    store: Store,
    *,
    rome: Release,
    rules: Rules,
    day: date,
    months: int | None = None,
    by_occupation: bool = False,
    least_ads: int = LEAST_ADS,
    disclosure: bool = True,
    found_skills: pa.Table | None = None,
) -> Emergence:
    """The skills of the advertisements of a store by state, as of ``day``.

    ``months`` is the length of both periods: a year where there are two, else half of what there is. ``found_skills``
    (``need_id``, ``skill``) are skills recognised in texts, beside those that the sources name. ``disclosure`` asks for
    as many employers as the rule ``disclosure-minimum``, else ``LEAST_EMPLOYERS``.
    """
    told = mentions(store, day=day, months=months, by_occupation=by_occupation, found_skills=found_skills)
    least = int(rules.value("disclosure-minimum", day)) if disclosure else LEAST_EMPLOYERS
    table = _tested(told, rome, (least_ads, least)) if told.length else EMERGENCE.check(EMERGENCE.empty())
    at = told.months
    return Emergence(
        table=table,
        period=(at[-told.length], at[-1]) if told.length else None,
        before=(at[-2 * told.length], at[-told.length - 1]) if told.length else None,
        ads=told.asked_now,
        ads_before=told.asked_before,
        missing_months=told.missing,
        future=told.future,
        undated=told.undated,
        silent=told.silent,
        sources_left_out=told.sources_left_out,
        tested=table.num_rows,
    )


def _tested(told: Mentions, rome: Release, least: tuple[int, int]) -> pa.Table:
    """The table of the last month, with the first month at which each rise was told."""
    now, before = told.window(len(told.months) - 1)
    enough = (now[0] >= least[0]) & (told.employers_now >= least[1])
    enough |= (before[0] >= least[0]) & (told.employers_before >= least[1])
    change = risen(now, before, told.clustering)
    q = false_discovery(change.p, enough)
    place = np.flatnonzero(enough)
    states = _states(now, before, change, q)
    since = _since(told, least[0])
    low, high = wilson_bounds(now[0], np.maximum(now[1], 1))
    columns: dict[str, Any] = {name: told.keys[name].take(pa.array(place)) for name in ("occupation", "skill", "label")}
    columns |= {"state": states[place].tolist(), "ads": now[0][place].astype(np.int64)}
    columns |= {"employers": told.employers_now[place], "ads_before": before[0][place].astype(np.int64)}
    numbers = {"share": now[0] / np.maximum(now[1], 1), "share_low": low, "share_high": high}
    numbers |= {"share_before": before[0] / np.maximum(before[1], 1), "log_odds": change.log_odds, "q": q}
    numbers |= {"log_odds_low": change.log_odds - 1.959964 * change.error}
    numbers |= {"log_odds_high": change.log_odds + 1.959964 * change.error}
    columns |= {name: values[place] for name, values in numbers.items()}
    columns["since"] = pa.array([told.months[one] if one >= 0 else None for one in since[place]], pa.string())
    order = [("log_odds", "descending"), ("skill", "ascending"), ("occupation", "ascending")]
    return EMERGENCE.check(_official(pa.table(columns), rome).sort_by(order))


def _states(
    now: tuple[Numbers, Numbers], before: tuple[Numbers, Numbers], change: Risen, q: Numbers
) -> npt.NDArray[np.str_]:
    share, earlier = now[0] / np.maximum(now[1], 1), before[0] / np.maximum(before[1], 1)
    sure = q <= RATE
    rises, falls = sure & (change.log_odds > 0), sure & (change.log_odds < 0)
    emerging = rises & (earlier < share / 2) & (share < CORE)
    return np.select([emerging, rises, falls, share >= CORE], ["emerging", "growing", "declining", "core"], "steady")


def _since(told: Mentions, least_ads: int) -> npt.NDArray[np.int64]:
    """The first month at which each skill rose, by the same test on the periods that ended then; −1: never."""
    first = np.full(told.keys.num_rows, -1, np.int64)
    for month in range(2 * told.length - 1, len(told.months)):
        now, before = told.window(month)
        change = risen(now, before, told.clustering)
        q = false_discovery(change.p, now[0] >= least_ads)
        rises = (q <= RATE) & (change.log_odds > 0) & (first < 0)
        first[rises] = month
    return first


_OFFICIAL = """
WITH named AS (SELECT code, {folded} AS skill FROM skills),
marks AS (SELECT skill, occupation, max(CASE WHEN weight = 'emerging' THEN 1 ELSE 0 END) AS marked
          FROM occupation_skills GROUP BY skill, occupation)
SELECT t.row, min(n.code) AS rome_skill,
  max(CASE WHEN t.occupation = '' OR m.occupation = t.occupation THEN m.marked END) AS official
FROM told t JOIN named n ON n.skill = t.skill LEFT JOIN marks m ON m.skill = n.code GROUP BY t.row
"""


def _official(table: pa.Table, rome: Release) -> pa.Table:
    """The skill of the ROME of the same name, and whether it is marked Émergente."""
    rows = pa.array(np.arange(table.num_rows))
    seen: Mapping[str, pa.Table] = {
        "told": table.select(["occupation", "skill"]).append_column("row", rows),
        "skills": rome.read(SKILLS),
        "occupation_skills": rome.read(OCCUPATION_SKILLS),
    }
    found = query(_OFFICIAL.format(folded=FOLDED.format(name="label_fr")), tables=seen)
    at = pc.index_in(rows, found["row"])
    official = pc.equal(found["official"].cast(pa.int64()), 1)
    official = pc.if_else(pc.is_valid(found["rome_skill"]), pc.fill_null(official, False), None)
    return table.append_column("rome_skill", found["rome_skill"].take(at)).append_column("official", official.take(at))
