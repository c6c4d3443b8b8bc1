"""Days as feeds write them."""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate
from functools import lru_cache

from grappe.needs.plain import plain

_EXCEL_ZERO = date(1899, 12, 30)
_NUMERIC = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})\b")
_BACKWARDS = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})\b")
_SPELLED = re.compile(r"(?:(\d{1,2})(?:er|st|nd|rd|th)?\s+)?([a-z]+)\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})\b")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january",
            "fevrier fevr fev february feb",
            "mars mar march",
            "avril avr april apr",
            "mai may",
            "juin jun june",
            "juillet juil july jul",
            "aout aou august aug",
            "septembre sept sep september",
            "octobre oct october",
            "novembre nov november",
            "decembre dec december",
        ),
        start=1,
    )
    for name in names.split()
}


@lru_cache(maxsize=65536)
def day_of(text: str) -> date | None:
    """The day a text names, or ``None``: ISO, dd/mm/yyyy with or without time, yyyymmdd, RFC 2822, seconds or
    milliseconds since 1970, a spreadsheet's serial number, « 12 mars 2026 », « mars 2026 » (its first day).

    Where day and month could be either, the day comes first; the month does when the other reading is no date.

    >>> day_of("20/02/2026 01:50:22"), day_of("Wed, 26 Feb 2025 16:40:27 +0100")
    (datetime.date(2026, 2, 20), datetime.date(2025, 2, 26))
    """
    text = text.strip()
    try:
        return _iso(text) or _digits(text) or _numeric(text) or _mail(text) or _spelled(text)
    except (ValueError, OverflowError):
        return None


def _iso(text: str) -> date | None:
    if len(text) >= 10 and text[4] == "-" and text[7] == "-":
        return date.fromisoformat(text[:10])
    return None


def _digits(text: str) -> date | None:
    whole = text.partition(".")[0]
    if not whole.isascii() or not whole.isdigit():
        return None
    number = int(whole)
    if len(whole) == 8 and 1900 <= number // 10000 <= 2100:
        return date(number // 10000, number // 100 % 100, number % 100)
    if len(whole) == 5 and 20000 <= number <= 80000:
        return _EXCEL_ZERO + timedelta(days=number)
    if len(whole) in (10, 13):
        return datetime.fromtimestamp(number / (1000 if len(whole) == 13 else 1), UTC).date()
    return None


def _numeric(text: str) -> date | None:
    if match := _BACKWARDS.match(text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if not (match := _NUMERIC.match(text)):
        return None
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    year += 2000 if year < 100 else 0
    day, month = (second, first) if second > 12 >= first else (first, second)
    return date(year, month, day)


def _mail(text: str) -> date | None:
    parsed = parsedate(text) if "," in text[:5] else None
    return date(*parsed[:3]) if parsed else None


def _spelled(text: str) -> date | None:
    for match in _SPELLED.finditer(plain(text)):
        month = _MONTHS.get(match[2])
        if month:
            return date(int(match[4]), month, int(match[1] or match[3] or 1))
    return None
