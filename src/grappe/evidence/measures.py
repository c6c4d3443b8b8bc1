"""What one year's facts say, indicator by indicator: each value with its n and the facts it is made of.

A value is ``None`` where nothing allows it: a share of nothing is not 0.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, median

from grappe.evidence.kinds import fact_kinds
from grappe.evidence.things import Fact
from grappe.words import SchoolYear

#: Weeks of internship asked of a graduate (R&O, C.4.1).
WEEKS_ASKED = 28
#: Days of a month on average, leap years counted.
MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True)
class Year:
    """What an indicator of a year is computed from: the year's facts, and all those up to its last day."""

    year: SchoolYear
    facts: tuple[Fact, ...]
    so_far: tuple[Fact, ...]
    territories: tuple[str, ...]

    def of(self, *kinds: str) -> list[Fact]:
        """The year's facts of some kinds."""
        return [fact for fact in self.facts if fact.kind in kinds]

    @property
    def actions(self) -> list[Fact]:
        """The year's facts that a named partner did with the school."""
        return [fact for fact in self.facts if fact.partner and fact_kinds()[fact.kind].action]


@dataclass(frozen=True, slots=True)
class Measured:
    """One value of one year: what it is of (``part``), how many things it rests on, and the facts themselves."""

    part: str
    value: float | None
    n: int
    facts: tuple[str, ...]


def pro_share(year: Year) -> list[Measured]:
    """Hours taught by people whose main employer is not academic ÷ face-to-face hours; the same by members, by unit.

    An intervention is taught by its partner's people, unless its ``employer`` says academic.
    """
    taught = year.of("teaching", "intervention")
    outside = [fact for fact in taught if fact.details.get("employer", "company") != "academic"]
    members = [fact for fact in outside if fact.member]
    found = [
        _ratio("pro_share", outside, taught),
        _total("pro_hours", outside),
        _total("all_hours", taught),
        _ratio("member_share", members, taught),
    ]
    for unit in sorted({fact.details["unit_taught"] for fact in taught if fact.details.get("unit_taught")}):
        inside, part = ([f for f in facts if f.details.get("unit_taught") == unit] for facts in (taught, outside))
        found.append(_ratio(f"unit:{unit}", part, inside))
    return found


def council_ext(year: Year) -> list[Measured]:
    """External socio-economic members ÷ members of the advisory board, attendance, decisions traced."""
    boards = year.of("council")
    seats = sum(fact.number("members") for fact in boards)
    told = [fact for fact in boards if fact.details.get("present")]
    return [
        Measured("council_ext", _over(sum(f.number("external") for f in boards), seats), len(boards), _ids(boards)),
        Measured(
            "attendance",
            _over(sum(f.number("present") for f in told), sum(f.number("members") for f in told)),
            len(told),
            _ids(told),
        ),
        Measured("decisions", sum(f.number("decisions") for f in boards), len(boards), _ids(boards)),
    ]


def intern_weeks(year: Year) -> list[Measured]:
    """Weeks of internship per student whose last internship is of this year, and where those weeks were spent."""
    last: dict[str, date] = {}
    for fact in year.so_far:
        if fact.kind == "internship":
            student = fact.details["student"]
            last[student] = max(fact.day, last.get(student, fact.day))
    leaving = {student for student, day in last.items() if day in year.year.period}
    stays = [fact for fact in year.so_far if fact.kind == "internship" and fact.details["student"] in leaving]
    weeks: dict[str, float] = defaultdict(float)
    for fact in stays:
        weeks[fact.details["student"]] += fact.quantity or 0
    n, ids = len(weeks), _ids(stays)
    enough = sum(1 for total in weeks.values() if total >= WEEKS_ASKED)
    where: list[tuple[str, Callable[[Fact], bool]]] = [
        ("in_company", lambda fact: fact.details.get("place") == "company"),
        ("in_lab", lambda fact: fact.details.get("place") == "lab"),
        ("in_sme", lambda fact: fact.details.get("size") == "sme"),
        ("in_members", lambda fact: fact.member),
        ("in_territory", lambda fact: fact.territory in year.territories),
        ("abroad", lambda fact: bool(fact.yes("abroad"))),
    ]
    return [
        Measured("intern_weeks", fmean(weeks.values()) if weeks else None, n, ids),
        Measured("weeks_min", min(weeks.values(), default=None), n, ids),
        Measured("weeks_enough", _over(enough, n), n, ids),
        *(_ratio(part, [fact for fact in stays if holds(fact)], stays) for part, holds in where),
    ]


def app_share(year: Year) -> list[Measured]:
    """Apprentices ÷ enrolled, size and place of their hosts, hired by the host ÷ known ends, contracts broken."""
    enrolled, contracts = year.of("enrolment"), year.of("apprenticeship")
    ended = [fact for fact in contracts if fact.yes("hired") is not None]
    told = [fact for fact in contracts if fact.yes("broken") is not None]
    apprentices = sum(fact.number("apprentices") for fact in enrolled)
    return [
        Measured("app_share", _over(apprentices, _sum(enrolled)), len(enrolled), _ids(enrolled)),
        Measured("contracts", len(contracts), len(contracts), _ids(contracts)),
        _among("hosts_sme", contracts, lambda fact: fact.details.get("size") == "sme"),
        _among("hosts_territory", contracts, lambda fact: fact.territory in year.territories),
        _among("retention", ended, lambda fact: bool(fact.yes("hired"))),
        _among("broken", told, lambda fact: bool(fact.yes("broken"))),
    ]


