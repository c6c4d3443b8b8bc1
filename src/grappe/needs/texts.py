"""Text files as they come: the encoding is decided by the bytes, never guessed from their frequencies.

Byte order mark, else UTF-8 when every byte agrees, else cp1252, which Excel writes on French machines.
"""

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TextIO

from grappe.needs.containers import Swollen, opened
from grappe.needs.raw import Note, Reading, Scan
from grappe.words import Sentence

_CHUNK = 1 << 20


def scanned(path: Path) -> Scan:
    """The encoding of a whole text file, in one pass."""
    with opened(path) as stream:
        first = stream.read(_CHUNK)
        marked = _marked(first)
        decoder = codecs.getincrementaldecoder("utf-8")()
        utf8, nulls, quotes, chunk = True, False, 0, first
        while chunk:
            nulls = nulls or b"\0" in chunk
            quotes += chunk.count(b'"')
            utf8 = utf8 and _decodes(decoder, chunk)
            chunk = stream.read(_CHUNK)
        cut = isinstance(stream, Swollen) and stream.cut
    encoding = marked or ("utf-8" if utf8 else "cp1252")
    return Scan(encoding, nulls and not encoding.startswith("utf-16"), bool(quotes % 2), cut)


@contextmanager
def opened_text(path: Path, reading: Reading) -> Iterator[tuple[TextIO, Scan]]:
    """A text file in its encoding, line ends kept, with what the scan found; tells when it is not UTF-8 or has NULs."""
    scan = reading.scan = reading.scan or scanned(path)
    reading.notes.extend(_notes(scan))
    with opened(path) as stream:
        yield _wrapped(stream, scan.encoding), scan


def _wrapped(stream: IO[bytes], encoding: str) -> TextIO:
    return io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")


def _marked(head: bytes) -> str | None:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    return "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else None


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes) -> bool:
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    return True


def _notes(scan: Scan) -> list[Note]:
    notes = []
    if scan.encoding == "cp1252":
        notes.append(
            Note(
                Sentence("texte lu en Windows-1252 (il n'est pas en UTF-8)", "text read as Windows-1252 (not UTF-8)"),
                hint=Sentence("vérifiez les accents", "check the accented letters"),
            )
        )
    if scan.nulls:
        notes.append(Note(Sentence("caractères nuls retirés du texte", "NUL characters removed from the text")))
    return notes
