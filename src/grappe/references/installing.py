"""Installing a release: from a file, a folder or an address, else installed → data folder → official → starter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from grappe.references.digest import file_digest
from grappe.references.places import read_places
from grappe.references.release import Origin, Reading, Release, check_nomenclature, current, keep
from grappe.references.rome import read_rome
from grappe.references.starter import read_starter
from grappe.words import Progress, Refused, Sentence, silent


@dataclass(frozen=True, slots=True)
class Supply:
    """Where a nomenclature comes from: its reader, its place in the data folder, its official address (or none)."""

    read: Callable[[Path], Reading]
    in_data: Callable[[Path], Path | None]
    read_data: Callable[[Path], Reading]
    address: str | None = None


def _existing(data: Path, *names: str) -> Path | None:
    return next((data / name for name in names if (data / name).exists()), None)


def _newest(data: Path, pattern: str) -> Path | None:
    return max(data.glob(pattern), default=None, key=lambda path: path.name)


SUPPLIES: Mapping[str, Supply] = {
    "rome": Supply(
        read=read_rome,
        in_data=lambda data: _newest(data, "reference/rome_v4*.zip"),
        read_data=read_rome,
        address="https://api.francetravail.fr/api-nomenclatureemploi/v1/open-data/csv",
    ),
    "places": Supply(
        read=read_places,
        in_data=lambda data: _existing(data, "geo"),
        read_data=lambda folder: read_places(folder, basins=_existing(folder.parent, "labour/lexique-bassins.csv")),
    ),
}


def install(
    home: Path,
    nomenclature: str,
    *,
    origin: Path | str | None = None,
    data: Path | None = None,
    download: bool = True,
    progress: Progress | None = None,
) -> Release:
    """Installs a nomenclature and gives its release; ``release.origin`` says where it came from.

    With an ``origin`` (file, folder or http address) exactly that is installed. Without, the first that works of: what
    is installed, the data folder, the official download (``download``), the starter release. Raises ``Refused``.
    """
    check_nomenclature(nomenclature)
    tell = progress or silent
    if origin is not None:
        return _from_file(home, nomenclature, Path(origin), tell=tell)
    present = _installed(home, nomenclature)
    if present and present.origin != "starter":
        return _told(tell, present, Sentence("déjà installé", "already installed"))
    if (found := _from_data(home, nomenclature, data, tell=tell)) is not None:
        return found
    return _from_starter(home, nomenclature, tell=tell)


def _installed(home: Path, nomenclature: str) -> Release | None:
    try:
        return current(home, nomenclature)
    except Refused:
        return None


def _from_file(home: Path, nomenclature: str, path: Path, *, tell: Progress) -> Release:
    tell(0, 2, Sentence(f"lecture de {path.name}", f"reading {path.name}"))
    reading = SUPPLIES[nomenclature].read(path)
    return _kept(home, reading, origin="file", path=path, tell=tell)


def _from_data(home: Path, nomenclature: str, data: Path | None, *, tell: Progress) -> Release | None:
    supply = SUPPLIES.get(nomenclature)
    path = supply.in_data(data) if data is not None and supply else None
    if path is None or supply is None:
        return None
    tell(0, 2, Sentence(f"lecture de {path.name}", f"reading {path.name}"))
    return _kept(home, supply.read_data(path), origin="data", path=path, tell=tell)


def _from_starter(home: Path, nomenclature: str, *, tell: Progress) -> Release:
    release = keep(home, read_starter(nomenclature), origin="starter", source="grappe")
    return _told(tell, release, Sentence("version de départ", "starter release"))


def _kept(home: Path, reading: Reading, *, origin: Origin, path: Path, tell: Progress) -> Release:
    tell(1, 2, Sentence(f"installation de {reading.nomenclature}", f"installing {reading.nomenclature}"))
    digest = file_digest(path) if path.is_file() else None
    release = keep(home, reading, origin=origin, source=path.name, source_digest=digest)
    return _told(tell, release, Sentence("installé", "installed"))


def _told(tell: Progress, release: Release, how: Sentence) -> Release:
    tell(2, 2, Sentence(f"{release} : {how.fr} ({release.origin})", f"{release}: {how.en} ({release.origin})"))
    return release
