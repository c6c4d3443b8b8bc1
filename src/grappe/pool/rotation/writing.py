"""A rotation as files: who is where, mentors' load, progress, calendars, agreements, and all of it with its checks."""

import json
from pathlib import Path
from typing import Any

import pyarrow as pa

from grappe.pool.rotation.agreements import cost_shares, hosting_agreements
from grappe.pool.rotation.checking import COLUMNS
from grappe.pool.rotation.judging import Judged, judge
from grappe.pool.rotation.person_calendars import person_calendar
from grappe.pool.rotation.readings import Visit, mentor_load, progress_grid, visits
from grappe.pool.rotation.rotations import Rotation
from grappe.pool.rotation.things import RotationProblem
from grappe.tables import write_file

#: Version of the form of ``plan.json``.
FORM = 1


def write_rotation(
    problem: RotationProblem,
    rotation: Rotation,
    folder: Path,
    *,
    without: tuple[str, ...] = (),
    language: str = "fr",
) -> list[Judged]:
    """Writes the files of a rotation, ``plan.json`` at last; what was judged comes back."""
    folder.mkdir(parents=True, exist_ok=True)
    seen = visits(problem, rotation)
    write_file(
        _table([(s.apprentice, s.block, s.host, s.mentor) for s in rotation.stays], COLUMNS), folder / "assignments.csv"
    )
    load = mentor_load(problem, rotation)
    write_file(_of_dicts(load, ("company", "mentor", "block", "apprentices", "limit")), folder / "mentors.csv")
    grid = progress_grid(problem, rotation)
    write_file(_of_dicts(grid, ("apprentice", "skill", "year", "target", "days", "missing")), folder / "progress.csv")
    costs = cost_shares(problem, rotation)
    write_file(_of_dicts(costs, ("company", "days", "share", "ordered")), folder / "cost-shares.csv")
    _write(folder / "agreements.json", hosting_agreements(problem, rotation))
    _calendars(problem, rotation, seen, folder / "calendars")
    judged = judge(problem, rotation.stays, rotation.mains) if rotation.stays else []
    _write(folder / "plan.json", _whole(problem, rotation, seen, judged, without=without, language=language))
    return judged


def rotation_summary(problem: RotationProblem, rotation: Rotation) -> dict[str, Any]:
    """The keys that every answer about a rotation has."""
    told: dict[str, Any] = {
        "status": rotation.status,
        "objective": rotation.objective,
        "bound": None if rotation.status == "infeasible" else rotation.bound,
        "gap": rotation.gap,
        "seconds": rotation.seconds,
        "apprentices": len(problem.apprentices),
        "companies": len(problem.companies),
        "blocks": len(problem.blocks),
        "assigned": len(rotation.stays),
        "points": rotation.points,
        "seconds_proven": rotation.seconds_proven,
        "complete": rotation.complete,
        "interrupted": rotation.interrupted,
    }
    if rotation.moves is not None:
        told["moves"] = rotation.moves
    if rotation.conflict:
        told |= {"conflict": list(rotation.conflict), "conflict_companies": list(rotation.conflict_companies)}
    return told


def _whole(
    problem: RotationProblem,
    rotation: Rotation,
    seen: list[Visit],
    judged: list[Judged],
    *,
    without: tuple[str, ...],
    language: str,
) -> dict[str, Any]:
    return {
        "form": FORM,
        **rotation_summary(problem, rotation),
        **({"without": list(without)} if without else {}),
        "work": rotation.work,
        "remarks": [remark.said(language) for remark in problem.remarks],
        "rules": {
            rule: {
                "value": problem.profile.value(rule, problem.blocks[0].start),
                "article": problem.profile[rule].article,
            }
            for rule in sorted(problem.profile)
        },
        "mains": rotation.mains,
        "gantt": [visit.as_json() for visit in seen],
        "checks": [
            {
                "rule": entry.rule,
                "subject": entry.subject,
                "value": entry.value,
                "limit": entry.limit,
                "result": entry.result,
                "article": entry.article,
                "confirmed_by": entry.confirmed_by,
                "said": entry.said.said(language),
            }
            for entry in judged
        ],
    }


def _calendars(problem: RotationProblem, rotation: Rotation, seen: list[Visit], folder: Path) -> None:
    if not rotation.stays:
        return
    folder.mkdir(exist_ok=True)
    for number, person in enumerate(problem.apprentices, 1):
        mine = [visit for visit in seen if visit.apprentice == person.apprentice]
        (folder / f"{number:03d}.ics").write_bytes(person_calendar(problem, person, mine))


def _write(path: Path, held: Any) -> None:
    path.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _table(rows: list[tuple[str, ...]], names: tuple[str, ...]) -> pa.Table:
    return pa.table({name: pa.array([row[at] for row in rows], pa.string()) for at, name in enumerate(names)})


def _of_dicts(rows: list[dict[str, Any]], names: tuple[str, ...]) -> pa.Table:
    return pa.table({name: pa.array([row[name] for row in rows]) for name in names})
