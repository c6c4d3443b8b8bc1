"""Workbooks (XLSX, ODS, XLS) and Parquet: every cell as the text that its author meant."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from grappe.needs.headers import LOOKED_AT, column_names, header_index
from grappe.needs.json_records import flattened
from grappe.needs.raw import Record
from grappe.words import Refused, Sentence, Where

#: Sheets that explain and hold no needs, as in our template; read only when there is no other.
ASIDE = re.compile(r"(aide|help|notice|notes?|lisez|read ?me|exemple|example|listes?|lists?)\b", re.I)


def sheet_records(path: Path, columns: dict[str | None, list[str]]) -> Iterator[Record]:
    """The records of every visible sheet that is not a notice; each sheet has its own header."""
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            for name in _sheets(workbook):
                rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
                yield from _sheet(name, rows, columns)
    except (CalamineError, OSError) as error:
        raise Refused(
            Sentence(f"classeur illisible ({error})", f"unreadable workbook ({error})"),
            hint=Sentence(
                "ouvrez-le, enregistrez-le en .xlsx, renvoyez-le", "open it, save it as .xlsx, send it again"
            ),
            where=Where(file=path.name),
        ) from error


def parquet_records(path: Path) -> Iterator[Record]:
    """The records of a Parquet file; row 1 is its first row."""
    number = 0
    try:
        for batch in pq.ParquetFile(path).iter_batches(2048):
            for row in batch.to_pylist():
                number += 1
                yield Record(number, None, flattened({name: _plain(value) for name, value in row.items()}))
    except (pa.ArrowException, OSError) as error:
        raise Refused(
            Sentence(f"fichier Parquet illisible ({error})", f"unreadable Parquet file ({error})"),
            where=Where(file=path.name),
        ) from error


def cell_text(value: Any) -> str:
    """A cell as text: whole numbers without ``.0``, dates in ISO, words for booleans.

    >>> cell_text(55208673700085.0), cell_text(date(2026, 3, 2)), cell_text(12.5), cell_text(True)
    ('55208673700085', '2026-03-02', '12.5', 'true')
    """
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e18:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    return "" if value is None else str(value)


def _sheets(workbook: CalamineWorkbook) -> list[str]:
    visible = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    holding = [name for name in visible if not ASIDE.match(name)]
    wide = [name for name in holding if workbook.get_sheet_by_name(name).width > 1]
    return wide or holding or visible


def _sheet(name: str, rows: list[list[Any]], columns: dict[str | None, list[str]]) -> Iterator[Record]:
    top = [[cell_text(cell) for cell in row] for row in rows[:LOOKED_AT]]
    start = header_index(top)
    columns[name] = names = column_names(top[start]) if top else []
    for number, row in enumerate(rows[start + 1 :], start=start + 2):
        cells = {column: text for column, cell in zip(names, row, strict=False) if (text := cell_text(cell))}
        if cells:
            yield Record(number, name, cells)


def _plain(value: Any) -> Any:
    """A Parquet value as JSON would hold it."""
    return value.isoformat() if isinstance(value, date | datetime | time) else value
