"""Why a need stays out, and the smallest complement that would take it in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from grappe.pool.columns import lawful_pairs
from grappe.pool.complements import missing_beside
from grappe.pool.plans import Plan
from grappe.pool.problem import Flags, PoolProblem, Whole
from grappe.pool.things import HALFDAYS, PartNeed
from grappe.pool.timetable import halfday_name
from grappe.words import Sentence

#: Partners that are out too, with which a complement is looked for.
_PARTNERS = 12
Reason = Literal["too_large", "no_similar", "too_far", "forbidden", "weeks", "year", "time", "others_better"]


@dataclass(frozen=True, slots=True)
class Complement:
    """What one more need would have to be: half-days by week, beside these needs.

    Under legal rules also the ``most`` it may ask in a week, and the half-days (1 to 12) left for it; else at any.
    """

    beside: tuple[str, ...]
    weeks: tuple[int, ...]
    most: int | None = None
    open_halfdays: tuple[int, ...] = ()

    @property
    def halfdays(self) -> int:
        """Half-days of the year."""
        return sum(self.weeks)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A need that is in no job: why, and what would be missing; ``complement`` is ``None`` when nothing would do."""

    need: str
    reason: Reason
    why: Sentence
    missing: Sentence
    complement: Complement | None


def unplaced(problem: PoolProblem, plan: Plan) -> list[Unplaced]:
    """One entry for each need that the plan leaves out, in the order of the problem."""
    left = {need.need for need in plan.unplaced}
    out = np.array([need.need in left for need in problem.needs], dtype=bool)
    pairs, _complete = lawful_pairs(problem, lambda: True)
    return [_told(problem, plan, int(place), (pairs, out)) for place in np.flatnonzero(out)]


def _told(problem: PoolProblem, plan: Plan, place: int, pairs_and_out: tuple[Flags, Flags]) -> Unplaced:
    need, (pairs, out) = problem.needs[place], pairs_and_out
    reason, why = _why_no_neighbour(problem, place) or _why_not_together(problem, plan, place, pairs)
    complement = _smallest(problem, place, pairs, out)
    return Unplaced(need.need, reason, why, _missing(problem, place, complement), complement)


def _why_no_neighbour(problem: PoolProblem, place: int) -> tuple[Reason, Sentence] | None:
    """The first filter that leaves no neighbour, ``None`` when one is left."""
    need, rules = problem.needs[place], problem.rules
    if max(need.weeks) > rules.halfdays_per_week_max or need.year > rules.halfdays_per_year_max:
        return "too_large", Sentence(
            "ce besoin dépasse à lui seul la limite de la semaine ou de l'année",
            "this need alone passes the limit of the week or of the year",
        )
    similar = problem.similar_to(place)
    others = np.array([other.member != need.member for other in problem.needs], dtype=bool)
    if not (similar & others).any():
        return "no_similar", Sentence(
            "aucun autre adhérent ne demande un métier semblable", "no other member asks for a similar occupation"
        )
    km = problem.km_from(place)
    near = similar & others & (km <= rules.km_max)
    if not near.any():
        least = float(km[similar & others].min())
        return "too_far", Sentence(
            f"le besoin semblable le plus proche est à {least:.0f} km, pour {rules.km_max:g} km au plus".replace(
                ".", ","
            ),
            f"the nearest similar need is {least:.0f} km away, {rules.km_max:g} km at most",
        )
    allowed = near & problem.strangers_to(place)
    if not allowed.any():
        return "forbidden", Sentence(
            "tous les voisins semblables sont exclus, par ce besoin ou par le leur",
            "every similar neighbour is forbidden, by this need or by theirs",
        )
    return None


def _why_not_together(problem: PoolProblem, plan: Plan, place: int, pairs: Flags) -> tuple[Reason, Sentence]:
    if not pairs[place].any():
        return "weeks", Sentence(
            "avec aucun voisin semblable les semaines ne vont ensemble dans les limites",
            "the weeks fit with no similar neighbour within the limits",
        )
    possible = problem.needs[place].need in plan.possible
    if not possible and not plan.complete:
        return "time", Sentence(
            "le temps n'a pas suffi pour chercher tous ses emplois", "there was no time to look for all of its jobs"
        )
    if not possible:
        return "year", Sentence(
            f"aucune combinaison n'atteint {problem.rules.halfdays_per_year_min} demi-journées par an dans les limites",
            f"no combination reaches {problem.rules.halfdays_per_year_min} half-days a year within the limits",
        )
    return "others_better", Sentence(
        "des emplois sont possibles, mais leurs autres besoins comptent plus dans ceux du plan",
        "jobs are possible, but their other needs bring more in those of the plan",
    )


