"""What a paper is made of, before it becomes a Word file or a PDF."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Heading:
    """A title inside a paper."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``quiet`` ones are remarks."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what they are."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a caption that says what it shows; every row has as many cells as the head."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who signs."""

    names: tuple[str, ...]


Block = Heading | Paragraph | Facts | Grid | Signatures


@dataclass(frozen=True, slots=True)
class Paper:
    """A document in one language on one day; ``name`` is that of its file."""

    name: str
    title: str
    day: date
    language: str
    blocks: tuple[Block, ...] = field(default=())
