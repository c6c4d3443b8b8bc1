"""A rotation as files, checked by code that shares nothing with the solver."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grappe.pool.rotation.judging import Judged, judge, points_of
from grappe.pool.rotation.repaired import without_company
from grappe.pool.rotation.rotations import Stay
from grappe.pool.rotation.things import RotationProblem
from grappe.words import Refused, Sentence, Where

COLUMNS = ("apprentice", "block", "host", "mentor")


@dataclass(frozen=True)
class RotationCheck:
    """What the checker found: every rule that fails, as sentences, and all that was judged."""

    violations: tuple[Sentence, ...]
    judged: tuple[Judged, ...]
    stays: int
    points: int

    @property
    def ok(self) -> bool:
        """Whether nothing fails; what is to be confirmed does not."""
        return not self.violations


def check_rotation(folder: Path, problem: RotationProblem) -> RotationCheck:
    """Checks ``assignments.csv`` of a folder, and what ``plan.json`` says of it where it is there.

    Raises ``Refused`` for a file that cannot be read. A repaired plan is checked without the company that left.
    """
    plan = _plan(folder / "plan.json")
    for gone in plan.get("without", []):
        problem = without_company(problem, str(gone))
    stays, strange = _known(problem, read_assignments(folder / "assignments.csv"))
    judged = judge(problem, stays, {str(key): str(value) for key, value in plan.get("mains", {}).items()})
    points = points_of(problem, stays)
    violations = [*strange, *(entry.said for entry in judged if entry.result == "fail")]
    violations += _told_wrong(plan, points)
    return RotationCheck(tuple(violations), tuple(judged), len(stays), points)


def read_assignments(path: Path) -> list[Stay]:
    """The rows of ``assignments.csv``. Raises ``Refused``."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
            if missing:
                said = Sentence(f"colonne absente : {missing[0]}", f"missing column: {missing[0]}")
                raise Refused(said, where=Where(file=str(path)))
            return [Stay(*(_plain(row[name]) for name in COLUMNS)) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        said = Sentence(f"fichier illisible ({error})", f"unreadable file ({error})")
        raise Refused(said, where=Where(file=str(path))) from error


def _plain(cell: str | None) -> str:
    """A cell without the apostrophe that keeps spreadsheets from running it."""
    text = (cell or "").strip()
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@" else text


def _plan(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        plan = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        said = Sentence(f"fichier illisible ({error})", f"unreadable file ({error})")
        raise Refused(said, where=Where(file=str(path))) from error
    return plan if isinstance(plan, dict) else {}


def _known(problem: RotationProblem, stays: list[Stay]) -> tuple[list[Stay], list[Sentence]]:
    """The stays that speak of the problem, and what is wrong with the others."""
    people = {person.apprentice for person in problem.apprentices}
    blocks, hosts = {block.block for block in problem.blocks}, {company.company for company in problem.companies}
    kept, strange, seen = [], [], set()
    for row, stay in enumerate(stays, 2):
        unknown = stay.apprentice not in people or stay.block not in blocks or stay.host not in hosts
        twice = (stay.apprentice, stay.block) in seen
        if unknown or twice:
            what = Sentence("en double", "twice") if twice else Sentence("inconnu du problème", "not of the problem")
            named = f"{stay.apprentice}, {stay.block}, {stay.host}"
            strange.append(Sentence(f"ligne {row} : {named} : {what.fr}", f"row {row}: {named}: {what.en}"))
            continue
        seen.add((stay.apprentice, stay.block))
        kept.append(stay)
    return kept, strange


def _told_wrong(plan: dict[str, Any], points: int) -> list[Sentence]:
    told, bound = plan.get("points"), plan.get("bound")
    wrong = []
    if told is not None and told != points:
        wrong.append(
            Sentence(f"plan.json dit {told} points, il y en a {points}", f"plan.json says {told} points, not {points}")
        )
    if "without" not in plan and isinstance(bound, int) and told is not None and bound > points:
        wrong.append(Sentence("la borne dépasse le plan", "the bound is above the plan"))
    return wrong
