"""Pay as ads write it → gross euros, low and high, by hour, month or year."""

import re
from functools import lru_cache
from typing import NamedTuple

from grappe.needs.plain import plain
from grappe.words import PayUnit

_UNITS: tuple[tuple[PayUnit, re.Pattern[str]], ...] = (
    (
        "hour",
        re.compile(r"^heures?$|horaire|/ ?h\b|/ ?heure|par heure|de l heure|per hour|hourly|\bhour\b|taux h|€ ?h\b"),
    ),
    ("month", re.compile(r"mensuel|/ ?mois|par mois|per month|monthly|\bmonth\b|\bmois\b")),
    (
        "year",
        re.compile(
            r"^ans?$|annuel|/ ?an\b|par an\b|l annee|per year|yearly|annual|\byear\b|\bper annum|\bk ?(€|eur)|\d ?k\b"
        ),
    ),
)
#: What a gross pay can be in France, by unit; outside, the figure or its unit is wrong.
PLAUSIBLE: dict[PayUnit, tuple[float, float]] = {"hour": (4, 500), "month": (100, 60_000), "year": (2_500, 1_500_000)}
_NOT_PAY = re.compile(r"\d+(?:[.,]\d+)? ?(?:mois|months|ans?\b|jours?|days|h\b|heures|hours|%|eme|e mois)")
_FIGURE = re.compile(r"(\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?) ?(k\b|k€|keur|k euro)?")
_MONEY = re.compile(
    r"€|\beur|\d ?k\b|k€|\$|^(annuel|mensuel|horaire|salaire|remuneration|brut|(a partir de|de|from|between) \d)"
)
_FROM = re.compile(r"a partir|des \d|minimum|\bmin\b|from|starting|a compter")
_UP_TO = re.compile(r"jusqu|maximum|\bmax\b|up to")


class PayRange(NamedTuple):
    """Gross euros per unit; ``None`` where one end is open."""

    low: float | None
    high: float | None
    unit: PayUnit


@lru_cache(maxsize=32768)
def pay_of(text: str) -> PayRange | None:
    """The pay in a text, or ``None`` where it holds none that is plausible.

    >>> pay_of("Annuel de 35000,00 Euros à 40000,00 Euros sur 12 mois")
    PayRange(low=35000.0, high=40000.0, unit='year')
    >>> pay_of("35–40 k€"), pay_of("12,5 € brut/h"), pay_of("A partir de 21 k€ brut annuel"), pay_of("A négocier")
    (PayRange(low=35000.0, high=40000.0, unit='year'), PayRange(low=12.5, high=12.5, unit='hour'), \
PayRange(low=21000.0, high=None, unit='year'), None)
    """
    said = plain(text[:500])
    if not any(c.isdigit() for c in said):
        return None
    if not names_money(text):
        return None
    bare = _NOT_PAY.sub(" ", re.sub(r"sur [\d.,]+ mois", " ", said))
    figures = _figures(bare)
    return _ranged(figures, unit_of(bare), bare) if figures else None


def names_money(text: str) -> bool:
    """Whether a text states an amount of money, understood or not.

    >>> names_money("Mensuel de 26,00 Euros"), names_money("Selon CCN51"), names_money("2500")
    (True, False, True)
    """
    said = plain(text[:500])
    return any(c in "123456789" for c in said) and bool(_MONEY.search(said) or re.fullmatch(r"[\d .,\-a]+", said))


def _figures(said: str) -> list[float]:
    """The first two amounts; the « k » after the second counts for both."""
    found = [(match[1], bool(match[2])) for match in _FIGURE.finditer(said)][:2]
    thousands = any(k for _, k in found)
    return [_amount(text) * (1000 if thousands and _amount(text) < 1000 else 1) for text, _ in found]


def _amount(text: str) -> float:
    """``27 800``, ``1.767,00``, ``45000.0``, ``12,5`` → a number; three digits after a separator are thousands.

    >>> _amount("27 800"), _amount("1.767,00"), _amount("45000.0"), _amount("12,5"), _amount("33000.000")
    (27800.0, 1767.0, 45000.0, 12.5, 33000.0)
    """
    text = text.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?", text):
        head, cents = (text[: text.rindex(c)], text[-2:]) if (c := text[-3:-2]) in (".", ",") else (text, "0")
        return float(re.sub(r"[.,]", "", head) + "." + cents)
    return float(text.replace(",", "."))


@lru_cache(maxsize=4096)
def unit_of(text: str) -> PayUnit | None:
    """The unit that words name: « brut annuel », ``HOUR``, « par mois »."""
    said = plain(text)
    return next((unit for unit, pattern in _UNITS if pattern.search(said)), None)


def _ranged(figures: list[float], unit: PayUnit | None, said: str) -> PayRange | None:
    low, high = min(figures), max(figures)
    if high > 20 * low:  # 0 € to 40,000 €, or a figure that is not pay
        low = high
    found = pay_range(low, high, unit)
    if found and len(figures) == 1:
        if _FROM.search(said):
            return found._replace(high=None)
        if _UP_TO.search(said):
            return found._replace(low=None)
    return found


def pay_range(low: float | None, high: float | None, unit: PayUnit | None) -> PayRange | None:
    """A range in order and plausible for its unit, guessed from its size where it is not said; else ``None``."""
    ends = sorted(end for end in (low, high) if end)
    if not ends:
        return None
    unit = unit or _guessed(ends[-1])
    least, most = PLAUSIBLE[unit]
    if not (least <= ends[0] and ends[-1] <= most):
        return None
    return PayRange(ends[0] if low else None, ends[-1] if high else None, unit)


def _guessed(amount: float) -> PayUnit:
    return "hour" if amount < 150 else "month" if amount < 12_000 else "year"