def _smallest(problem: PoolProblem, place: int, pairs: Flags, out: Flags) -> Complement | None:
    """The complement with fewest half-days, beside the need alone or beside it and another that is out."""
    bases = [[place]]
    if problem.rules.users_max > 2:
        bases += [[place, int(other)] for other in np.flatnonzero(pairs[place] & out)[:_PARTNERS]]
    found = [complement for base in bases if (complement := _beside(problem, base)) is not None]
    return min(found, key=lambda complement: complement.halfdays, default=None)


def _beside(problem: PoolProblem, base: list[int]) -> Complement | None:
    """What must come beside ``base``: as even as its weeks allow, from the first week on."""
    rules = problem.rules
    if rules.legal is not None:
        found = missing_beside(problem, rules.legal, base)
        return Complement(found.beside, found.weeks, found.most, found.halfdays) if found else None
    year = int(problem.years[base].sum())
    weeks = np.array([problem.needs[place].weeks for place in base], dtype=np.int64).sum(axis=0)
    room = np.maximum(0, min(rules.halfdays_per_week_max, HALFDAYS) - weeks)
    if weeks.max() > rules.halfdays_per_week_max:
        return None
    wanted = max(1, rules.halfdays_per_year_min - year)
    if wanted > room.sum() or year + wanted > rules.halfdays_per_year_max:
        return None
    level = next(level for level in range(1, HALFDAYS + 1) if np.minimum(room, level).sum() >= wanted)
    spread = np.minimum(room, level)
    before = np.cumsum(spread) - spread
    asked = np.clip(wanted - before, 0, spread)
    return Complement(tuple(problem.needs[place].need for place in base), tuple(int(week) for week in asked))


def _missing(problem: PoolProblem, place: int, complement: Complement | None) -> Sentence:
    need, rules = problem.needs[place], problem.rules
    if complement is None:
        return Sentence("aucun complément ne suffirait", "no complement would do")
    if complement.most is not None:
        return missing_told(problem, need, complement)
    weeks = runs(np.array(complement.weeks))
    most, count = max(complement.weeks), complement.halfdays
    others = ", ".join(other for other in complement.beside if other != need.need)
    beside = Sentence(f" avec {others}" if others else "", f" with {others}" if others else "")
    return Sentence(
        f"{count} demi-journée(s) d'un autre adhérent{beside.fr}, {most} au plus par semaine, semaines {weeks}, "
        f"à {rules.km_max:g} km au plus de {need.lat:g}, {need.lon:g}, métier semblable à {need.occupation}",
        f"{count} half-day(s) of another member{beside.en}, {most} a week at most, weeks {weeks}, "
        f"within {rules.km_max:g} km of {need.lat:g}, {need.lon:g}, occupation similar to {need.occupation}",
    )


def missing_told(problem: PoolProblem, need: PartNeed, complement: Complement) -> Sentence:
    """What is missing as hours, days, travel time and occupation."""
    rules, hours = problem.rules, problem.rules.hours_per_halfday
    least, most = max(complement.weeks), complement.most or max(complement.weeks)
    span = f"{least * hours:g} h" if least == most else f"{least * hours:g} – {most * hours:g} h"
    others = ", ".join(other for other in complement.beside if other != need.need)
    beside = Sentence(f" avec {others}" if others else "", f" with {others}" if others else "")
    fr, en = (days_told(complement.open_halfdays, language) for language in ("fr", "en"))
    weeks = runs(np.array(complement.weeks))
    minutes = rules.legal.value("travel-max") if rules.legal else 0.0
    return Sentence(
        f"il manque un adhérent{beside.fr} qui demande {span} par semaine, {fr}, semaines {weeks}, "
        f"à {minutes:g} min au plus, métier semblable à {need.occupation}".replace(".", ","),
        f"a member{beside.en} is missing who asks for {span} a week, {en}, weeks {weeks}, "
        f"within {minutes:g} min, occupation similar to {need.occupation}",
    )


def days_told(halfdays: Iterable[int], language: str) -> str:
    """Half-days (1 to 12) as days: a whole day by its name, else with its half."""
    held, told = set(halfdays), []
    for day in range(6):
        both = [half for half in (2 * day + 1, 2 * day + 2) if half in held]
        name = halfday_name(2 * day + 1).said(language).rpartition(" ")[0]
        told += [name] if len(both) == 2 else [halfday_name(half).said(language) for half in both]
    return ", ".join(told)


def runs(weeks: Whole) -> str:
    """``1–13, 20``: the weeks in which something is asked."""
    held = np.flatnonzero(weeks) + 1
    runs = np.split(held, np.flatnonzero(np.diff(held) > 1) + 1)
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
