"""What a locker holds: dated facts, past recommendations, and who the dossier speaks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

CONFIDENTIALITY = ("public", "school", "auditor", "secret")
STATES = ("open", "started", "done", "dropped")
EMPLOYERS = ("academic", "company", "public", "other")


@dataclass(frozen=True, slots=True)
class Fact:
    """One dated fact: what happened, with whom, how much, and the document that shows it.

    ``criteria`` are headings of an edition: ``cti-2016:B.1``, or a bare number of the edition of the dossier.
    ``quantity`` is in the unit of the kind. ``sha256`` is that of the document when the fact was validated.
    """

    fact: str
    day: date
    kind: str
    title: str
    criteria: tuple[str, ...] = ()
    quantity: float | None = None
    partner: str | None = None
    member: bool = False
    territory: str | None = None
    programme: str | None = None
    role: str | None = None
    document: str | None = None
    sha256: str | None = None
    confidentiality: str = "auditor"
    validator: str | None = None
    validated: date | None = None
    reused: tuple[str, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)

    def number(self, name: str) -> float:
        """A detail as a number; 0 where it was not given."""
        return float(self.details.get(name) or 0)

    def yes(self, name: str) -> bool | None:
        """A detail as yes or no; ``None`` where it was not given."""
        return self.details[name] == "yes" if self.details.get(name) in ("yes", "no") else None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What a past audit asked for, what was done since, and the facts that show it."""

    number: str
    audit: date
    text: str
    action: str
    state: str
    facts: tuple[str, ...] = ()
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """How the school sees itself under one heading."""

    strengths: str = ""
    weaknesses: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """Whom a dossier speaks for: the school and the programme, the school years looked at, the territories chosen.

    ``first_year`` to ``last_year`` are the first calendar years of school years, both included. ``territories`` are
    compared with the ``territory`` of facts as they are written.
    """

    school: str
    programme: str
    first_year: int
    last_year: int
    edition: str = "cti-2025"
    cluster: str = ""
    territories: tuple[str, ...] = ()
    audit: date | None = None
    judgements: Mapping[str, Judgement] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Locker:
    """Everything a dossier is made of."""

    profile: Profile
    facts: tuple[Fact, ...]
    recommendations: tuple[Recommendation, ...] = ()

    def fact(self, name: str) -> Fact | None:
        """The fact of an identifier."""
        return next((fact for fact in self.facts if fact.fact == name), None)
