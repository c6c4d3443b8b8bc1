"""What a paper of the group of employers is made of, and how it becomes a Word file or a PDF."""

from dataclasses import dataclass, field
from datetime import date

from grappe.papers import Block as Laid
from grappe.papers import Paper, Table, Text, Title, paper_docx, paper_pdf


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
class JobPaper:
    """A document in one language on one day; ``name`` is that of its file, ``author`` the group that issues it."""

    name: str
    title: str
    day: date
    language: str
    blocks: tuple[Block, ...] = field(default=())
    author: str = "Grappe"

    def docx(self) -> bytes:
        """The Word file."""
        return paper_docx(self.laid())

    def pdf(self) -> bytes:
        """The accessible PDF. Raises ``Refused`` where it cannot be laid out."""
        return paper_pdf(self.laid())

    def laid(self) -> Paper:
        """The document as every room lays it out."""
        blocks = tuple(laid for block in self.blocks for laid in _laid(block))
        return Paper(self.title, f"{self.day:%d/%m/%Y}", self.author, self.language[:2], self.day, blocks)


def _laid(block: Block) -> list[Laid]:
    match block:
        case Heading(text):
            return [Title(1, text)]
        case Paragraph(text):
            return [Text(text)]
        case Facts(pairs):
            return [Text(value, strong=name) for name, value in pairs]
        case Grid(caption, head, rows):
            return [Table(caption, head, rows, _widths(head, rows))]
    return [Text("", strong=name) for name in block.names]


def _widths(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> tuple[int, ...]:
    """Shares of the page by the longest text of each column, none too narrow nor too wide."""
    return tuple(min(30, max(8, *(len(row[at]) for row in (head, *rows)))) for at in range(len(head)))
