"""A function of record batches, run over a table here or by the workers of a distributed engine."""

from collections.abc import Callable, Iterator

import pyarrow as pa

from grappe.words import Kind, Refused, Sentence

OfBatches = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]
_ROWS = 10_000  #: rows of a batch


def mapped(table: pa.Table, function: OfBatches, schema: pa.Schema, *, engine: str = "duckdb") -> pa.Table:
    """What a function makes of the batches of a table. ``engine``: ``duckdb`` runs it here, ``spark`` on its workers.

    Spark gives rows in no order: sort them by a key. The function must be one that can be named from another process.
    Raises ``Refused`` for an unknown engine and where Spark is not installed.
    """
    if engine == "spark":
        from grappe.tables import spark  # loaded at its use: the transpiler weighs on every start

        return spark.map_on_spark(table, function, schema)
    if engine != "duckdb":
        raise Refused(
            Sentence(f"moteur inconnu : {engine}", f"unknown engine: {engine}"),
            hint=Sentence("duckdb ou spark", "duckdb or spark"),
            kind=Kind.CALL,
        )
    return pa.Table.from_batches(function(iter(table.to_batches(max_chunksize=_ROWS))), schema=schema)
