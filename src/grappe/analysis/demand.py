"""Demand: needs by occupation, territory, month …, with n, intervals, the largest employer, disclosure last."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from grappe.analysis.contracts_said import discreet, statuses_of, wholes_of
from grappe.analysis.counting import ONCE, base_sql, cuts_sql, demand_sql, place_tables, same_text_sql
from grappe.analysis.dimensions import Territory, check_dimensions, key_columns, published_together
from grappe.analysis.disclosure import PUBLISHED, STATUSES, SUPPRESSED, protect
from grappe.analysis.duplicates import surplus
from grappe.analysis.shares import wilson_bounds
from grappe.coding import CODED
from grappe.needs import NEEDS
from grappe.references import Release
from grappe.tables import Store, query
from grappe.words import Column, Frame, Rules

_HIDDEN = "suppressed"
#: What is said of each cell of a demand.
FIGURE_COLUMNS = (
    Column("needs", "whole", "needs", null=_HIDDEN),
    Column("positions", "whole", "people wanted", null=_HIDDEN, unit="people"),
    Column("employers", "whole", "distinct employers known; needs without employer add none", null=_HIDDEN),
    Column("share", "number", "needs ÷ all needs of the table, 0 to 1", null=_HIDDEN),
    Column("share_low", "number", "Wilson 95 %, lower bound", null=_HIDDEN),
    Column("share_high", "number", "Wilson 95 %, upper bound", null=_HIDDEN),
    Column(
        "largest_employer_share", "number", "needs of the largest known employer ÷ needs", null="hidden or none known"
    ),
    Column(
        "needs_without_largest", "whole", "needs without those of the largest employer", null="hidden or none known"
    ),
    Column("permanent_share", "number", "CDI ÷ needs with a known contract", null="hidden, or too few employers"),
    Column("permanent_low", "number", "Wilson 95 %, lower bound", null="hidden, or too few employers"),
    Column("permanent_high", "number", "Wilson 95 %, upper bound", null="hidden, or too few employers"),
    Column(
        "pay_median_year",
        "number",
        "median gross pay at full time, middle of the range",
        null="hidden, or too few employers",
        unit="€/year",
    ),
    Column("pay_n", "whole", "needs with a pay", null="hidden, or too few employers"),
    Column("disclosure", "text", "published, or why not", values=STATUSES),
    Column("permanent_n", "whole", "needs with a known contract", null="hidden, or too few employers"),
)
_Answer = TypeVar("_Answer")
Deduplication = Literal["exact", "near"]
DIMENSIONS = ("occupation", "territory", "month")


def demand_frame(by: Sequence[str] = DIMENSIONS, territory: Territory = "departement") -> Frame:
    """The frame of a demand by these dimensions; its name says them."""
    check_dimensions(by, territory)
    said = "_".join(territory if name == "territory" else name for name in by) or "all"
    grain = f"one row per {', '.join(said.split('_'))}" if by else "one row"
    return Frame(f"demand_by_{said}", grain, tuple(by), (*key_columns(by), *FIGURE_COLUMNS))


def demand(
    store: Store,
    *,
    by: Sequence[str] = DIMENSIONS,
    territory: Territory = "departement",
    places: Release,
    rules: Rules,
    day: date,
    disclosure: bool = True,
    deduplicate: Deduplication | None = None,
    engine: str = "duckdb",
) -> pa.Table:
    """The demand of a store, columns of ``demand_frame(by, territory)``, ordered by its keys.

    By occupation or domain, only coded needs count; what waits for review does not. ``disclosure`` applies the rule
    ``disclosure-minimum`` of ``day`` as the last step; without it every figure is there, for the owner's own eyes, and
    ``disclosure`` only marks the rows under the minimum. ``deduplicate`` counts each group of duplicates once:
    ``exact`` those of one text and département, ``near`` those of ``stored_duplicates``. Raises ``Refused`` for unknown
    dimensions or territories, and where an engine or the basins are missing.
    """
    given: dict[str, Any] = {"territory": territory, "places": places, "rules": rules, "day": day}
    given |= {"disclosure": disclosure, "deduplicate": deduplicate, "engine": engine}
    return steady(store, lambda: next(demands(store, [by], **given)))


def demands(
    store: Store,
    cuts: Iterable[Sequence[str]],
    *,
    territory: Territory,
    places: Release,
    rules: Rules,
    day: date,
    disclosure: bool = True,
    deduplicate: Deduplication | None = None,
    engine: str = "duckdb",
) -> Iterator[pa.Table]:
    """The demand by each of several cuts, as ``demand`` gives it; what is published together is protected once."""
    minimum, asked = int(rules.value("disclosure-minimum", day)), list(cuts)
    for by in [(), *asked]:
        check_dimensions(by, territory)
    tables, week = place_tables(places, territory), rules.value("legal-week", day)
    counting = _counting(store, tables, week=week, engine=engine, deduplicate=deduplicate)
    if engine == "duckdb" and (disclosure or len(asked) > 1):
        counting = counting.based([*asked, *(cut for by in asked for cut in published_together(by))])
    decided: dict[tuple[tuple[str, ...], ...], pa.Table] = {}
    for by in asked:
        frame, together = demand_frame(by, territory), published_together(by)
        rows = counting.measured(by)
        if not disclosure or not rows.num_rows:
            yield frame.check(_figures(rows, by, _small(rows, minimum), 0), unique=False)  # grouped by the key
            continue
        if together not in decided:
            decided[together] = _decided(counting.margins(together), minimum)
        wholes = {whole: counting.measured(whole) for whole in wholes_of(by)}
        rows = discreet(rows, by, decided=decided[together], minimum=minimum, wholes=wholes)
        yield frame.check(_figures(rows, by, statuses_of(decided[together], by), minimum), unique=False)


def steady(store: Store, work: Callable[[], _Answer]) -> _Answer:
    """What ``work`` makes of needs and codes that stay the same meanwhile: done again where somebody wrote some."""
    while True:
        before = inputs(store)
        try:
            found = work()
        except pa.ArrowInvalid:
            if inputs(store) == before:
                raise
            continue
        if inputs(store) == before:
            return found


def inputs(store: Store) -> list[str]:
    """The digests of what figures are made of: needs and codes."""
    return [store.digest_of(frame) for frame in (NEEDS, CODED)]


@dataclass(frozen=True, slots=True)
class _Counting:
    """What every query of a demand is run with; ``base`` holds the needs once read, for all cuts."""

    store: Store
    week: float
    engine: str
    tables: Mapping[str, pa.Table]
    only: str = ""
    base: pa.Table | None = None
    known: dict[str, pa.Table] = field(default_factory=dict)

    def based(self, cuts: Iterable[Sequence[str]]) -> "_Counting":
        """The same over needs that are read and joined once, employers as numbers."""
        names = tuple(dict.fromkeys(name for cut in cuts for name in cut))
        base = self._asked(base_sql(names, self.only))
        hiring = base["hiring"].combine_chunks().dictionary_encode().indices
        return replace(self, base=base.set_column(base.column_names.index("hiring"), "hiring", hiring))

    def measured(self, by: Sequence[str]) -> pa.Table:
        """The measured rows of a cut."""
        return self._once(demand_sql(by, self.only, based=self.base is not None))

    def margins(self, cuts: Collection[Sequence[str]]) -> pa.Table:
        """The cells of all these cuts."""
        return self._once(cuts_sql(cuts, self.only, based=self.base is not None))

    def _once(self, sql: str) -> pa.Table:
        if sql not in self.known:
            self.known[sql] = self._asked(sql) if self.base is None else query(sql, tables={"base": self.base})
        return self.known[sql]

    def _asked(self, sql: str) -> pa.Table:
        """The answer; the small tables are seen where the SQL names them."""
        seen = {name: table for name, table in self.tables.items() if name in sql}
        return self.store.query(
            sql, frames=(NEEDS, CODED), tables=seen, parameters={"week": self.week}, engine=self.engine
        )


def _counting(
    store: Store, places: Mapping[str, pa.Table], *, week: float, engine: str, deduplicate: Deduplication | None
) -> _Counting:
    if deduplicate is None:
        return _Counting(store, week, engine, places)
    left = (
        surplus(store) if deduplicate == "near" else store.query(same_text_sql(engine), frames=(NEEDS,), engine=engine)
    )
    return _Counting(store, week, engine, {**places, "surplus": left}, ONCE)


def _small(rows: pa.Table, minimum: int) -> pa.Array:
    """What primary suppression alone would say of each row."""
    few = pc.less(rows["employers"], minimum)
    return pc.if_else(few, SUPPRESSED, PUBLISHED).combine_chunks()


def _decided(margins: pa.Table, minimum: int) -> pa.Table:
    """The keys of everything that is published together, with the status of each cell."""
    keys = [name for name in margins.column_names if name not in ("needs", "difficult", "employers")]
    return margins.select(keys).append_column("disclosure", protect(margins, by=keys, minimum=minimum))


def _figures(rows: pa.Table, by: Sequence[str], statuses: pa.Array, minimum: int) -> pa.Table:
    """Shares and intervals, then everything that may not be shown taken away."""
    needs = rows["needs"].to_numpy()
    total = int(needs.sum())
    shown = pc.equal(statuses, PUBLISHED) if minimum else pa.scalar(True)
    low, high = wilson_bounds(needs, np.full(len(needs), total))
    largest = rows["largest"].cast(pa.int64())
    columns = {name: rows[name] for name in by}
    figures = {name: rows[name] for name in ("needs", "positions", "employers")} | {
        "share": pa.array(needs / total if total else needs),
        "share_low": pa.array(low),
        "share_high": pa.array(high),
        "largest_employer_share": pc.divide(largest.cast(pa.float64()), rows["needs"]),
        "needs_without_largest": pc.subtract(rows["needs"], largest),
    }
    figures |= _contracts(rows, pc.greater_equal(rows["permanent_employers"], minimum))
    enough = pc.greater_equal(rows["pay_employers"], minimum)
    figures |= {name: pc.if_else(enough, rows[name], None) for name in ("pay_median_year", "pay_n")}
    columns |= {name: pc.if_else(shown, values, None) for name, values in figures.items()}
    return pa.table(columns | {"disclosure": statuses})


def _contracts(rows: pa.Table, enough: pa.ChunkedArray) -> dict[str, pa.ChunkedArray]:
    known = rows["permanent_n"].to_numpy()
    permanent = rows["permanent_k"].cast(pa.float64()).fill_null(0).to_numpy()
    low, high = wilson_bounds(permanent, known)
    share = permanent / np.where(known > 0, known, np.nan)
    found = {"permanent_share": share, "permanent_low": low, "permanent_high": high}
    given = {name: pc.if_else(enough, pa.array(values, from_pandas=True), None) for name, values in found.items()}
    return given | {"permanent_n": pc.if_else(enough, rows["permanent_n"], None)}
