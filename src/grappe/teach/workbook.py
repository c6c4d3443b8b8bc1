"""Our Excel template of a programme: written empty or filled, read back with every cell in its place."""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter

from grappe.teach.assembling import Draft, semesters_of
from grappe.teach.headers import plain
from grappe.teach.things import (
    HOUR_KINDS,
    STATUSES,
    Course,
    Programme,
    ProgrammesRead,
    Remark,
    Semester,
    Unit,
    status_of,
)
from grappe.teach.unit_tables import Line, number
from grappe.words import Refused, Sentence, Where

ABOUT_SHEET, COURSES_SHEET = "Programme", "Cours"
_TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_LONGEST = 32_000  #: characters of a cell

#: Field of a programme → what the template calls it and how it is filled in.
ABOUT = (
    ("title", "Intitulé", "Nom du programme · name of the programme"),
    ("status", "Statut", "student, apprentice, continuing, mixed"),
    ("school", "École", "Nom de l'école · name of the school"),
    ("speciality", "Spécialité", ""),
    ("rncp", "RNCP", "RNCP12345"),
    ("rome", "ROME", "Codes séparés par des espaces · codes with spaces between"),
    ("calendar", "Calendrier", "Semaines : S école, C entreprise · weeks: S school, C company"),
    ("criteria", "Référentiel", "Édition des critères · edition of the criteria"),
)
#: Column of a course → what the template calls it.
COLUMNS = (
    ("semester", "Semestre"), ("unit_code", "Code UE"), ("unit", "UE"), ("unit_ects", "ECTS UE"), ("choice", "Choix"),
    ("code", "Code"), ("title", "ECUE"), ("cm", "CM"), ("td", "TD"), ("tp", "TP"), ("project", "Projet"),
    ("assessment", "Évaluation"), ("other", "Autre"), ("hours", "Total"), ("ects", "ECTS"),
    ("by_professionals", "Heures de professionnels"), ("counted", "Compté"), ("text", "Contenu"),
)  # fmt: skip
_SPARE = {
    "by_professionals",
    "counted",
    "choice",
    "unit_code",
    "code",
    "project",
    "assessment",
    "other",
    "text",
    "unit_ects",
}


