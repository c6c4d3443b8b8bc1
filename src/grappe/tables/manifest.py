"""The manifest of a store: which parts hold the rows of each frame. Replacing it is what commits a write."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from grappe.tables.durable import publish
from grappe.words import Kind, Refused, Sentence, Where

FORMAT = 1
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Part:
    """One immutable Parquet file of a frame.

    ``dead`` names the file of row numbers that a later write replaced, ``None`` where every row is current;
    ``rows`` counts the current rows only.
    """

    file: str
    rows: int
    source: str | None
    columns: tuple[str, ...]
    sha256: str
    dead: str | None = None

    @classmethod
    def read(cls, entry: Mapping[str, Any]) -> Self:
        """A part from its JSON object."""
        return cls(**{**entry, "columns": tuple(entry["columns"])})


@dataclass(frozen=True, slots=True)
class Commit:
    """A write that was done, remembered so that doing it again changes nothing."""

    name: str
    rows: int
    source: str | None
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """What the store holds of one frame: its parts in the order of writing, and the commits that made them."""

    parts: tuple[Part, ...] = ()
    commits: tuple[Commit, ...] = ()

    @property
    def rows(self) -> int:
        """Number of current rows."""
        return sum(part.rows for part in self.parts)

    def commit(self, name: str) -> Commit | None:
        """The commit of that name, ``None`` when it was never done or has been replaced since."""
        return next((commit for commit in self.commits if commit.name == name), None)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The state of a store. ``version`` grows by one with each commit."""

    version: int = 0
    frames: Mapping[str, Content] = field(default_factory=dict)

    def content(self, frame: str) -> Content:
        """What is held of a frame; empty when nothing was written."""
        return self.frames.get(frame, Content())

    def after(self, frame: str, content: Content) -> "Manifest":
        """The next state, with new content for one frame."""
        return replace(self, version=self.version + 1, frames={**self.frames, frame: content})

    @property
    def files(self) -> set[str]:
        """Every file that the state needs."""
        parts = [part for content in self.frames.values() for part in content.parts]
        return {part.file for part in parts} | {part.dead for part in parts if part.dead}

    @property
    def text(self) -> str:
        """The manifest as it is written; the same state gives the same text."""
        frames = {name: asdict(content) for name, content in sorted(self.frames.items())}
        return json.dumps({"format": FORMAT, "version": self.version, "frames": frames}, indent=1, ensure_ascii=False)

    @property
    def digest(self) -> str:
        """SHA-256 of the state; it covers every part through the parts' own digests."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def save(self, folder: Path) -> None:
        """Replaces the manifest of a store in one step."""
        temporary = folder / f"{MANIFEST}.tmp"
        temporary.write_text(self.text, "utf-8")
        publish(temporary, folder / MANIFEST)


def read_manifest(folder: Path) -> Manifest:
    """The state of the store in ``folder``.

    Raises ``Refused`` when there is none (``MISSING``), when it is damaged, or when a newer Grappe wrote it.
    """
    try:
        document = json.loads((folder / MANIFEST).read_text("utf-8"))
        if document["format"] > FORMAT:
            raise _newer(folder, document["format"])
        frames = {name: _content(entry) for name, entry in document["frames"].items()}
        return Manifest(document["version"], frames)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Refused(
            Sentence("aucun entrepôt ici", "no store here"),
            hint=Sentence("lire d'abord des besoins : grappe needs read … --into", "first: grappe needs read … --into"),
            kind=Kind.MISSING,
            where=Where(file=str(folder)),
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused(
            Sentence(f"manifeste illisible ({error})", f"unreadable manifest ({error})"),
            hint=Sentence("restaurer une sauvegarde de l'entrepôt", "restore a backup of the store"),
            where=Where(file=str(folder / MANIFEST)),
        ) from error


def _content(entry: Mapping[str, Any]) -> Content:
    parts = tuple(Part.read(part) for part in entry["parts"])
    return Content(parts, tuple(Commit(**commit) for commit in entry["commits"]))


def _newer(folder: Path, found: int) -> Refused:
    return Refused(
        Sentence(f"entrepôt au format {found}, plus récent", f"store in format {found}, which is newer"),
        hint=Sentence("mettre Grappe à jour", "update Grappe"),
        where=Where(file=str(folder / MANIFEST)),
    )
