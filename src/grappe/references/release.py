"""A release: one edition of a nomenclature, kept under the home folder as Parquet files and a manifest.

Layout: ``home/references/<nomenclature>/<name>/`` with ``release.json`` and one file per frame. A release is written in
a hidden folder beside its place and renamed: a folder without a leading dot is always complete.
"""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

import pyarrow as pa

from grappe.references.digest import digest_of
from grappe.tables import read_file, write_file
from grappe.words import Frame, Kind, Refused, Sentence, Where

Origin = Literal["official", "data", "starter", "file"]
NOMENCLATURES = ("rome", "esco", "crosswalk", "naf", "places", "labour")
MANIFEST = "release.json"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in a file or folder: the frames of one release, not yet installed.

    ``remarks`` are oddities of the source that were put right or left out.
    """

    nomenclature: str
    name: str
    valid_from: date
    tables: Mapping[str, pa.Table]
    remarks: tuple[Sentence, ...] = ()

    def __str__(self) -> str:
        return f"{self.nomenclature} {self.name}"

    def read(self, frame: Frame) -> pa.Table:
        """The rows of a frame, as those of a release."""
        return self.tables[frame.name]


@dataclass(frozen=True, slots=True)
class Release:
    """An installed edition of a nomenclature.

    ``digest`` is that of the content: the same rows give the same digest whenever, wherever and from whatever file they
    were installed. ``source`` is the address or file name, ``source_digest`` the SHA-256 of that file (``None`` for a
    folder).
    """

    nomenclature: str
    name: str
    valid_from: date
    digest: str
    origin: Origin
    folder: Path
    source: str = ""
    source_digest: str | None = None
    rows: Mapping[str, int] = field(default_factory=dict, compare=False, hash=False)
    remarks: tuple[Sentence, ...] = field(default=(), compare=False, hash=False)

    def __str__(self) -> str:
        return f"{self.nomenclature} {self.name}"

    def has(self, frame: Frame) -> bool:
        """Whether this release holds the frame."""
        return frame.name in self.rows

    def read(self, frame: Frame) -> pa.Table:
        """The rows of a frame. Raises ``Refused`` (missing) where the release does not hold it."""
        if not self.has(frame):
            raise Refused(
                Sentence(f"« {self} » ne contient pas « {frame.name} »", f"“{self}” does not hold “{frame.name}”"),
                hint=_install_hint(self.nomenclature),
                kind=Kind.MISSING,
            )
        return read_file(self.folder / f"{frame.name}.parquet", columns=list(frame.names)).cast(frame.schema)


def releases(home: Path) -> list[Release]:
    """Every installed release, by nomenclature, the newest first (a starter release last)."""
    manifests = (home / "references").glob(f"*/[!.]*/{MANIFEST}")
    found = [release for manifest in manifests if (release := _loaded(manifest)) is not None]
    newest_first = sorted(found, key=lambda release: (release.origin != "starter", release.valid_from), reverse=True)
    return sorted(newest_first, key=lambda release: NOMENCLATURES.index(release.nomenclature))


def current(home: Path, nomenclature: str) -> Release:
    """The newest installed release; a starter release only where there is no other.

    Raises ``Refused`` (missing) where none is installed.
    """
    check_nomenclature(nomenclature)
    for release in releases(home):
        if release.nomenclature == nomenclature:
            return release
    raise Refused(
        Sentence(f"référentiel « {nomenclature} » absent", f"reference “{nomenclature}” is not installed"),
        hint=_install_hint(nomenclature),
        kind=Kind.MISSING,
    )


def find(home: Path, named: str) -> Release:
    """The installed release called ``rome v460``, ``rome:v460`` or, where only one has that name, ``v460``."""
    words = re.split(r"[\s:/@]+", named.strip())
    found = [r for r in releases(home) if r.name == words[-1] and (len(words) == 1 or r.nomenclature == words[0])]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(str(release) for release in found or releases(home)) or "–"
    raise Refused(
        Sentence(
            "aucune version installée ne porte ce nom, ou plusieurs", "no installed release, or several, so named"
        ),
        hint=Sentence(f"à choisir parmi : {listed}", f"one of: {listed}"),
        kind=Kind.MISSING,
        where=Where(value=named),
    )


def keep(home: Path, reading: Reading, *, origin: Origin, source: str, source_digest: str | None = None) -> Release:
    """Writes a reading as an installed release, whole or not at all; nothing is done where it is there already."""
    folder = home / "references" / reading.nomenclature
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / _safe(reading.name)
    _sweep(folder)
    digest = digest_of(reading.tables)
    present = _loaded(place / MANIFEST)
    if present and present.digest == digest and (present.origin == origin or origin == "starter"):
        return present
    release = Release(
        reading.nomenclature,
        reading.name,
        reading.valid_from,
        digest,
        origin,
        place,
        source=source,
        source_digest=source_digest,
        rows={name: table.num_rows for name, table in reading.tables.items()},
        remarks=reading.remarks,
    )
    _write(release, reading.tables)
    return release


def check_nomenclature(nomenclature: str) -> None:
    """Raises ``Refused`` (wrong call) for a name that is not one of ``NOMENCLATURES``."""
    if nomenclature not in NOMENCLATURES:
        listed = ", ".join(NOMENCLATURES)
        raise Refused(
            Sentence("référentiel inconnu", "unknown reference"),
            hint=Sentence(f"un de : {listed}", f"one of: {listed}"),
            kind=Kind.CALL,
            where=Where(value=nomenclature),
        )


def _write(release: Release, tables: Mapping[str, pa.Table]) -> None:
    place = release.folder
    hidden = Path(tempfile.mkdtemp(prefix=f".new-{place.name}-", dir=place.parent))
    try:
        for name, table in tables.items():
            write_file(table, hidden / f"{name}.parquet")
        (hidden / MANIFEST).write_text(json.dumps(_manifest(release), ensure_ascii=False, indent=1), "utf-8")
        hidden.chmod(0o755)
        _swap(hidden, place)
    except BaseException:
        shutil.rmtree(hidden, ignore_errors=True)
        raise


def _swap(hidden: Path, place: Path) -> None:
    """Puts ``hidden`` in the place; a crash between the two renames is mended by ``_sweep``."""
    old = place.parent / f".old-{place.name}"
    if place.exists():
        shutil.rmtree(old, ignore_errors=True)
        os.rename(place, old)
    os.rename(hidden, place)
    shutil.rmtree(old, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Puts back what an interrupted replacement had set aside; unfinished folders older than an hour go."""
    for old in folder.glob(".old-*"):
        place = folder / old.name.removeprefix(".old-")
        if place.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            os.rename(old, place)
    unfinished = sorted(folder.glob(".new-*"), key=lambda path: path.stat().st_mtime)
    for path in unfinished:
        if folder.stat().st_mtime - path.stat().st_mtime > 3600:
            shutil.rmtree(path, ignore_errors=True)


