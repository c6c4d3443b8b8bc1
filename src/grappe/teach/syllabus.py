"""A Word syllabus → a programme: tables of units, totals checked, course sheets attached."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grappe.teach.assembling import Draft, semesters_of
from grappe.teach.attaching import Place, attach
from grappe.teach.checking import remarks_on
from grappe.teach.course_sheets import CourseSheet, course_sheets, paragraph_sheets
from grappe.teach.documents import Block, Paragraph, Table, blocks
from grappe.teach.headers import plain
from grappe.teach.things import Course, Programme, ProgrammesRead, Remark, Semester, Status
from grappe.teach.unit_tables import Line, read_unit_table, semesters_said
from grappe.words import Refused, Sentence, Where


@dataclass(frozen=True, slots=True)
class _Found:
    """A table of units with the headings above it and the paragraphs on both sides."""

    lines: list[Line]
    headings: tuple[str, ...]
    before: str
    after: str


def read_syllabus(path: Path) -> ProgrammesRead:
    """The programme of a ``.docx`` syllabus. Raises ``Refused`` where no table of units and courses is found."""
    read = blocks(path)
    tables = list(_tables(read))
    if not tables:
        raise Refused(
            Sentence(
                "aucun tableau d'UE et d'ECUE avec heures ou crédits",
                "no table of units and courses with hours or credits",
            ),
            hint=Sentence(
                "le tableau doit nommer UE, ECUE, CM, TD, TP, Total, ECTS ; ou prendre notre modèle Excel",
                "the table must name its columns: UE, ECUE, CM, TD, TP, Total, ECTS; or fill our Excel template",
            ),
            where=Where(file=path.name),
        )
    numbers, remarks = _numbers(tables)
    drafts = [Draft(number, table.lines) for number, table in zip(numbers, tables, strict=True)]
    semesters, more = semesters_of(drafts)
    sheets = list(course_sheets(read)) or list(paragraph_sheets(read))
    headings = {number: table.headings for number, table in zip(numbers, tables, strict=True)}
    semesters, attached, unattached = _with_texts(semesters, sheets, headings)
    programme = Programme(
        _title(read, path), tuple(semesters), _status(read), school=_school(read), speciality=_speciality(read)
    )
    found = (*remarks, *more, *unattached, *remarks_on(programme))
    placed = tuple(replace(remark, where=replace(remark.where, file=path.name)) for remark in found)
    return ProgrammesRead((programme,), placed, len(sheets), attached)


def _tables(read: Sequence[Block]) -> list[_Found]:
    found, headings = [], list[tuple[int, str]]()
    for place, block in enumerate(read):
        if isinstance(block, Paragraph):
            if block.heading:
                headings = [one for one in headings if one[0] < block.heading] + [(block.heading, block.text)]
            continue
        lines = read_unit_table(block)
        if lines is not None:
            above = tuple(text for _level, text in headings)
            found.append(_Found(lines, above, _beside(read, place, -1), _beside(read, place, 1)))
    return found


def _beside(read: Sequence[Block], place: int, step: int) -> str:
    at = place + step
    return read[at].text if 0 <= at < len(read) and isinstance(read[at], Paragraph) else ""  # type: ignore[return-value]


def _numbers(tables: Sequence[_Found]) -> tuple[list[int], list[Remark]]:
    """The semester of each table: from captions on the side that tells more, else headings, else the order."""
    sides = [[_only(table.after) for table in tables], [_only(table.before) for table in tables]]
    best = max(sides, key=lambda side: len({number for number in side if number}))
    numbers: list[int] = []
    guessed = False
    for table, said in zip(tables, best, strict=True):
        other = _only(table.before) or _only(table.after)
        heading = next((number for text in reversed(table.headings) if (number := _only(text))), None)
        known = said or heading or other
        guessed = guessed or (known is None and len(tables) > 1)
        numbers.append(known or (numbers[-1] + 1 if numbers else 1))
    remark = Remark(
        "semester_guessed",
        Sentence(
            "un tableau ne dit pas son semestre : numéroté d'après l'ordre du document",
            "a table does not say its semester: numbered by the order of the document",
        ),
    )
    return numbers, [remark] if guessed else []


def _only(text: str) -> int | None:
    said = semesters_said(text)
    return said[0] if len(said) == 1 else None


def _with_texts(
    semesters: Sequence[Semester], sheets: Sequence[CourseSheet], headings: dict[int, tuple[str, ...]]
) -> tuple[list[Semester], int, list[Remark]]:
    """The semesters with the texts of their courses, how many sheets found a course, and remarks on the others."""
    flat = [(semester, unit, course) for semester in semesters for unit in semester.units for course in unit.courses]
    places = [
        Place(course.title, dict(course.hours_by_kind), semester.number, unit.title, headings.get(semester.number, ()))  # type: ignore[arg-type]
        for semester, unit, course in flat
    ]
    texts: dict[str, list[str]] = {}
    remarks = []
    for sheet, found in zip(sheets, attach(sheets, places), strict=True):
        for place in found:
            texts.setdefault(flat[place][2].code, []).append(sheet.text)
        if not found:
            said = Sentence("fiche de cours sans ECUE de ce nom", "course sheet without a course of that name")
            remarks.append(Remark("sheet_unattached", said, Where(value=sheet.title)))
    filled = [_filled(semester, texts) for semester in semesters]
    return filled, len(sheets) - len(remarks), remarks


def _filled(semester: Semester, texts: dict[str, list[str]]) -> Semester:
    def course(one: Course) -> Course:
        return replace(one, text="\n".join(texts[one.code])) if one.code in texts else one

    units = tuple(replace(unit, courses=tuple(course(one) for one in unit.courses)) for unit in semester.units)
    return replace(semester, units=units)


def _first(read: Sequence[Block], pattern: str, most: int = 40) -> str:
    for block in read[:most]:
        if isinstance(block, Paragraph) and re.search(pattern, plain(block.text)) and len(block.text) < 160:
            return block.text
    return ""


def _title(read: Sequence[Block], path: Path) -> str:
    said = [_first(read, r"^specialite\b|^programme\b|^diplome\b|^parcours\b"), _first(read, r"^formation\b")]
    return " – ".join(text for text in said if text) or path.stem.replace("_", " ")


def _speciality(read: Sequence[Block]) -> str:
    return re.sub(r"^sp[ée]cialit[ée]\s*:?\s*", "", _first(read, r"^specialite\b"), flags=re.I).strip(" «»")


def _school(read: Sequence[Block]) -> str:
    return _first(read, r"^ecole\b|^institut\b|^insa\b|^universite\b|^school\b|^centrale\b|^mines\b|^polytech", 12)


def _status(read: Sequence[Block]) -> Status:
    said = plain(" ".join(block.text for block in read[:12] if isinstance(block, Paragraph)))
    apprentice, student = "apprenti" in said, "etudiant" in said
    if apprentice:
        return "mixed" if student else "apprentice"
    return "continuing" if "formation continue" in said and not student else "student"


def is_unit_table(block: Block) -> bool:
    """Whether a block is a table of units and courses."""
    return isinstance(block, Table) and read_unit_table(block) is not None
