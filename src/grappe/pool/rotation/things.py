"""Who rotates, where, and when: apprentices, companies and blocks as the solver and its result speak of them."""

from dataclasses import dataclass, field
from datetime import date

from grappe.pool.rotation.rules import RotationRules
from grappe.words import Rules, Sentence


@dataclass(frozen=True, slots=True)
class Block:
    """A stay in company between two stays at school: days ``start`` to ``end``, both included; one host in it."""

    block: str
    start: date
    end: date
    year: int
    days: int


@dataclass(frozen=True, slots=True)
class Mentor:
    """A maître d'apprentissage. ``qualified`` is ``None`` where nothing was said: to be confirmed.

    ``absent`` holds the places of the blocks that an absence touches.
    """

    mentor: str
    qualified: bool | None
    most: int | None = None
    absent: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Company:
    """A company; ``closed`` holds the places of the blocks in which it hosts nobody, ``skills`` percents of a day."""

    company: str
    mentors: tuple[Mentor, ...]
    name: str | None = None
    site: tuple[float, float] | None = None
    group: bool = False
    places: int | None = None
    closed: frozenset[int] = frozenset()
    skills: dict[str, int] = field(default_factory=dict)
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Apprentice:
    """An apprentice: ``days`` are company days by block, 0 in a block of absence; ``main`` hosts at first and most.

    ``hosts`` are the other companies considered. ``away`` names what each block without a day is.
    """

    apprentice: str
    employer: str
    main: str
    hosts: tuple[str, ...]
    days: tuple[int, ...]
    name: str | None = None
    home: tuple[float, float] | None = None
    repeating: bool = False
    pins: dict[int, str] = field(default_factory=dict)
    away: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RotationProblem:
    """Apprentices × companies × blocks, under rules; ``targets`` are days by (skill, year), counted from year 1.

    ``remarks`` say what was read with a doubt.
    """

    apprentices: tuple[Apprentice, ...]
    companies: tuple[Company, ...]
    blocks: tuple[Block, ...]
    rules: RotationRules
    profile: Rules
    targets: dict[tuple[str, int], int] = field(default_factory=dict)
    school: tuple[float, float] | None = None
    diploma: str | None = None
    diploma_level: int = 7
    remarks: tuple[Sentence, ...] = ()

    def company(self, name: str) -> Company:
        """The company of an identifier."""
        return next(company for company in self.companies if company.company == name)
