"""Course sheets of a document: a table (or paragraphs) that tells aims and contents, under the course's title."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grappe.teach.documents import Block, Cell, Paragraph, Table
from grappe.teach.headers import plain
from grappe.teach.unit_tables import number

_TAUGHT = (
    r"objectifs?(?: .{0,60})?|programme(?: .{0,40})?|contenus?(?: .{0,40})?|competences?(?: .{0,60})?|"
    r"acquis(?: .{0,40})?|"
    r"description(?: .{0,40})?|plan(?: du cours)?|aims?|objectives?|content|learning outcomes?|outcomes?|syllabus|"
    r"themes?|resume|"
    r"savoir(?:s|-faire)?.{0,30}|mots[- ]cles|keywords?|sommaire|presentation"
)
_LEFT_OUT = (
    r"pre[- ]?requis.{0,40}|prerequisites?|bibliographie.{0,30}|references?.{0,40}|bibliography|ressources.{0,40}|"
    r"modalites?.{0,60}|evaluations?.{0,40}|controles?.{0,40}|assessment.{0,40}|enseignants?.{0,40}|responsables?.{0,40}|"
    r"intervenants?.{0,40}|teachers?|contacts?|langues?.{0,30}|teaching language|supports?.{0,30}|organisation.{0,40}|"
    r"moyens.{0,40}|equipe.{0,40}|coefficients?|volumes? horaires?|ects|credits?|methodes? pedagogiques?.{0,30}"
)
_TAUGHT_HEAD, _OUT_HEAD = re.compile(rf"(?:{_TAUGHT})\s*:?"), re.compile(rf"(?:{_LEFT_OUT})\s*:?")
_STRONG = re.compile(
    r"objectifs?.*|programme.*|contenus?.*|acquis.*|plan.*|aims?|objectives?|content|learning outcomes?|outcomes?"
)
_NAMED = re.compile(r"(?:intitule|titre|module|matiere|ecue|ec|cours|nom)(?: (?:de |du |de l')\w+)?\s*:\s*(\S.*)")
_HOURS = re.compile(r"(cm|cours|td|tp(?:\s?/\s?projet)?|projet)\s*:?\s*(\d{1,3}(?:h\d{0,2}|[.,]\d+)?\s*h?)\b")


@dataclass(frozen=True, slots=True)
class CourseSheet:
    """A sheet: the title it bears, the text of what is taught, hours by kind, and the headings it stands under."""

    title: str
    text: str
    hours: dict[str, float]
    headings: tuple[str, ...]
    code: str = ""


def course_sheets(blocks: Sequence[Block]) -> Iterator[CourseSheet]:
    """The sheets of a document, in order. Prerequisites, books and the people of a course are left out of the text."""
    headings: list[tuple[int, str]] = []
    before: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            before = [*before[-3:], block.text]
            if block.heading:
                headings = [one for one in headings if one[0] < block.heading] + [(block.heading, block.text)]
            continue
        parts = _parts(block)
        if _is_sheet(parts):
            title = _title(block, before)
            if title:
                yield CourseSheet(title, _text(parts), _hours(block), tuple(text for _level, text in headings))
        before = []


def paragraph_sheets(blocks: Sequence[Block]) -> Iterator[CourseSheet]:
    """Sheets written as paragraphs: a heading, then *Objectifs* and *Programme* under it, without table."""
    headings: list[tuple[int, str]] = []
    body: list[str] = []
    for block in [*blocks, Paragraph("", 1)]:
        if isinstance(block, Table):
            body = []
        elif block.heading:
            parts = list(_sections("\n".join(body)))
            if headings and _is_sheet(parts):
                title, above = headings[-1][1], tuple(text for _level, text in headings[:-1])
                yield CourseSheet(_bare(title), _text(parts), {}, above)
            headings = [one for one in headings if one[0] < block.heading] + [(block.heading, block.text)]
            body = []
        else:
            body.append(block.text)


def _parts(table: Table) -> list[tuple[str, str]]:
    """Name of a section → its text; a section is a cell, or two cells side by side, or a head line in a cell."""
    found: list[tuple[str, str]] = []
    for row in table.rows:
        cells = [cell for cell in row if cell.text and not cell.continued]
        if len(cells) == 2 and _section(cells[0].text) and not _section(cells[1].text.split("\n")[0]):
            found.append((plain(cells[0].text), cells[1].text))
        else:
            found += [part for cell in cells for part in _sections(cell.text)]
    return found


def _sections(text: str) -> Iterator[tuple[str, str]]:
    """The sections of one text, cut where a line begins with the name of one."""
    name, lines = "", list[str]()
    for line in text.split("\n"):
        head, _colon, rest = line.partition(":")
        begins = _section(head) and (bool(_colon) or len(line) < 60)
        if begins:
            if lines or name:
                yield name, "\n".join(lines)
            name, lines = plain(head).strip(), [rest.strip()] if rest.strip() else []
        else:
            lines.append(line)
    if lines or name:
        yield name, "\n".join(lines)


def _section(text: str) -> bool:
    said = plain(text).strip(" :")
    return bool(said) and len(said) < 80 and bool(_TAUGHT_HEAD.fullmatch(said) or _OUT_HEAD.fullmatch(said))


def _is_sheet(parts: Sequence[tuple[str, str]]) -> bool:
    """A section of aims or contents, and one more section."""
    names = [name.strip(" :") for name, _text in parts if name]
    return len(set(names)) > 1 and any(_STRONG.fullmatch(name) for name in names)


def _text(parts: Sequence[tuple[str, str]]) -> str:
    kept = [text.strip() for name, text in parts if name and not _OUT_HEAD.fullmatch(name.strip(" :")) and text.strip()]
    return "\n".join(kept)


def _title(table: Table, before: Sequence[str]) -> str:
    """The title: a cell that says so, else the nearest paragraph above, else a first cell that is no section."""
    for cell in (cell for row in table.rows[:3] for cell in row):
        said = _NAMED.fullmatch(plain(cell.text))
        if said and "\n" not in cell.text and number(said.group(1)) is None:
            return _bare(cell.text.partition(":")[2])
    if before:
        return _bare(before[-1])
    first: Cell = table.rows[0][0]
    return "" if _section(first.text) or _HOURS.search(plain(first.text)) else _bare(first.text.split("\n")[0])


def _bare(title: str) -> str:
    return re.sub(r"^[\d.]+\s+", "", " ".join(title.split())).strip(" :.–-")


def _hours(table: Table) -> dict[str, float]:
    said = " | ".join(plain(cell.text) for row in table.rows[:3] for cell in row)
    kinds = {"cours": "cm", "projet": "project"}
    found = {}
    for kind, value in _HOURS.findall(said):
        hours = number(value)
        if hours:
            found[kinds.get(kind, kind[:2])] = hours
    return found
