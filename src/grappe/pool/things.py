"""Part needs: what a member asks for when it cannot fill a whole job."""

from dataclasses import dataclass, field

#: Half-days of a week, Monday morning to Saturday afternoon, and weeks of a year.
HALFDAYS, WEEKS = 12, 52


@dataclass(frozen=True, slots=True)
class PartNeed:
    """One need of one member for less than a whole job; it enters one shared job with all its weeks, or stays out.

    ``halfdays`` says when the work may be done, Monday morning to Saturday afternoon; ``weeks`` how many half-days are
    wanted in each of the 52 weeks, never more than ``halfdays`` has. ``forbidden`` names members that must not share
    this person. The rest is for the legal profiles, ``None`` or empty where the member did not say: ``level`` of the
    classification, ``pay_hour`` (euros gross), ``willing`` (to join a group of employers), ``skills`` asked for,
    ``public`` (the member is a public body), ``starts`` and ``ends``: hours of the clock (7.5 is half past seven) at
    which its mornings begin and its afternoons end.
    """

    need: str
    member: str
    occupation: str
    lat: float
    lon: float
    halfdays: tuple[bool, ...]
    weeks: tuple[int, ...]
    priority: int = 1
    forbidden: frozenset[str] = field(default_factory=frozenset)
    level: str | None = None
    pay_hour: float | None = None
    willing: str | None = None
    skills: frozenset[str] = field(default_factory=frozenset)
    public: bool = False
    starts: float | None = None
    ends: float | None = None

    @property
    def year(self) -> int:
        """Half-days of the whole year."""
        return sum(self.weeks)

    @property
    def worth(self) -> int:
        """What placing the need brings: priority × half-days of the year."""
        return self.priority * self.year

    @property
    def mask(self) -> int:
        """The half-days as bits, Monday morning the lowest."""
        return sum(1 << place for place, open_ in enumerate(self.halfdays) if open_)
