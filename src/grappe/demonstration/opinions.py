"""What the fictional cluster's people answer to its survey: four colleges, who do not see the same things."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from grappe.demonstration.draws import some, source
from grappe.demonstration.things import Member, School
from grappe.needs import Question, questionnaire

#: Share of each college that answers.
ANSWERING = {"companies": 0.55, "training": 1.0, "actors": 0.8, "unions": 1.0}
#: People of the other colleges: fictional names, at a domain that cannot exist.
OTHERS = {
    "actors": (
        "Agence du Haut-Plateau",
        "Maison de l'emploi",
        "Chambre des métiers",
        "Communauté du Plateau",
        "Mission jeunes",
        "Club des mobilités",
        "Office de l'habitat",
    ),
    "unions": tuple(f"Union locale {letter}" for letter in "ABCDEF"),
    "training": ("Centre de formation du Plateau", "Lycée des Trois-Combes", "Institut des procédés", "Atelier-école"),
}
#: Mean mark of an item where it is not the middle, by college: the gaps that the survey is to find.
LEANING: Mapping[tuple[str, str], Mapping[str, float]] = {
    ("tension_causes", "pay"): {"companies": 2.2, "unions": 4.6, "training": 3.4, "actors": 3.3},
    ("tension_causes", "image"): {"companies": 4.1, "unions": 2.6, "training": 4.0, "actors": 3.7},
    ("tension_causes", "housing"): {"companies": 2.8, "actors": 4.3, "unions": 3.4},
    ("tension_causes", "shortage"): {"companies": 4.5, "training": 3.9, "actors": 3.9, "unions": 3.0},
    ("territory", "health"): {"companies": 1.9, "actors": 2.1, "unions": 1.7, "training": 2.2},
    ("territory", "culture"): {"companies": 3.6, "actors": 4.3},
    ("priorities", "attractiveness"): {"companies": 4.2, "training": 3.8, "actors": 4.1, "unions": 3.0},
    ("priorities", "pooling"): {"companies": 2.5, "actors": 3.4},
    ("local_training", "engineers"): {"companies": 2.7, "training": 4.3},
}
SECTORS = ("industry", "industry", "industry", "digital", "services")
#: Readiness of companies, share of yes.
READY = {"campaign": 0.76, "schools": 0.67, "workshops": 0.5, "visits": 0.57, "platform": 0.52, "group": 0.29}


@dataclass(frozen=True, slots=True)
class Opinion:
    """One questionnaire: whose (a key of the cluster's, or a name and address of another college), and the answers.

    ``answers`` is empty for who was asked and has not answered.
    """

    college: str
    organisation: str | None
    name: str
    email: str
    answers: Mapping[str, Any]


def opinions(seed: int, *, members: Sequence[Member], schools: Sequence[School]) -> list[Opinion]:
    """The answers of a wave, drawn from a seed: every member and school is asked, and people of two more colleges."""
    rng = source(seed, "opinions")
    asked: list[tuple[str, str | None, str, str, float | None]] = [
        ("companies", member.key, member.name, "", float(member.headcount)) for member in members
    ]
    asked += [("training", school.key, school.name, "", None) for school in schools]
    for college, names in OTHERS.items():
        asked += [(college, None, name, f"{college}{rank}@enquete.example", None) for rank, name in enumerate(names)]
    found = []
    for college, key, name, email, headcount in asked:
        answers = _answers(rng, college, headcount)
        silent = rng.random() > ANSWERING[college]
        found.append(Opinion(college, key, name, email, {} if silent else answers))
    return found


def _answers(rng: Random, college: str, headcount: float | None) -> dict[str, Any]:
    drawn: dict[str, Any] = {}
    for key, question in questionnaire(college).questions.items():
        answer = _DRAW[question.kind](rng, question, college)
        if answer is not None and (question.required or rng.random() < 0.9):
            drawn[key] = answer
    if headcount is not None:
        drawn |= {
            "headcount": headcount,
            "sector": rng.choice(["industry", "industry", "industry", "digital", "services"]),
        }
        drawn["age_pyramid"] = _pyramid(rng, int(headcount))
        drawn["retirements_2y"] = float(round(headcount * rng.uniform(0.01, 0.06)))
        drawn["retirements_5y"] = drawn["retirements_2y"] + float(round(headcount * rng.uniform(0.02, 0.09)))
        for name, most in (("departures", 0.12), ("hired", 0.15), ("temporary_fte", 0.08), ("apprentices", 0.06)):
            drawn[name] = float(round(headcount * rng.uniform(0, most)))
    return drawn


def _pyramid(rng: Random, headcount: int) -> dict[str, float]:
    young, middle, older = (int(headcount * rng.uniform(low, low + 0.08)) for low in (0.12, 0.3, 0.22))
    rest = headcount - young - middle - older
    return {"u30": float(young), "u45": float(middle), "u55": float(older), "o55": float(rest)}


def _marks(rng: Random, question: Question, college: str) -> dict[str, int]:
    means = {item.key: LEANING.get((question.key, item.key), {}).get(college, 3.0) for item in question.choices}
    return {key: min(5, max(1, round(rng.gauss(mean, 0.8)))) for key, mean in means.items() if rng.random() < 0.95}


def _stances(rng: Random, question: Question, college: str) -> dict[str, str]:
    return {
        item.key: "yes" if rng.random() < READY.get(item.key, 0.4) else rng.choice(["maybe", "no"])
        for item in question.choices
    }


def _chosen(rng: Random, question: Question, college: str) -> list[str]:
    return some(rng, [choice.key for choice in question.choices], 1, int(question.most) or 3)


_DRAW: Mapping[str, Any] = {
    "one": lambda rng, question, college: rng.choice([choice.key for choice in question.choices]),
    "many": _chosen,
    "scale": _marks,
    "stances": _stances,
    "number": lambda rng, question, college: float(rng.randint(int(question.least), int(min(question.most, 60)))),
    "flag": lambda rng, question, college: rng.random() < 0.6,
    "text": lambda rng, question, college: None,
    "list": lambda rng, question, college: None,
    "parts": lambda rng, question, college: None,
    "hires": lambda rng, question, college: None,
}
