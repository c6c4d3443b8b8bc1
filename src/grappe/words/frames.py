"""Frames: tables that cross a border, declared once.

A frame says its grain, its key, and for each column the type, the unit, what null means and the values allowed. The
table itself is an Arrow table; ``Frame.check`` is called where a table enters a room, and the reference pages are
rendered from the declarations.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from grappe.words.refusals import Refused, Where
from grappe.words.sentences import Sentence

TYPES: Mapping[str, pa.DataType] = {
    "text": pa.string(),
    "whole": pa.int64(),
    "number": pa.float64(),
    "flag": pa.bool_(),
    "day": pa.date32(),
    "instant": pa.timestamp("us", tz="UTC"),
    "texts": pa.list_(pa.string()),
}


class FrameBroken(Refused):
    """A table does not hold what its frame declares."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type (a name of ``TYPES``), what it holds, its unit, and what null means.

    ``null`` is ``None`` where the column is never null. ``values`` closes the list of allowed texts.
    """

    name: str
    type: str
    about: str
    null: str | None = None
    unit: str | None = None
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """A declared table: name, grain ("one row per …"), key columns and columns."""

    name: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    _names: tuple[str, ...] = field(init=False, repr=False, default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "_names", tuple(column.name for column in self.columns))
        unknown = set(self.key) - set(self._names)
        if unknown or len(set(self._names)) != len(self._names):
            raise ValueError(f"frame {self.name}: key or columns badly declared: {sorted(unknown)}")

    @property
    def names(self) -> tuple[str, ...]:
        """The column names, in order."""
        return self._names

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema; nullability follows the declaration."""
        return pa.schema([pa.field(c.name, TYPES[c.type], nullable=c.null is not None) for c in self.columns])

    def from_rows(self, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
        """An unchecked table of this frame from dictionaries; a missing key is null."""
        listed = list(rows)
        arrays = [pa.array([row.get(c.name) for row in listed], TYPES[c.type]) for c in self.columns]
        return pa.Table.from_arrays(arrays, names=list(self._names))

    def empty(self) -> pa.Table:
        """The frame without rows."""
        return self.from_rows([])

    def check(self, table: pa.Table, *, unique: bool = True) -> pa.Table:
        """The table with exactly these columns, in this order, cast and checked.

        Extra columns are dropped. Raises ``FrameBroken`` for a missing column, a value of another type, a null or a
        value that the declaration forbids, and (``unique``) for a key that comes twice.
        """
        columns = [self._checked(column, table) for column in self.columns]
        checked = pa.Table.from_arrays(columns, schema=self.schema)
        if unique and self.key and checked.num_rows:
            self._check_key(checked)
        return checked

    def _checked(self, column: Column, table: pa.Table) -> pa.ChunkedArray:
        if column.name not in table.column_names:
            raise self._broken(column.name, "colonne absente", "missing column")
        values = table.column(column.name)
        try:
            values = values.cast(TYPES[column.type])
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
            raise self._broken(column.name, f"type inattendu ({error})", f"unexpected type ({error})") from error
        if column.null is None and values.null_count:
            raise self._broken(column.name, "valeur manquante", "missing value")
        if column.values:
            self._check_values(column, values)
        return values

    def _check_values(self, column: Column, values: pa.ChunkedArray) -> None:
        allowed = pc.is_in(values, value_set=pa.array(column.values, pa.string()))
        wrong = values.filter(pc.and_(pc.invert(allowed), pc.is_valid(values)))
        if len(wrong):
            listed = ", ".join(column.values)
            raise self._broken(column.name, f"attendu : {listed}", f"expected: {listed}", wrong[0].as_py())

    def _check_key(self, table: pa.Table) -> None:
        groups = table.select(list(self.key)).group_by(list(self.key)).aggregate([([], "count_all")])
        twice = groups.filter(pc.greater(groups["count_all"], 1))
        if twice.num_rows:
            value = ", ".join(str(twice[name][0].as_py()) for name in self.key)
            raise self._broken(", ".join(self.key), "clé en double", "duplicate key", value)

    def _broken(self, column: str, fr: str, en: str, value: str | None = None) -> FrameBroken:
        return FrameBroken(Sentence(fr, en), where=Where(file=self.name, column=column, value=value))
