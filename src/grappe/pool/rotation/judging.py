"""What a rotation does to each rule, read from who is where and nothing else: pass, fail, or to be confirmed.

Shares no code with the solver: distances, days, counts and points are reckoned here again.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from grappe.pool.rotation.rotations import Stay
from grappe.pool.rotation.things import Apprentice, Company, RotationProblem
from grappe.words import Sentence

Result = Literal["pass", "fail", "confirm"]
_RULE_OF_HOSTS = {False: "other-hosts", True: "other-hosts-of-a-group"}


@dataclass(frozen=True, slots=True)
class Judged:
    """One rule for one apprentice, company or mentor: what is, what may be, and what the profile says of its source."""

    rule: str
    subject: str
    value: float | int | str
    limit: float | int | str
    result: Result
    said: Sentence
    article: str | None = None
    confirmed_by: str | None = None


def judge(problem: RotationProblem, stays: Sequence[Stay], mains: dict[str, str]) -> list[Judged]:
    """Every rule for everybody; ``mains`` names the main company of those whose employer was lost."""
    judges = _Judges(problem, stays, mains)
    return [judged for person in problem.apprentices for judged in judges.person(person)] + list(judges.places())


def points_of(problem: RotationProblem, stays: Sequence[Stay]) -> int:
    """Points of a rotation: swaps, kilometres, days that skills lack, days away from ordered shares."""
    hosts = _hosts(problem, stays)
    total = sum(_points(problem, person, hosts[person.apprentice]) for person in problem.apprentices)
    return total + _away_from_shares(problem, hosts)


def _hosts(problem: RotationProblem, stays: Sequence[Stay]) -> dict[str, list[str]]:
    """Host by block of each apprentice, empty where there is none."""
    place = {block.block: at for at, block in enumerate(problem.blocks)}
    hosts = {person.apprentice: [""] * len(problem.blocks) for person in problem.apprentices}
    for stay in stays:
        hosts[stay.apprentice][place[stay.block]] = stay.host
    return hosts


def _points(problem: RotationProblem, person: Apprentice, hosts: list[str]) -> int:
    rules, total, before = problem.rules, 0, ""
    learnt: dict[str, int] = defaultdict(int)
    by_year: dict[tuple[str, int], int] = {}
    for block, host, days in zip(problem.blocks, hosts, person.days, strict=True):
        if days and host:
            company = problem.company(host)
            total += rules.cost_swap * int(before not in ("", host))
            total += math.floor(min(_km(person.home, company.site), rules.lodging_km) * rules.cost_km * days + 0.5)
            before = host
            for skill, percent in company.skills.items():
                learnt[skill] += percent * days
        by_year |= {(skill, block.year): done for skill, done in learnt.items()}
    for (skill, year), days in problem.targets.items():
        done = max((value for (named, at), value in by_year.items() if named == skill and at <= year), default=0)
        total += (rules.cost_missing_day * max(0, 100 * days - done) + 50) // 100
    return total


def _away_from_shares(problem: RotationProblem, hosts: dict[str, list[str]]) -> int:
    ordered = {company.company: company.share for company in problem.companies if company.share is not None}
    spent: dict[str, int] = defaultdict(int)
    for person in problem.apprentices:
        for host, days in zip(hosts[person.apprentice], person.days, strict=True):
            spent[host] += days
    whole = sum(sum(person.days) for person in problem.apprentices)
    sum_of_shares = max(1.0, sum(ordered.values()))
    away = sum(abs(spent[name] - math.floor(share / sum_of_shares * whole + 0.5)) for name, share in ordered.items())
    return problem.rules.cost_share_day * away


def _km(one: tuple[float, float] | None, other: tuple[float, float] | None) -> float:
    """Great-circle kilometres by the law of haversines, 0 where a site is not known."""
    if one is None or other is None:
        return 0.0
    north, south = math.radians(one[0]), math.radians(other[0])
    half = (1 - math.cos(north - south)) / 2
    east = (1 - math.cos(math.radians(one[1] - other[1]))) / 2
    return 2 * 6371.0 * math.asin(math.sqrt(min(1.0, half + math.cos(north) * math.cos(south) * east)))


class _Judges:
    def __init__(self, problem: RotationProblem, stays: Sequence[Stay], mains: dict[str, str]) -> None:
        self._problem, self._stays, self._mains = problem, stays, mains
        self._hosts = _hosts(problem, stays)

    def person(self, person: Apprentice) -> Iterator[Judged]:
        """Each rule of one apprentice."""
        rules, hosts = self._problem.rules, self._hosts[person.apprentice]
        name = person.apprentice
        main = person.main or self._mains.get(name, "")
        missing = [at for at, days in enumerate(person.days) if bool(days) != bool(hosts[at])]
        yield self._told("one-host-by-block", name, len(missing), 0, ok=not missing)
        runs = self._runs(person, hosts)
        if not runs:
            return
        allowed = {main, *person.hosts}
        strangers = sorted({host for host, _days, _first in runs} - allowed)
        yield self._told("hosts-considered", name, ", ".join(strangers), "", ok=not strangers)
        wrong = [at for at, host in person.pins.items() if person.days[at] and hosts[at] != host]
        yield self._told("pins", name, len(wrong), 0, ok=not wrong)
        first = runs[0][1]
        begun = runs[0][0] == main and (len(runs) == 1 or first >= rules.first_swap_days)
        yield self._told("first-swap-days", name, first, rules.first_swap_days, ok=begun)
        yield from self._shares(person, main, runs)
        yield self._told("swaps", name, len(runs) - 1, rules.swaps, ok=len(runs) - 1 <= rules.swaps)
        short = min(days for _host, days, _first in runs)
        yield self._told("stay-days", name, short, rules.stay_days, ok=len(runs) == 1 or short >= rules.stay_days)
        last = len(self._problem.blocks) - runs[-1][2]
        enough = len(runs) == 1 or last >= rules.last_blocks_together
        yield self._told("last-blocks-together", name, last, rules.last_blocks_together, ok=enough)

    def _shares(self, person: Apprentice, main: str, runs: list[tuple[str, int, int]]) -> Iterator[Judged]:
        rules, name = self._problem.rules, person.apprentice
        whole = sum(days for _host, days, _first in runs)
        held = sum(days for host, days, _first in runs if host == main)
        group = self._problem.company(person.employer).group
        share = round(held / whole, 4)
        doubtful = group or rules.employer_share < 0.5
        enough = held >= rules.employer_share * whole - 1e-9
        yield self._told("employer-share", name, share, rules.employer_share, ok=enough, doubtful=doubtful)
        others = len({host for host, _days, _first in runs} - {main})
        most = rules.other_hosts_of_a_group if group else rules.other_hosts
        yield self._told(_RULE_OF_HOSTS[group], name, others, most, ok=others <= most, doubtful=group)
        beds, unknown, own = self._beds(person, {host for host, _days, _first in runs}, main)
        fine = beds <= max(rules.lodgings, own)
        yield self._told("lodgings", name, beds, rules.lodgings, ok=fine, doubtful=unknown or own > rules.lodgings)

    def _beds(self, person: Apprentice, hosts: set[str], main: str) -> tuple[int, bool, int]:
        """Places far from home, whether a site is unknown, and how many the contract alone needs."""
        far = self._problem.rules.lodging_km
        sites = {host: self._problem.company(host).site for host in hosts}
        school = int(_km(person.home, self._problem.school) > far)
        beds = school + sum(_km(person.home, site) > far for site in sites.values())
        own = school + int(_km(person.home, self._problem.company(main).site if main else None) > far)
        return beds, person.home is None or None in sites.values(), own

    @staticmethod
    def _runs(person: Apprentice, hosts: list[str]) -> list[tuple[str, int, int]]:
        """Stays in a row at one host: host, days, first block."""
        runs: list[tuple[str, int, int]] = []
        for at, (host, days) in enumerate(zip(hosts, person.days, strict=True)):
            if not days or not host:
                continue
            if runs and runs[-1][0] == host:
                runs[-1] = (host, runs[-1][1] + days, runs[-1][2])
            else:
                runs.append((host, days, at))
        return runs

    def places(self) -> Iterator[Judged]:
        """Each rule of companies and mentors, block by block; only what fails is told by block."""
        people = {person.apprentice: person for person in self._problem.apprentices}
        here: dict[tuple[str, str], list[Stay]] = defaultdict(list)
        for stay in self._stays:
            here[stay.host, stay.block].append(stay)
        for company in self._problem.companies:
            yield from self._company(company, here, people)

    def _company(
        self, company: Company, here: dict[tuple[str, str], list[Stay]], people: dict[str, Apprentice]
    ) -> Iterator[Judged]:
        most, closed, loads = 0, [], defaultdict(list)
        for at, block in enumerate(self._problem.blocks):
            stays = here.get((company.company, block.block), [])
            most = max(most, len(stays))
            if stays and (company.group or at in company.closed):
                closed.append(block.block)
            for stay in stays:
                loads[stay.mentor, at].append(people[stay.apprentice])
        if not most:
            return
        yield self._told("blackouts", company.company, ", ".join(closed), "", ok=not closed)
        if company.places is not None:
            yield self._told("places", company.company, most, company.places, ok=most <= company.places)
        for mentor in sorted({named for named, _at in loads}):
            held = {at: who for (named, at), who in loads.items() if named == mentor}
            yield from self._mentor(company, mentor, held)

    def _mentor(self, company: Company, name: str, held: dict[int, list[Apprentice]]) -> Iterator[Judged]:
        rules, subject = self._problem.rules, f"{company.company}: {name}"
        mentor = next((mentor for mentor in company.mentors if mentor.mentor == name), None)
        if mentor is None:
            yield self._told("mentor-of-the-host", subject, name, "", ok=False)
            return
        most = rules.apprentices_of_a_mentor if mentor.most is None else mentor.most
        extra = rules.repeaters_of_a_mentor if mentor.most is None else 0
        worst = max(held.values(), key=len)
        ok = all(
            sum(not person.repeating for person in who) <= most and len(who) <= most + extra for who in held.values()
        )
        yield self._told("apprentices-of-a-mentor", subject, len(worst), most, ok=ok)
        away = sorted(set(held) & mentor.absent)
        yield self._told("mentor-present", subject, len(away), 0, ok=not away)
        qualified, doubt = mentor.qualified is not False, mentor.qualified is None
        yield self._told("mentor-practice-with-diploma", subject, "", "", ok=qualified, doubtful=doubt)

    def _told(
        self, rule: str, subject: str, value: float | str, limit: float | str, *, ok: bool, doubtful: bool = False
    ) -> Judged:
        known = self._problem.profile[rule] if rule in set(self._problem.profile) else None
        title = known.title if known else _OWN[rule]
        result: Result = "fail" if not ok else "confirm" if doubtful else "pass"
        return Judged(
            rule=rule,
            subject=subject,
            value=value,
            limit=limit,
            result=result,
            said=Sentence(f"{subject} : {title.fr} ({value} / {limit})", f"{subject}: {title.en} ({value} / {limit})"),
            article=known.article if known else None,
            confirmed_by=known.confirmed_by if known else None,
        )


#: Rules that are no numbers of the profile.
_OWN = {
    "one-host-by-block": Sentence("une entreprise par période, et aucune en cas d'absence", "one host in each block"),
    "hosts-considered": Sentence("entreprises que le problème n'envisage pas", "companies that are not considered"),
    "pins": Sentence("périodes fixées d'avance, non tenues", "blocks pinned and not kept"),
    "blackouts": Sentence("périodes sans accueil, pourtant occupées", "blocks of no hosting that are used"),
    "places": Sentence("apprentis à la fois", "apprentices at a time"),
    "mentor-of-the-host": Sentence("maître d'apprentissage de l'entreprise d'accueil", "mentor of the host"),
    "mentor-present": Sentence("périodes d'absence du maître d'apprentissage", "blocks of the mentor's absence"),
}
