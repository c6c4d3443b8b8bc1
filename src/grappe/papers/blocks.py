"""What a document is made of before it is a Word or PDF file: headings, paragraphs, tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


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
    """A table with its caption; ``widths`` are shares of the page; columns in ``right`` hold numbers.

    A cell is shown as its text, whatever it is.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Sequence[object], ...]
    widths: tuple[int, ...]
    right: frozenset[int] = frozenset()


Block = Title | Text | Table


@dataclass(frozen=True, slots=True)
class Paper:
    """A document ready to be laid out. ``contents``: a table of contents comes first."""

    title: str
    subtitle: str
    author: str
    language: str
    day: date
    blocks: tuple[Block, ...]
    contents: bool = False
