"""Opening what a publisher gives: a ZIP or a folder of CSV and JSON files, read safely and decoded line by line.

Nothing is ever unpacked to disk. An archive that would grow beyond reason is refused before its first byte is read.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from grappe.references.workbook import ENDINGS, sheets
from grappe.words import Refused, Sentence, Where

UNKNOWN = {"", "NA", "NaN", "nan", "None", "\\N"}
MAX_BYTES = 1_500_000_000
MAX_RATIO = 200
MAX_MEMBERS = 5_000
LONGEST_CELL = 100_000  #: characters

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Members:
    """The files of a ZIP, of a folder, or one file alone: names without their folder, and how to read one."""

    file: str
    names: tuple[str, ...]
    read: Callable[[str], bytes]

    def text(self, name: str) -> tuple[str, int]:
        """The text of a member and the number of lines that were not UTF-8 (read as Windows-1252)."""
        return decoded(self.read(name))

    def rows(self, name: str, *, delimiter: str | None = None) -> Iterator[Row]:
        """The records of a CSV or JSON member as texts; an empty cell is an empty text."""
        text, _broken = self.text(name)
        yield from _json_rows(text, name) if name.lower().endswith(".json") else _csv_rows(text, name, delimiter)


@contextmanager
def opened(path: Path) -> Iterator[Members]:
    """The members of a ZIP, a folder or a single file.

    Raises ``Refused`` where there is nothing, where the ZIP is broken, encrypted or would grow beyond reason.
    """
    if path.is_dir():
        yield _files(path.name, sorted(file for file in path.iterdir() if file.is_file()))
    elif not path.is_file():
        raise unreadable(path.name, Sentence("fichier introuvable", "no such file"))
    elif zipfile.is_zipfile(path) and path.suffix.lower() not in ENDINGS:
        with _zip(path) as members:
            yield members
    elif path.suffix.lower() == ".zip":
        raise unreadable(path.name, Sentence("ce n'est pas une archive ZIP entière", "this is not a whole ZIP archive"))
    else:
        yield _files(path.name, [path])


def _files(source: str, paths: list[Path]) -> Members:
    """Files on disk; each sheet of a workbook is a member of its own."""
    readers: dict[str, Callable[[], bytes]] = {}
    for path in paths:
        if path.suffix.lower() in ENDINGS and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                check_size(path.name, archive.infolist(), packed=path.stat().st_size)
            readers |= sheets(path)
        else:
            readers[path.name] = path.read_bytes
    return Members(source, tuple(readers), lambda name: readers[name]())


@contextmanager
def _zip(path: Path) -> Iterator[Members]:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            check_size(path.name, infos, packed=path.stat().st_size)
            by_name = {info.filename.rsplit("/", 1)[-1]: info for info in infos}
            yield Members(path.name, tuple(by_name), lambda name: archive.read(by_name[name]))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        sentence = Sentence(f"archive illisible ({error})", f"unreadable archive ({error})")
        raise unreadable(path.name, sentence) from error


def check_size(file: str, infos: list[zipfile.ZipInfo], *, packed: int) -> None:
    """Raises ``Refused`` for an archive whose content is out of proportion (a decompression bomb)."""
    total = sum(info.file_size for info in infos)
    if total > MAX_BYTES or total > MAX_RATIO * max(packed, 1) + 1_000_000 or len(infos) > MAX_MEMBERS:
        size = f"{total / 1e6:.0f} MB, {len(infos)}"
        raise unreadable(
            file,
            Sentence(f"archive démesurée ({size} fichiers)", f"archive out of proportion ({size} files)"),
        )


def decoded(content: bytes) -> tuple[str, int]:
    """The text of UTF-8 bytes; each line that is not UTF-8 is read as Windows-1252 and counted."""
    try:
        return content.decode("utf-8-sig"), 0
    except UnicodeDecodeError:
        lines = [_line(line) for line in content.removeprefix(b"\xef\xbb\xbf").split(b"\n")]
        return "\n".join(text for text, _ in lines), sum(broken for _, broken in lines)


def known(cell: str | None) -> str | None:
    """The text of a cell; ``None`` where it is empty or says that nothing is known (``NA``, ``\\N``)."""
    bare = (cell or "").strip()
    return None if bare in UNKNOWN else bare


def number(cell: str | None) -> float | None:
    """The number of a cell, decimal comma or point; ``None`` where it is empty, unknown or masked (``*``), never 0.

    Raises ``Refused`` for anything else.
    """
    bare = known(cell)
    if bare is None or bare == "*":
        return None
    try:
        return float(re.sub(r"[\s\u00a0\u202f]", "", bare).replace(",", "."))
    except ValueError as error:
        raise Refused(Sentence("nombre attendu", "a number was expected"), where=Where(value=bare)) from error


def unreadable(file: str, sentence: Sentence) -> Refused:
    """The refusal of a source as a whole."""
    return Refused(
        sentence,
        hint=Sentence(
            "donner l'archive officielle, telle que téléchargée", "give the official archive, as it was downloaded"
        ),
        where=Where(file=file),
    )


def need_columns(file: str, row: Mapping[str, str], *columns: str) -> None:
    """Raises ``Refused`` where a column is absent from a record."""
    for column in columns:
        if column not in row:
            raise Refused(Sentence("colonne absente", "missing column"), where=Where(file=file, column=column))


def _line(line: bytes) -> tuple[str, int]:
    try:
        return line.decode("utf-8"), 0
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace"), 1


def _csv_rows(text: str, name: str, delimiter: str | None) -> Iterator[Row]:
    head = text[: text.find("\n")] if "\n" in text else text
    reader = csv.reader(io.StringIO(text), delimiter=delimiter or max(",;\t|", key=head.count))
    try:
        header = [cell.strip() for cell in next(reader, [])]
        for row in reader:
            if row:
                yield dict(zip(header, _bounded(row), strict=False))
    except csv.Error as error:
        raise Refused(
            Sentence(f"CSV illisible ({error})", f"unreadable CSV ({error})"),
            where=Where(file=name, row=reader.line_num),
        ) from error


def _bounded(row: list[str]) -> list[str]:
    """The row, whose cells must be shorter than a quote that was never closed makes them."""
    if max(map(len, row)) > LONGEST_CELL:
        raise csv.Error(f"cell of more than {LONGEST_CELL} characters")
    return row


def _json_rows(text: str, name: str) -> Iterator[Row]:
    try:
        document = json.loads(text)
    except ValueError as error:
        raise unreadable(name, Sentence(f"JSON illisible ({error})", f"unreadable JSON ({error})")) from error
    if isinstance(document, dict):  # the list may be wrapped in one key
        document = next((value for value in document.values() if isinstance(value, list)), [])
    for entry in document if isinstance(document, list) else []:
        if isinstance(entry, dict):
            yield {str(key): "" if value is None else str(value) for key, value in entry.items()}
