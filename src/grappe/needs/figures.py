"""Numbers, hours, coordinates and yes/no as people write them."""

import re
from functools import lru_cache

from grappe.needs.plain import plain

_CLOCK = re.compile(r"(\d{1,2})(?:[.,](\d+))? ?(?:h|heures?|hours?)\b ?(?:(\d{1,2})\b)?")
_CLOCK_TIGHT = re.compile(r"\b(\d{1,2})h(\d{2})\b")
_PAIR = re.compile(r"\s*(-?\d{1,3}[.]\d+)\s*[,; ]\s*(-?\d{1,3}[.]\d+)\s*")
_YES = frozenset(["oui", "o", "yes", "y", "vrai", "true", "1", "x"])
_NO = frozenset(["non", "n", "no", "faux", "false", "0"])


@lru_cache(maxsize=16384)
def number_of(text: str) -> float | None:
    """A number with a comma or a point, spaces between thousands, a sign of money beside; else ``None``.

    >>> number_of("1 234,5"), number_of("12 €"), number_of("trois")
    (1234.5, 12.0, None)
    """
    bare = re.sub(r"[\s\u00a0\u202f€]|eur(os?)?\b", "", text.lower())
    try:
        found = float(bare.replace(",", "."))
    except ValueError:
        return None
    return found if abs(found) < 1e15 else None


@lru_cache(maxsize=16384)
def hours_of(text: str) -> float | None:
    """Hours a week, between 1 and 60, or ``None``: « 35H30 Travail en journée », « Temps partiel 20h », « 35 ».

    >>> hours_of("35H30 Travail en journée"), hours_of("Temps partiel 20h"), hours_of("37,5"), hours_of("Temps plein")
    (35.5, 20.0, 37.5, None)
    """
    said = plain(text)
    if match := _CLOCK_TIGHT.search(said):
        hours = int(match[1]) + int(match[2]) / 60
    elif match := _CLOCK.search(said):
        hours = float(f"{match[1]}.{match[2] or 0}")
    else:
        hours = number_of(text) or 0
    return round(hours, 2) if 1 <= hours <= 60 else None


@lru_cache(maxsize=65536)
def coordinates_of(text: str) -> tuple[float, float] | None:
    """``48.85, 2.35`` → latitude and longitude, or ``None``."""
    match = _PAIR.fullmatch(text)
    return (float(match[1]), float(match[2])) if match else None


@lru_cache(maxsize=1024)
def flag_of(text: str) -> bool | None:
    """« oui », ``true``, ``x`` → true; « non », ``0`` → false; anything else → ``None``."""
    said = plain(text)
    return True if said in _YES else False if said in _NO else None
