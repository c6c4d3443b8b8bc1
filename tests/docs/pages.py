"""The written pages: their blocks and their links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: Pages that the code writes or that tell of decisions; their links are checked, their commands are not run.
TOLD = ("docs/reference", "docs/decisions")
FENCE = re.compile(
    r"(?:<!-- not run: (?P<reason>[^>]+?) -->\n)?^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced block of a page; ``reason`` says why it is not run."""

    page: str
    language: str
    text: str
    reason: str | None


def every_page() -> list[Path]:
    """Every page of the project, generated ones included."""
    written = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")]
    return sorted(written)


def named(page: Path) -> str:
    """A page by its path in the project."""
    return page.relative_to(ROOT).as_posix()


def hand_written() -> list[Path]:
    """The pages that people read to use Grappe."""
    return [page for page in every_page() if not named(page).startswith(TOLD)]


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    text = page.read_text("utf-8")
    return [Block(named(page), found["language"], found["text"], found["reason"]) for found in FENCE.finditer(text)]


def links(page: Path) -> Iterator[str]:
    """Targets of the links of a page that lie in the project."""
    text = FENCE.sub("", page.read_text("utf-8"))
    yield from (target for target in LINK.findall(text) if not re.match(r"[a-z]+:", target))


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as forges make them."""
    headings = HEADING.findall(FENCE.sub("", page.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
