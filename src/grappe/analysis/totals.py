"""How many needs a store holds and how far they are coded: what every figure rests on."""

from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from grappe.analysis.counting import CODES, HIRING, HIRING_JOINS, NAMES, UNITS
from grappe.coding import CODED
from grappe.needs import NEEDS
from grappe.tables import Store

_TOTALS = f"""
WITH codes AS ({CODES}),
names AS ({NAMES}), units AS ({UNITS}),
proposed AS (SELECT need_id, decision FROM coded WHERE nomenclature = 'rome' AND rank = 1)
SELECT count(*) AS needs, sum(n.positions) AS positions, count(c.code) AS coded,
  count(CASE WHEN c.code IS NULL AND p.need_id IS NOT NULL THEN 1 END) AS waiting,
  count(CASE WHEN c.code IS NULL AND p.decision = 'none' THEN 1 END) AS none,
  count(CASE WHEN n.kind = 'ad' THEN 1 END) AS ads,
  count(DISTINCT {HIRING}) AS employers,
  count(DISTINCT n.member) AS members,
  min(n.published) AS first_day, max(n.published) AS last_day
FROM needs n LEFT JOIN codes c ON c.need_id = n.need_id LEFT JOIN proposed p ON p.need_id = n.need_id
  {HIRING_JOINS}
"""  # noqa: S608 - no value in it


@dataclass(frozen=True, slots=True)
class Totals:
    """What a store holds: needs, of which coded, waiting for a person (``none`` of them without
    any proposal), and not yet coded at all.

    ``first_day`` and ``last_day`` are the bounds of publication, ``None`` where no need says its day.
    """

    needs: int
    positions: int
    coded: int
    waiting: int
    none: int
    ads: int
    employers: int
    members: int
    first_day: date | None
    last_day: date | None

    @property
    def uncoded(self) -> int:
        """Needs that coding has not seen yet."""
        return self.needs - self.coded - self.waiting


def totals(store: Store, *, engine: str = "duckdb") -> Totals:
    """The totals of a store."""
    row = store.query(_TOTALS, frames=(NEEDS, CODED), engine=engine).to_pylist()[0]
    return Totals(**{**row, "positions": int(row["positions"] or 0)})


def coding_releases(store: Store) -> list[str]:
    """The releases of nomenclatures that the codes of the store come from, sorted."""
    found: pa.Table = store.query("SELECT DISTINCT release FROM coded ORDER BY release", frames=(CODED,))
    return [str(name) for name in found["release"].to_pylist()]
