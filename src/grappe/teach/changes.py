"""From a gap to changes that could close it: which course could take a missing skill, for how many hours, with whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from grappe.tables import read_file
from grappe.teach.attaching import titles_alike
from grappe.teach.coherence import Company
from grappe.teach.gap import Gap
from grappe.teach.improving import Change, ImproveProblem
from grappe.teach.levels import LEVELS, RANK
from grappe.teach.things import Course, Programme
from grappe.words import Refused, Sentence, Where

#: Hours that take a course from nothing to each level of one skill; editable, an order of magnitude and no rule.
HOURS_TO_LEVEL: Mapping[str, float] = {"aware": 2.0, "applies": 8.0, "masters": 20.0}
PARTLY = 0.2  #: what a skill taught less far than needed is worth, beside one taught far enough
ROOM = 0.2  #: share of the hours of a course that a small change may take
COURSES_EACH = 4  #: courses looked at for each skill: those that fit it best


@dataclass(frozen=True, slots=True)
class Teacher:
    """A member who could teach a skill."""

    member: str
    skill: str


def improve_problem(
    programmes: Mapping[str, Programme],
    gaps: Mapping[str, Gap],
    links: Mapping[str, pa.Table],
    hours: float,
    *,
    company: Company | None = None,
    teachers: Sequence[Teacher] = (),
    courses: int | None = None,
    room: float = ROOM,
) -> ImproveProblem:
    """The changes of all these programmes under one budget; the weights of all needs of all programmes add up to 1.

    A missing skill may be taken to any level up to the needed one, a partly covered one further. A change below the
    needed level is worth ``PARTLY`` of its need. A course fits a skill by the company of its own skills, else by title.
    """
    members: dict[str, list[str]] = {}
    for teacher in teachers:
        members.setdefault(teacher.skill, []).append(teacher.member)
    changes: list[Change] = []
    rooms: dict[str, float] = {}
    for name, programme in programmes.items():
        own = [course for course in programme.courses() if course.counted and course.hours]
        rooms |= {_key(name, course): room * (course.hours or 0.0) for course in own}
        fits = _Fits(own, links[name], company)
        for row in gaps[name].rows.to_pylist():
            if row["state"] in ("missing", "partly"):
                changes += _changes(name, row, fits, members, share=1 / len(programmes))
    return ImproveProblem(tuple(changes), hours, rooms, courses)


def _key(programme: str, course: Course) -> str:
    return f"{programme}/{course.code}"


def _changes(
    name: str, row: Mapping[str, object], fits: "_Fits", members: Mapping[str, Sequence[str]], *, share: float
) -> list[Change]:
    skill, needed, taught = str(row["skill"]), str(row["needed"]), row["level"]
    label, weight = str(row["label"] or skill), float(row["weight"]) * share  # type: ignore[arg-type]
    start = HOURS_TO_LEVEL[str(taught)] if taught else 0.0
    found = []
    for level in LEVELS[: RANK[needed]]:
        if taught and RANK[level] <= RANK[str(taught)]:
            continue
        gain = (1.0 if level == needed else PARTLY) - (PARTLY if taught else 0.0)
        if gain <= 0:
            continue
        for course, fit in fits.best(skill, label):
            hours = HOURS_TO_LEVEL[level] - start
            who = tuple(members.get(skill, ()))
            found.append(
                Change(_key(name, course), skill, level, hours, weight * gain, name, label, round(fit, 3), who)
            )
    return found


class _Fits:
    """How well the courses of a programme fit a skill."""

    def __init__(self, courses: Sequence[Course], links: pa.Table, company: Company | None) -> None:
        self.courses, self.company = courses, company
        skills: dict[str, list[str]] = {}
        for row in links.select(["course", "skill", "decision"]).to_pylist():
            if row["decision"] != "rejected":
                skills.setdefault(row["course"], []).append(row["skill"])
        self.centres = company.centres([skills.get(course.code, []) for course in courses]) if company else None

    def best(self, skill: str, label: str) -> list[tuple[Course, float]]:
        if self.company is not None and self.centres is not None and self.company.knows(skill):
            near = self.company.nearest(skill, self.centres, COURSES_EACH)
            return [(self.courses[place], fit) for place, fit in near]
        scored = [(course, titles_alike(label, course.title)) for course in self.courses]
        return sorted(scored, key=lambda one: (-one[1], one[0].code))[:COURSES_EACH]


def read_teachers(path: Path) -> tuple[Teacher, ...]:
    """Members and what they could teach: a file with the columns ``member`` and ``skill``. Raises ``Refused``."""
    rows = read_file(path, columns=("member", "skill")).to_pylist()
    for place, row in enumerate(rows, 2):
        if not row["member"] or not row["skill"]:
            said = Sentence("il faut un adhérent et une compétence", "a member and a skill are needed")
            raise Refused(said, where=Where(file=path.name, row=place))
    return tuple(Teacher(str(row["member"]), str(row["skill"])) for row in rows)
