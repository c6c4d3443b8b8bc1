"""« Recueil des besoins »: the workbook that members fill, with drop-downs, notes, help and an example."""

import io
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter

from grappe.needs.columns import SURVEY_COLUMNS, SurveyColumn
from grappe.needs.rows import MOST_POSITIONS

SHEET, HELP_SHEET, EXAMPLE_SHEET = "Besoins", "Aide - Help", "Exemple - Example"
ROWS = 2_000  #: rows with drop-downs and checks; more can be typed below
TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}

_HELP = (
    ("Recueil des besoins", "Survey of needs"),
    (
        "Une ligne par besoin, dans la feuille « Besoins ». Seul l'intitulé du poste est obligatoire.",
        "One row per need, in the sheet “Besoins”. Only the job title is required.",
    ),
    (
        "Gardez la ligne d'en-tête telle qu'elle est ; l'ordre des colonnes ne compte pas.",
        "Keep the header as it is; the order of the columns does not matter.",
    ),
    (
        "Renvoyez le même fichier corrigé : les besoins déjà reçus ne sont pas comptés deux fois.",
        "Send the same file again once corrected: needs already received are not counted twice.",
    ),
    (
        "Si des lignes sont refusées, vous recevez un classeur qui dit pourquoi : corrigez-le et renvoyez-le.",
        "If rows are refused, you get a workbook that says why: correct it and send it again.",
    ),
)


def template(day: date) -> bytes:
    """The empty workbook, dated ``day``. The same day gives the same bytes."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, TEXT_ONLY) as book:
        book.set_properties(
            {"title": "Recueil des besoins", "created": datetime(day.year, day.month, day.day, tzinfo=UTC)}
        )
        formats = _formats(book)
        _survey(book, formats)
        _help(book, formats, day)
        _example(book, formats)
    return buffer.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    header = {
        "bold": True,
        "bg_color": "#1d4f5f",
        "font_color": "#ffffff",
        "text_wrap": True,
        "valign": "top",
        "border": 1,
    }
    return {
        "header": book.add_format(header),
        "required": book.add_format({**header, "bg_color": "#9a3412"}),
        "free": book.add_format({"locked": False, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"locked": False, "num_format": "@", "valign": "top"}),
        "date": book.add_format({"locked": False, "num_format": "dd/mm/yyyy", "valign": "top"}),
        "title": book.add_format({"bold": True, "font_size": 16}),
        "bold": book.add_format({"bold": True, "valign": "top"}),
        "plain": book.add_format({"text_wrap": True, "valign": "top"}),
    }


def _survey(book: Any, formats: dict[str, Any]) -> None:
    sheet = book.add_worksheet(SHEET)
    _header(sheet, formats)
    for rank, column in enumerate(SURVEY_COLUMNS):
        kind = "date" if column.field == "starts" else "text" if column.text else "free"
        sheet.set_column(rank, rank, column.width, formats[kind])
        note = f"{column.help.fr}\n\n{column.help.en}"
        sheet.write_comment(0, rank, note, {"x_scale": 2, "author": "Grappe"})
        sheet.data_validation(1, rank, ROWS, rank, _check(column))
    sheet.freeze_panes(1, 2)
    freedoms = ("insert_rows", "delete_rows", "sort", "autofilter", "format_columns", "format_rows", "format_cells")
    sheet.protect("", dict.fromkeys(freedoms, True))


def _header(sheet: Any, formats: dict[str, Any]) -> None:
    sheet.set_row(0, 32)
    for rank, column in enumerate(SURVEY_COLUMNS):
        header = f"{column.header} *" if column.required else column.header
        sheet.write_string(0, rank, header, formats["required" if column.required else "header"])


def _check(column: SurveyColumn) -> dict[str, Any]:
    """The drop-down or check of a column, with its help; what may be wrong anyway is said, not forbidden."""
    message = f"{column.help.fr}\n{column.help.en}"[:255]
    shown = {"input_title": column.header[:32], "input_message": message, "error_type": "warning"}
    if column.choices:
        return {"validate": "list", "source": list(column.choices), **shown}
    if column.field == "positions":
        limits = {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": MOST_POSITIONS}
        return {**limits, **shown, "error_type": "stop", "error_message": message}
    return {"validate": "any", **shown}


def _help(book: Any, formats: dict[str, Any], day: date) -> None:
    sheet = book.add_worksheet(HELP_SHEET)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 2, 62)
    for row, (fr, en) in enumerate(_HELP):
        style = formats["title" if row == 0 else "plain"]
        sheet.write_string(row, 1, fr, style)
        sheet.write_string(row, 2, en, style)
    sheet.write_string(len(_HELP), 1, f"Modèle du {day:%d/%m/%Y} · template of {day.isoformat()}", formats["plain"])
    start = len(_HELP) + 2
    for row, column in enumerate(SURVEY_COLUMNS, start=start):
        choices = f" ({', '.join(column.choices)})" if column.choices else ""
        sheet.write_string(row, 0, column.header, formats["bold"])
        sheet.write_string(row, 1, column.help.fr + choices, formats["plain"])
        sheet.write_string(row, 2, column.help.en, formats["plain"])
    sheet.protect()


def _example(book: Any, formats: dict[str, Any]) -> None:
    sheet = book.add_worksheet(EXAMPLE_SHEET)
    _header(sheet, formats)
    for rank, column in enumerate(SURVEY_COLUMNS):
        sheet.set_column(rank, rank, column.width)
        for row, text in enumerate(column.examples, start=1):
            sheet.write_string(row, rank, text, formats["plain"])
    sheet.freeze_panes(1, 2)
    sheet.protect()
