"""Periods: half-open stretches of days, months and school years. The day is always an argument."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from grappe.words.refusals import Refused, Where
from grappe.words.sentences import Sentence


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From ``start`` (included) to ``end`` (excluded).

    >>> Period(date(2026, 1, 1), date(2027, 1, 1)).days
    365
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise Refused(
                Sentence("une période finit après son début", "a period ends after its start"),
                where=Where(value=f"{self.start} – {self.end}"),
            )

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.end - self.start).days

    def overlaps(self, other: "Period") -> bool:
        """Whether a day lies in both."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month, written ``2026-03``."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 12 and 1 <= self.year <= 9998):
            raise Refused(
                Sentence("ce n'est pas un mois", "this is not a month"),
                hint=Sentence("exemple : 2026-03", "example: 2026-03"),
                where=Where(value=str(self)),
            )

    @classmethod
    def of(cls, day: date) -> Self:
        """The month of a day."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """``2026-03`` → March 2026. Raises ``Refused``."""
        year, _, number = text.partition("-")
        return cls(int(year) if year.isdigit() else 0, int(number) if number.isdigit() else 0)

    def plus(self, months: int) -> "Month":
        """The month that many months later (earlier when negative)."""
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)

    @property
    def period(self) -> Period:
        """Its days."""
        after = self.plus(1)
        return Period(date(self.year, self.number, 1), date(after.year, after.number, 1))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


@dataclass(frozen=True, slots=True, order=True)
class SchoolYear:
    """A school year by its first year: ``SchoolYear(2026)`` runs from 1 September 2026 to 31 August 2027."""

    first: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The school year of a day."""
        return cls(day.year if day.month >= 9 else day.year - 1)

    @property
    def period(self) -> Period:
        """Its days."""
        return Period(date(self.first, 9, 1), date(self.first + 1, 9, 1))

    def __str__(self) -> str:
        return f"{self.first}–{self.first + 1}"


def weeks(period: Period) -> list[Period]:
    """The Monday-to-Sunday weeks that touch the period, cut to it."""
    monday = period.start - timedelta(days=period.start.weekday())
    found = []
    while monday < period.end:
        after = monday + timedelta(days=7)
        found.append(Period(max(monday, period.start), min(after, period.end)))
        monday = after
    return found
