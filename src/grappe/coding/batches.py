"""Titles coded batch by batch: the same function in one process and on the workers of a distributed engine."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa

from grappe.coding.coder import Coder
from grappe.coding.frames import PROPOSALS
from grappe.coding.models import find_model
from grappe.references import current


class BatchCoder:
    """Called with record batches that have a key and a title, gives the proposals of each, with the key.

    ``make`` makes the coder (``partial(coder_at, home)``); it is called once, where the batches are, so that only its
    name travels there. Give it to ``grappe.tables.mapped``, or to Spark's ``mapInArrow`` with ``schema``.
    """

    def __init__(self, make: Callable[[], Coder], *, key: str, column: str, top: int = 5) -> None:
        self.make, self.key, self.column, self.top = make, key, column, top

    @property
    def schema(self) -> pa.Schema:
        """The columns of what comes out: the key as text, then those of ``PROPOSALS`` without ``row``."""
        return pa.schema([pa.field(self.key, pa.string()), *[PROPOSALS.schema.field(name) for name in _NAMES]])

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The proposals of each batch, in the order of its rows."""
        coder: Coder | None = None
        for batch in batches:
            coder = coder or self.make()
            titles = [title or "" for title in batch.column(self.column).to_pylist()]
            table = coder.code(titles, top=self.top)
            keys = batch.column(self.key).cast(pa.string()).take(table["row"].combine_chunks())
            yield from self._keyed(keys, table).to_batches()

    def _keyed(self, keys: pa.Array, table: pa.Table) -> pa.Table:
        columns = [keys, *[table[name] for name in _NAMES]]
        return pa.Table.from_arrays(columns, schema=self.schema).combine_chunks()


def coder_at(home: Path, nomenclature: str = "rome") -> Coder:
    """A coder of titles to the newest release installed in a home folder that every worker sees, with its text model.

    Raises ``Refused`` (missing) where none is installed.
    """
    release = current(home, nomenclature)
    return Coder.of_occupations(release, model=find_model(home, release), kept=home / "indexes")


_NAMES = tuple(name for name in PROPOSALS.names if name != "row")
