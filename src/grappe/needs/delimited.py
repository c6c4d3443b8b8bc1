"""CSV as people send it: any of four delimiters, quoted line breaks, mixed line ends, title lines above the header."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from grappe.needs.headers import LOOKED_AT, column_names, header_index
from grappe.needs.raw import Note, Reading, Record, Scan, cut
from grappe.needs.texts import opened_text
from grappe.words import Sentence

DELIMITERS = (";", ",", "\t", "|")
CELL_LIMIT = 1 << 24  #: characters of one cell; beyond, a quote was never closed
_SAMPLE = 256 * 1024
_SAMPLE_ROWS = 50


def delimited_records(path: Path, reading: Reading) -> Iterator[Record]:
    """The records of a CSV file, streamed. Row 1 is the first line as a spreadsheet shows it."""
    csv.field_size_limit(CELL_LIMIT)
    with opened_text(path, reading) as (text, scan):
        sample = text.read(_SAMPLE)
        delimiter = delimiter_of(sample)
        lines: Iterable[str] = chain(_lines(sample, text), text)
        if scan.nulls:
            lines = (line.replace("\0", "") for line in lines)
        yield from _records(csv.reader(lines, delimiter=delimiter), reading, scan)


def delimiter_of(sample: str) -> str:
    """The delimiter that cuts the most rows of the sample into the same number of cells, two or more."""
    best, chosen = (0.0, 0), ","
    for delimiter in DELIMITERS:
        score = _regularity(sample, delimiter)
        if score > best:
            best, chosen = score, delimiter
    return chosen


def _regularity(sample: str, delimiter: str) -> tuple[float, int]:
    """(share of rows of the commonest width, that width); nothing for a width of one."""
    try:
        rows = csv.reader(sample.replace("\0", "").splitlines(keepends=True), delimiter=delimiter)
        widths = [len(row) for row in islice(rows, _SAMPLE_ROWS) if row]
    except csv.Error:
        return 0.0, 0
    if len(widths) > 2 and len(sample) >= _SAMPLE:
        widths.pop()  # the sample may end inside a row
    if not widths:
        return 0.0, 0
    width, times = max(Counter(widths).items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
    return (times / len(widths), width) if width > 1 else (0.0, 0)


def _lines(sample: str, text: Iterable[str]) -> Iterator[str]:
    """The lines of the sample, the last one completed from the text that follows."""
    lines = sample.splitlines(keepends=True)
    if lines and len(sample) >= _SAMPLE:
        lines[-1] += next(iter(text), "")
    yield from lines


def _records(rows: Iterator[list[str]], reading: Reading, scan: Scan) -> Iterator[Record]:
    notes = reading.notes
    top = [[cell.strip() for cell in row] for row in _until_error(islice(rows, LOOKED_AT), notes, 0)]
    start = header_index(top)
    reading.columns[None] = names = column_names(top[start]) if top else []
    number = start + 1
    waiting: Record | None = None
    for row in chain(top[start + 1 :], _until_error(rows, notes, number)):
        number += 1
        record = _record(number, names, row)
        if record:
            if waiting:
                yield waiting
            waiting = record
    if waiting:
        yield _checked(waiting, notes, scan)


def _until_error(rows: Iterator[list[str]], notes: list[Note], number: int) -> Iterator[list[str]]:
    """The rows up to the first that cannot be cut, which is told."""
    try:
        for row in rows:
            number += 1
            yield row
    except csv.Error:
        notes.append(Note(_UNCLOSED, hint=_CLOSE, row=number, incomplete=True))


def _record(number: int, names: list[str], row: list[str]) -> Record | None:
    cells = {name: text for name, cell in zip(names, row, strict=False) if (text := cell.strip())}
    if len(row) <= len(names) or not any(cell.strip() for cell in row[len(names) :]):
        return Record(number, None, cells) if cells else None
    for rank, cell in enumerate(row[len(names) :], start=len(names) + 1):
        cells[f"#{rank}"] = cell.strip()
    return Record(number, None, cells, _surplus(len(row), len(names)))


def _checked(last: Record, notes: list[Note], scan: Scan) -> Record:
    """The last record: at fault when the file is cut in it, or when a quote never closed swallowed lines."""
    if scan.cut:
        notes.append(cut(last.row - 1))
        return last._replace(fault=notes[-1].sentence)
    if not scan.odd_quotes or not any("\n" in cell or "\r" in cell for cell in last.cells.values()):
        return last
    notes.append(Note(_UNCLOSED, hint=_CLOSE, row=last.row, incomplete=True))
    return last._replace(fault=_UNCLOSED)


def _surplus(found: int, expected: int) -> Sentence:
    return Sentence(f"{found} cellules pour {expected} colonnes", f"{found} cells for {expected} columns")


_UNCLOSED = Sentence("un guillemet n'est jamais refermé", "a quote is never closed")
_CLOSE = Sentence("fermez-le ou doublez-le, puis renvoyez le fichier", "close or double it, then send the file again")
