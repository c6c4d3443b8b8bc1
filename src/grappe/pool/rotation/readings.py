"""A rotation read by people: stays in a row (the bars of a Gantt chart), load of mentors, progress in skills."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from grappe.pool.rotation.rotations import Rotation
from grappe.pool.rotation.things import RotationProblem


@dataclass(frozen=True, slots=True)
class Visit:
    """Blocks in a row of one apprentice with one mentor of one host."""

    apprentice: str
    host: str
    mentor: str
    blocks: tuple[str, ...]
    start: date
    end: date
    days: int

    def as_json(self) -> dict[str, Any]:
        """The visit as ``plan.json`` tells it."""
        told = {"apprentice": self.apprentice, "host": self.host, "mentor": self.mentor, "blocks": list(self.blocks)}
        return told | {"from": self.start.isoformat(), "to": self.end.isoformat(), "days": self.days}


def visits(problem: RotationProblem, rotation: Rotation) -> list[Visit]:
    """Visits by apprentice, in time."""
    place = {block.block: at for at, block in enumerate(problem.blocks)}
    days = {person.apprentice: person.days for person in problem.apprentices}
    runs: list[list[tuple[str, str, str, int]]] = []
    for stay in sorted(rotation.stays, key=lambda stay: (stay.apprentice, place[stay.block])):
        entry = (stay.apprentice, stay.host, stay.mentor, place[stay.block])
        if runs and runs[-1][0][:3] == entry[:3]:
            runs[-1].append(entry)
        else:
            runs.append([entry])
    found = []
    for run in runs:
        apprentice, host, mentor, first = run[0]
        blocks = [problem.blocks[at] for _apprentice, _host, _mentor, at in run]
        spent = sum(days[apprentice][at] for _apprentice, _host, _mentor, at in run)
        names = tuple(block.block for block in blocks)
        found.append(Visit(apprentice, host, mentor, names, problem.blocks[first].start, blocks[-1].end, spent))
    return found


def mentor_load(problem: RotationProblem, rotation: Rotation) -> list[dict[str, Any]]:
    """Apprentices of each mentor in each block; ``limit`` is for those who don't repeat a year."""
    load: dict[tuple[str, str, str], int] = defaultdict(int)
    for stay in rotation.stays:
        load[stay.host, stay.mentor, stay.block] += 1
    most = problem.rules.apprentices_of_a_mentor
    rows = []
    for company in problem.companies:
        for mentor in company.mentors:
            for block in problem.blocks:
                count = load.get((company.company, mentor.mentor, block.block), 0)
                limit = most if mentor.most is None else mentor.most
                rows.append(
                    {
                        "company": company.company,
                        "mentor": mentor.mentor,
                        "block": block.block,
                        "apprentices": count,
                        "limit": limit,
                    }
                )
    return rows


def progress_grid(problem: RotationProblem, rotation: Rotation) -> list[dict[str, Any]]:
    """Days that trained each skill by the end of each year with a target, and what is missing."""
    blocks = {block.block: (at, block.year) for at, block in enumerate(problem.blocks)}
    hundredths: dict[tuple[str, str, int], int] = defaultdict(int)
    companies = {company.company: company for company in problem.companies}
    days = {person.apprentice: person.days for person in problem.apprentices}
    for stay in rotation.stays:
        at, year = blocks[stay.block]
        for skill, percent in companies[stay.host].skills.items():
            hundredths[stay.apprentice, skill, year] += percent * days[stay.apprentice][at]
    rows = []
    for person in problem.apprentices:
        for (skill, year), target in sorted(problem.targets.items()):
            held = (
                value
                for (who, what, when), value in hundredths.items()
                if (who, what) == (person.apprentice, skill) and when <= year
            )
            done = sum(held) / 100
            rows.append(
                {
                    "apprentice": person.apprentice,
                    "skill": skill,
                    "year": year,
                    "target": target,
                    "days": done,
                    "missing": max(0.0, round(target - done, 2)),
                }
            )
    return rows
