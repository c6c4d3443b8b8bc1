"""Installing a release: from a file, a folder or an address, else installed → data folder → official → starter."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from grappe.references.archive import unreadable
from grappe.references.digest import file_digest
from grappe.references.download import Patience, download, reachable
from grappe.references.release import Origin, Reading, Release, check_nomenclature, current, keep
from grappe.references.starter import read_starter
from grappe.references.supplies import SUPPLIES
from grappe.words import Progress, Refused, Sentence, silent

#: A lookup insists little: a machine without network must not wait for it.
BRIEF = Patience(attempts=2, timeout=10.0, pause=0.2)


def install(
    home: Path,
    nomenclature: str,
    *,
    origin: Path | str | None = None,
    data: Path | None = None,
    download: bool = True,
    progress: Progress | None = None,
    patience: Patience | None = None,
    address: str | None = None,
) -> Release:
    """Installs a nomenclature and gives its release; ``release.origin`` says where it came from.

    With an ``origin`` (file, folder or http address) exactly that is installed. Without, the first that works of: what
    is installed, the data folder, the official download (``download``; ``address`` takes the place of the official
    one), the starter release. A starter release gives way to the data folder. Raises ``Refused``.
    """
    check_nomenclature(nomenclature)
    tell = progress or silent
    if origin is not None:
        return _from_origin(home, nomenclature, origin, tell=tell, patience=patience)
    present = _installed(home, nomenclature)
    if present and present.origin != "starter":
        return _told(tell, present, Sentence("déjà installé", "already installed"))
    if found := _from_data(home, nomenclature, data, tell=tell):
        return found
    official = (address or SUPPLIES[nomenclature].address) if download and not present else None
    if official and (found := _from_official(home, nomenclature, official, tell=tell, patience=patience or BRIEF)):
        return found
    return _from_starter(home, nomenclature, tell=tell)


def read(nomenclature: str, path: Path, *, from_data: bool = False) -> Reading:
    """What a file or folder holds, read and checked but not installed (``from_data``: with what lies beside it).

    Raises ``Refused`` where it is not of that nomenclature, whatever it is.
    """
    check_nomenclature(nomenclature)
    supply = SUPPLIES[nomenclature]
    try:
        return supply.read_data(path) if from_data else supply.read(path)
    except Refused as refusal:
        if refusal.where.file is None:
            refusal.where = replace(refusal.where, file=path.name)
        raise
    except (KeyError, IndexError, ValueError, TypeError) as error:  # a column, a cell or a record out of its layout
        sentence = Sentence(f"contenu inattendu ({error!r})", f"unexpected content ({error!r})")
        raise unreadable(path.name, sentence) from error


def _installed(home: Path, nomenclature: str) -> Release | None:
    try:
        return current(home, nomenclature)
    except Refused:
        return None


def _from_origin(
    home: Path, nomenclature: str, origin: Path | str, *, tell: Progress, patience: Patience | None
) -> Release:
    if isinstance(origin, str) and re.match(r"[a-z][a-z0-9+.-]+://", origin, re.I):
        return _from_address(home, nomenclature, origin, tell=tell, patience=patience, kind="file")
    path = Path(origin)
    tell(0, 2, Sentence(f"lecture de {path.name}", f"reading {path.name}"))
    return _kept(home, read(nomenclature, path), origin="file", path=path, tell=tell)


def _from_data(home: Path, nomenclature: str, data: Path | None, *, tell: Progress) -> Release | None:
    path = SUPPLIES[nomenclature].in_data(data) if data is not None else None
    if path is None:
        return None
    tell(0, 2, Sentence(f"lecture de {path.name}", f"reading {path.name}"))
    return _kept(home, read(nomenclature, path, from_data=True), origin="data", path=path, tell=tell)


def _from_official(
    home: Path, nomenclature: str, address: str, *, tell: Progress, patience: Patience
) -> Release | None:
    """The official release; ``None``, and said, where it cannot be had."""
    host = urlsplit(address).hostname
    tell(0, 2, Sentence(f"essai de {host}", f"trying {host}"))
    if not reachable(address):
        tell(0, 2, Sentence(f"{host} : sans réponse", f"{host}: no answer"))
        return None
    try:
        return _from_address(home, nomenclature, address, tell=tell, patience=patience, kind="official")
    except Refused as refusal:
        tell(0, 2, Sentence(refusal.said("fr"), refusal.said("en")))
        return None


def _from_address(
    home: Path, nomenclature: str, address: str, *, tell: Progress, patience: Patience | None, kind: Origin
) -> Release:
    with _downloaded(home, address, tell=tell, patience=patience) as path:
        return _kept(home, read(nomenclature, path), origin=kind, path=path, tell=tell, source=address)


@contextmanager
def _downloaded(home: Path, address: str, *, tell: Progress, patience: Patience | None) -> Iterator[Path]:
    """The file behind an address, checked not to be a web page, for as long as it is being read."""
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".download-", dir=home) as folder:
        name = Path(unquote(urlsplit(address).path)).name or "download"
        path = download(address, Path(folder) / name, patience=patience, progress=tell)
        with path.open("rb") as handle:
            start = handle.read(512).lstrip(b"\xef\xbb\xbf \r\n\t").lower()
        if not start:
            raise unreadable(name, Sentence("le serveur a donné un fichier vide", "the server gave an empty file"))
        if start.startswith((b"<!doctype html", b"<html")):
            raise unreadable(name, Sentence("le serveur a donné une page web", "the server gave a web page"))
        yield path


def _from_starter(home: Path, nomenclature: str, *, tell: Progress) -> Release:
    release = keep(home, read_starter(nomenclature), origin="starter", source="grappe")
    return _told(tell, release, Sentence("version de départ", "starter release"))


def _kept(
    home: Path, reading: Reading, *, origin: Origin, path: Path, tell: Progress, source: str | None = None
) -> Release:
    tell(1, 2, Sentence(f"installation de {reading.nomenclature}", f"installing {reading.nomenclature}"))
    digest = file_digest(path) if path.is_file() else None
    release = keep(home, reading, origin=origin, source=source or path.name, source_digest=digest)
    return _told(tell, release, Sentence("installé", "installed"))


def _told(tell: Progress, release: Release, how: Sentence) -> Release:
    tell(2, 2, Sentence(f"{release} : {how.fr} ({release.origin})", f"{release}: {how.en} ({release.origin})"))
    return release
