"""Values as a dossier prints them, in French and in English."""

from datetime import date

from grappe.words import Sentence

NARROW, HARD = "\u202f", "\u00a0"
_UNITS = {
    "h": Sentence("h", "h"),
    "weeks": Sentence("semaines", "weeks"),
    "months": Sentence("mois", "months"),
    "EUR": Sentence("€", "€"),
    "students": Sentence("élèves", "students"),
    "positions": Sentence("postes", "positions"),
    "employed": Sentence("en emploi", "employed"),
}


def number(value: float, decimals: int = 0, language: str = "fr") -> str:
    """A number with its thousands apart: ``1 234,5`` in French, ``1,234.5`` in English."""
    said = f"{value:,.{decimals}f}"
    return said if language == "en" else said.replace(",", NARROW).replace(".", ",")


def valued(value: float | None, unit: str, language: str = "fr") -> str:
    """A value with its unit; a dash where it is not known.

    >>> valued(0.254, "share", "en")
    '25.4%'
    """
    if value is None:
        return "–"
    if unit == "share":
        points = number(value * 100, 1, language)
        return f"{points}%" if language == "en" else f"{points}{HARD}%"
    if unit == "index":
        return number(value, 2, language)
    if unit in ("count", ""):
        return number(value, 0 if float(value).is_integer() else 1, language)
    decimals = 0 if unit in ("EUR", "students", "positions", "employed") or float(value).is_integer() else 1
    return f"{number(value, decimals, language)}{HARD}{_UNITS[unit].said(language)}"


def day_said(day: date | None, language: str = "fr") -> str:
    """``15/03/2027`` in French, ``2027-03-15`` in English; a dash where there is none."""
    if day is None:
        return "–"
    return day.isoformat() if language == "en" else f"{day:%d/%m/%Y}"
