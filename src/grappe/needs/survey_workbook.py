"""The questionnaire as a workbook to be answered offline: one line per answer, drop-downs, a sheet of planned hires."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from grappe.needs.questionnaires import HIRES, SCALE, STANCES, Question, Questionnaire, questionnaire
from grappe.needs.sheets import cell_text
from grappe.needs.survey_template import TEXT_ONLY
from grappe.words import Language, Refused, Sentence, Where

ANSWERS_SHEET, HIRES_SHEET = "Réponses", "Recrutements"
FIRST_ROW = 4  #: row of the first answer, as a person sees it
HIRE_ROWS = 60
_HEADS = (Sentence("Question", "Question"), Sentence("Détail", "Item"), Sentence("Votre réponse", "Your answer"))
_HOW = Sentence(
    "Répondez dans la colonne C ; laissez vide ce que vous ne savez pas. Les recrutements prévus ont leur feuille.",
    "Answer in column C; leave empty what you do not know. Planned hires have a sheet of their own.",
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line to be answered: the question, the item (empty for the question as a whole), what may be chosen."""

    question: Question
    item: str = ""
    choices: tuple[str, ...] = ()


def survey_workbook(asked: Questionnaire, *, wave: str, respondent: str, day: date, language: Language = "fr") -> bytes:
    """The empty form of a college as XLSX. ``wave`` and ``respondent`` are written in it, to know it when it returns.

    The same arguments give the same bytes.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, TEXT_ONLY) as book:
        created = datetime(day.year, day.month, day.day, tzinfo=UTC)
        book.set_properties({"title": asked.title.said(language), "created": created})
        styles = {
            "head": book.add_format({"bold": True, "bg_color": "#1d4f5f", "font_color": "#ffffff", "text_wrap": True}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "free": book.add_format({"locked": False, "num_format": "@", "valign": "top", "bg_color": "#fff8e1"}),
            "title": book.add_format({"bold": True, "font_size": 14}),
            "quiet": book.add_format({"font_color": "#666666"}),
        }
        sheet = book.add_worksheet(ANSWERS_SHEET)
        for column, value in enumerate((asked.college, wave, respondent, asked.version), start=3):
            sheet.write_string(0, column, value)
        _answers(sheet, styles, asked, language)
        if any(question.kind == "hires" for question in asked.questions.values()):
            _hires(book, styles, language)
    return buffer.getvalue()


def lines(asked: Questionnaire, language: Language = "fr") -> Iterator[Line]:
    """The lines of the form, in order."""
    for question in asked.questions.values():
        if question.kind in ("scale", "stances", "parts"):
            for choice in question.choices:
                yield Line(question, choice.key, _choices(question, language))
        elif question.kind != "hires":
            yield Line(question, "", _choices(question, language))


def _choices(question: Question, language: Language) -> tuple[str, ...]:
    if question.kind == "one":
        return tuple(choice.label.said(language) for choice in question.choices)
    if question.kind == "scale":
        return tuple(map(str, SCALE))
    if question.kind == "stances":
        return tuple(label.said(language) for label in STANCES.values())
    return (
        ("oui", "non")
        if question.kind == "flag" and language == "fr"
        else ("yes", "no")
        if question.kind == "flag"
        else ()
    )


def _answers(sheet: Any, styles: dict[str, Any], asked: Questionnaire, language: Language) -> None:
    sheet.set_column(0, 0, 58)
    sheet.set_column(1, 2, 40)
    sheet.set_column(3, 4, None, None, {"hidden": True})
    sheet.write_string(0, 0, asked.title.said(language), styles["title"])
    sheet.write_string(1, 0, _HOW.said(language), styles["text"])
    for column, head in enumerate(_HEADS):
        sheet.write_string(FIRST_ROW - 2, column, head.said(language), styles["head"])
    asked_before = ""
    for row, line in enumerate(lines(asked, language), start=FIRST_ROW - 1):
        said = _asked(line.question, language) if line.question.key != asked_before else ""
        asked_before = line.question.key
        sheet.write_string(row, 0, said, styles["text"])
        sheet.write_string(row, 1, line.question.label(line.item).said(language) if line.item else "", styles["text"])
        sheet.write_blank(row, 2, None, styles["free"])
        sheet.write_string(row, 3, line.question.key)
        sheet.write_string(row, 4, line.item)
        if line.choices:
            sheet.data_validation(row, 2, row, 2, {"validate": "list", "source": list(line.choices)})
    sheet.freeze_panes(FIRST_ROW - 1, 1)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _asked(question: Question, language: Language) -> str:
    """The question with what may be chosen, where no drop-down can show it."""
    text = question.text.said(language) + (" *" if question.required else "")
    if question.kind != "many":
        return text
    return f"{text}\n({' ; '.join(choice.label.said(language) for choice in question.choices)})"


def _hires(book: Any, styles: dict[str, Any], language: Language) -> None:
    sheet = book.add_worksheet(HIRES_SHEET)
    sheet.set_column(0, 0, 40, styles["free"])
    sheet.set_column(1, 4, 20, styles["free"])
    for column, head in enumerate(HIRES.values()):
        sheet.write_string(0, column, head.said(language), styles["head"])
    yes_no = ["oui", "non"] if language == "fr" else ["yes", "no"]
    sheet.data_validation(1, 2, HIRE_ROWS, 3, {"validate": "list", "source": yes_no})
    sheet.freeze_panes(1, 0)


@dataclass(frozen=True, slots=True)
class Returned:
    """A form that came back: whose, of which wave, what was written; ``rows`` says where each answer stands."""

    wave: str
    respondent: str
    asked: Questionnaire
    written: dict[str, Any]
    rows: dict[tuple[str, str], Where]


def read_survey_workbook(path: Path) -> Returned:
    """What somebody wrote in a form, unchecked (see ``check_answers``). Raises ``Refused`` for any other workbook."""
    try:
        with CalamineWorkbook.from_path(path) as book:
            sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (CalamineError, OSError) as error:
        raise _no_form(path) from error
    rows = sheets.get(ANSWERS_SHEET) or [[]]
    ids = [cell_text(cell) for cell in rows[0][3:7]]
    if len(ids) < 4:
        raise _no_form(path)
    college, wave, respondent, _version = ids
    asked, places = questionnaire(college), {}
    written: dict[str, Any] = {}
    for number, row in enumerate(rows[FIRST_ROW - 1 :], start=FIRST_ROW):
        key, item = (cell_text(cell) for cell in (*row[3:5], "", "")[:2])
        answer = cell_text(row[2]) if len(row) > 2 else ""
        if key and answer:
            places[key, item] = Where(path.name, ANSWERS_SHEET, number, "C", answer)
            if item:
                written.setdefault(key, {})[item] = answer
            else:
                written[key] = answer
    hires = _read_hires(sheets.get(HIRES_SHEET, []))
    places |= {("hires", str(n)): Where(path.name, HIRES_SHEET, n + 1) for n in range(1, len(hires) + 1)}
    return Returned(wave, respondent, asked, written | ({"hires": hires} if hires else {}), places)


def _read_hires(rows: list[list[Any]]) -> list[dict[str, str]]:
    """The table of planned hires; empty lines stay, so that the rank of a line is its row less one."""
    return [dict(zip(HIRES, [cell_text(cell) for cell in row[:5]], strict=False)) for row in rows[1:]]


def _no_form(path: Path) -> Refused:
    return Refused(
        Sentence("ce n'est pas un questionnaire de Grappe", "this is not a Grappe questionnaire"),
        hint=Sentence("renvoyez le classeur reçu, rempli", "send the workbook you received, filled in"),
        where=Where(file=path.name),
    )