def programme_workbook(programme: Programme | None, day: date) -> bytes:
    """The template, empty or filled with a programme, dated ``day``. The same day gives the same bytes."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _TEXT_ONLY) as book:
        created = datetime(day.year, day.month, day.day, tzinfo=UTC)
        book.set_properties({"title": "Programme de formation", "created": created})
        bold = book.add_format({"bold": True, "bg_color": "#1d4f5f", "font_color": "#ffffff"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        about = book.add_worksheet(ABOUT_SHEET)
        about.set_column(0, 0, 16)
        about.set_column(1, 2, 50)
        for row, (field, label, help_) in enumerate(ABOUT):
            value = getattr(programme, field) if programme else ""
            about.write_string(row, 0, label, bold)
            about.write_string(row, 1, " ".join(value) if isinstance(value, tuple) else value)
            about.write_string(row, 2, help_)
        about.data_validation(1, 1, 1, 1, {"validate": "list", "source": list(STATUSES)})
        sheet = book.add_worksheet(COURSES_SHEET)
        sheet.freeze_panes(1, 0)
        for column, (_field, label) in enumerate(COLUMNS):
            sheet.write_string(0, column, label, bold)
        sheet.set_column(2, 2, 30)
        sheet.set_column(6, 6, 36)
        sheet.set_column(17, 17, 80)
        for row, cells in enumerate(_rows(programme) if programme else (), 1):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(row, column, cell[:_LONGEST], wrapped)
                elif cell is not None:
                    sheet.write_number(row, column, cell)
    return buffer.getvalue()


def _rows(programme: Programme) -> Iterator[list[Any]]:
    for semester in programme.semesters:
        for unit in semester.units:
            for course in unit.courses:
                yield _row(semester, unit, course)


def _row(semester: Semester, unit: Unit, course: Course) -> list[Any]:
    kinds = [course.hours_by_kind.get(kind) for kind in HOUR_KINDS]
    hours = course.hours if course.hours is not None else course.hours_said
    head = [float(semester.number), unit.code, unit.title, unit.ects, unit.choice or "", course.code, course.title]
    return [*head, *kinds, hours, course.ects, course.by_professionals, "oui" if course.counted else "non", course.text]


def read_workbook(path: Path) -> ProgrammesRead:
    """The programme of a filled template. Raises ``Refused`` where the sheet or columns of courses are not there."""
    sheets = _sheets(path)
    about = {plain(str(row[0])): str(row[1]).strip() for row in sheets.get(plain(ABOUT_SHEET), []) if len(row) > 1}
    rows = sheets.get(plain(COURSES_SHEET)) or next((rows for rows in sheets.values() if _columns(rows)), [])
    columns = _columns(rows)
    if columns is None:
        raise Refused(
            Sentence(
                "pas de feuille « Cours » avec les colonnes Semestre, UE, ECUE et Total",
                "no sheet “Cours” with the columns Semestre, UE, ECUE and Total",
            ),
            hint=Sentence("partir de notre modèle Excel", "start from our Excel template"),
            where=Where(file=path.name),
        )
    lines = [
        (place, _fields(row, columns))
        for place, row in enumerate(rows[1:], 2)
        if any(str(cell).strip() for cell in row)
    ]
    semesters, remarks = _semesters(lines, path.name)
    return ProgrammesRead((_programme(about, semesters, path),), tuple(remarks))


def _sheets(path: Path) -> dict[str, list[list[Any]]]:
    try:
        with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
            return {
                plain(name): book.get_sheet_by_name(name).to_python(skip_empty_area=False)[:5_000]
                for name in book.sheet_names[:20]
            }
    except (python_calamine.CalamineError, OSError) as error:
        raise Refused(
            Sentence("ce fichier n'est pas un classeur lisible", "this file is not a readable workbook"),
            hint=Sentence("l'enregistrer à nouveau en .xlsx", "save it again as .xlsx"),
            where=Where(file=path.name),
        ) from error


def _columns(rows: Sequence[Sequence[Any]]) -> dict[str, int] | None:
    if not rows:
        return None
    there = {plain(str(cell)): column for column, cell in reversed(list(enumerate(rows[0])))}
    found = {field: there[plain(label)] for field, label in COLUMNS if plain(label) in there}
    return found if {field for field, _label in COLUMNS} - _SPARE - set(found) <= {"cm", "td", "tp", "ects"} else None


def _fields(row: Sequence[Any], columns: Mapping[str, int]) -> dict[str, str]:
    cells = {field: row[column] if column < len(row) else "" for field, column in columns.items()}
    return {field: f"{cell:g}" if isinstance(cell, float) else str(cell).strip() for field, cell in cells.items()}


def _semesters(lines: Sequence[tuple[int, Mapping[str, str]]], file: str) -> tuple[list[Semester], list[Remark]]:
    """Rows → semesters through the same assembly as Word tables, so that codes and choices mean the same."""
    remarks = []
    drafts: dict[int, list[Line]] = {}
    spare: dict[tuple[int, int], Mapping[str, str]] = {}
    for place, cells in lines:
        semester = number(cells.get("semester", ""))
        if not cells.get("title") or semester is None or not 1 <= semester <= 14:
            said = Sentence("ligne sans ECUE ou sans semestre : laissée", "row without course or semester: left out")
            remarks.append(Remark("row_left", said, Where(file, COURSES_SHEET, place)))
            continue
        listed = drafts.setdefault(int(semester), [])
        spare[int(semester), len(listed)] = cells
        listed.append(_line(cells, place))
    semesters, more = semesters_of([Draft(one, listed) for one, listed in sorted(drafts.items())])
    return [_completed(semester, spare) for semester in semesters], remarks + more


def _line(cells: Mapping[str, str], place: int) -> Line:
    by_kind = {kind: value for kind in HOUR_KINDS if (value := number(cells.get(kind, "")))}
    hours = number(cells.get("hours", ""))
    if hours is None and by_kind and not cells.get("hours"):
        hours = sum(value for kind, value in by_kind.items() if kind != "other")
    said = cells.get("hours") if hours is None else None
    code, title = cells.get("unit_code", ""), cells.get("unit", "")
    unit = f"{code} : {title}" if code else title
    return Line(
        "course",
        unit,
        cells["title"],
        cells.get("code", ""),
        hours,
        said or None,
        by_kind,
        number(cells.get("ects", "")),
        row=place,
    )


def _completed(semester: Semester, spare: Mapping[tuple[int, int], Mapping[str, str]]) -> Semester:
    """What only the template says: credits of the unit, choice, texts, hours by professionals, what is not counted."""
    units, place = [], 0
    for unit in semester.units:
        own = [spare[semester.number, place + rank] for rank in range(len(unit.courses))]
        place += len(unit.courses)
        ects = next((value for cells in own if (value := number(cells.get("unit_ects", ""))) is not None), unit.ects)
        code = own[0].get("unit_code") or unit.code
        courses = tuple(_with_text(course, cells) for course, cells in zip(unit.courses, own, strict=True))
        units.append(Unit(code, own[0].get("unit") or unit.title, courses, ects, own[0].get("choice") or unit.choice))
    return Semester(semester.number, tuple(units))


def _with_text(course: Course, cells: Mapping[str, str]) -> Course:
    counted = (
        course.counted
        if not cells.get("counted")
        else plain(cells["counted"]) not in ("non", "no", "0", "faux", "false")
    )
    return Course(
        course.code, course.title, course.hours, course.hours_by_kind, course.ects, cells.get("text", ""),
        counted=counted, hours_said=course.hours_said, by_professionals=number(cells.get("by_professionals", "")),
    )  # fmt: skip


def _programme(about: Mapping[str, str], semesters: Sequence[Semester], path: Path) -> Programme:
    said = {field: about.get(plain(label), "") for field, label, _help in ABOUT}
    return Programme(
        said["title"] or path.stem, tuple(semesters), status_of(said["status"]), said["school"],
        said["speciality"], said["rncp"],
        said["calendar"], said["criteria"], tuple(said["rome"].replace(",", " ").replace(";", " ").split()),
    )  # fmt: skip