def partner_active(year: Year) -> list[Measured]:
    """Partners under a signed agreement that did something this year ÷ partners under a signed agreement."""
    signed = [fact for fact in year.so_far if fact.kind == "agreement" and fact.partner]
    partners = {fact.partner for fact in signed}
    acting = [fact for fact in year.actions if fact.partner in partners]
    active = {fact.partner for fact in acting}
    return [
        Measured("partner_active", _over(len(active), len(partners)), len(partners), _ids([*signed, *acting])),
        Measured("agreements", len(partners), len(partners), _ids(signed)),
    ]


def res_partner(year: Year) -> list[Measured]:
    """Research contracts, CIFRE theses, chairs, and their amounts: all of them, and with members."""
    found = year.of("research")
    by_type = [
        (part, [fact for fact in found if fact.details.get("type") == name])
        for part, name in (("contracts_research", "contract"), ("cifre", "cifre"), ("chairs", "chair"))
    ]
    members = [fact for fact in found if fact.member]
    return [
        Measured("res_partner", len(found), len(found), _ids(found)),
        *(Measured(part, len(facts), len(facts), _ids(facts)) for part, facts in by_type),
        _total("euros", found),
        _total("euros_members", members),
    ]


def placement(year: Year) -> list[Measured]:
    """Employed graduates in the territory, the sector, with members; search time; executives; permanent contracts."""
    surveys = year.of("graduate_survey")
    largest = sorted(surveys, key=lambda fact: (-fact.number("respondents"), fact.fact))[:1]
    search = largest[0].number("search_months") if largest and largest[0].details.get("search_months") else None
    parts = ("in_territory", "in_sector", "in_members", "cadre", "permanent")
    counted = [(part, [fact for fact in surveys if fact.details.get(part)]) for part in parts]
    shares = [
        Measured(
            f"place_{part}" if part != "in_territory" else "place",
            _over(sum(fact.number(part) for fact in told), _sum(told)),
            int(_sum(told)),
            _ids(told),
        )
        for part, told in counted
    ]
    return [
        *shares,
        Measured("search_months", search, int(largest[0].number("respondents")) if largest else 0, _ids(largest)),
    ]


def resp_time(year: Year) -> list[Measured]:
    """Months from the day a need was recorded to the vote that changed the programme: median, mean."""
    changes = year.of("programme_change")
    months = [(fact.day - date.fromisoformat(fact.details["need_recorded"])).days / MONTH for fact in changes]
    n, ids = len(changes), _ids(changes)
    return [
        Measured("resp_time", median(months) if months else None, n, ids),
        Measured("resp_mean", fmean(months) if months else None, n, ids),
    ]


def gap_cover(year: Year) -> list[Measured]:
    """Weighted share of needed skills taught at the level asked: the last measure of each programme, averaged."""
    last: dict[str, Fact] = {}
    for fact in sorted(year.of("gap_measure"), key=lambda each: (each.day, each.fact)):
        last[fact.programme or ""] = fact
    facts = list(last.values())
    return [Measured("gap_cover", fmean([f.quantity or 0 for f in facts]) if facts else None, len(facts), _ids(facts))]


def concentration(year: Year) -> list[Measured]:
    """Herfindahl index of partners by number of actions (1: one partner does all), and the share of the first."""
    actions = year.actions
    counts = Counter(fact.partner for fact in actions)
    shares = [count / len(actions) for count in counts.values()]
    return [
        Measured("concentration", sum(share**2 for share in shares) if shares else None, len(counts), _ids(actions)),
        Measured("top_share", max(shares, default=None), len(counts), _ids(actions)),
        Measured("partners", len(counts), len(counts), _ids(actions)),
    ]


def reciprocity(year: Year) -> list[Measured]:
    """Members that did two kinds of action or more, among those that did one."""
    kinds: dict[str | None, set[str]] = defaultdict(set)
    acting = [fact for fact in year.actions if fact.member]
    for fact in acting:
        kinds[fact.partner].add(fact.kind)
    twice = sum(1 for each in kinds.values() if len(each) >= 2)
    return [
        Measured("reciprocity", twice, len(kinds), _ids(acting)),
        Measured("acting_members", len(kinds), len(kinds), _ids(acting)),
    ]


MEASURES: Mapping[str, Callable[[Year], list[Measured]]] = {
    "pro_share": pro_share,
    "council_ext": council_ext,
    "intern_weeks": intern_weeks,
    "app_share": app_share,
    "partner_active": partner_active,
    "res_partner": res_partner,
    "place": placement,
    "resp_time": resp_time,
    "gap_cover": gap_cover,
    "concentration": concentration,
    "reciprocity": reciprocity,
}


def _ratio(part: str, some: Sequence[Fact], every: Sequence[Fact]) -> Measured:
    """A share of quantities."""
    return Measured(part, _over(_sum(some), _sum(every)), len(every), _ids(every))


def _among(part: str, facts: Sequence[Fact], holds: Callable[[Fact], bool]) -> Measured:
    """A share of facts."""
    return Measured(part, _over(sum(map(holds, facts)), len(facts)), len(facts), _ids(facts))


def _total(part: str, facts: Sequence[Fact]) -> Measured:
    return Measured(part, _sum(facts), len(facts), _ids(facts))


def _sum(facts: Iterable[Fact]) -> float:
    return sum(fact.quantity or 0 for fact in facts)


def _over(some: float, every: float) -> float | None:
    return some / every if every else None


def _ids(facts: Iterable[Fact]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.fact for fact in facts))
