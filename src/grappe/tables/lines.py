"""JSON lines: one object a line, types as they are."""

import gzip
import json
import math
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from grappe.tables.cells import rows
from grappe.words import Refused, Sentence, Where


def read_lines(path: Path) -> pa.Table:
    """The table of a JSON lines file; a key that a line lacks is null there, a column of mixed types is text.

    Raises ``Refused`` for a line that is not a JSON object.
    """
    records = []
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.name.lower().endswith(".gz")
        else path.open(encoding="utf-8") as file
    ):
        for number, line in enumerate(file, 1):
            if line.strip():
                records.append(_record(path, number, line))
    names = list(dict.fromkeys(name for record in records for name in record))
    return pa.table({name: _column([record.get(name) for record in records]) for name in names})


def write_lines(table: pa.Table, path: Path, *, packed: bool = False) -> None:
    """Writes one object a line; days and instants in ISO 8601."""
    with path.open("wb") as raw:
        binary = gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) if packed else raw
        for row in rows(table):
            record = {name: _finite(value) for name, value in zip(table.column_names, row, strict=True)}
            binary.write((json.dumps(record, ensure_ascii=False, default=_iso) + "\n").encode())
        if packed:
            binary.close()


def _record(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except ValueError:
        record = None
    if not isinstance(record, dict):
        raise Refused(
            Sentence("cette ligne n'est pas un objet JSON", "this line is not a JSON object"),
            where=Where(file=str(path), row=number, value=line.strip()),
        )
    return record


def _column(values: list[Any]) -> pa.Array:
    try:
        return pa.array(values)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array(
            [
                value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                for value in values
            ],
            pa.string(),
        )


def _finite(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _iso(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
