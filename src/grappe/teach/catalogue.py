"""A JSON catalogue of courses → programmes: the pages of a school's course directory, or flat records."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from grappe.teach.things import Course, HourKind, Programme, Remark, Semester, Unit
from grappe.words import Refused, Sentence, Where

_KINDS: dict[str, HourKind] = {
    "lectures": "cm", "seminars": "td", "laboratory": "tp", "project": "project",
    "cours": "cm", "cm": "cm", "td": "td", "tp": "tp", "projet": "project",
}  # fmt: skip
_FLAT = {
    "title": ("title", "name", "intitule", "titre", "libelle", "course"),
    "code": ("code", "id", "internal_name", "identifier"),
    "hours": ("hours", "heures", "volume", "total_hours"),
    "ects": ("ects", "credits"),
    "text": ("text", "description", "content", "contenu", "objectives", "objectifs", "aims", "syllabus"),
    "semester": ("semester", "semestre"),
    "unit": ("unit", "ue", "module", "department"),
    "programme": ("programme", "program", "diplome", "degree"),
}
_YEARS = {"ING": 0, "M": 3, "MS": 5, "DE": 0, "ARCHI": 0, "HUMAS": 0, "ECH": 2}
_Record = tuple[str, int, str, Course]  #: programme, semester, unit, course


def read_catalogue(records: Sequence[Mapping[str, Any]], file: str) -> tuple[tuple[Programme, ...], list[Remark]]:
    """The programmes of a catalogue, by the first part of the course codes or the field that names them.

    Raises ``Refused`` where records name no courses. People named by a page, its prerequisites and books are left out.
    """
    reader: Callable[[Mapping[str, Any]], _Record | None] = _page if _is_page(records[0]) else _flat
    rows = [row for record in records if isinstance(record, Mapping) and (row := reader(record)) is not None]
    if not rows:
        raise Refused(
            Sentence("aucun cours dans ce JSON", "no course in this JSON"),
            hint=Sentence("chaque enregistrement doit avoir un titre (title)", "each record must have a title"),
            where=Where(file=file),
        )
    rows, remarks = _unique(rows)
    return tuple(_programme(name, rows) for name in dict.fromkeys(row[0] for row in rows)), remarks


def _is_page(record: Any) -> bool:
    return isinstance(record, Mapping) and isinstance(record.get("course"), Mapping) and "details" in record


def _page(record: Mapping[str, Any]) -> _Record | None:
    """A page of a course directory: ``course`` (its head) and ``details`` (its sections, as lines)."""
    head, details = record["course"], record["details"]
    code = _text(head.get("internal_name")) or _text(head.get("title"))
    title = _text(head.get("title")) or code
    if not title or not isinstance(details, Mapping):
        return None
    sections = [
        line for name in ("AIMS", "CONTENT", "OBJECTIFS", "CONTENU", "PROGRAMME") for line in details.get(name) or ()
    ]
    by_kind = _hours(details.get("HOURS") or ())
    course = Course(
        code, title, _first_number(head.get("hours")), by_kind, _first_number(head.get("credits")),
        "\n".join(sections), language=_language(_text(head.get("langue"))),
    )  # fmt: skip
    return re.split(r"[-_]", code)[0], _semester(head), _text(head.get("department")) or "Cours", course


def _semester(head: Mapping[str, Any]) -> int:
    """The semester counted from the first year: the second of the fourth year is 8."""
    half = int(_first_number(head.get("semestre")) or 1)
    found = re.match(r"([A-Z]+)(\d)", _text(head.get("niveau")))
    year = _YEARS.get(found.group(1), 0) + int(found.group(2)) if found else 1
    return min(14, 2 * (year - 1) + half)


def _hours(lines: Sequence[str]) -> dict[HourKind, float]:
    found: dict[HourKind, float] = {}
    for name, value in pairwise(lines):
        kind = _KINDS.get(name.lower().strip(" :"))
        hours = _first_number(value)
        if kind and hours:
            found[kind] = hours
    return found


def _flat(record: Mapping[str, Any]) -> _Record | None:
    """One record of fields; common names of fields are known in both languages."""
    said = {
        field: next((record[name] for name in names if record.get(name) not in (None, "")), None)
        for field, names in _FLAT.items()
    }
    title = _text(said["title"])
    if not title:
        return None
    semester = int(_first_number(said["semester"]) or 1)
    text = "\n".join(_text(record[name]) for name in _FLAT["text"] if record.get(name))
    course = Course(
        _text(said["code"]) or title, title, _first_number(said["hours"]), {}, _first_number(said["ects"]), text
    )
    return _text(said["programme"]) or "Catalogue", max(1, min(semester, 14)), _text(said["unit"]) or "Cours", course


def _unique(rows: list[_Record]) -> tuple[list[_Record], list[Remark]]:
    seen: dict[str, int] = {}
    kept, remarks = [], []
    for programme, semester, unit, course in rows:
        seen[course.code] = seen.get(course.code, 0) + 1
        if seen[course.code] > 1:
            code = f"{course.code}-{seen[course.code]}"
            said = Sentence(
                f"le code {course.code} est donné à deux cours ; le second devient {code}",
                f"the code {course.code} is given to two courses; the second becomes {code}",
            )
            remarks.append(Remark("code_twice", said, Where(value=course.title)))
            course = _recoded(course, code)
        kept.append((programme, semester, unit, course))
    return kept, remarks


def _recoded(course: Course, code: str) -> Course:
    return Course(
        code, course.title, course.hours, course.hours_by_kind, course.ects, course.text, language=course.language
    )


def _programme(name: str, rows: Sequence[_Record]) -> Programme:
    own = [row for row in rows if row[0] == name]
    numbers = sorted({row[1] for row in own})
    return Programme(name, tuple(Semester(number, _units(name, number, own)) for number in numbers))


def _units(name: str, number: int, rows: Sequence[_Record]) -> tuple[Unit, ...]:
    here = [row for row in rows if row[1] == number]
    return tuple(
        Unit(f"{name}-S{number}-{rank}", title, courses, sum(course.ects or 0.0 for course in courses))
        for rank, title in enumerate(dict.fromkeys(row[2] for row in here), 1)
        for courses in [tuple(row[3] for row in here if row[2] == title)]
    )


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(_text(one) for one in value)
    return (
        ""
        if value is None or isinstance(value, dict)
        else " ".join(str(value).split())
        if "\n" not in str(value)
        else str(value)
    )


def _first_number(value: Any) -> float | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    found = re.search(r"\d+(?:[.,]\d+)?", _text(value))
    return float(found.group().replace(",", ".")) if found else None


def _language(said: str) -> str | None:
    known = {"français": "fr", "french": "fr", "anglais": "en", "english": "en", "allemand": "de", "espagnol": "es"}
    return next((code for word, code in known.items() if word in said.lower()), None)
