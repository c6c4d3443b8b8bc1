"""How far a course takes a skill: aware of it, applies it, masters it; read from the verbs of the sentence."""

import re
from functools import cache
from typing import Literal, get_args

from grappe.teach.headers import plain
from grappe.teach.things import Course

Level = Literal["aware", "applies", "masters"]
LEVELS: tuple[Level, ...] = get_args(Level)
#: Levels as a number, for needs that ask for at least one of them.
RANK: dict[str, int] = {level: rank for rank, level in enumerate(LEVELS, 1)}
_PRACTICE_SHARE = 1 / 3  #: of the hours in practical work or project, from which a course without verbs applies

_VERBS: dict[Level, str] = {
    "masters": r"maitris\w*|expert\w*|optimis\w*|concevoir|conception|pilot(?:er|age)|innov\w*|critiqu\w*|"
    r"dimensionn\w*|architectur(?:er|e d)|"
    r"master(?:s|ing)?|mastery|optimi[sz]\w*|design(?:s|ing)?\b|critical\w*|lead(?:s|ing)?\b|advanced|avance[es]*\b",
    "applies": r"appliqu\w*|utilis\w*|mettre en (?:oeuvre|place|pratique)|"
    r"mise en (?:oeuvre|place|pratique)|realis\w*|resoudre|resolution|"
    r"calcul\w*|programm(?:er|ation)|develop\w*|analys\w*|modelis\w*|mesur\w*|redig\w*|gerer|gestion|choisir|produire|simul\w*|"
    r"implement\w*|travaux pratiques|\btps?\b|exploit\w*|configur\w*|determin\w*|"
    r"appl(?:y|ies|ying|ications?)|us(?:e|ing)\b|solv\w*|implement\w*|analy[sz]\w*|model(?:l?ing|s)?\b|measur\w*|comput\w*|"
    r"program(?:ming)?\b|develop\w*|manag\w*|writ(?:e|ing)\b|choos\w*|perform\w*|"
    r"practi[cs]\w*|lab(?:s|oratory)?\b|project\w*|projets?\b",
    "aware": r"connaitre|connaissance\w*|comprendre|comprehension|decouvr\w*|decouverte|sensibilis\w*|introdu\w*|"
    r"notions?|bases?\b|"
    r"presentation|presenter|apprehend\w*|initi\w*|panorama|definitions?|principes?|savoir ce|"
    r"know(?:ing|s|ledge)?\b|understand\w*|discover\w*|introduc\w*|basics?\b|overview|awareness|principles|concepts?|fundamentals?",
}  # fmt: skip


@cache
def _patterns() -> dict[Level, re.Pattern[str]]:
    return {level: re.compile(rf"\b(?:{verbs})") for level, verbs in _VERBS.items()}


def level_of(evidence: str, course: Course, said: str | None = None) -> Level:
    """The level that a sentence shows.

    ``said`` is the level that the reader of skills named (``grappe.coding.LEVELS``). Else the first verb of the
    sentence decides, since a course sheet says *comprendre* or *concevoir* before what it speaks of; without any
    such verb the
    share of practical work and projects does.

    >>> level_of("Concevoir une base de données", Course("1", "Bases"))
    'masters'
    """
    if said in ("mastery", "expertise"):
        return "masters"
    folded = plain(evidence)
    found = {level: match.start() for level, pattern in _patterns().items() if (match := pattern.search(folded))}
    if found:
        return min(found, key=lambda level: (found[level], -RANK[level]))
    if said == "practice":
        return "applies"
    return "applies" if _practice(course) >= _PRACTICE_SHARE else "aware"


def _practice(course: Course) -> float:
    hours = course.hours_by_kind
    total = sum(hours.values())
    return (hours.get("tp", 0.0) + hours.get("project", 0.0)) / total if total else 0.0
