"""Figures as people read them, in French and in English."""

from datetime import date

NARROW, HARD = "\u202f", "\u00a0"
MONTHS_FR = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def whole(value: float | None, language: str = "fr") -> str:
    """A whole number: ``12 345`` with a narrow space in French, ``12,345`` in English; a dash where unknown.

    >>> whole(12345, "en")
    '12,345'
    """
    if value is None:
        return "–"
    return f"{value:,.0f}" if language == "en" else f"{value:,.0f}".replace(",", NARROW)


def share(value: float | None, language: str = "fr") -> str:
    """A share of 1 as a percentage; one decimal under 10 %.

    >>> share(0.571, "en")
    '57%'
    """
    if value is None:
        return "–"
    points = value * 100
    said = f"{points:.1f}" if 0 < points < 9.95 else f"{points:.0f}"
    return f"{said}%" if language == "en" else f"{said.replace('.', ',')}{HARD}%"


def interval(low: float | None, high: float | None, language: str = "fr") -> str:
    """An interval of shares: ``25–84 %``; a dash where unknown.

    >>> interval(0.25, 0.84, "en")
    '25–84%'
    """
    if low is None or high is None:
        return "–"
    decimals = 1 if high * 100 < 9.95 else 0
    ends = [f"{bound * 100:.{decimals}f}" for bound in (low, high)]
    return f"{'–'.join(ends)}%" if language == "en" else f"{'–'.join(ends).replace('.', ',')}{HARD}%"


def euros(value: float | None, language: str = "fr") -> str:
    """Euros, rounded to the hundred."""
    if value is None:
        return "–"
    rounded = whole(round(value, -2), language)
    return f"€{rounded}" if language == "en" else f"{rounded}{HARD}€"


def day_said(day: date, language: str = "fr") -> str:
    """A day in full: ``2 mars 2026``; the first of a month is ``1er``."""
    if language == "en":
        return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"
    return f"{'1er' if day.day == 1 else day.day}{HARD}{MONTHS_FR[day.month - 1]} {day.year}"


def month_said(month: str, language: str = "fr") -> str:
    """``2026-03`` in full; another text is left as it is."""
    year, _, number = month.partition("-")
    if not (year.isdigit() and number.isdigit()):
        return month
    names = MONTHS_EN if language == "en" else MONTHS_FR
    return f"{names[int(number) - 1]} {year}"