def _manifest(release: Release) -> dict[str, object]:
    return {
        "nomenclature": release.nomenclature,
        "name": release.name,
        "valid_from": release.valid_from.isoformat(),
        "digest": release.digest,
        "origin": release.origin,
        "source": release.source,
        "source_digest": release.source_digest,
        "rows": dict(release.rows),
        "remarks": [[remark.fr, remark.en] for remark in release.remarks],
    }


def _loaded(manifest: Path) -> Release | None:
    """The release of a manifest; ``None`` where it cannot be read (it then counts as not installed)."""
    try:
        entry = json.loads(manifest.read_text("utf-8"))
        check_nomenclature(entry["nomenclature"])
        return Release(
            entry["nomenclature"],
            entry["name"],
            date.fromisoformat(entry["valid_from"]),
            entry["digest"],
            entry["origin"],
            manifest.parent,
            source=entry["source"],
            source_digest=entry["source_digest"],
            rows=entry["rows"],
            remarks=tuple(Sentence(fr, en) for fr, en in entry["remarks"]),
        )
    except (OSError, ValueError, KeyError, TypeError, Refused):
        return None


def _safe(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).lstrip(".") or "release"


def _install_hint(nomenclature: str) -> Sentence:
    command = f"grappe references install {nomenclature}"
    return Sentence(command, command)
