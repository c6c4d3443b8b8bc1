"""A rotation problem as arrays: places, costs and company days by number."""

from functools import cached_property

import numpy as np
import numpy.typing as npt

from grappe.pool.rotation.distances import km_between
from grappe.pool.rotation.things import Apprentice, Company, RotationProblem

Whole = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Hosts = npt.NDArray[np.int16]

#: No host: a block in which the apprentice is away.
NOWHERE = -1


class Arrays:
    """What the solver reads a problem by: companies, apprentices and blocks are their places in the problem.

    A repair keeps to ``kept`` (hosts by apprentice and block): each block spent elsewhere costs ``move`` points.
    """

    def __init__(self, problem: RotationProblem, *, kept: Hosts | None = None, move: int = 0) -> None:
        self.problem, self._kept, self._move = problem, kept, move
        self._row = {person.apprentice: place for place, person in enumerate(problem.apprentices)}
        self.number = {company.company: place for place, company in enumerate(problem.companies)}
        self.blocks, self.companies = len(problem.blocks), len(problem.companies)
        self.skills = sorted({skill for skill, _year in problem.targets})
        self.percents = np.array(
            [[company.skills.get(skill, 0) for skill in self.skills] for company in problem.companies], dtype=np.int64
        ).reshape(self.companies, len(self.skills))
        self.years = sorted({year for _skill, year in problem.targets})

    @cached_property
    def targets(self) -> Whole:
        """Days by year (row) and skill, in hundredths; 0 where nothing is asked."""
        wanted = self.problem.targets
        rows = [[100 * wanted.get((skill, year), 0) for skill in self.skills] for year in self.years]
        return np.array(rows, dtype=np.int64).reshape(len(self.years), len(self.skills))

    @cached_property
    def until(self) -> Whole:
        """How many blocks lie before the end of each year with a target."""
        starts = np.array([block.year for block in self.problem.blocks])
        return np.array([int((starts <= year).sum()) for year in self.years], dtype=np.int64)

    @cached_property
    def places(self) -> tuple[Whole, Whole]:
        """Apprentices that each company can hold in each block: those who don't repeat a year, and all of them."""
        pairs = [[self._room(company, block) for block in range(self.blocks)] for company in self.problem.companies]
        both = np.array(pairs, dtype=np.int64).reshape(self.companies, self.blocks, 2)
        return both[:, :, 0], both[:, :, 1]

    def _room(self, company: Company, block: int) -> tuple[int, int]:
        rules = self.problem.rules
        if company.group or block in company.closed:
            return 0, 0
        regular = every = 0
        for mentor in company.mentors:
            if mentor.qualified is False or block in mentor.absent:
                continue
            held = rules.apprentices_of_a_mentor if mentor.most is None else mentor.most
            regular += held
            every += held + (rules.repeaters_of_a_mentor if mentor.most is None else 0)
        most = every if company.places is None else company.places
        return min(regular, most), min(every, most)

    def hosts_of(self, apprentice: Apprentice) -> list[int]:
        """Numbers of the main company and of the others that may host, lodgings counted."""
        main = self.number[apprentice.main]
        others = [self.number[name] for name in apprentice.hosts]
        return [main, *(host for host in others if self._lodgings(apprentice, [main, host]) <= self._beds(apprentice))]

    def may_share(self, apprentice: Apprentice, hosts: list[int]) -> bool:
        """Whether the hosts of an itinerary need no more lodgings than allowed."""
        return self._lodgings(apprentice, hosts) <= self._beds(apprentice)

    def _beds(self, apprentice: Apprentice) -> int:
        """Lodgings allowed; never fewer than the contract itself needs."""
        return max(self.problem.rules.lodgings, self._lodgings(apprentice, [self.number[apprentice.main]]))

    def _lodgings(self, apprentice: Apprentice, hosts: list[int]) -> int:
        sites = [self.problem.companies[host].site for host in set(hosts)] + [self.problem.school]
        return sum(km_between(apprentice.home, site) > self.problem.rules.lodging_km for site in sites)

    def travel(self, apprentice: Apprentice, host: int) -> Whole:
        """Points of each block at a host: kilometres from home, those of a lodging at most, by company day."""
        rules = self.problem.rules
        km = min(km_between(apprentice.home, self.problem.companies[host].site), rules.lodging_km)
        points = np.array([int(km * rules.cost_km * days + 0.5) for days in apprentice.days], dtype=np.int64)
        if self._kept is not None:
            points += self._move * self.moved(apprentice, host)
        return points

    def moved(self, apprentice: Apprentice, host: int) -> Whole:
        """1 in each block that is not spent at a host in what is kept, though some company is named there."""
        if self._kept is None:
            return np.zeros(self.blocks, dtype=np.int64)
        kept = self._kept[self._row[apprentice.apprentice]]
        moved: Whole = ((kept != host) & (np.array(apprentice.days) > 0)).astype(np.int64)
        return moved

    def cost(self, apprentice: Apprentice, hosts: Hosts) -> Whole:
        """Points of itineraries, one a row: swaps, travel and what skills lack."""
        days = np.array(apprentice.days)
        total = self.problem.rules.cost_swap * swaps_of(hosts)
        for host in np.unique(hosts[hosts >= 0]).tolist():
            total += ((hosts == host) * self.travel(apprentice, host)).sum(axis=1)
        for year, until in enumerate(self.until.tolist()):
            learnt = np.zeros((len(hosts), len(self.skills)), dtype=np.int64)
            for host in np.unique(hosts[hosts >= 0]).tolist():
                learnt += np.outer(((hosts == host) * days)[:, :until].sum(axis=1), self.percents[host])
            total += self.lack(learnt, year)
        return total

    def lack(self, learnt: Whole, year: int) -> Whole:
        """Points of hundredths of days learnt by the end of a year, skills in the last axis."""
        missing = np.maximum(self.targets[year] - learnt, 0)
        points: Whole = ((self.problem.rules.cost_missing_day * missing + 50) // 100).sum(axis=-1)
        return points


def swaps_of(hosts: Hosts) -> Whole:
    """Changes of host along each row, blocks of absence left out."""
    filled = hosts.copy()
    for block in range(1, hosts.shape[1]):
        away = filled[:, block] < 0
        filled[away, block] = filled[away, block - 1]
    changes: Whole = ((filled[:, 1:] != filled[:, :-1]) & (filled[:, :-1] >= 0)).sum(axis=1)
    return changes
