"""Workbooks: XLSX and ODS read, XLSX written; texts stay texts."""

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import python_calamine
import xlsxwriter

from grappe.tables.cells import guarded, rows, written
from grappe.words import Refused, Sentence, Where

SHEET_ROWS, CELL_CHARACTERS, OFFER_CHARACTERS = 1_048_576, 32_767, 255
_KINDS: dict[type, pa.DataType] = {
    str: pa.string(),
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
    date: pa.date32(),
    datetime: pa.timestamp("us"),
}


def read_sheet(path: Path) -> pa.Table:
    """The first sheet: its first row names the columns; a column of one kind keeps it, a mixed one becomes text.

    Raises ``Refused`` for what is not a workbook, an empty sheet, or a column name that comes twice.
    """
    try:
        workbook = python_calamine.CalamineWorkbook.from_path(path)
        cells = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, IndexError) as error:
        raise Refused(
            Sentence("ce fichier n'est pas un classeur lisible", "this file is not a readable workbook"),
            hint=Sentence("l'enregistrer à nouveau depuis le tableur", "save it again from the spreadsheet"),
            where=Where(file=str(path)),
        ) from error
    if not cells:
        raise Refused(Sentence("feuille vide", "empty sheet"), where=Where(file=str(path)))
    names = [str(cell).strip() for cell in cells[0]]
    width = max((rank + 1 for rank, name in enumerate(names) if name), default=0)
    _check_names(path, names[:width])
    body = [row for row in cells[1:] if any(cell != "" for cell in row)]
    return pa.table({name: _column([row[rank] for row in body]) for rank, name in enumerate(names[:width]) if name})


def write_sheet(table: pa.Table, path: Path, *, offers: Mapping[str, Sequence[Sequence[str]]] | None = None) -> None:
    """Writes one sheet with a bold, frozen and filterable header. A text longer than a cell holds is cut with ``…``.

    ``offers``: column → for each row the texts that its cell offers in a list; another text may still be typed.
    """
    if table.num_rows >= SHEET_ROWS:
        raise Refused(
            Sentence(f"plus de {SHEET_ROWS - 1} lignes", f"more than {SHEET_ROWS - 1} rows"),
            hint=Sentence("choisir un nom en .csv ou .parquet", "choose a name in .csv or .parquet"),
            where=Where(file=str(path)),
        )
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(path), options) as workbook:
        workbook.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - the same table, the same bytes
        sheet = workbook.add_worksheet()
        formats = [_format(workbook, field.type) for field in table.schema]
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, table.num_rows, max(table.num_columns - 1, 0))
        heading = workbook.add_format({"bold": True})
        for rank, name in enumerate(table.column_names):
            sheet.write_string(0, rank, _cut(guarded(name)), heading)
            sheet.set_column(rank, rank, min(max(len(name) + 2, 10), 40))
        for number, row in enumerate(rows(table), 1):
            for rank, value in enumerate(row):
                _write(sheet, number, rank, (value, formats[rank]))
        for name, listed in (offers or {}).items():
            rank = table.column_names.index(name)
            for number, texts in enumerate(listed, 1):
                sheet.data_validation(number, rank, number, rank, _offer(texts))


def _offer(texts: Sequence[str]) -> dict[str, Any]:
    """A list to choose from: Excel holds 255 characters of it, separated by commas."""
    room = OFFER_CHARACTERS // max(len(texts), 1) - 1
    source = [" ".join(text.replace(",", " ").split())[:room] for text in texts]
    return {"validate": "list", "source": source, "show_error": False}


def _write(sheet: Any, number: int, rank: int, cell: tuple[Any, Any]) -> None:
    value, shown = cell
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return
    if isinstance(value, bool):
        sheet.write_boolean(number, rank, value)
    elif isinstance(value, int | float):
        sheet.write_number(number, rank, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(number, rank, value.replace(tzinfo=None), shown)
    elif isinstance(value, date):
        sheet.write_datetime(number, rank, value, shown)
    else:
        sheet.write_string(number, rank, _cut(written(value)))


def _format(workbook: Any, kind: pa.DataType) -> Any:
    if pa.types.is_date(kind):
        return workbook.add_format({"num_format": "yyyy-mm-dd"})
    if pa.types.is_timestamp(kind):
        return workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    return None


def _cut(text: str) -> str:
    return text if len(text) <= CELL_CHARACTERS else text[: CELL_CHARACTERS - 1] + "…"


def _check_names(path: Path, names: list[str]) -> None:
    twice = next((name for name in names if name and names.count(name) > 1), None)
    if twice is not None:
        raise Refused(
            Sentence("deux colonnes portent ce nom", "two columns have this name"),
            where=Where(file=str(path), row=1, column=twice),
        )


def _column(cells: list[Any]) -> pa.Array:
    values = [None if cell == "" else _whole(cell) for cell in cells]
    kinds = {type(value) for value in values if value is not None}
    if kinds == {int, float}:
        kinds = {float}
    if len(kinds) == 1 and (kind := kinds.pop()) in _KINDS:
        return pa.array(values, _KINDS[kind])
    return pa.array([None if value is None else str(value) for value in values], pa.string())


def _whole(cell: Any) -> Any:
    return int(cell) if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53 else cell
