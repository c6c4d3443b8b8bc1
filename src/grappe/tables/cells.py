"""Cells as a spreadsheet shows them: no text that it would run, one writing for each type."""

import math
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pyarrow as pa

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_BATCH = 10_000


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula.

    >>> guarded("=1+1")
    "'=1+1"
    """
    return "'" + text if text.startswith(DANGEROUS) else text


def written(value: Any) -> str:
    """A value as text: empty for null, ISO 8601 for days and instants, ``true``/``false``, lists joined with ``; ``."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list):
        return guarded("; ".join(str(item) for item in value if item is not None))
    return str(value)


def rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    """The rows of a table as Python values, a bounded number at a time."""
    for batch in table.to_batches(max_chunksize=_BATCH):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
