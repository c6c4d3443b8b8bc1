"""The text of an ad: who the company is, what is to be done, who is looked for, what is offered."""

from random import Random
from typing import Any

from grappe.demonstration.draws import some
from grappe.demonstration.materials import material
from grappe.demonstration.terms import Terms
from grappe.demonstration.things import Member
from grappe.demonstration.titles import masculine
from grappe.demonstration.trades import Trade

SIZES = {"small": "entreprise", "medium": "PME", "mid-size": "entreprise", "large": "grande entreprise"}
CONTRACTS = {
    "cdi": "CDI",
    "cdd": "CDD",
    "interim": "intérim",
    "apprenticeship": "apprentissage",
    "professionalisation": "contrat de professionnalisation",
    "internship": "stage",
    "seasonal": "contrat saisonnier",
}
UNITS = {"hour": "de l'heure", "month": "par mois", "year": "par an"}


def description(
    rng: Random, member: Member, trade: Trade, *, offered: Terms, agency: str | None, emerging: list[dict[str, Any]]
) -> str:
    """A description in paragraphs; ``agency`` speaks instead of the company, which it does not name."""
    words = material("ads")["text"]
    tasks = [label for _code, label in some(rng, trade.tasks, 3, 5)]
    opening = words["agency"] if agency else rng.choice(words["blurbs"])
    filled = _filled(member, trade, offered) | {"agency": agency or ""}
    paragraphs = [
        opening.format(**filled),
        rng.choice(words["intros"]).format(**filled),
        "\n".join([rng.choice(words["missions"]), *(f"- {task}" for task in tasks)]),
        rng.choice(words["profiles"]).format(**filled),
        *(entry["sentence"] for entry in emerging),
        rng.choice(words["offers"]).format(**filled),
    ]
    if rng.random() < 0.1:
        paragraphs.append(words["schools"])
    return "\n\n".join(paragraphs)


def _filled(member: Member, trade: Trade, offered: Terms) -> dict[str, str]:
    return {
        "name": member.name,
        "size": SIZES[member.size],
        "headcount": str(member.headcount),
        "does": member.does,
        "town": member.town.name,
        "title": f"{masculine(trade.label)[0].lower()}{masculine(trade.label)[1:]} (H/F)",
        "experience": _experience(offered.experience),
        "education": offered.education,
        "contract": CONTRACTS[offered.contract],
        "hours": f"{offered.hours:g}".replace(".", ","),
        "pay": _pay(offered),
    }


def _experience(said: str) -> str:
    return "une première expérience ou l'envie de commencer" if said == "débutant accepté" else f"{said} d'expérience"


def _pay(offered: Terms) -> str:
    if offered.pay is None:
        return str(material("ads")["text"]["no_pay"])
    low, high, unit = offered.pay
    return f"{low:g} à {high:g} € {UNITS[unit]}".replace(".", ",")
