"""Tables of teaching units in a document: rows read by what their columns mean, whatever cells are merged."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from grappe.teach.documents import Cell, Table
from grappe.teach.headers import HOURS, Meaning, columns_meant, meanings, plain
from grappe.teach.things import HourKind

_HEADER_ROWS = 4
_NUMBER = re.compile(
    r"(\d{1,5}(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d+)?)\s*(?:h(?:eures?|ours?)?\s*(\d{0,2})|ects|credits?)?\.?"
)
_TOTAL = re.compile(r"(?:sous[- ]?)?totaux?\b|(?:sous[- ]?)?total\b|somme\b|sum\b")
_SEMESTER = re.compile(r"(?:semestre|semester|sem\.?)\s*n?[°o]?\s*s?\s*(\d{1,2})\b|\bs\s?(\d{1,2})\b")
_KINDS: tuple[HourKind, ...] = ("cm", "td", "tp", "project", "assessment", "other")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table of units, read.

    ``role`` says what it is. ``shared`` is true where its credits belong to the whole unit, as a merged cell says.
    """

    role: str  # course, unit, unit_total, total, semester
    unit: str
    title: str
    code: str = ""
    hours: float | None = None
    hours_said: str | None = None
    by_kind: dict[HourKind, float] = field(default_factory=dict)
    ects: float | None = None
    shared: bool = False
    coefficient: float | None = None
    semester: int | None = None
    row: int = 0


def number(text: str) -> float | None:
    """A number of hours or credits as syllabi write it: ``20``, ``7,5``, ``20H00``, ``1 607 h``; else ``None``.

    >>> number("18H30"), number("7,5 h"), number("½ j/s.")
    (18.5, 7.5, None)
    """
    found = _NUMBER.fullmatch(plain(text))
    if found is None:
        return None
    value = float(re.sub(r"[ \u00a0\u202f]", "", found.group(1)).replace(",", "."))
    return value + (int(found.group(2)) / 60 if found.group(2) else 0.0)


def semesters_said(text: str) -> list[int]:
    """The distinct semesters that a text names, in order.

    >>> semesters_said("Tableau 2 : programme du semestre S6 de février à mai")
    [6]
    """
    listed = [int(one or two) for one, two in _SEMESTER.findall(plain(text))]
    return [semester for semester in dict.fromkeys(listed) if 1 <= semester <= 14]


def read_unit_table(table: Table) -> list[Line] | None:
    """The lines of a table of units, ``None`` where the table is another one."""
    found = _header(table)
    if found is None:
        return None
    depth, leaves, meant = found
    lines = []
    for place, row in enumerate(table.rows[depth:], depth + 1):
        line = _line(_by_meaning(row, leaves, meant), row, place)
        if line is not None:
            lines.append(line)
    return lines if any(line.role == "course" for line in lines) else None


def _header(table: Table) -> tuple[int, Sequence[Cell], dict[int, Meaning]] | None:
    """How many rows the header has, its lowest cells, and what each of these columns means."""
    for depth in range(min(_HEADER_ROWS, len(table.rows) - 1), 0, -1):
        lowest = table.rows[depth - 1]
        if not any(meanings(cell.text) for cell in lowest) or not _all_headers(lowest):
            continue
        leaves = _split(lowest, table.rows[depth])
        texts = [_texts_above(table.rows[:depth], leaf) for leaf in leaves]
        meant = columns_meant(texts)
        if meant is not None:
            return depth, leaves, meant
    return None


def _split(leaves: Sequence[Cell], below: Sequence[Cell]) -> list[Cell]:
    """A wide header of hours without names under it is as many columns as the row below has cells there."""
    split: list[Cell] = []
    for leaf in leaves:
        under = [cell for cell in below if leaf.start <= cell.start < leaf.start + leaf.span]
        wide = len(under) > 1 and meanings(leaf.text)[:1] == ("total",)
        split += [Cell(leaf.text, cell.start, cell.span) for cell in under] if wide else [leaf]
    return split


def _all_headers(leaves: Sequence[Cell]) -> bool:
    """Whether most cells with text are column names: a row of a course is not."""
    texts = [cell.text for cell in leaves if cell.text]
    return sum(bool(meanings(text)) for text in texts) > len(texts) / 2


