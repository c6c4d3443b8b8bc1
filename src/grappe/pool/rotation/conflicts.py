"""Why there is no lawful rotation: a smallest group of apprentices who cannot be placed together, and where."""

from dataclasses import replace

import numpy as np

from grappe.pool.rotation.arrays import Arrays
from grappe.pool.rotation.bounding import Bounding
from grappe.pool.rotation.master import Master, Places, no_prices
from grappe.pool.rotation.scans import scans_of
from grappe.pool.rotation.things import RotationProblem
from grappe.pool.watch import Watch


def conflict(problem: RotationProblem, watch: Watch, *, seed: int) -> tuple[list[str], list[str]] | None:
    """Apprentices of whom none can be left out of the contradiction, and the companies where they compete.

    One alone where somebody has no lawful itinerary; else the smallest group found of those who have to be at one
    company at a time; else whoever remains when each one is left out in turn. ``None`` where the programme over places,
    without any cost, has a solution: then nothing is proven.
    """
    free = costless(problem)
    arrays = Arrays(free)
    scans, _complete = scans_of(arrays)
    prices = no_prices(arrays)
    for place, scan in enumerate(scans):
        if not np.isfinite(scan.best(prices.of(scan.apprentice))):
            person = free.apprentices[place]
            return [person.apprentice], [person.main or person.employer]
    forced = _forced(arrays)
    if forced is not None:
        return forced
    everybody = list(range(len(free.apprentices)))
    held = _clashing(free, everybody, watch, seed)
    if held is None:
        return None
    return _smallest(free, held, watch, seed)


def costless(problem: RotationProblem) -> RotationProblem:
    """The same rules without any cost: whether a lawful rotation exists."""
    rules = replace(problem.rules, cost_swap=0, cost_km=0.0, cost_missing_day=0, cost_share_day=0)
    companies = tuple(replace(company, share=None) for company in problem.companies)
    return replace(problem, rules=rules, targets={}, companies=companies)


def _forced(arrays: Arrays) -> tuple[list[str], list[str]] | None:
    """The fewest apprentices who must be at one company at a time, before a first swap, and are too many for it."""
    people, rules = arrays.problem.apprentices, arrays.problem.rules
    regular, every = arrays.places
    best: tuple[list[str], list[str]] | None = None
    for company in arrays.problem.companies:
        number = arrays.number[company.company]
        for block in range(arrays.blocks):
            here = [
                person
                for person in people
                if person.main == company.company
                and person.days[block]
                and sum(person.days[:block]) < rules.first_swap_days
            ]
            plain = [person for person in here if not person.repeating]
            for held, room in ((plain, int(regular[number, block])), (here, int(every[number, block]))):
                if len(held) > room and (best is None or room + 1 < len(best[0])):
                    best = [person.apprentice for person in held[: room + 1]], [company.company]
    return best


def _clashing(problem: RotationProblem, people: list[int], watch: Watch, seed: int) -> list[int] | None:
    """Those of some apprentices who bear the contradiction of the programme, ``None`` where it has a solution."""
    part = replace(problem, apprentices=tuple(problem.apprentices[at] for at in people))
    arrays = Arrays(part)
    scans, _complete = scans_of(arrays)
    master = Master(arrays, Places(arrays, [scan.hosts for scan in scans]), watch, seed=seed)
    bounding = Bounding(arrays, scans, master, watch)
    bounding.run(until=np.inf)
    if bounding.bound < 0.5:
        return None
    paying = [people[at] for at in range(len(people)) if master.own[at] > 1e-6]
    return paying or people


def _smallest(problem: RotationProblem, people: list[int], watch: Watch, seed: int) -> tuple[list[str], list[str]]:
    """Leaves out each in turn while the others still contradict each other."""
    held, at = people, 0
    if _clashing(problem, held, watch, seed) is None:
        held = list(range(len(problem.apprentices)))
    while at < len(held) and watch.go():
        fewer = _clashing(problem, held[:at] + held[at + 1 :], watch, seed) if len(held) > 1 else None
        if fewer is None:
            at += 1
            continue
        kept = held[:at] + held[at + 1 :]
        held = fewer if set(fewer) < set(kept) and _clashing(problem, fewer, watch, seed) is not None else kept
        at = 0 if held is fewer else at
    named = [problem.apprentices[place] for place in held]
    companies = {person.main or person.employer for person in named}
    return [person.apprentice for person in named], sorted(companies)
