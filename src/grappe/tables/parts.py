"""Parts: Parquet files written once and never changed. Rows that a later write replaced are listed beside them."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from grappe.tables.durable import publish
from grappe.tables.manifest import Part
from grappe.words import Frame, Refused, Sentence, Where

Rows = npt.NDArray[np.int64]
GROUP_ROWS = 65_536
GROUP_BYTES = 32 << 20
_NONE: Rows = np.empty(0, np.int64)


def pieces(batches: pa.Table | pa.RecordBatch | Iterable[pa.Table | pa.RecordBatch]) -> Iterator[pa.Table]:
    """What a caller hands over, as tables of at most ``GROUP_ROWS`` rows."""
    listed = [batches] if isinstance(batches, pa.Table | pa.RecordBatch) else batches
    for given in listed:
        table = pa.Table.from_batches([given]) if isinstance(given, pa.RecordBatch) else given
        for start in range(0, table.num_rows, GROUP_ROWS):
            yield table.slice(start, GROUP_ROWS)


def write_rows(path: Path, schema: pa.Schema, tables: Iterable[pa.Table]) -> int:
    """Writes tables into one Parquet file, a row group at a time, and returns the number of rows.

    Memory stays near ``GROUP_BYTES`` whatever comes in.
    """
    rows = held_rows = held_bytes = 0
    held: list[pa.Table] = []
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for table in tables:
            held.append(table)
            held_rows, held_bytes, rows = held_rows + len(table), held_bytes + table.nbytes, rows + len(table)
            if held_rows >= GROUP_ROWS or held_bytes >= GROUP_BYTES:
                writer.write_table(pa.concat_tables(held))
                held, held_rows, held_bytes = [], 0, 0
        if held:
            writer.write_table(pa.concat_tables(held))
    return rows


def checked(frame: Frame, batches: pa.Table | Iterable[pa.Table | pa.RecordBatch]) -> Iterator[pa.Table]:
    """The pieces of what a caller hands over, each checked against its frame (keys may come twice)."""
    return (frame.check(piece, unique=False) for piece in pieces(batches))


def without(tables: Iterable[pa.Table], dropped: Rows) -> Iterator[pa.Table]:
    """The tables as one sequence of rows, less the rows of the given numbers (sorted)."""
    start = 0
    for table in tables:
        first, last = np.searchsorted(dropped, [start, start + len(table)])
        if first == last:
            yield table
        else:
            kept = np.ones(len(table), bool)
            kept[dropped[first:last] - start] = False
            yield table.filter(pa.array(kept))
        start += len(table)


def stream(path: Path, *, columns: Sequence[str] | None = None, dropped: Rows = _NONE) -> Iterator[pa.Table]:
    """The rows of a Parquet file, a bounded piece at a time."""
    with pq.ParquetFile(path) as file:
        batches = file.iter_batches(GROUP_ROWS, columns=None if columns is None else list(columns))
        yield from without((pa.Table.from_batches([batch]) for batch in batches), dropped)


def dead_rows(folder: Path, part: Part) -> Rows:
    """The numbers of the rows of a part that are no longer current, sorted."""
    if part.dead is None:
        return _NONE
    found: Rows = pq.read_table(folder / part.dead)["row"].to_numpy()
    return found


def read_part(folder: Path, part: Part, frame: Frame, columns: Sequence[str]) -> pa.Table:
    """The current rows of a part, with the frame's columns; a column that the part does not know yet is null.

    Raises ``OSError`` for a file that is gone or damaged.
    """
    known = [name for name in columns if name in part.columns]
    schema = pa.schema([frame.schema.field(name) for name in columns])
    try:
        table = pq.read_table(folder / part.file, columns=known) if known else pa.table({})
        arrays = [table[name] if name in known else _nulls(frame, name, folder, part) for name in columns]
        whole = pa.table(arrays, names=list(columns)).cast(schema)
        return pa.concat_tables(without([whole], dead_rows(folder, part)))
    except pa.ArrowInvalid as error:
        raise OSError(f"{part.file}: {error}") from error


def _nulls(frame: Frame, name: str, folder: Path, part: Part) -> pa.Array:
    require(frame, name, part)
    rows = pq.read_metadata(folder / part.file).num_rows
    return pa.nulls(rows, frame.schema.field(name).type)


def require(frame: Frame, name: str, part: Part) -> None:
    """Refuses a part that has not a column which may not be null."""
    if name not in part.columns and not frame.schema.field(name).nullable:
        raise Refused(
            Sentence(
                "colonne absente de l'entrepôt, écrit par une version antérieure",
                "column absent from the store, written by an earlier version",
            ),
            hint=Sentence("relire les besoins d'origine", "read the original needs again"),
            where=Where(file=part.file, column=name),
        )


def finish(folder: Path, temporary: Path, part: Part) -> Part:
    """Publishes a written part under its final name and gives it its digest."""
    with temporary.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    publish(temporary, folder / part.file)
    return Part(part.file, part.rows, part.source, part.columns, digest)


def bury(folder: Path, part: Part, killed: Rows, *, version: int) -> Part | None:
    """The part with more rows no longer current; ``None`` when none is left."""
    rows = part.rows - len(killed)
    if rows == 0:
        return None
    dead = np.union1d(dead_rows(folder, part), killed)
    name = f"{part.file.removesuffix('.parquet')}.dead-{version:06d}.parquet"
    temporary = folder / f"{name}.tmp"
    pq.write_table(pa.table({"row": dead}), temporary)
    publish(temporary, folder / name)
    return Part(part.file, rows, part.source, part.columns, part.sha256, name)
