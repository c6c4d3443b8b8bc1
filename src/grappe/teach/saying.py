"""``programme.json``: programmes as the JSON that commands hand to one another, and back."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from grappe.teach.things import HOUR_KINDS, Course, Programme, Semester, Unit, status_of
from grappe.words import Refused, Sentence, Where

MOST_SEMESTERS = 14


def programmes_as_json(programmes: Sequence[Programme]) -> dict[str, Any]:
    """One programme as ``{"title", "status", "semesters": […]}``; several in one catalogue share the semesters.

    Then each unit says under ``programme`` which of ``programmes`` it belongs to. ``hours`` of a course is 0 where the
    document gives none; ``hours_said`` is then what it says instead.
    """
    first = programmes[0]
    numbers = sorted({semester.number for programme in programmes for semester in programme.semesters})
    many = len(programmes) > 1
    title = " + ".join(one.title for one in programmes[:3])
    said: dict[str, Any] = {"title": title, "status": first.status} if many else _about(first)
    said["semesters"] = [_semester(number, programmes, many=many) for number in numbers]
    if many:
        said["programmes"] = [{"key": str(place)} | _about(one) for place, one in enumerate(programmes)]
    return said


def programmes_from_json(found: Mapping[str, Any], file: str) -> tuple[Programme, ...]:
    """The programmes of a ``programme.json``. Raises ``Refused`` for JSON of another shape."""
    try:
        abouts = found.get("programmes") or [found]
        many = "programmes" in found
        return tuple(_programme(about, found["semesters"], about["key"] if many else None) for about in abouts)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refused(
            Sentence(f"ce JSON n'est pas un programme ({error})", f"this JSON is not a programme ({error})"),
            hint=Sentence("le produire avec « grappe teach read »", "make it with “grappe teach read”"),
            where=Where(file=file),
        ) from error


def read_programmes(path: Path) -> tuple[Programme, ...]:
    """The programmes of a ``programme.json`` file. Raises ``Refused`` when it is absent or of another shape."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise Refused(Sentence("fichier introuvable", "no such file"), where=Where(file=str(path))) from error
    except (OSError, ValueError, RecursionError) as error:
        raise Refused(
            Sentence("ce JSON ne se lit pas", "this JSON cannot be read"), where=Where(file=str(path))
        ) from error
    if not isinstance(found, dict):
        raise Refused(
            Sentence("ce JSON n'est pas un programme", "this JSON is not a programme"), where=Where(file=str(path))
        )
    return programmes_from_json(found, path.name)


def _about(one: Programme) -> dict[str, Any]:
    return {
        "title": one.title,
        "status": one.status,
        "school": one.school,
        "speciality": one.speciality,
        "rncp": one.rncp,
        "rome": list(one.rome),
        "calendar": one.calendar,
        "criteria": one.criteria,
        "printed": {
            str(semester.number): {"hours": semester.printed_hours, "ects": semester.printed_ects}
            for semester in one.semesters
        },
    }


def _semester(number: int, programmes: Sequence[Programme], *, many: bool) -> dict[str, Any]:
    units = [
        _unit(unit) | ({"programme": str(place)} if many else {})
        for place, programme in enumerate(programmes)
        for semester in programme.semesters
        if semester.number == number
        for unit in semester.units
    ]
    return {"number": number, "units": units}


def _unit(unit: Unit) -> dict[str, Any]:
    said = {"code": unit.code, "title": unit.title, "ects": unit.ects, "hours": unit.hours, "choice": unit.choice}
    return said | {"courses": [_course(course) for course in unit.courses]}


def _course(course: Course) -> dict[str, Any]:
    return {
        "code": course.code,
        "title": course.title,
        "hours": course.hours or 0.0,
        "hours_by_kind": {kind: course.hours_by_kind[kind] for kind in HOUR_KINDS if kind in course.hours_by_kind},
        "ects": course.ects,
        "text": course.text,
        "counted": course.counted,
        "hours_said": course.hours_said if course.hours is None else None,
        "by_professionals": course.by_professionals,
        "language": course.language,
    }


def _programme(about: Mapping[str, Any], semesters: Sequence[Mapping[str, Any]], key: str | None) -> Programme:
    printed = about.get("printed") or {}
    kept = [
        (semester, [unit for unit in semester["units"] if key is None or unit.get("programme") == key])
        for semester in semesters[:MOST_SEMESTERS]
    ]
    said = {name: str(about.get(name) or "") for name in ("school", "speciality", "rncp", "calendar", "criteria")}
    return Programme(
        str(about["title"]),
        tuple(
            Semester(int(one["number"]), tuple(_unit_from(unit) for unit in units), *_printed(printed, one["number"]))
            for one, units in kept
            if units or key is None
        ),
        status_of(about.get("status")),
        **said,
        rome=tuple(str(code) for code in about.get("rome") or ()),
    )


def _printed(printed: Mapping[str, Any], number: Any) -> tuple[float | None, float | None]:
    said = printed.get(str(number)) or {}
    return said.get("hours"), said.get("ects")


def _unit_from(unit: Mapping[str, Any]) -> Unit:
    courses = tuple(_course_from(course) for course in unit["courses"])
    return Unit(str(unit["code"]), str(unit["title"]), courses, _number(unit.get("ects")), unit.get("choice"))


def _course_from(course: Mapping[str, Any]) -> Course:
    kinds = {kind: float(value) for kind, value in (course.get("hours_by_kind") or {}).items() if kind in HOUR_KINDS}
    hours = _number(course.get("hours"))
    unknown = course.get("hours_said") is not None or (not hours and "hours" not in course)
    return Course(
        str(course["code"]), str(course["title"]), None if unknown else hours, kinds, _number(course.get("ects")),
        str(course.get("text") or ""), counted=bool(course.get("counted", True)), hours_said=course.get("hours_said"),
        by_professionals=_number(course.get("by_professionals")), language=course.get("language"),
    )  # fmt: skip


def _number(value: Any) -> float | None:
    return None if value is None or value == "" else float(value)
