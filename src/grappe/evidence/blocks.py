"""What a dossier is made of before it is a Word or PDF file: headings, paragraphs, tables; figures with their facts."""

from dataclasses import dataclass
from datetime import date

from grappe.evidence.said import valued


@dataclass(frozen=True, slots=True)
class Traced:
    """A number as it is printed, its value, and the facts it is made of: what a reader can check."""

    said: str
    value: float | None
    facts: tuple[str, ...]
    name: str

    def __str__(self) -> str:
        return self.said


Cell = str | Traced


@dataclass(frozen=True, slots=True)
class Title:
    """A heading of a level, 1 the highest."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; ``strong`` opens it in bold."""

    text: str
    strong: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; ``widths`` are shares of the page; columns in ``right`` hold numbers."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    right: frozenset[int] = frozenset()


Block = Title | Text | Table


@dataclass(frozen=True, slots=True)
class Dossier:
    """A dossier ready to be laid out."""

    title: str
    subtitle: str
    author: str
    language: str
    day: date
    blocks: tuple[Block, ...]

    @property
    def traced(self) -> tuple[Traced, ...]:
        """Every figure of its tables, in order."""
        return tuple(
            cell
            for block in self.blocks
            if isinstance(block, Table)
            for row in block.rows
            for cell in row
            if isinstance(cell, Traced)
        )


def traced(value: float | None, unit: str, facts: tuple[str, ...], *, name: str, language: str) -> Traced:
    """A figure as it is printed in a language."""
    return Traced(valued(value, unit, language), value, facts, name)
