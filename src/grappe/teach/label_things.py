"""What a case of a label is: who applies, who reviews, who sits, and everything that happened to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from grappe.teach.label_scheme import Scheme

STATES = (
    "draft",
    "submitted",
    "admissible",
    "assessed",
    "heard",
    "deliberating",
    "adjourned",
    "refused",
    "valid",
    "contested",
    "lapsed",
    "withdrawn",
)
OUTCOMES = ("label", "conditions", "adjourn", "refuse")
VOTES = (*OUTCOMES, "abstain")


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who reviews or sits: the employer decides of conflicts, with the links that the person declares."""

    name: str
    employer: str
    links: tuple[str, ...] = ()

    def tied_to(self, organisation: str) -> bool:
        """Whether the person works for an organisation, or said to be linked with it."""
        return _plain(organisation) in {_plain(each) for each in (self.employer, *self.links)}


@dataclass(frozen=True, slots=True)
class Review:
    """One reviewer's points by criterion, 0 to 4, with a comment where it departs from the computed figure."""

    reviewer: Person
    at: datetime
    points: Mapping[str, float]
    comments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Adjudication:
    """The points kept for a criterion on which the reviewers differ too much, and why."""

    points: float
    reason: str


@dataclass(frozen=True, slots=True)
class Session:
    """A sitting of the committee: who is there, until when votes are taken, what each voted."""

    opened: datetime
    closes: datetime
    chair: str
    present: tuple[str, ...]
    apart: tuple[str, ...]  #: members with a conflict: recorded, without vote
    left: tuple[str, ...] = ()
    votes: Mapping[str, str] = field(default_factory=dict)

    @property
    def voting(self) -> tuple[str, ...]:
        """Members who are still there and may vote."""
        return tuple(name for name in self.present if name not in self.left and name not in self.apart)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the committee decided, with its reasons, and what the school must still do."""

    outcome: str
    at: datetime
    reasons: str
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A withdrawal that was proposed: its grounds, and the school's answer (``None``: none yet)."""

    proposed: datetime
    grounds: str
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a case: when, what (a name of the transition table), by whom, with what."""

    at: datetime
    do: str
    by: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LabelCase:
    """An application for a label and what became of it. ``valid_until`` is the first day the label no longer holds."""

    case: str
    scheme: Scheme
    cluster: str
    school: str
    programme: str
    committee: tuple[Person, ...] = ()
    renews: str | None = None
    state: str = "draft"
    application: str = ""
    documents: tuple[str, ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)
    reviewers: tuple[Person, ...] = ()
    reviews: tuple[Review, ...] = ()
    adjudications: Mapping[str, Adjudication] = field(default_factory=dict)
    hearing: str = ""
    session: Session | None = None
    decision: Decision | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    notes: tuple[tuple[date, str], ...] = ()
    withdrawal: Withdrawal | None = None
    events: tuple[Event, ...] = ()


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split())
