"""An invented syllabus as a Word document: the tables and sheets that schools send, without a school or a teacher."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import docx
from docx.table import Table as WordTable
from docx.table import _Cell

from grappe.demonstration.courses import SEMESTERS, InventedCourse, InventedUnit

#: Header of the tables: the first row spans the kinds of hours, the second names them.
KINDS = ("CM", "TD", "TP", "Eval.", "Autre", "Total")


@dataclass(frozen=True, slots=True)
class SyllabusStyle:
    """How the document is laid out: order of the columns, totals or none, credits in a merged cell or in totals."""

    ects_first: bool = False
    totals: bool = True
    merged_credits: bool = False
    sheets: bool = True


def invented_syllabus(
    title: str = "Mécatronique",
    status: str = "Étudiant",
    style: SyllabusStyle | None = None,
    *,
    first_semester: int = 5,
) -> bytes:
    """The bytes of a ``.docx``: one table of units for each semester, then a sheet for each course."""
    style = style or SyllabusStyle()
    document = docx.Document()
    document.add_paragraph("École fictive des industries du Val")
    document.add_paragraph("Syllabus")
    document.add_paragraph(f"Spécialité {title}")
    document.add_paragraph(f"Formation initiale sous statut {status}")
    document.add_heading("Structure des enseignements", 1)
    for place, units in enumerate(SEMESTERS):
        number = first_semester + place
        document.add_heading(f"Période {place + 1}", 2)
        _units_table(document.add_table(2, len(KINDS) + 4), units, style)
        document.add_paragraph(f"Tableau {place + 1} : programme du semestre S{number}.")
    if style.sheets:
        document.add_heading("Descriptif des cours", 1)
        for course in (course for units in SEMESTERS for unit in units for course in unit.courses if course.aims):
            document.add_paragraph(f"{course.title} :")
            _sheet(document.add_table(5, 3), course)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _units_table(table: WordTable, units: Sequence[InventedUnit], style: SyllabusStyle) -> None:
    heads = ["UE", "ECUE", *["Horaires (en heures)"] * len(KINDS), "Coef.", "ECTS"]
    below = ["", "", *KINDS, "", ""]
    order = [0, 1, len(heads) - 1, *range(2, len(heads) - 1)] if style.ects_first else list(range(len(heads)))
    for column, place in enumerate(order):
        table.cell(0, column).text = heads[place]
        table.cell(1, column).text = below[place] or heads[place]
    hours = [order.index(place) for place in range(2, 2 + len(KINDS))]
    table.cell(0, hours[0]).merge(table.cell(0, hours[-1])).text = heads[2]
    for column, place in enumerate(order):
        if not below[place]:
            table.cell(0, column).merge(table.cell(1, column)).text = heads[place]
    for unit in units:
        _unit_rows(table, unit, order, style)
    if style.totals:
        kept = [unit for unit in units if not unit.choice or unit.code.endswith("a")]
        cells = _ordered(
            [
                "TOTAL",
                "",
                *[""] * 5,
                f"{sum(unit.hours for unit in kept):g}",
                "",
                f"{sum(unit.ects for unit in kept):g}",
            ],
            order,
        )
        row = _added(table)
        for cell, text in zip(row, cells, strict=True):
            cell.text = text
        row[0].merge(row[1]).text = "TOTAL"


def _unit_rows(table: WordTable, unit: InventedUnit, order: Sequence[int], style: SyllabusStyle) -> None:
    first = len(table.rows)
    for course in unit.courses:
        kinds = [f"{value:g}" if value else "" for value in (course.cm, course.td, course.tp, course.assessment, 0)]
        credits_ = f"{unit.ects:g}" if style.merged_credits else ""
        _row(table, ["", course.title, *kinds, f"{course.hours:g}", f"{course.weight:g}", credits_], order)
    if style.totals:
        sums = [sum(getattr(course, kind) for course in unit.courses) for kind in ("cm", "td", "tp", "assessment")]
        credits_ = "" if style.merged_credits else f"{unit.ects:g}"
        _row(
            table, ["", f"Total {unit.code}", *[f"{one:g}" for one in sums], "", f"{unit.hours:g}", "", credits_], order
        )
    last = len(table.rows) - 1
    table.cell(first, 0).merge(table.cell(last, 0)).text = f"{unit.code} : {unit.title}"
    if style.merged_credits:
        column, end = list(order).index(len(order) - 1), first + len(unit.courses) - 1
        for row in range(first, end + 1):
            table.cell(row, column).text = ""
        table.cell(first, column).merge(table.cell(end, column)).text = f"{unit.ects:g}"


def _row(table: WordTable, texts: Sequence[str], order: Sequence[int]) -> None:
    for cell, text in zip(_added(table), _ordered(texts, order), strict=True):
        cell.text = text


def _added(table: WordTable) -> tuple[_Cell, ...]:
    table.add_row()  # type: ignore[no-untyped-call]
    return tuple(table.rows[-1].cells)


def _ordered(texts: Sequence[str], order: Sequence[int]) -> list[str]:
    return [texts[place] for place in order]


def _sheet(table: WordTable, course: InventedCourse) -> None:
    for cell, text in zip(
        table.rows[0].cells,
        (f"CM : {course.cm:02.0f}H00", f"TD : {course.td:02.0f}H00", f"TP : {course.tp:02.0f}H00"),
        strict=True,
    ):
        cell.text = text
    bodies = (
        f"Objectifs :\n{course.aims}",
        "Prérequis :\nAucun",
        f"Programme :\n{course.contents}",
        "Modalités d'évaluation : contrôle continu",
    )
    for row, text in enumerate(bodies, 1):
        table.cell(row, 0).merge(table.cell(row, 2)).text = text
