"""Needs against what is taught: covered, partly, missing, surplus; weighted, with hours and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pyarrow as pa

from grappe.teach.levels import RANK
from grappe.teach.profiles import NEED_PROFILE
from grappe.teach.skills_map import COURSE_SKILLS
from grappe.teach.things import Programme
from grappe.words import Column, Frame

State = Literal["covered", "partly", "missing", "surplus"]
STATES = ("covered", "partly", "missing", "surplus")
NEEDED = "applies"  #: level that is needed where the profile says none

GAP = Frame(
    name="gap",
    grain="one row per skill needed or taught: needed ones first by weight, then surplus by hours",
    key=("skill",),
    columns=(
        Column("skill", "text", "code of the skill"),
        Column("label", "text", "label of the skill", null="not known"),
        Column("weight", "number", "share of all needs, 0 to 1; 0 for surplus"),
        Column("needed", "text", "level that is needed", null="nobody needs it: surplus"),
        Column("state", "text", "taught as far as needed, less far, not at all, or without need", values=STATES),
        Column("level", "text", "highest level that is taught", null="not taught"),
        Column("hours", "number", "hours that teach it: those of each course, shared by its skills", unit="h"),
        Column("courses", "texts", "codes of the courses that teach it"),
        Column("semesters", "texts", "semesters in which it is taught, in order"),
        Column("state_sure", "text", "the state with links of low confidence dropped", values=STATES),
        Column("hours_sure", "number", "the hours with links of low confidence dropped", unit="h"),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shares:
    """Weighted shares: of the needs covered, partly covered and missing (together 1); of the teaching in surplus.

    ``surplus`` is the share of the hours of courses with skills that goes to skills nobody needs.
    """

    covered: float
    partly: float
    missing: float
    surplus: float

    def as_dict(self) -> dict[str, float]:
        """The four shares, rounded to a ten-thousandth."""
        return {name: round(getattr(self, name), 4) for name in STATES}


@dataclass(frozen=True, slots=True)
class Gap:
    """The gap of programmes against one need profile: ``GAP`` rows, the shares, and those without doubtful links."""

    rows: pa.Table
    shares: Shares
    sure: Shares


@dataclass(frozen=True, slots=True)
class _Taught:
    level: str
    hours: float
    courses: list[str]
    semesters: list[str]


def gap(programmes: Sequence[Programme], links: pa.Table, needs: pa.Table) -> Gap:
    """The gap of these programmes together: a need is covered when one of them teaches it as far as it is needed.

    ``links`` are ``COURSE_SKILLS``, ``needs`` a ``NEED_PROFILE``. Links that a person rejected do not count. *Sure* are
    the same figures with only the links taken by themselves or confirmed.
    """
    kept = [row for row in COURSE_SKILLS.check(links, unique=False).to_pylist() if row["decision"] != "rejected"]
    firm = [row for row in kept if row["decision"] != "review"]
    everything, sure = _taught(programmes, kept), _taught(programmes, firm)
    wanted = NEED_PROFILE.check(needs).to_pylist()
    total = sum(row["weight"] for row in wanted)
    labels = {row["skill"]: row["label"] for row in kept}
    rows = [_needed(row, everything, sure, total=total, labels=labels) for row in wanted]
    rows.sort(key=lambda row: (-row["weight"], row["skill"]))
    needed = {row["skill"] for row in wanted}
    surplus = [_surplus(skill, one, sure, labels) for skill, one in everything.items() if skill not in needed]
    surplus.sort(key=lambda row: (-row["hours"], row["skill"]))
    return Gap(
        GAP.from_rows([*rows, *surplus]),
        _shares(rows, everything, needed, "state"),
        _shares(rows, sure, needed, "state_sure"),
    )


def _taught(programmes: Sequence[Programme], links: Sequence[Mapping[str, Any]]) -> dict[str, _Taught]:
    """Skill → how far, how long and where it is taught."""
    places = {code: (semester, course) for one in programmes for code, semester, course in _courses(one)}
    counts: dict[str, int] = {}
    here = [row for row in links if row["course"] in places]
    for row in here:
        counts[row["course"]] = counts.get(row["course"], 0) + 1
    found: dict[str, _Taught] = {}
    for row in here:
        semester, course = places[row["course"]]
        hours = (course.hours or 0.0) / counts[row["course"]]
        known = found.get(row["skill"], _Taught(row["level"], 0.0, [], []))
        best = max(known.level, row["level"], key=lambda level: RANK[level])
        semesters = sorted({*known.semesters, f"S{semester}"}, key=lambda one: int(one[1:]))
        found[row["skill"]] = _Taught(best, known.hours + hours, [*known.courses, row["course"]], semesters)
    return found


def _courses(programme: Programme) -> list[tuple[str, int, Any]]:
    return [
        (course.code, semester.number, course)
        for semester in programme.semesters
        for unit in semester.units
        for course in unit.courses
    ]


def state_of(needed: str, taught: str | None) -> State:
    """The state of a need at one level that is taught at another, or not at all (``None``).

    >>> state_of("applies", "aware"), state_of("applies", "masters"), state_of("aware", None)
    ('partly', 'covered', 'missing')
    """
    if taught is None:
        return "missing"
    return "covered" if RANK[taught] >= RANK[needed] else "partly"


def _needed(
    need: Mapping[str, Any],
    everything: Mapping[str, _Taught],
    sure: Mapping[str, _Taught],
    *,
    total: float,
    labels: Mapping[str, str],
) -> dict[str, Any]:
    skill, level = need["skill"], need["level"] or NEEDED
    one, firm = everything.get(skill), sure.get(skill)
    return {
        "skill": skill,
        "label": need["label"] or labels.get(skill),
        "weight": need["weight"] / total,
        "needed": level,
        "state": state_of(level, one.level if one else None),
        "state_sure": state_of(level, firm.level if firm else None),
    } | _where(one, firm)


def _surplus(skill: str, one: _Taught, sure: Mapping[str, _Taught], labels: Mapping[str, str]) -> dict[str, Any]:
    said = {
        "skill": skill,
        "label": labels.get(skill),
        "weight": 0.0,
        "needed": None,
        "state": "surplus",
        "state_sure": "surplus",
    }
    return said | _where(one, sure.get(skill))


def _where(one: _Taught | None, firm: _Taught | None) -> dict[str, Any]:
    return {
        "level": one.level if one else None,
        "hours": round(one.hours, 2) if one else 0.0,
        "courses": one.courses if one else [],
        "semesters": one.semesters if one else [],
        "hours_sure": round(firm.hours, 2) if firm else 0.0,
    }


def _shares(rows: Sequence[Mapping[str, Any]], taught: Mapping[str, _Taught], needed: set[str], column: str) -> Shares:
    weight = {state: sum(row["weight"] for row in rows if row[column] == state) for state in STATES[:3]}
    hours = sum(one.hours for one in taught.values())
    beside = sum(one.hours for skill, one in taught.items() if skill not in needed)
    return Shares(weight["covered"], weight["partly"], weight["missing"], beside / hours if hours else 0.0)
