"""Cells of a row of facts: days, numbers, yes or no, lists; and the refusal when they are not."""

import math
import re
from collections.abc import Mapping
from datetime import date

from grappe.words import Refused, Sentence, Where

YES, NO = {"oui", "yes", "1", "true", "vrai", "o", "y", "x"}, {"non", "no", "0", "false", "faux", "n"}


def text_of(value: object) -> str:
    """A cell as text, whatever the format typed it as; a whole number has no decimals."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def wrong(column: str, value: str, sentence: Sentence, hint: Sentence | None = None) -> Refused:
    """The refusal of a cell."""
    return Refused(sentence, hint=hint, where=Where(column=column, value=value))


def needed(row: Mapping[str, str], column: str) -> str:
    """A text that must be there."""
    if not row.get(column):
        raise wrong(column, "", Sentence("cette case est vide", "this cell is empty"))
    return row[column]


def a_day(row: Mapping[str, str], column: str) -> date | None:
    """``2028-02-29`` or ``29/02/2028``; ``None`` for an empty cell. A day that its year does not have is refused."""
    text = row.get(column, "")
    if not text:
        return None
    parts = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00:00)?", text)
    turned = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text)
    if not parts and not turned:
        raise wrong(column, text, Sentence("ce n'est pas un jour", "this is no day"), _LIKE)
    year, month, day = (int(part) for part in (parts.groups() if parts else reversed(turned.groups())))  # type: ignore[union-attr]
    try:
        return date(year, month, day)
    except ValueError as error:
        leap = (month, day) == (2, 29)
        said = Sentence(f"{year} n'est pas bissextile", f"{year} is no leap year") if leap else _NO_SUCH_DAY
        raise wrong(column, text, said) from error


def a_number(row: Mapping[str, str], column: str) -> float | None:
    """A number of 0 or more, with a point or a comma; ``None`` for an empty cell."""
    text = row.get(column, "")
    if not text:
        return None
    plain = re.sub(r"[\s\u00a0\u202f]", "", text).replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        value = math.nan
    if not 0 <= value < 1e12:
        raise wrong(column, text, Sentence("un nombre de 0 ou plus est attendu", "a number of 0 or more is needed"))
    return value


def one_in(row: Mapping[str, str], column: str, allowed: tuple[str, ...]) -> str:
    """One of the allowed texts."""
    text = needed(row, column).lower()
    if text not in allowed:
        listed = ", ".join(allowed)
        raise wrong(
            column,
            text,
            Sentence("valeur inconnue", "unknown value"),
            Sentence(f"attendu : {listed}", f"one of: {listed}"),
        )
    return text


def a_yes(row: Mapping[str, str], column: str) -> bool | None:
    """Yes or no in either language; ``None`` for an empty cell."""
    text = row.get(column, "").lower()
    if not text:
        return None
    if text not in YES | NO:
        raise wrong(column, text, Sentence("oui ou non est attendu", "yes or no is needed"))
    return text in YES


def listed(row: Mapping[str, str], column: str) -> tuple[str, ...]:
    """Texts with ``;`` between them."""
    return tuple(part.strip() for part in row.get(column, "").split(";") if part.strip())


def pairs(row: Mapping[str, str], column: str) -> dict[str, str]:
    """``name=value; name=value``."""
    found = {}
    for part in listed(row, column):
        name, equals, value = part.partition("=")
        if not equals:
            raise wrong(column, part, Sentence("un détail s'écrit nom=valeur", "a detail is written name=value"))
        found[name.strip()] = value.strip()
    return found


_LIKE = Sentence("écrire 2027-03-15 ou 15/03/2027", "write 2027-03-15 or 15/03/2027")
_NO_SUCH_DAY = Sentence("ce jour n'existe pas", "there is no such day")
