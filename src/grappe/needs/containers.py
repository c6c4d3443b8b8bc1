"""What kind of file this is, opened safely: gzip and zip that would swell beyond measure are refused."""

import functools
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal, cast

from grappe.words import Kind, Refused, Sentence, Where

Format = Literal["csv", "xlsx", "ods", "xls", "json", "jsonl", "xml", "html", "parquet"]

RATIO = 150  #: times its size that a compressed file may swell, once it is larger than FREE_BYTES
FREE_BYTES = 32 * 2**20
WORKBOOK_BYTES = 768 * 2**20
SHEET_CELLS = 2**24  #: rows × columns of a sheet, empty cells too: its reader holds them all
_HEAD = 64 * 1024
_CELL = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")


class Swollen(io.BufferedReader):
    """Decompressed bytes; ``cut`` is true once the end was found to be missing."""

    @property
    def cut(self) -> bool:
        """Whether the compressed file ends before its end."""
        return bool(cast(GuardedGzip, self.raw).cut)


class GuardedGzip(io.RawIOBase):
    """A gzip stream that refuses to swell more than ``RATIO`` times."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._inner = gzip.open(path, "rb")  # noqa: SIM115 - closed by close()
        self._allowed = max(FREE_BYTES, RATIO * path.stat().st_size)
        self._given = 0
        self.cut = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        try:
            data = self._inner.read1(len(view))
        except EOFError:
            self.cut, data = True, b""
        except (OSError, zlib.error) as error:
            raise _unreadable(self._path, error) from error
        self._given += len(data)
        if self._given > self._allowed:
            raise _bomb(self._path)
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._inner.close()
        super().close()


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of a file, decompressed where it is gzip. Raises ``Refused`` when it cannot be opened."""
    try:
        stream: IO[bytes] = path.open("rb")
    except OSError as error:
        raise _unreadable(path, error) from error
    with stream:
        if stream.read(2) != b"\x1f\x8b":
            stream.seek(0)
            yield stream
            return
    with Swollen(GuardedGzip(path), 1 << 18) as swollen:
        yield cast(IO[bytes], swollen)


def recognised_format(path: Path) -> Format:
    """The container, from the first bytes. Raises ``Refused`` for an absent, empty or foreign file."""
    if not path.is_file():
        raise Refused(Sentence("fichier introuvable", "no such file"), kind=Kind.INPUT, where=Where(file=str(path)))
    with opened(path) as stream:
        head = stream.read(_HEAD)
    text = decoded_head(head)
    if not text.strip():
        raise Refused(Sentence("fichier vide", "empty file"), where=Where(file=path.name))
    return _binary_format(path, head) or _text_format(text)


def decoded_head(head: bytes) -> str:
    """The beginning of a file as text, byte order mark and NULs removed; enough to look at, not to read."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace").replace("\0", "")
    return head.decode("utf-8", "replace").replace("\0", "")


def _binary_format(path: Path, head: bytes) -> Format | None:
    if head.startswith(b"PK\x03\x04"):
        return _zipped_format(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "xls"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"PK\x05\x06", b"Rar!", b"7z\xbc")):
        raise _foreign(path)
    return None


def _zipped_format(path: Path) -> Format:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError) as error:
        raise _unreadable(path, error) from error
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    raise _foreign(path)


def _text_format(text: str) -> Format:
    start = text.lstrip()
    if start.startswith("<"):
        return "html" if re.match(r"(<!--.*?-->\s*)*(<!doctype html|<html)", start, re.I | re.S) else "xml"
    if start.startswith("{"):
        return "jsonl" if re.match(r"\{[^\n]*\}[ \t\r]*\n\s*\{", start) else "json"
    return "json" if re.match(r"\[\s*([{\[\]]|$)", start) else "csv"


def refuse_bomb(path: Path, format: Format) -> None:
    """Refuses a workbook whose parts swell beyond measure, or with a cell so far out that its sheet would."""
    if format not in ("xlsx", "ods"):
        return
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if total > WORKBOOK_BYTES or (total > FREE_BYTES and total / packed > RATIO):
        raise _bomb(path)
    if format == "xlsx":
        _refuse_far_cells(path)


def _refuse_far_cells(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                    with archive.open(name) as sheet:
                        rows, columns = _extent(sheet)
                    if rows * columns > SHEET_CELLS:
                        raise _bomb(path)
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError) as error:
        raise _unreadable(path, error) from error


def _extent(sheet: IO[bytes]) -> tuple[int, int]:
    """The last row and the last column that a cell of the sheet names."""
    last_row, letters, rest = 0, {b""}, b""
    while chunk := sheet.read(1 << 20):
        found = _CELL.findall(rest + chunk)
        letters.update(column for column, _row in found)
        last_row = max(last_row, max((int(row) for _column, row in found), default=0))
        rest = chunk[-64:]
    return last_row, max(functools.reduce(lambda rank, letter: 26 * rank + letter - 64, name, 0) for name in letters)


def _bomb(path: Path) -> Refused:
    return Refused(
        Sentence("fichier compressé démesuré une fois ouvert", "compressed file of excessive size once opened"),
        hint=Sentence("enregistrez-le de nouveau, sans les lignes vides", "save it again, without the empty rows"),
        where=Where(file=path.name),
    )


def _foreign(path: Path) -> Refused:
    return Refused(
        Sentence("ce type de fichier ne se lit pas ici", "this kind of file cannot be read here"),
        hint=Sentence(
            "formats lus : CSV, XLSX, ODS, XLS, JSON, JSONL, XML, RSS, Parquet",
            "formats read: CSV, XLSX, ODS, XLS, JSON, JSONL, XML, RSS, Parquet",
        ),
        where=Where(file=path.name),
    )


def _unreadable(path: Path, error: Exception) -> Refused:
    return Refused(
        Sentence(f"fichier illisible ({error})", f"unreadable file ({error})"),
        hint=Sentence("vérifiez qu'il s'ouvre, puis renvoyez-le", "check that it opens, then send it again"),
        where=Where(file=path.name),
    )
