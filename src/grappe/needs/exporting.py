"""Needs out of a store, as a file that other people's scripts read."""

from pathlib import Path

import pyarrow as pa

from grappe.needs.frames import NEEDS
from grappe.tables import Store, write_file

#: The documented columns come first, in this order; the others follow. Empty means unknown.
DOCUMENTED = (
    "need_id",
    "source",
    "source_key",
    "kind",
    "title",
    "description",
    "employer",
    "siret",
    "naf",
    "rome_given",
    "contract",
    "hours_per_week",
    "positions",
    "pay_min",
    "pay_max",
    "pay_unit",
    "insee",
    "postcode",
    "lat",
    "lon",
    "published",
    "language",
    "url",
)


def export(store: Store, path: Path) -> int:
    """Writes all the needs of a store; the name chooses the format. Gives their number."""
    table = exported(store)
    write_file(table, path)
    return int(table.num_rows)


def exported(store: Store) -> pa.Table:
    """The needs of a store with the columns of the export."""
    others = [name for name in NEEDS.names if name not in DOCUMENTED]
    return store.read(NEEDS, columns=[*DOCUMENTED, *others])
