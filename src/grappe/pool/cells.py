"""Cells of a row of part needs: what they must hold, and the refusal when they do not."""

import math
import re
from collections.abc import Mapping

from grappe.words import Refused, Sentence, Where


def text_of(value: object) -> str:
    """A cell as text, whatever the format typed it as; a whole number has no decimals."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def filled(column: str, value: str, sentence: Sentence) -> Refused:
    """The refusal of a cell."""
    return Refused(sentence, where=Where(column=column, value=value))


def one_of(row: Mapping[str, str], column: str) -> str:
    """A text that must be there."""
    value = row.get(column, "")
    if not value:
        raise filled(column, value, Sentence("cette case est vide", "this cell is empty"))
    return value


def a_number(row: Mapping[str, str], column: str, *, least: float, most: float) -> float:
    """A number within bounds, with a point or a comma."""
    text = one_of(row, column)
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = math.nan
    if not least <= value <= most:
        said = Sentence(
            f"un nombre de {least:g} à {most:g} est attendu", f"a number from {least:g} to {most:g} is needed"
        )
        raise filled(column, text, said)
    return value


def whole(row: Mapping[str, str], column: str, *, least: int, most: int) -> int:
    """A whole number within bounds."""
    text = one_of(row, column)
    value = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
    if not least <= value <= most:
        raise filled(
            column,
            text,
            Sentence(
                f"un nombre entier de {least} à {most} est attendu", f"a whole number from {least} to {most} is needed"
            ),
        )
    return value


def names_in(row: Mapping[str, str], column: str) -> frozenset[str]:
    """Names with ``;`` between them."""
    return frozenset(name.strip() for name in row.get(column, "").split(";") if name.strip())


def a_yes(row: Mapping[str, str], column: str) -> bool:
    """1 or 0; an empty cell is 0."""
    text = row.get(column, "")
    if text not in ("", "0", "1"):
        raise filled(column, text, Sentence("0 ou 1 est attendu", "0 or 1 is needed"))
    return text == "1"


def a_clock(row: Mapping[str, str], column: str, *, least: float, most: float) -> float | None:
    """A time of the day as ``7:30``, in hours; ``None`` for an empty cell."""
    text = row.get(column, "")
    if not text:
        return None
    parts = re.fullmatch(r"(\d{1,2})[:h](\d{2})?", text)
    hours = int(parts[1]) + int(parts[2] or 0) / 60 if parts else -1.0
    if not least <= hours <= most or (parts and int(parts[2] or 0) > 59):
        said = Sentence(
            f"une heure de {least:g}:00 à {most:g}:00 est attendue",
            f"a time from {least:g}:00 to {most:g}:00 is needed",
        )
        raise filled(column, text, said)
    return hours
