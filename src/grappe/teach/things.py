"""Programmes as things: a programme has semesters, a semester has teaching units, a unit has courses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from grappe.words import Sentence, Where

Status = Literal["student", "apprentice", "continuing", "mixed"]
STATUSES: tuple[Status, ...] = get_args(Status)


def status_of(said: object) -> Status:
    """The status of that name; ``student`` for any other word."""
    return next((status for status in STATUSES if status == said), "student")


#: Kinds of teaching hours, in the order in which they are shown: lecture (CM), exercise class (TD), practical work
#: (TP), project, assessment, anything else (conferences, work alone, weeks in a company).
HourKind = Literal["cm", "td", "tp", "project", "assessment", "other"]
HOUR_KINDS: tuple[HourKind, ...] = get_args(HourKind)

ECTS_OF_A_SEMESTER = 30  #: European credits of a full semester


@dataclass(frozen=True, slots=True)
class Course:
    """One course (ECUE): ``code`` is its own within the programme.

    ``hours`` are those with a teacher, as the document prints them; ``None`` where it prints none, ``hours_said`` is
    then what it prints instead. ``ects`` is ``None`` where only the unit has credits. ``counted`` is false for what the
    printed totals leave out (refresher courses, optional tuition). ``text`` is the course sheet, without the people it
    names; ``by_professionals`` the hours taught by people whose main employer is not academic, ``None`` where unknown.
    """

    code: str
    title: str
    hours: float | None = None
    hours_by_kind: Mapping[HourKind, float] = field(default_factory=dict)
    ects: float | None = None
    text: str = ""
    counted: bool = True
    hours_said: str | None = None
    by_professionals: float | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """One teaching unit (UE); ``choice`` names the group of units of which a student follows one."""

    code: str
    title: str
    courses: tuple[Course, ...]
    ects: float | None = None
    choice: str | None = None

    @property
    def hours(self) -> float:
        """Hours with a teacher that count in the unit."""
        return sum(course.hours or 0.0 for course in self.courses if course.counted)


@dataclass(frozen=True, slots=True)
class Semester:
    """One semester; ``printed_hours`` and ``printed_ects`` are the totals that the document prints, where it does."""

    number: int
    units: tuple[Unit, ...]
    printed_hours: float | None = None
    printed_ects: float | None = None

    def followed(self) -> tuple[Unit, ...]:
        """The units that one student follows: of each group of a choice, the first."""
        seen: set[str] = set()
        kept = []
        for unit in self.units:
            if unit.choice is None or unit.choice not in seen:
                kept.append(unit)
            if unit.choice is not None:
                seen.add(unit.choice)
        return tuple(kept)

    @property
    def hours(self) -> float:
        """Hours with a teacher that one student follows."""
        return sum(unit.hours for unit in self.followed())

    @property
    def ects(self) -> float:
        """Credits that one student earns."""
        return sum(unit.ects or 0.0 for unit in self.followed())


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme of a school. ``criteria`` is the edition of the criteria that it is written for; empty = unknown.

    ``calendar`` are the weeks of an apprentice, in order: ``S`` at school, ``C`` in the company; empty = unknown.
    """

    title: str
    semesters: tuple[Semester, ...]
    status: Status = "student"
    school: str = ""
    speciality: str = ""
    rncp: str = ""
    calendar: str = ""
    criteria: str = ""
    rome: tuple[str, ...] = ()

    def units(self) -> Iterator[Unit]:
        """All units, semester by semester."""
        return (unit for semester in self.semesters for unit in semester.units)

    def courses(self) -> Iterator[Course]:
        """All courses, unit by unit."""
        return (course for unit in self.units() for course in unit.courses)

    def places(self) -> dict[str, tuple[Semester, Unit]]:
        """Code of a course → where it is taught."""
        return {
            course.code: (semester, unit)
            for semester in self.semesters
            for unit in semester.units
            for course in unit.courses
        }

    def recoded(self, before: str) -> "Programme":
        """The same programme, ``before`` put before the code of every course, so that two can stand side by side."""

        def unit(one: Unit) -> Unit:
            return replace(one, courses=tuple(replace(course, code=before + course.code) for course in one.courses))

        semesters = (replace(one, units=tuple(unit(part) for part in one.units)) for one in self.semesters)
        return replace(self, semesters=tuple(semesters))

    @property
    def hours(self) -> float:
        """Hours with a teacher that one student follows."""
        return sum(semester.hours for semester in self.semesters)

    @property
    def ects(self) -> float:
        """Credits that one student earns."""
        return sum(semester.ects for semester in self.semesters)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in a document that a person should look at; the document is taken in all the same."""

    kind: str
    sentence: Sentence
    where: Where = field(default_factory=Where)

    def said(self, language: str = "fr") -> str:
        """``where: what``, on one line."""
        place = self.where.said(language)
        return f"{place}: {self.sentence.said(language)}" if place else self.sentence.said(language)


@dataclass(frozen=True, slots=True)
class ProgrammesRead:
    """What a file holds: programmes, remarks, and how many course sheets it has and how many found their unit."""

    programmes: tuple[Programme, ...]
    remarks: tuple[Remark, ...] = ()
    sheets: int = 0
    sheets_attached: int = 0
