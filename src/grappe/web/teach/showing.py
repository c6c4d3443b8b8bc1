"""Programmes and gaps brought to the shape that pages show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from grappe.references import OCCUPATIONS
from grappe.teach import Course, Improvement, Programme
from grappe.web.charts import Bar
from grappe.web.stores import release_or_none
from grappe.web.teach.queries import Measured

HEAT_SKILLS = 40  #: skills of the shaded table: those that weigh most
FLOW_OCCUPATIONS = 8  #: occupations shown as flows; the others are one flow


@dataclass(frozen=True, slots=True)
class TaughtCourse:
    """A course with its links to skills and the semester it is taught in."""

    semester: int
    course: Course
    links: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Flow:
    """A share of the needs, 0 to 1, that goes from an occupation to a programme; without programme it is not taught."""

    occupation: str
    programme: str
    share: float


def by_course(programme: Programme, links: Sequence[Mapping[str, Any]]) -> list[TaughtCourse]:
    """The courses in their order, each with its links."""
    own: dict[str, list[Mapping[str, Any]]] = {}
    for link in links:
        own.setdefault(link["course"], []).append(link)
    places = programme.places()
    return [
        TaughtCourse(places[course.code][0].number, course, own.get(course.code, ())) for course in programme.courses()
    ]


def gap_shown(measured: Measured) -> dict[str, Any]:
    """The shares as bars, sure ones beside, and the rows of needs and of surplus."""
    if measured.gap is None:
        return {}
    rows = measured.gap.rows.to_pylist()
    shares, sure = measured.gap.shares.as_dict(), measured.gap.sure.as_dict()
    return {
        "shares": [(name, shares[name], sure[name]) for name in ("covered", "partly", "missing")],
        "surplus": (shares["surplus"], sure["surplus"]),
        "needs": [row for row in rows if row["state"] != "surplus"],
        "beside": [row for row in rows if row["state"] == "surplus"][:50],
    }


def hours_of(text: str, most: float) -> float | None:
    """Hours typed in an address; ``None`` for anything that is no number above 0."""
    try:
        hours = float(text.replace(",", "."))
    except ValueError:
        return None
    return min(hours, most) if hours > 0 else None


def changes_shown(found: Improvement, programme: Programme) -> dict[str, Any]:
    """The chosen changes with the titles of their courses."""
    titles = {course.code: course.title for course in programme.courses()}
    rows = [(titles.get(one.course.partition("/")[2], one.course), one) for one in found.chosen]
    return {"found": found, "rows": rows}


def heat(measured: Sequence[Measured]) -> list[tuple[str, float, list[str]]]:
    """The weightiest skills, each with its weight and its state in every programme."""
    columns = [{row["skill"]: row for row in one.gap.rows.to_pylist()} for one in measured if one.gap]
    if not columns:
        return []
    needed = [row for row in columns[0].values() if row["state"] != "surplus"][:HEAT_SKILLS]
    return [
        (row["label"] or row["skill"], row["weight"], [column[row["skill"]]["state"] for column in columns])
        for row in needed
    ]


def heat_table(measured: Sequence[Measured]) -> pa.Table:
    """The shaded table as rows: skill, weight, then a column for each programme."""
    rows = heat(measured)
    columns: dict[str, list[Any]] = {"skill": [row[0] for row in rows], "weight": [row[1] for row in rows]}
    for place, one in enumerate(measured):
        columns[f"{place + 1}. {one.record.title}"] = [row[2][place] for row in rows]
    return pa.table(columns)


def flows(measured: Sequence[Measured], needs: pa.Table) -> list[Flow]:
    """Needs by occupation → programmes that cover them; what several cover is shared between them."""
    names = _occupations()
    covers = [
        {row["skill"] for row in one.gap.rows.to_pylist() if row["state"] == "covered"} for one in measured if one.gap
    ]
    found: dict[tuple[str, str], float] = {}
    for row in needs.to_pylist():
        to = [one.record.title for one, skills in zip(measured, covers, strict=True) if row["skill"] in skills] or [""]
        for occupation in row["occupations"]:
            for programme in to:
                key = (names.get(occupation, occupation), programme)
                found[key] = found.get(key, 0.0) + row["weight"] / len(row["occupations"]) / len(to)
    return _fewer([Flow(occupation, programme, share) for (occupation, programme), share in found.items()])


def _fewer(found: Sequence[Flow]) -> list[Flow]:
    """The flows of the weightiest occupations; those of the others together."""
    totals: dict[str, float] = {}
    for flow in found:
        totals[flow.occupation] = totals.get(flow.occupation, 0.0) + flow.share
    kept = sorted(totals, key=lambda name: (-totals[name], name))[:FLOW_OCCUPATIONS]
    merged: dict[tuple[str, str], float] = {}
    for flow in found:
        key = (flow.occupation if flow.occupation in kept else "…", flow.programme)
        merged[key] = merged.get(key, 0.0) + flow.share
    order = {name: place for place, name in enumerate([*kept, "…"])}
    return [
        Flow(*key, share) for key, share in sorted(merged.items(), key=lambda item: (order[item[0][0]], item[0][1]))
    ]


def _occupations() -> dict[str, str]:
    rome = release_or_none("rome")
    if rome is None:
        return {}
    rows = rome.read(OCCUPATIONS).select(["code", "label_fr"]).to_pylist()
    return {row["code"]: f"{row['code']} {row['label_fr']}" for row in rows}


def bars(measured: Sequence[Measured], address: Any) -> list[Bar]:
    """What each programme covers, as bars; the whisker goes down to what is sure."""
    return [
        Bar(
            f"{one.record.school.name} · {one.record.title}",
            one.gap.shares.covered,
            f"{one.gap.shares.covered:.0%}",
            address(one.record.uuid),
            one.gap.sure.covered,
            one.gap.shares.covered,
        )
        for one in measured
        if one.gap
    ]
