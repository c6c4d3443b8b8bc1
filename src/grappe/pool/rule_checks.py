"""Each rule beside what a job comes to: pass, fail, or to be confirmed by someone, with article, value and date."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any, Literal

from grappe.pool.lawful import year_of
from grappe.pool.legal_checks import legal_checks
from grappe.pool.problem import PoolProblem
from grappe.pool.things import PartNeed
from grappe.pool.timetable import clash
from grappe.words import Sentence

Result = Literal["pass", "fail", "confirm"]


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """One rule and what a job comes to.

    ``limit`` and ``value`` are in ``unit``; ``value`` is ``None`` where nothing was said. ``article``, ``valid_from``
    and ``origin`` are those of the rule on the day of the profile, ``None`` for keys of the core problem.
    ``confirmed_by`` names who must confirm it in a real case; ``remark`` says what a figure alone does not.
    """

    rule: str
    title: Sentence
    limit: float
    value: float | None
    unit: str
    result: Result
    article: str | None = None
    valid_from: date | None = None
    origin: str | None = None
    confirmed_by: str | None = None
    remark: Sentence | None = None

    def as_json(self, language: str) -> dict[str, Any]:
        """Every key, sentences in one language."""
        return {
            "rule": self.rule,
            "title": self.title.said(language),
            "limit": self.limit,
            "value": self.value,
            "unit": self.unit,
            "result": self.result,
            "article": self.article,
            "valid_from": self.valid_from.isoformat() if self.valid_from else None,
            "origin": self.origin,
            "confirmed_by": self.confirmed_by,
            "remark": self.remark.said(language) if self.remark else None,
        }


def job_checks(problem: PoolProblem, needs: Sequence[PartNeed]) -> list[RuleCheck]:
    """Every rule against one person who would meet ``needs``, whether a plan holds such a job or not."""
    places = [problem.place_of(need.need) for need in needs]
    checks = list(_core(problem, places))
    year = year_of(problem, places)
    checks.append(_halfdays(needs))
    return checks + [RuleCheck(**said) for said in legal_checks(problem, places, year)]


def lawful_by(checks: Sequence[RuleCheck]) -> bool:
    """Whether no rule fails; what is to be confirmed does not fail."""
    return all(check.result != "fail" for check in checks)


def _core(problem: PoolProblem, places: list[int]) -> Iterator[RuleCheck]:
    rules, needs = problem.rules, [problem.needs[place] for place in places]
    widest = max(float(problem.km_from(one)[places].max()) for one in places)
    week = max(sum(asked) for asked in zip(*(need.weeks for need in needs), strict=True))
    year = sum(need.year for need in needs)
    yield _of("users_max", (rules.users_max, len(needs)), ok=2 <= len(needs) <= rules.users_max)
    yield _of("km_max", (rules.km_max, round(widest, 3)), ok=widest <= rules.km_max)
    yield _of("halfdays_per_week_max", (rules.halfdays_per_week_max, week), ok=week <= rules.halfdays_per_week_max)
    yield _of("halfdays_per_year_min", (rules.halfdays_per_year_min, year), ok=year >= rules.halfdays_per_year_min)
    yield _of("halfdays_per_year_max", (rules.halfdays_per_year_max, year), ok=year <= rules.halfdays_per_year_max)
    strangers = [problem.strangers_to(place) for place in places]
    barred = [(one, other) for one, other in combinations(range(len(places)), 2) if not strangers[one][places[other]]]
    yield _of("members", (0, len(barred)), ok=not barred, remark=_named(needs, barred))
    alike = [problem.similar_to(place) for place in places]
    unlike = [(one, other) for one, other in combinations(range(len(places)), 2) if not alike[one][places[other]]]
    yield _of("similar", (0, len(unlike)), ok=not unlike, remark=_named(needs, unlike))


def _halfdays(needs: Sequence[PartNeed]) -> RuleCheck:
    found = clash(needs)
    if found is None:
        return _of("halfdays", (0, 0), ok=True)
    return _of("halfdays", (0, 1), ok=False, remark=found)


_CORE = {
    "users_max": (Sentence("Utilisateurs de la même personne", "Users of the same person"), "members"),
    "km_max": (Sentence("Kilomètres entre deux sites", "Kilometres between two sites"), "km"),
    "halfdays_per_week_max": (
        Sentence("Demi-journées d'une semaine au plus", "Half-days of a week at most"),
        "halfdays",
    ),
    "halfdays_per_year_min": (
        Sentence("Demi-journées de l'année au moins", "Half-days of the year at least"),
        "halfdays",
    ),
    "halfdays_per_year_max": (
        Sentence("Demi-journées de l'année au plus", "Half-days of the year at most"),
        "halfdays",
    ),
    "members": (Sentence("Adhérents distincts, aucun exclu par un autre", "Distinct members, none forbidden"), "pairs"),
    "similar": (Sentence("Métiers qu'une personne peut faire", "Occupations that one person can do"), "pairs"),
    "halfdays": (Sentence("Aucune demi-journée demandée deux fois", "No half-day asked for twice"), "halfdays"),
}


def _of(rule: str, figures: tuple[float, float], *, ok: bool, remark: Sentence | None = None) -> RuleCheck:
    title, unit = _CORE[rule]
    limit, value = figures
    return RuleCheck(rule, title, limit, value, unit, "pass" if ok else "fail", remark=remark)


def _named(needs: list[PartNeed], pairs: list[tuple[int, int]]) -> Sentence | None:
    if not pairs:
        return None
    told = ", ".join(f"{needs[one].need} – {needs[other].need}" for one, other in pairs)
    return Sentence(told, told)
