"""CSV and TSV: RFC 4180 and UTF-8 when we write; what people really have when we read."""

import codecs
import csv
import gzip
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import pyarrow as pa
import pyarrow.csv as pa_csv

from grappe.tables.cells import guarded
from grappe.tables.csv_lines import csv_lines
from grappe.words import Refused, Sentence, Where

_DELIMITERS = ",;\t|"
_BLOCK = 16 << 20
_LOOK = 1 << 20


def read_delimited(path: Path) -> pa.Table:
    """The table of a delimited file, every cell text, an empty one null.

    The delimiter is the one that the header has most of; the encoding UTF-8, UTF-16 with its mark, else Windows-1252.
    Raises ``Refused`` for an empty file, a column name that comes twice, or a row of another length than the header.
    """
    with _opened(path) as file:
        start = file.read(_LOOK)
    encoding = _encoding(start)
    first = start.decode(encoding, errors="replace").lstrip("\ufeff")
    delimiter = _delimiter(path, first)
    names = next(csv.reader(io.StringIO(first, newline=""), delimiter=delimiter), [])
    _check_header(path, names)
    with _opened(path) as file:
        return _parsed(path, file, names=names, encoding=encoding, delimiter=delimiter)


def _parsed(path: Path, file: BinaryIO, *, names: list[str], encoding: str, delimiter: str) -> pa.Table:
    wrong: list[pa_csv.InvalidRow] = []

    def refuse(row: pa_csv.InvalidRow) -> str:
        wrong.append(row)
        return "error"

    try:
        return pa_csv.read_csv(
            file,
            pa_csv.ReadOptions(encoding=encoding, block_size=_BLOCK, use_threads=False),
            pa_csv.ParseOptions(delimiter=delimiter, newlines_in_values=True, invalid_row_handler=refuse),
            pa_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), null_values=[""], strings_can_be_null=True
            ),
        )
    except pa.ArrowInvalid as error:
        if not wrong:
            raise
        found = wrong[0]
        raise Refused(
            Sentence(
                f"{found.actual_columns} cellules au lieu de {found.expected_columns}",
                f"{found.actual_columns} cells instead of {found.expected_columns}",
            ),
            where=Where(file=str(path), row=found.number, value=found.text),
        ) from error


def write_delimited(table: pa.Table, path: Path, delimiter: str, *, packed: bool = False) -> None:
    """Writes RFC 4180 in UTF-8; the same table gives the same bytes, packed or not."""
    with path.open("wb") as raw:
        binary = gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) if packed else raw
        header = io.StringIO(newline="")
        csv.writer(header, delimiter=delimiter).writerow([guarded(name) for name in table.column_names])
        binary.write(header.getvalue().encode())
        for lines in csv_lines(table, delimiter):
            binary.write(lines)
        if packed:
            binary.close()


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    with gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb") as file:
        yield cast(BinaryIO, file)


def _encoding(start: bytes) -> str:
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        io.TextIOWrapper(io.BytesIO(start[:-4] if len(start) == _LOOK else start), "utf-8").read()
    except UnicodeDecodeError as error:
        return "utf-8" if error.start > _LOOK - 8 else "cp1252"
    return "utf-8"


def _delimiter(path: Path, first: str) -> str:
    if ".tsv" in path.suffixes:
        return "\t"
    header = first.partition("\n")[0]
    return max(_DELIMITERS, key=header.count) if header else ","


def _check_header(path: Path, names: list[str]) -> None:
    if not names:
        raise Refused(
            Sentence("fichier vide", "empty file"),
            hint=Sentence("la première ligne donne les noms des colonnes", "the first line gives the column names"),
            where=Where(file=str(path)),
        )
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise Refused(
            Sentence("deux colonnes portent ce nom", "two columns have this name"),
            where=Where(file=str(path), row=1, column=twice),
        )
