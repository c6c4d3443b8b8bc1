"""The workbook of refused rows: the columns they came with, what is wrong, what to do; to be corrected and re-sent."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from grappe.needs.reports import FileReport, ReadReport, RefusedRow
from grappe.needs.survey_template import TEXT_ONLY
from grappe.words import Sentence

ERROR, TO_DO = Sentence("Erreur", "Error"), Sentence("Que faire", "What to do")
SHEET = Sentence("À corriger", "To correct")
CELL_LIMIT = 32_767  #: characters that a cell of a workbook can hold


def refused_workbook(report: ReadReport, *, language: str = "fr") -> bytes:
    """The refused rows of a reading, one sheet per file, faulty cells marked. Texts are cut where a cell ends."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, TEXT_ONLY) as book:
        formats = _formats(book)
        refused = [given for given in report.files if given.refused_rows]
        for rank, given in enumerate(refused, start=1):
            name = SHEET.said(language) + (f" {rank}" if len(refused) > 1 else "")
            _sheet(book.add_worksheet(name), given, formats, language=language)
        if not refused:
            book.add_worksheet(SHEET.said(language))
    return buffer.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    header = {"bold": True, "bg_color": "#1d4f5f", "font_color": "#ffffff", "text_wrap": True, "valign": "top"}
    return {
        "header": book.add_format(header),
        "said": book.add_format({**header, "bg_color": "#9a3412"}),
        "cell": book.add_format({"num_format": "@", "valign": "top"}),
        "fault": book.add_format({"num_format": "@", "valign": "top", "bg_color": "#fde2d4", "border": 1}),
        "why": book.add_format({"text_wrap": True, "valign": "top", "font_color": "#9a3412"}),
    }


def _sheet(sheet: Any, given: FileReport, formats: dict[str, Any], *, language: str) -> None:
    columns = given.columns
    for rank, column in enumerate(columns):
        sheet.write_string(0, rank, column, formats["header"])
    for rank, title in enumerate((ERROR, TO_DO), start=len(columns)):
        sheet.write_string(0, rank, title.said(language), formats["said"])
    sheet.set_column(0, len(columns), 18, formats["cell"])
    sheet.set_column(len(columns), len(columns) + 1, 44, formats["why"])
    for number, row in enumerate(given.refused_rows, start=1):
        _row(sheet, number, row, columns=columns, formats=formats, language=language)
    sheet.freeze_panes(1, 0)


def _row(
    sheet: Any,
    number: int,
    row: RefusedRow,
    *,
    columns: Sequence[str],
    formats: dict[str, Any],
    language: str,
) -> None:
    for rank, column in enumerate(columns):
        style = formats["fault" if column == row.issue.where.column else "cell"]
        text = row.cells.get(column, "")
        if text:
            sheet.write_string(number, rank, text[:CELL_LIMIT], style)
        elif column == row.issue.where.column:
            sheet.write_blank(number, rank, None, style)
    hint = row.issue.hint.said(language) if row.issue.hint else ""
    sheet.write_string(number, len(columns), row.issue.sentence.said(language), formats["why"])
    sheet.write_string(number, len(columns) + 1, hint, formats["why"])