def _texts_above(rows: Sequence[Sequence[Cell]], leaf: Cell) -> tuple[str, ...]:
    texts: list[str] = []
    for row in rows:
        above = next(
            (cell for cell in row if cell.start < leaf.start + leaf.span and leaf.start < cell.start + cell.span), None
        )
        if above is not None and above.text and (not texts or texts[-1] != above.text):
            texts.append(above.text)
    return tuple(texts)


def _by_meaning(row: Sequence[Cell], leaves: Sequence[Cell], meant: dict[int, Meaning]) -> dict[Meaning, Cell]:
    """The cell of each meaning. As many cells as columns: by rank, since drawn borders may be a little off."""
    if len(row) == len(leaves):
        pairs = list(enumerate(row))
    elif len(row) < len(leaves) and row and row[0].span > 1:
        shift = len(leaves) - len(row)
        pairs = [(0, row[0]), *((place + shift, cell) for place, cell in enumerate(row) if place)]
        pairs += [(place, row[0]) for place in range(1, shift + 1)]
    else:
        pairs = [(_nearest(cell, leaves), cell) for cell in reversed(row)]
    return {meant[place]: cell for place, cell in pairs if place in meant}


def _nearest(cell: Cell, leaves: Sequence[Cell]) -> int:
    """The column that a cell covers most of."""

    def covered(place: int) -> int:
        leaf = leaves[place]
        return min(cell.start + cell.span, leaf.start + leaf.span) - max(cell.start, leaf.start)

    return max(range(len(leaves)), key=lambda place: (covered(place), -place))


def _line(cells: dict[Meaning, Cell], row: Sequence[Cell], place: int) -> Line | None:
    texts = list(dict.fromkeys(cell.text for cell in row if cell.text))
    if not texts:
        return None
    if len(texts) == 1 and (said := semesters_said(texts[0])) and len(said) == 1 and not _TOTAL.match(plain(texts[0])):
        return Line("semester", "", texts[0], semester=said[0], row=place)
    unit, title = _text(cells, "unit"), _text(cells, "course")
    role = _role(unit, title, same=cells.get("unit") is cells.get("course"))
    if role is None or (role == "course" and _all_headers(row) and len(texts) > 2):
        return None
    hours, said_instead, by_kind = _hours(cells)
    ects = number(_text(cells, "ects"))
    return Line(
        role, unit, title or unit, _text(cells, "code"), hours, said_instead, by_kind, ects,
        shared=bool(ects is not None and cells["ects"].continued), coefficient=number(_text(cells, "coef")),
        semester=next(iter(semesters_said(f"S{_text(cells, 'semester').upper().lstrip('S')}")), None), row=place,
    )  # fmt: skip


def _role(unit: str, title: str, *, same: bool) -> str | None:
    plain_unit, plain_title = plain(unit), plain(title)
    if _TOTAL.match(plain_unit):
        return "total" if len(plain_unit.split()) < 3 or "semestre" in plain_unit or "(" in plain_unit else "unit_total"
    if _TOTAL.match(plain_title):
        return "unit_total" if unit and not same else "total"
    if re.match(r"u\.?e\.?\s?\d|ue\s?[:.\-]|u\.?e\.? ", plain_title) and (not unit or same or unit == title):
        return "unit"
    if same or (unit and not title):
        return "unit" if unit else None
    return "course" if title else None


def _text(cells: dict[Meaning, Cell], meaning: Meaning) -> str:
    return " ".join(cells[meaning].text.split()) if meaning in cells else ""


def _hours(cells: dict[Meaning, Cell]) -> tuple[float | None, str | None, dict[HourKind, float]]:
    """Hours with a teacher, what is written instead where that is no number, and hours by kind."""
    values = {kind: number(_text(cells, kind)) for kind in _KINDS}
    by_kind: dict[HourKind, float] = {kind: value for kind, value in values.items() if value}
    total = number(_text(cells, "total"))
    written = next((_text(cells, kind) for kind in HOURS if kind in cells and _text(cells, kind)), None)
    if total is not None:
        return total, None, by_kind
    taught = [value for kind, value in by_kind.items() if kind != "other"]
    if taught or by_kind:
        return sum(taught) if taught else sum(by_kind.values()), None, by_kind
    return None, written, by_kind
