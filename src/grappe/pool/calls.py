"""A need that stays out, turned into a call that members can answer."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grappe.pool.explaining import explanations_json
from grappe.pool.keeping import read_plan_kept
from grappe.pool.problem import PoolProblem
from grappe.pool.unplaced import Unplaced, unplaced
from grappe.words import Sentence


@dataclass(frozen=True, slots=True)
class Call:
    """What to send to the members: a subject and a text, naming no member."""

    need: str
    subject: Sentence
    text: Sentence


def call_to_members(problem: PoolProblem, entry: Unplaced) -> Call | None:
    """The call of a need that a complement would take in; ``None`` when nothing would do."""
    if entry.complement is None:
        return None
    need = problem.needs[problem.place_of(entry.need)]
    asked = entry.complement.halfdays * problem.rules.hours_per_halfday
    fr, en = (_anonymous(problem, entry.missing.said(language)) for language in ("fr", "en"))
    return Call(
        entry.need,
        Sentence(f"Qui a besoin de temps partagé en {need.occupation} ?", f"Who needs part of a {need.occupation}?"),
        Sentence(
            f"Un adhérent cherche à partager un emploi ({need.occupation}). Pour qu'il soit complet, {fr}. "
            f"Cela fait environ {asked:.0f} heures par an. Si vous avez un tel besoin, même approché, décrivez-le : "
            "la complémentarité est vérifiée avant tout engagement.",
            f"A member wants to share a job ({need.occupation}). For it to be whole, {en}. That is about {asked:.0f} "
            "hours a year. If you have such a need, even a near one, describe it: the match is checked before anyone "
            "commits to anything.",
        ),
    )


def _anonymous(problem: PoolProblem, text: str) -> str:
    """Names of needs and members replaced: a call goes to everyone."""
    for need in sorted(problem.needs, key=lambda need: -len(need.need)):
        text = text.replace(f" avec {need.need} ", " avec un autre besoin ").replace(
            f" with {need.need} ", " with another need "
        )
    return text


def explanations(folder: Path, language: str) -> dict[str, Any]:
    """Jobs, robustness and calls of the plan in a folder. Raises ``Refused`` when it is no plan."""
    problem, found = read_plan_kept(folder)
    calls = [call for entry in unplaced(problem, found) if (call := call_to_members(problem, entry)) is not None]
    told = [
        {"need": call.need, "subject": call.subject.said(language), "text": call.text.said(language)} for call in calls
    ]
    return {**explanations_json(problem, found.jobs, language), "calls": told}
