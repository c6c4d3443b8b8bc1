"""The raw record that every reader gives, and what a reader has to tell about a file as a whole."""

from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from grappe.words import Refused, Sentence


class Record(NamedTuple):
    """One record: its row as a person sees it, its sheet, its cells (path → text), and a fault of its shape.

    ``fault`` is a row that cannot be trusted as it stands (more cells than columns, a line that is not JSON).
    """

    row: int
    sheet: str | None
    cells: dict[str, str]
    fault: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell about the file as a whole; ``row`` is the last good row, where that helps."""

    sentence: Sentence
    hint: Sentence | None = None
    row: int | None = None
    incomplete: bool = False


@dataclass(frozen=True, slots=True)
class Scan:
    """What one pass over the bytes says: encoding, NULs present, double quotes in odd number, a missing end."""

    encoding: str
    nulls: bool
    odd_quotes: bool
    cut: bool


class Reading(Protocol):
    """What a reader fills while it reads: where the records are, the headers of tables, its notes, its scan."""

    record_path: str | None
    notes: list[Note]
    columns: dict[str | None, list[str]]
    scan: Scan | None


def cut(row: int) -> Note:
    """The note of a file that ends in the middle."""
    return Note(
        Sentence(
            f"fichier coupé après l'enregistrement {row} : la suite manque",
            f"the file is cut after record {row}: the rest is missing",
        ),
        hint=Sentence("téléchargez-le de nouveau et relisez-le", "download it again and read it again"),
        row=row,
        incomplete=True,
    )


def placed(refusal: Refused, file: str) -> Refused:
    """The refusal with the name of its file, where it has none."""
    if refusal.where.file:
        return refusal
    where = replace(refusal.where, file=file)
    return Refused(refusal.sentence, hint=refusal.hint, kind=refusal.kind, where=where)
