"""A Word document as blocks: paragraphs, and tables as grids of cells with the columns that each one covers."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from grappe.words import Refused, Sentence, Where

LARGEST = 256 * 2**20  #: bytes of the document part, decompressed
RATIO = 400  #: times its size that a part may swell once it is larger than a few megabytes
_FREE = 16 * 2**20
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WRAPPERS = {f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "smartTag", "customXml", "body", "hyperlink")}
_SAVE_AS = Sentence("l'enregistrer en .docx ou .xlsx", "save it as .docx or .xlsx")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with text; ``heading`` is its level, 0 for ordinary text."""

    text: str
    heading: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, the first grid column it covers, how many, and whether it continues the one above it."""

    text: str
    start: int
    span: int
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cells."""

    rows: tuple[tuple[Cell, ...], ...]

    def text(self) -> str:
        """All its text, cell by cell."""
        return "\n".join(cell.text for row in self.rows for cell in row if not cell.continued)


Block = Paragraph | Table


def blocks(path: Path) -> list[Block]:
    """The blocks of a ``.docx``, in order. Raises ``Refused`` for what is no such document, or would swell."""
    parts = _parts(path)
    headings = _heading_styles(parts.get("word/styles.xml"))
    root = _parsed(parts["word/document.xml"], path)
    body = root.find(f"{_W}body")
    if body is None:
        raise _refused(path, Sentence("ce document n'a pas de contenu", "this document has no content"))
    return list(_blocks(body, headings))


def _parts(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in ("word/document.xml", "word/styles.xml") if name in archive.namelist()]
            if "word/document.xml" not in names:
                raise _refused(path, Sentence("ce n'est pas un document Word", "this is not a Word document"))
            for name in names:
                info = archive.getinfo(name)
                if info.file_size > min(LARGEST, max(_FREE, RATIO * info.compress_size)):
                    raise _refused(
                        path, Sentence("ce document enfle sans mesure", "this document swells beyond measure")
                    )
            return {name: archive.read(name) for name in names}
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError) as error:
        raise _refused(path, Sentence("ce document est abîmé", "this document is damaged")) from error


def _parsed(part: bytes, path: Path) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise _refused(path, Sentence("ce document est abîmé", "this document is damaged")) from error


def _refused(path: Path, sentence: Sentence) -> Refused:
    return Refused(sentence, hint=_SAVE_AS, where=Where(file=path.name))


def _heading_styles(part: bytes | None) -> dict[str, int]:
    """Style → level, for styles that are headings by name or by outline level."""
    if part is None:
        return {}
    found = {}
    for style in etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True)):
        if style.tag != f"{_W}style":
            continue
        name = style.find(f"{_W}name")
        said = re.fullmatch(r"(?:heading|titre) (\d)", name.get(f"{_W}val", "").lower()) if name is not None else None
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        level = int(said.group(1)) if said else int(outline.get(f"{_W}val", "9")) + 1 if outline is not None else 0
        if 0 < level < 10:
            found[style.get(f"{_W}styleId", "")] = level
    return found


def _blocks(parent: etree._Element, headings: dict[str, int]) -> Iterator[Block]:
    for element in parent:
        if element.tag == f"{_W}p":
            text = _text(element)
            if text:
                yield Paragraph(text, headings.get(_style(element), 0))
        elif element.tag == f"{_W}tbl":
            yield Table(tuple(_rows(element)))
        elif element.tag in _WRAPPERS:
            yield from _blocks(element, headings)


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else style.get(f"{_W}val", "")


def _text(paragraph: etree._Element) -> str:
    """The text of a paragraph: tabulations and breaks kept, deletions and alternative drawings left out."""
    pieces: list[str] = []
    for element in paragraph.iter():
        if element.tag == f"{_W}t" and not _hidden(element, paragraph):
            pieces.append(element.text or "")
        elif element.tag == f"{_W}tab" and element.getparent().tag == f"{_W}r":
            pieces.append("\t")
        elif element.tag in (f"{_W}br", f"{_W}cr"):
            pieces.append("\n")
        elif element.tag == f"{_W}noBreakHyphen":
            pieces.append("-")
    return "\n".join(" ".join(line.split()) for line in "".join(pieces).split("\n")).strip()


def _hidden(element: etree._Element, top: etree._Element) -> bool:
    for parent in element.iterancestors():
        if parent is top:
            return False
        if parent.tag == f"{_W}del" or str(parent.tag).endswith("}Fallback"):
            return True
    return False


def _rows(table: etree._Element) -> Iterator[tuple[Cell, ...]]:
    above: dict[int, str] = {}
    for row in _within(table, "tr"):
        skipped = row.find(f"{_W}trPr/{_W}gridBefore")
        start = int(skipped.get(f"{_W}val", "0")) if skipped is not None else 0
        cells = []
        for element in _within(row, "tc"):
            cell = _cell(element, start, above)
            cells.append(cell)
            above[cell.start] = cell.text
            start += cell.span
        if cells:
            yield tuple(cells)


def _within(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also those that a control or a revision wraps."""
    for element in parent:
        if element.tag == f"{_W}{name}":
            yield element
        elif element.tag in _WRAPPERS:
            yield from _within(element, name)


def _cell(element: etree._Element, start: int, above: dict[int, str]) -> Cell:
    properties = element.find(f"{_W}tcPr")
    span = _number(properties, "gridSpan")
    merge = None if properties is None else properties.find(f"{_W}vMerge")
    if merge is not None and merge.get(f"{_W}val", "continue") == "continue":
        return Cell(above.get(start, ""), start, span, continued=True)
    texts = (_text(paragraph) for paragraph in element.iter(f"{_W}p"))
    return Cell("\n".join(text for text in texts if text), start, span)


def _number(properties: etree._Element | None, name: str) -> int:
    found = None if properties is None else properties.find(f"{_W}{name}")
    said = "" if found is None else found.get(f"{_W}val", "")
    return max(1, min(int(said), 500)) if said.isdigit() else 1
