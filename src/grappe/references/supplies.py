"""Where each nomenclature comes from: its reader, its place in a data folder, its official address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from grappe.references.activities import read_naf
from grappe.references.esco import read_crosswalk, read_esco
from grappe.references.labour import read_labour
from grappe.references.places import read_places
from grappe.references.release import Reading
from grappe.references.rome import read_rome


@dataclass(frozen=True, slots=True)
class Supply:
    """A reader of files and folders, where a data folder keeps the nomenclature, and its address (``None``: no file is
    published at a lasting address, it is given by hand).

    ``read_data`` reads what ``in_data`` found, together with the files that lie beside it there.
    """

    read: Callable[[Path], Reading]
    in_data: Callable[[Path], Path | None]
    read_data: Callable[[Path], Reading]
    address: str | None = None


def _there(path: Path) -> Path | None:
    return path if path.exists() else None


def _newest(data: Path, pattern: str) -> Path | None:
    return max(data.glob(pattern), default=None, key=lambda path: path.name)


def _communes(folder: Path) -> Path | None:
    return folder if (folder / "communes.csv").is_file() else None


SUPPLIES: Mapping[str, Supply] = {
    "rome": Supply(
        read=read_rome,
        in_data=lambda data: _newest(data, "reference/rome_v4*.zip"),
        read_data=read_rome,
        address="https://api.francetravail.fr/api-nomenclatureemploi/v1/open-data/csv",
    ),
    "esco": Supply(
        read=read_esco,
        in_data=lambda data: _newest(data, "reference/esco_*.zip"),
        read_data=read_esco,
    ),
    "crosswalk": Supply(
        read=read_crosswalk,
        in_data=lambda data: _newest(data, "reference/*mapping_esco_rome.csv"),
        read_data=read_crosswalk,
    ),
    "naf": Supply(
        read=read_naf,
        in_data=lambda data: _newest(data, "reference/naf_*.json"),
        read_data=lambda path: read_naf(path, english=_there(path.parent / "nace_en.csv")),
    ),
    "places": Supply(
        read=read_places,
        in_data=lambda data: _communes(data / "geo"),
        read_data=lambda folder: read_places(folder, basins=_there(folder.parent / "labour" / "lexique-bassins.csv")),
    ),
    "labour": Supply(
        read=read_labour,
        in_data=lambda data: _newest(data, "labour"),
        read_data=read_labour,
    ),
}
