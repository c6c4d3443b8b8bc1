"""Lines of unit tables → semesters, units, courses: codes, credits of whole units, choices, what totals leave out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from grappe.teach.headers import plain
from grappe.teach.things import Course, Remark, Semester, Unit
from grappe.teach.unit_tables import Line
from grappe.words import Sentence, Where

_CODE = re.compile(
    r"((?:U\.?E\.?\s?)?[A-ZÉ]{0,8}[ .\-]?\d[\w.\-]*|[A-ZÉ]{2,8}\d*[A-Za-z]?\b(?=\s*[:(–-])|U\.?E\.?\s?[\w.\-]+)"
    r"\s*[:\-–]?\s*(.*)"
)
_BESIDE = re.compile(
    r"harmonisation|soutien|remise a niveau|mise a niveau|facultati|optionnel|tutorat|bonus|conferences?\b"
)
_CHOICE = re.compile(r"\b(?:mineures?|options?|au choix|parcours|filiere|voie)\b")
_CLOSE = 0.51  #: hours within which a printed total agrees


@dataclass(frozen=True, slots=True)
class Draft:
    """The lines of one table and the semester it is thought to tell."""

    number: int
    lines: Sequence[Line]


@dataclass(slots=True)
class _UnitDraft:
    name: str
    courses: list[Line] = field(default_factory=list)
    total: Line | None = None
    head: Line | None = None


def semesters_of(drafts: Sequence[Draft]) -> tuple[list[Semester], list[Remark]]:
    """The semesters, in order of their numbers; remarks on printed totals that the rows do not give."""
    remarks: list[Remark] = []
    codes = _Codes()
    by_number: dict[int, tuple[list[Unit], Line | None]] = {}
    for number, lines in _by_semester(drafts):
        units = [_unit(draft, codes, number, remarks) for draft in _units(lines)]
        total = next((line for line in lines if line.role == "total"), None)
        before, printed = by_number.get(number, ([], None))
        by_number[number] = (before + units, printed or total)
    semesters = []
    for number, (units, total) in sorted(by_number.items()):
        hours, ects = (total.hours, total.ects) if total else (None, None)
        semesters.append(Semester(number, tuple(_choices(units, hours, ects)), hours, ects))
    return semesters, remarks + codes.remarks


def _by_semester(drafts: Sequence[Draft]) -> list[tuple[int, list[Line]]]:
    """Lines by semester: a row or a column of a table may name another one than its caption."""
    found: list[tuple[int, list[Line]]] = []
    for draft in drafts:
        number, lines = draft.number, list[Line]()
        for line in draft.lines:
            said = line.semester or number
            if said != number and lines:
                found.append((number, lines))
                lines = []
            number = said
            if line.role != "semester":
                lines.append(line)
        if lines:
            found.append((number, lines))
    return found


def _units(lines: Iterable[Line]) -> list[_UnitDraft]:
    drafts: list[_UnitDraft] = []
    for line in lines:
        if line.role == "unit":
            drafts.append(_UnitDraft(line.title, head=line))
        elif line.role == "unit_total" and drafts:
            drafts[-1].total = drafts[-1].total or line
        elif line.role == "course":
            name = line.unit or (drafts[-1].name if drafts else "")
            if (
                not drafts
                or (line.unit and drafts[-1].name != name and drafts[-1].head is None)
                or _other(drafts[-1], line)
            ):
                drafts.append(_UnitDraft(name))
            drafts[-1].courses.append(line)
    return [_alone(draft) for draft in drafts if draft.courses or draft.head]


def _other(draft: _UnitDraft, line: Line) -> bool:
    """A course that names another unit than the head line above it."""
    return draft.head is not None and bool(line.unit) and plain(line.unit) != plain(draft.name)


def _alone(draft: _UnitDraft) -> _UnitDraft:
    """A unit without courses is its own course."""
    if not draft.courses and draft.head:
        draft.courses = [draft.head]
    return draft


def _unit(draft: _UnitDraft, codes: "_Codes", semester: int, remarks: list[Remark]) -> Unit:
    code, title = _named(draft.name)
    given = draft.head.code if draft.head and draft.head.code else code
    code = codes.unit(given or f"S{semester}-{_initials(title)}")
    counted = _counted(draft, f"{code} {title}".strip(), remarks)
    shared = _shared_credits(draft)
    courses = tuple(
        _course(line, codes, f"{code}.{rank}", counted=kept, shared=shared)
        for rank, (line, kept) in enumerate(zip(draft.courses, counted, strict=True), 1)
    )
    own = [course.ects for course in courses if course.ects is not None]
    printed = next((line.ects for line in (draft.total, draft.head) if line and line.ects is not None), None)
    return Unit(
        code,
        title,
        courses,
        printed if printed is not None else shared if shared is not None else sum(own) if own else None,
    )


def _shared_credits(draft: _UnitDraft) -> float | None:
    """Credits in one merged cell beside several courses belong to the unit."""
    if len(draft.courses) > 1 and any(line.shared for line in draft.courses[1:]):
        return draft.courses[0].ects
    return None


def _course(line: Line, codes: "_Codes", spare: str, *, counted: bool, shared: float | None) -> Course:
    code, title = line.code, " ".join(line.title.split())
    ects = None if shared is not None else line.ects
    return Course(
        codes.course(code, spare, title),
        title,
        line.hours,
        line.by_kind,
        ects,
        counted=counted,
        hours_said=line.hours_said,
    )


def _counted(draft: _UnitDraft, name: str, remarks: list[Remark]) -> list[bool]:
    """Which courses the printed total counts; a remark where no reading of the rows gives it."""
    hours = [line.hours or 0.0 for line in draft.courses]
    everything = [True] * len(hours)
    beside = [not _BESIDE.search(plain(line.title)) for line in draft.courses]
    weighed = [line.coefficient is not None for line in draft.courses]
    printed = draft.total.hours if draft.total else None
    if printed is None:
        return beside if any(beside) else everything
    tried = [everything, beside, weighed, [one and two for one, two in zip(beside, weighed, strict=True)]]
    for counted in tried:
        if abs(sum(value for value, kept in zip(hours, counted, strict=True) if kept) - printed) < _CLOSE:
            return counted
    total = sum(hours)
    said = Sentence(
        f"le total imprimé est de {printed:g} h, les lignes font {total:g} h",
        f"the printed total is {printed:g} h, the rows make {total:g} h",
    )
    remarks.append(Remark("unit_hours", said, Where(value=name)))
    return beside if any(beside) else everything


def _choices(units: Sequence[Unit], hours: float | None, ects: float | None) -> list[Unit]:
    """Units of which a student follows one: codes that differ by their last letter, or named as minors or options.

    Taken as a choice where the printed total agrees better so, or, without printed total, where names say it.
    """
    groups: dict[str, list[int]] = {}
    for place, unit in enumerate(units):
        stem = re.fullmatch(r"(.*\d)[a-zA-Z]", unit.code)
        said = _CHOICE.search(plain(f"{unit.code} {unit.title}"))
        key = stem.group(1) if stem else said.group(0).rstrip("s") if said else None
        if key:
            groups.setdefault(key, []).append(place)
    chosen = list(units)
    for key, places in groups.items():
        if len(places) > 1 and _alternatives([units[place] for place in places], units, hours, ects):
            for place in places:
                one = chosen[place]
                chosen[place] = Unit(one.code, one.title, one.courses, one.ects, choice=key)
    return chosen


def _alternatives(group: Sequence[Unit], units: Sequence[Unit], hours: float | None, ects: float | None) -> bool:
    surplus = sum(unit.hours for unit in group[1:])
    points = sum(unit.ects or 0.0 for unit in group[1:])
    if ects:
        total = sum(unit.ects or 0.0 for unit in units)
        return abs(total - points - ects) < abs(total - ects)
    if hours:
        total = sum(unit.hours for unit in units)
        return abs(total - surplus - hours) < abs(total - hours)
    return all(_CHOICE.search(plain(unit.title)) for unit in group)


def _named(name: str) -> tuple[str, str]:
    """``SB1 : Mathématiques (Sciences de base)`` → ``("SB1", "Mathématiques (Sciences de base)")``."""
    said = " ".join(name.split())
    found = _CODE.fullmatch(said)
    if not found:
        return "", said
    code, title = found.group(1).strip(" .:-"), found.group(2).strip()
    bare = re.fullmatch(r"\((.*)\)", title)
    return code, (bare.group(1) if bare else title.strip(" :–-")) or code


def _initials(title: str) -> str:
    words = [word for word in re.findall(r"\w+", plain(title)) if len(word) > 2]
    return (words[0][:12] if len(words) == 1 else "".join(word[0] for word in words[:6])).upper() or "UE"


class _Codes:
    """Codes given so far: each is used once; a code of the document that comes twice is remarked on."""

    def __init__(self) -> None:
        self.remarks: list[Remark] = []
        self._units: dict[str, int] = {}
        self._courses: dict[str, int] = {}

    def unit(self, code: str) -> str:
        return _once(code, self._units)

    def course(self, code: str, spare: str, title: str) -> str:
        if code and code in self._courses:
            said = Sentence(
                f"le code {code} est donné à deux cours ; le second est numéroté à part",
                f"the code {code} is given to two courses; the second gets a number of its own",
            )
            self.remarks.append(Remark("code_twice", said, Where(value=title)))
        return _once(code or spare, self._courses)


def _once(code: str, seen: dict[str, int]) -> str:
    seen[code] = seen.get(code, 0) + 1
    return code if seen[code] == 1 else _once(f"{code}-{seen[code]}", seen)
