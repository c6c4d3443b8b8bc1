"""The digest of a release's content: the same rows give the same digest, whatever their order or their file."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

NULL, CELL, ITEM = "\x00", "\x1e", "\x1f"


def digest_of(tables: Mapping[str, pa.Table]) -> str:
    """SHA-256 of all the frames of a release by name; the order of rows and of frames does not matter."""
    whole = hashlib.sha256()
    for name in sorted(tables):
        whole.update(f"{name}\n{table_digest(tables[name])}\n".encode())
    return whole.hexdigest()


def table_digest(table: pa.Table) -> str:
    """SHA-256 of the column names and of the rows, in the order of their texts."""
    texts = pa.table({name: _texts(table.column(name)) for name in table.column_names})
    if texts.num_rows > 1:
        texts = texts.sort_by([(name, "ascending") for name in texts.column_names])
    content = hashlib.sha256()
    for name in texts.column_names:
        content.update(f"{name}{CELL}".encode())
        content.update(CELL.join(texts.column(name).to_pylist()).encode())
    return content.hexdigest()


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _texts(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_list(column.type):
        column = pa.chunked_array([pc.binary_join(chunk, ITEM) for chunk in column.chunks], pa.string())
    return pc.fill_null(column.cast(pa.string()), NULL)
