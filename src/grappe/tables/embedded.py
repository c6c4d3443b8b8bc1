"""The embedded engine: DuckDB with a stated memory limit, no network, and nothing to see but what it is given."""

import errno
import itertools
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from grappe.tables.manifest import Content, Part
from grappe.tables.parts import require
from grappe.words import Frame, Refused, Sentence

Parameters = Mapping[str, Any] | Sequence[Any]
_counter = itertools.count()
_TYPES = {
    "text": "VARCHAR",
    "whole": "BIGINT",
    "number": "DOUBLE",
    "flag": "BOOLEAN",
    "day": "DATE",
    "instant": "TIMESTAMPTZ",
    "texts": "VARCHAR[]",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may use: memory in megabytes (beyond it, it spills to the store's folder) and threads.

    ``threads`` is ``None`` for every core of the machine.
    """

    memory_mb: int = 1024
    threads: int | None = None


@contextmanager
def connected(folder: Path, limits: Limits) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that reads below ``folder`` only, and spills there.

    A query beyond the memory limit or a disk that fills up becomes a refusal.
    """
    spill = folder / "spill" / f"{os.getpid()}-{next(_counter)}"
    settings: dict[str, Any] = {
        "memory_limit": f"{limits.memory_mb}MB",
        "threads": limits.threads or os.cpu_count() or 1,
        "temp_directory": str(spill),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "allow_community_extensions": False,
        "python_enable_replacements": False,
    }
    spill.parent.mkdir(exist_ok=True)
    connection = duckdb.connect(":memory:", config=settings)
    try:
        connection.execute(f"SET allowed_directories = [{text(folder)}]")
        for setting in ("TimeZone = 'UTC'", "enable_external_access = false", "lock_configuration = true"):
            connection.execute(f"SET {setting}")
        yield connection
    except duckdb.OutOfMemoryException as error:
        raise _too_large(limits) from error
    except duckdb.IOException as error:
        if "No space left" in str(error):
            raise OSError(errno.ENOSPC, str(error)) from error
        raise
    finally:
        connection.close()
        shutil.rmtree(spill, ignore_errors=True)


def _too_large(limits: Limits) -> Refused:
    return Refused(
        Sentence(
            f"ce calcul dépasse {limits.memory_mb} Mo de mémoire et la place sur le disque",
            f"this needs more than {limits.memory_mb} MB of memory and the room on the disk",
        ),
        hint=Sentence(
            "relever la limite de mémoire ou restreindre la demande", "raise the memory limit or ask for less at once"
        ),
    )


def fetch(connection: duckdb.DuckDBPyConnection, sql: str, parameters: Parameters | None = None) -> pa.Table:
    """The answer of a query as an Arrow table; sums of whole numbers come back as ``int64``."""
    relation = connection.sql(sql, params=parameters) if parameters else connection.sql(sql)
    if relation is None:
        raise ValueError(f"not a query: {sql}")
    table = relation.to_arrow_table()
    huge = [field.with_type(pa.int64()) if field.type == pa.decimal128(38, 0) else field for field in table.schema]
    return table.cast(pa.schema(huge))


def see(connection: duckdb.DuckDBPyConnection, name: str, rows: str) -> None:
    """Shows the SQL of a frame's rows under its name. Raises ``OSError`` for a part that is gone or damaged."""
    try:
        connection.execute(f"CREATE VIEW {quoted(name)} AS {rows}")
    except (duckdb.IOException, duckdb.InvalidInputException) as error:
        raise OSError(str(error)) from error


def run(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Parameters | None, given: Mapping[str, pa.Table]
) -> pa.Table:
    """The answer of a query that sees the given tables under their names."""
    for name, table in given.items():
        connection.register(name, table)
    return fetch(connection, sql, parameters)


def streamed(
    connection: duckdb.DuckDBPyConnection, sql: str, given: Mapping[str, pa.Table], rows: int
) -> Iterator[pa.RecordBatch]:
    """The answer of a query in batches of ``rows``, as it is made."""
    for name, table in given.items():
        connection.register(name, table)
    yield from connection.sql(sql).to_arrow_reader(rows)


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def text(value: object) -> str:
    """A value as an SQL string."""
    return "'" + str(value).replace("'", "''") + "'"


def current_rows(folder: Path, frame: Frame, content: Content, *, numbered: bool = False) -> str:
    """SQL of the current rows of a frame; ``numbered`` adds ``_part`` (rank) and ``_row`` (number in the file).

    Parts of which every row is current are read at once, so that the common case costs what a plain scan costs.
    """
    if not content.parts:
        return _select(frame, (), False) + " WHERE false"
    selects = []
    for rank, group in _groups(content, numbered):
        files = ", ".join(text(folder / part.file) for part in group)
        rank_and_row = numbered or group[0].dead is not None
        source = f" FROM read_parquet([{files}]{', file_row_number = true' if rank_and_row else ''})"
        for name in frame.names:
            require(frame, name, group[0])
        dead = group[0].dead
        where = f" WHERE file_row_number NOT IN (SELECT row FROM read_parquet({text(folder / dead)}))" if dead else ""
        selects.append(_select(frame, group[0].columns, numbered, rank) + source + where)
    return " UNION ALL ".join(selects)


def _groups(content: Content, alone: bool) -> Iterator[tuple[int, list[Part]]]:
    """Parts that one scan can read: neighbours with the same columns and no dead row."""
    ranked = enumerate(content.parts)
    for _, group in itertools.groupby(
        ranked, key=lambda item: (item[1].columns, item[0] if alone or item[1].dead else -1)
    ):
        listed = list(group)
        yield listed[0][0], [part for _, part in listed]


def _select(frame: Frame, known: Sequence[str], numbered: bool, rank: int = 0) -> str:
    columns = [
        quoted(column.name) if column.name in known else f"NULL::{_TYPES[column.type]} AS {quoted(column.name)}"
        for column in frame.columns
    ]
    if numbered:
        columns += [f"{rank}::BIGINT AS _part", "file_row_number AS _row"]
    return f"SELECT {', '.join(columns)}"
