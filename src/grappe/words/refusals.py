"""Refusals: what Grappe will not do, said so that a person can put it right.

A refusal is part of the API: the command line gives each kind an exit code, the web shows a form error, the API a
problem document. Anything else that is raised is a bug.
"""

from dataclasses import dataclass
from enum import Enum

from grappe.words.sentences import Sentence


class Kind(Enum):
    """Why something is refused; the value is the exit code of the command line."""

    CALL = 2  #: the command or the request is wrong
    INPUT = 3  #: the input as a whole is refused, nothing is written
    ROWS = 4  #: strict reading: some rows are refused, nothing is written
    MISSING = 5  #: a reference or an optional part is not installed
    INFEASIBLE = 6  #: no solution exists


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a fault in an input; ``None`` where it does not apply.

    ``row`` counts as the person sees it: 1 is the first line of a sheet or file, header included; for JSON, XML and
    JSONL it is the rank of the record.
    """

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def said(self, language: str = "fr") -> str:
        """``file: sheet: row N: column: value``, leaving out what is unknown."""
        row_word = "row" if language.startswith("en") else "ligne"
        row = f"{row_word} {self.row}" if self.row is not None else None
        value = f"« {_short(self.value)} »" if self.value else None
        return ": ".join(part for part in (self.file, self.sheet, row, self.column, value) if part)


class Refused(Exception):  # noqa: N818 - a refusal is an outcome, not an error of the program
    """Something Grappe will not do: what is wrong, what to do about it, and where.

    >>> refusal = Refused(Sentence("Fichier vide.", "Empty file."), kind=Kind.INPUT, where=Where(file="besoins.csv"))
    >>> refusal.said("en")
    'besoins.csv: Empty file.'
    """

    def __init__(
        self,
        sentence: Sentence,
        *,
        hint: Sentence | None = None,
        kind: Kind = Kind.INPUT,
        where: Where | None = None,
    ) -> None:
        super().__init__(sentence.fr)
        self.sentence = sentence
        self.hint = hint
        self.kind = kind
        self.where = where or Where()

    def said(self, language: str = "fr") -> str:
        """``where: what is wrong: what to do`` on one line."""
        parts = [self.where.said(language), self.sentence.said(language)]
        if self.hint:
            parts.append(self.hint.said(language))
        return ": ".join(part for part in parts if part)


def _short(value: str, limit: int = 80) -> str:
    one_line = " ".join(value.split())
    return one_line if len(one_line) <= limit else one_line[: limit - 1] + "…"
