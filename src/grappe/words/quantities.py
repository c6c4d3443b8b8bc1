"""Quantities: hours, full-time equivalents and gross pay, brought to one unit."""

from dataclasses import dataclass
from typing import Literal

from grappe.words.refusals import Refused, Where
from grappe.words.sentences import Sentence

PayUnit = Literal["hour", "month", "year"]
PAY_UNITS: tuple[PayUnit, ...] = ("hour", "month", "year")


def full_time_equivalents(hours_per_week: float, *, full_time_hours: float) -> float:
    """Share of a full-time job; ``full_time_hours`` comes from the dated rule ``legal-week``.

    >>> full_time_equivalents(17.5, full_time_hours=35)
    0.5
    """
    return hours_per_week / full_time_hours


@dataclass(frozen=True, slots=True)
class Pay:
    """Gross pay, low to high, in euros per ``unit``; a single figure has ``low == high``.

    Raises ``Refused`` when it is negative, upside down or in an unknown unit.
    """

    low: float
    high: float
    unit: PayUnit

    def __post_init__(self) -> None:
        if self.unit not in PAY_UNITS or not 0 <= self.low <= self.high:
            raise Refused(
                Sentence("rémunération incohérente", "inconsistent pay"),
                hint=Sentence("un minimum, un maximum, une unité", "a minimum, a maximum, a unit"),
                where=Where(value=f"{self.low}–{self.high} / {self.unit}"),
            )

    def per_year(self, *, hours_per_week: float, months: float = 12) -> "Pay":
        """The same pay by year: 52 weeks of ``hours_per_week``, or ``months`` monthly payments."""
        factor = {"hour": hours_per_week * 52, "month": months, "year": 1.0}[self.unit]
        return Pay(self.low * factor, self.high * factor, "year")

    @property
    def middle(self) -> float:
        """Middle of the range, in euros per unit."""
        return (self.low + self.high) / 2
