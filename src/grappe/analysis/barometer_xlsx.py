"""The barometer as a workbook: one sheet per table, every figure with its n, and the method."""

from datetime import datetime, time
from io import BytesIO
from typing import Any

import pyarrow as pa
import xlsxwriter

from grappe.analysis.barometer import Barometer
from grappe.analysis.barometer_words import WORDS, method, period
from grappe.analysis.provenance import UNPROTECTED
from grappe.words import Sentence

#: Sheet → attribute of the barometer and name of the sheet.
_SHEETS = {
    "occupations": Sentence("Métiers", "Occupations"),
    "departements": Sentence("Départements", "Départements"),
    "occupation_departements": Sentence("Métiers × départements", "Occupations × dept"),
    "months": Sentence("Mois", "Months"),
    "contracts": Sentence("Contrats", "Contracts"),
    "tension": Sentence("Tension", "Tension"),
}
_SHARES = ("share", "low", "high", "weight")
_WIDE = ("label_fr", "label_en")


def barometer_xlsx(item: Barometer, *, language: str = "fr") -> bytes:
    """The workbook of a barometer: a cover with method and sources, then the tables. Text is never a formula."""
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        title = f"{WORDS['title'].said(language)} – {item.cluster}"
        book.set_properties({"title": title, "created": datetime.combine(item.day, time(12))})
        _cover(book, item, title, language)
        for name, sheet in _SHEETS.items():
            table: pa.Table = getattr(item, name)
            if table.num_columns:
                _table(book, sheet.said(language), table)
    return buffer.getvalue()


def _cover(book: Any, item: Barometer, title: str, language: str) -> None:
    """Title, coverage, method and sources."""
    sheet = book.add_worksheet(Sentence("Lire d'abord", "Read first").said(language))
    held, bold = item.totals, book.add_format({"bold": True, "font_color": "#1f5c46"})
    big = book.add_format({"bold": True, "font_size": 18, "font_color": "#14382b"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 42)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, title, big)
    sheet.write_string(1, 0, period(item).said(language))
    counts = {"needs": held.needs, "positions": held.positions, "employers": held.employers, "waiting": held.waiting}
    row = 3
    for name, value in counts.items() if item.open else ():
        sheet.write_string(row, 0, WORDS[name].said(language))
        sheet.write_number(row, 1, value, book.add_format({"align": "left", "num_format": "#,##0"}))
        row += 1
    notes = [*method(item), *([] if item.disclosure else [Sentence(UNPROTECTED, UNPROTECTED)])]
    for name, lines in (("method", [note.said(language) for note in notes]), ("sources", list(item.releases))):
        sheet.write_string(row + 1, 0, WORDS[name].said(language), bold)
        for line in lines:
            row += 1
            sheet.write_string(row, 1, line, wrapped)
        row += 1


def _table(book: Any, name: str, table: pa.Table) -> None:
    """One table: header with filter, frozen; shares as percentages; null is an empty cell."""
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#1f5c46", "font_color": "#ffffff", "text_wrap": True})
    formats = {
        "share": book.add_format({"num_format": "0.0%"}),
        "whole": book.add_format({"num_format": "#,##0"}),
        "plain": book.add_format(),
        "number": book.add_format({"num_format": "#,##0.00"}),
    }
    for place, column in enumerate(table.column_names):
        sheet.write_string(0, place, column, head)
        sheet.set_column(place, place, 44 if column in _WIDE else 14)
        _column(sheet, place, table[column], formats[_format(column, table[column].type)])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, table.num_rows, max(0, table.num_columns - 1))


def _format(column: str, kind: pa.DataType) -> str:
    if pa.types.is_floating(kind):
        return "share" if column.endswith(_SHARES) else "whole" if "pay" in column else "number"
    return "plain" if "year" in column else "whole"


def _column(sheet: Any, place: int, values: pa.ChunkedArray, shape: Any) -> None:
    text = pa.types.is_string(values.type)
    for row, value in enumerate(values.to_pylist(), start=1):
        if value is None:
            continue
        if text:
            sheet.write_string(row, place, value)
        else:
            sheet.write_number(row, place, value, shape)
