"""What a write changes: staged rows against the current ones, by key.

No window function and no content comparison is paid for unless keys really meet.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt

from grappe.tables.embedded import current_rows, fetch, quoted, text
from grappe.tables.manifest import Content
from grappe.tables.parts import Rows
from grappe.words import Frame

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows of a write were new, had other content than before, or said what was known already.

    Rows are taken one after the other: a key that comes twice in one write is first new, then changed or unchanged.
    """

    new: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What a staged file does: rows of its own that are not kept (sorted), and rows of each part that it replaces.

    ``repeated`` is a key that comes twice in the staged file, ``None`` where there is none.
    """

    written: Written
    dropped: Rows
    killed: dict[int, Rows]
    repeated: str | None = None


@dataclass(frozen=True, slots=True)
class _Repeats:
    """Staged rows by rank within their key: the first, the last, and for the others whether content changed."""

    first: Flags
    last: Flags
    changed: int
    example: str | None = None


def difference(
    connection: duckdb.DuckDBPyConnection, frame: Frame, staged: Path, *, rows: int, folder: Path, content: Content
) -> Difference:
    """Compares a staged file of ``rows`` rows, already checked, with the current rows of its frame."""
    if not frame.key or not rows:
        return Difference(Written(rows, 0, 0), np.empty(0, np.int64), {})
    columns = ", ".join(map(quoted, frame.names))
    connection.execute(
        f"CREATE VIEW _staged AS SELECT {columns}, file_row_number AS _row"
        f" FROM read_parquet({text(staged)}, file_row_number = true)"
    )
    connection.execute(f"CREATE VIEW _current AS {_all_current(folder, frame, content)}")
    repeats = _repeats(connection, frame, rows)
    if not content.parts or not _meet(connection, frame):
        none = np.zeros(rows, bool)
        return Difference(_counts(repeats, none, none), np.flatnonzero(~repeats.last), {}, repeats.example)
    return _met(connection, frame, repeats)


def _all_current(folder: Path, frame: Frame, content: Content) -> str:
    if content.parts:
        return current_rows(folder, frame, content, numbered=True)
    return "SELECT *, 0 AS _part FROM _staged WHERE false"


def _meet(connection: duckdb.DuckDBPyConnection, frame: Frame) -> bool:
    """Lists the staged rows whose key is there already; whether there is one. Reads the key columns alone."""
    connection.execute(
        "CREATE TEMP TABLE _met AS SELECT s._row AS row, c._part AS part, c._row AS there"
        f" FROM _staged s JOIN _current c ON {_same_key(frame)}"
    )
    return bool(fetch(connection, "SELECT 1 FROM _met LIMIT 1").num_rows)


def _met(connection: duckdb.DuckDBPyConnection, frame: Frame, repeats: _Repeats) -> Difference:
    """Rows whose key is there already, compared by a digest of their content, so that no join carries long texts."""
    content = f"json_array({', '.join(map(quoted, frame.names))})"
    for name, rows in (
        ("_s", "_row FROM _staged WHERE _row IN (SELECT row FROM _met)"),
        ("_c", "_row, _part FROM _current WHERE (_part, _row) IN (SELECT part, there FROM _met)"),
    ):
        connection.execute(f"CREATE TEMP TABLE {name} AS SELECT md5_number({content}::VARCHAR) AS digest, {rows}")
    found = fetch(
        connection,
        "SELECT row, part, there, s.digest <> c.digest AS other FROM _met"
        " JOIN _s s ON s._row = row JOIN _c c ON c._part = part AND c._row = there",
    )
    row, differs = found["row"].to_numpy(), found["other"].to_numpy()
    known, changed = np.zeros(len(repeats.first), bool), np.zeros(len(repeats.first), bool)
    known[row], changed[row] = True, differs
    dropped = np.flatnonzero(~repeats.last | (known & ~changed))
    replaced = differs & repeats.last[row]
    part, there = found["part"].to_numpy()[replaced], found["there"].to_numpy()[replaced]
    killed = {int(rank): np.sort(there[part == rank]) for rank in np.unique(part)}
    return Difference(_counts(repeats, known, changed), dropped, killed, repeats.example)


def _counts(repeats: _Repeats, known: Flags, changed: Flags) -> Written:
    first = repeats.first
    new = int((first & ~known).sum())
    different = int((first & changed).sum()) + repeats.changed
    return Written(new, different, len(first) - new - different)


def _repeats(connection: duckdb.DuckDBPyConnection, frame: Frame, rows: int) -> _Repeats:
    first, last = np.ones(rows, bool), np.ones(rows, bool)
    key = ", ".join(map(quoted, frame.key))
    distinct = fetch(connection, f"SELECT count(*) AS n FROM (SELECT DISTINCT {key} FROM _staged)")["n"][0].as_py()
    if distinct == rows:
        return _Repeats(first, last, 0)
    content = ", ".join(map(quoted, frame.names))
    found = fetch(
        connection,
        f"SELECT _row AS row, lag(_row) OVER w IS NULL AS first, lead(_row) OVER w IS NULL AS last,"
        f" row({content}) IS DISTINCT FROM lag(row({content})) OVER w AS other"
        f" FROM _staged WINDOW w AS (PARTITION BY {key} ORDER BY _row)",
    )
    row = found["row"].to_numpy()
    first[row], last[row] = found["first"].to_numpy(), found["last"].to_numpy()
    changed = int((found["other"].to_numpy() & ~found["first"].to_numpy()).sum())
    example = fetch(connection, f"SELECT {key} FROM _staged GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL LIMIT 1")
    return _Repeats(first, last, changed, ", ".join(str(value) for value in example.to_pylist()[0].values()))


def _same_key(frame: Frame) -> str:
    nullable = {column.name for column in frame.columns if column.null is not None}
    return " AND ".join(
        f"s.{quoted(name)} {'IS NOT DISTINCT FROM' if name in nullable else '='} c.{quoted(name)}" for name in frame.key
    )
