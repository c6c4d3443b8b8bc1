"""Who a paper is about: the group of employers, its members, one job with its price."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from grappe.pool.money import JobPrice
from grappe.pool.plans import Job
from grappe.pool.problem import PoolProblem


@dataclass(frozen=True, slots=True)
class Group:
    """The group of employers that signs; empty where it is still to be written by hand."""

    name: str
    seat: str = ""
    siret: str = ""
    form: str = ""
    agreement: str = ""
    officers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberCard:
    """A member as the register of D1253-1 asks for it."""

    name: str
    address: str = ""
    siret: str = ""
    activity: str = ""
    headcount: str = ""
    agreement: str = ""


@dataclass(frozen=True)
class JobFile:
    """Everything the papers of one job say. ``cards`` are members by the name that needs give them."""

    group: Group
    problem: PoolProblem
    job: Job
    price: JobPrice | None
    year: int
    day: date
    language: str = "fr"
    cards: Mapping[str, MemberCard] = field(default_factory=dict)

    def card(self, member: str) -> MemberCard:
        """A member's card; its name alone where nothing else is known."""
        return self.cards.get(member, MemberCard(member))

    def say(self, fr: str, en: str) -> str:
        """The text in the language of the papers."""
        return en if self.language.startswith("en") else fr
