"""Cells of a row of part needs: what they must hold, and the refusal when they do not."""

import math
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
