"""The store for large data: a folder of Parquet parts and one manifest that says which of them count.

A write makes a part under a temporary name, brings it to the disk, renames it, then replaces the manifest: until that
last step the previous state is what everybody reads, and a crash leaves nothing but files that the next write sweeps.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import duckdb
import pyarrow as pa

from grappe.tables.durable import locked, room_on_disk, sync
from grappe.tables.embedded import Limits, Parameters, connected, current_rows, run, see, streamed
from grappe.tables.manifest import MANIFEST, Commit, Manifest, read_manifest
from grappe.tables.merge import Written
from grappe.tables.parts import read_part
from grappe.tables.sweep import PARTS
from grappe.tables.writing import Batches, writing
from grappe.words import Frame, Kind, Refused, Sentence, Where

_Answer = TypeVar("_Answer")
_STANDARD = Limits()


class Store:
    """Large data of one tenant or one run. Many may read while one writes; writers queue.

    Opened with ``open_store``. Every read sees one committed state.
    """

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.folder = folder
        self.limits = limits

    @property
    def digest(self) -> str:
        """SHA-256 of the committed state; equal digests mean equal content."""
        return read_manifest(self.folder).digest

    def digest_of(self, frame: Frame) -> str:
        """SHA-256 of what is committed of one frame; writes to other frames leave it as it is."""
        parts = read_manifest(self.folder).content(frame.name).parts
        return hashlib.sha256("\n".join(f"{part.sha256} {part.dead}" for part in parts).encode()).hexdigest()

    def has(self, frame: Frame) -> bool:
        """Whether anything was ever written for the frame, be it an empty table."""
        return frame.name in read_manifest(self.folder).frames

    def last_commit(self, frame: Frame) -> str | None:
        """The name of the newest commit of the frame; ``None`` where nothing was ever written."""
        commits = read_manifest(self.folder).content(frame.name).commits
        return commits[-1].name if commits else None

    def count(self, frame: Frame) -> int:
        """Number of current rows."""
        return read_manifest(self.folder).content(frame.name).rows

    def write(self, frame: Frame, batches: Batches, *, source: str, commit: str) -> Written:
        """Adds rows by the frame's key, streamed: a known key with other content takes the newest row.

        The same ``commit`` for the same frame again changes nothing and is reported as unchanged, without consuming
        ``batches``. The store is held meanwhile: ``batches`` must not write to it. Raises ``FrameBroken`` for a row
        that breaks the frame and ``Refused`` when the disk is full or another writer holds the store for ten minutes;
        then nothing is written.
        """
        with writing(self.folder, self.limits, frame) as step:
            done = step.content.commit(commit)
            if done:
                return Written(0, 0, done.rows)
            return step.upsert(batches, Commit(commit, 0, source))

    def replace(self, frame: Frame, table: Batches, *, commit: str, source: str | None = None) -> None:
        """Puts new rows in place of all rows of the frame, or of those that ``source`` wrote.

        The same ``commit`` twice in a row changes nothing. Raises like ``write``, and for a key that comes twice.
        """
        with writing(self.folder, self.limits, frame) as step:
            last = step.content.commits[-1] if step.content.commits else None
            if last and last.replaced and (last.name, last.source) == (commit, source):
                return
            step.clear(source)
            step.upsert(table, Commit(commit, 0, source, replaced=True), once=True)

    def read(self, frame: Frame, *, columns: Sequence[str] | None = None) -> pa.Table:
        """The current rows in the order of writing, with exactly the frame's columns (or those asked for)."""
        names = list(columns if columns is not None else frame.names)
        schema = pa.schema([frame.schema.field(name) for name in names])

        def reading(manifest: Manifest) -> pa.Table:
            parts = [read_part(self.folder, part, frame, names) for part in manifest.content(frame.name).parts]
            return pa.concat_tables(parts) if parts else schema.empty_table()

        return self._consistent(reading)

    def query(
        self,
        sql: str,
        *,
        frames: Iterable[Frame] = (),
        tables: Mapping[str, pa.Table] | None = None,
        parameters: Parameters | None = None,
        engine: str = "duckdb",
    ) -> pa.Table:
        """The answer of DuckDB SQL that sees each frame under its name and each table under its key.

        A frame never written is an empty table. ``parameters`` are ``$name`` or ``?``. ``engine="spark"`` runs the
        same SQL on Spark; raises ``Refused`` (``MISSING``) where that is not installed.
        """
        run_there = {"duckdb": self._embedded, "spark": self._on_spark}.get(engine)
        if run_there is None:
            raise _unknown(engine)
        listed, given = list(frames), dict(tables or {})
        return self._consistent(lambda manifest: run_there(manifest, sql, parameters, (listed, given)))

    def batches(
        self, sql: str, *, frames: Iterable[Frame], tables: Mapping[str, pa.Table] | None = None, rows: int = 100_000
    ) -> Iterator[pa.RecordBatch]:
        """The answer of DuckDB SQL as ``query`` gives it, ``rows`` at a time, never whole in memory.

        Reads the state committed when the first batch is asked for. Raises ``Refused`` where a writer swept that state
        away meanwhile: the caller begins again.
        """
        manifest = read_manifest(self.folder)
        try:
            with room_on_disk(self.folder), connected(self.folder, self.limits) as connection:
                for frame in frames:
                    see(connection, frame.name, current_rows(self.folder, frame, manifest.content(frame.name)))
                yield from streamed(connection, sql, tables or {}, rows)
        except (OSError, duckdb.IOException) as error:
            raise _damaged(self.folder, error) from error

    def _embedded(self, manifest: Manifest, sql: str, parameters: Parameters | None, seen: "_Seen") -> pa.Table:
        frames, given = seen
        with room_on_disk(self.folder), connected(self.folder, self.limits) as connection:
            for frame in frames:
                see(connection, frame.name, current_rows(self.folder, frame, manifest.content(frame.name)))
            return run(connection, sql, parameters, given)

    def _on_spark(self, manifest: Manifest, sql: str, parameters: Parameters | None, seen: "_Seen") -> pa.Table:
        from grappe.tables import spark  # loaded at its use: the transpiler weighs on every start

        frames, given = seen
        views = {frame.name: spark.current_rows(self.folder, frame, manifest.content(frame.name)) for frame in frames}
        return spark.run_on_spark(sql, parameters, given, views)

    def _consistent(self, reading: Callable[[Manifest], _Answer]) -> _Answer:
        """Reads one committed state; where a writer swept it away meanwhile, reads the next one."""
        manifest = read_manifest(self.folder)
        while True:
            try:
                return reading(manifest)
            except (OSError, duckdb.IOException) as error:
                newer = read_manifest(self.folder)
                if newer.version == manifest.version:
                    raise _damaged(self.folder, error) from error
                manifest = newer


_Seen = tuple[list[Frame], dict[str, pa.Table]]


def open_store(path: Path | str, create: bool = False, *, limits: Limits = _STANDARD) -> Store:
    """The store in a folder; ``create`` makes it where there is none.

    Raises ``Refused``: ``MISSING`` where there is none, ``INPUT`` where the folder holds something else or a store
    that a newer Grappe wrote.
    """
    folder = Path(path).absolute()
    if create and not (folder / MANIFEST).exists():
        _make(folder)
    read_manifest(folder)
    return Store(folder, limits)


def query(
    sql: str, *, tables: Mapping[str, pa.Table], parameters: Parameters | None = None, engine: str = "duckdb"
) -> pa.Table:
    """The answer of DuckDB SQL over Arrow tables, each visible under its key; no store is needed."""
    if engine == "spark":
        from grappe.tables import spark  # loaded at its use

        return spark.run_on_spark(sql, parameters, tables, {})
    if engine != "duckdb":
        raise _unknown(engine)
    with TemporaryDirectory(prefix="grappe-") as folder, connected(Path(folder), _STANDARD) as connection:
        return run(connection, sql, parameters, tables)


def _make(folder: Path) -> None:
    try:
        with room_on_disk(folder):
            if folder.exists() and any(entry.name not in ("lock", PARTS) for entry in folder.iterdir()):
                raise _occupied(folder)
            (folder / PARTS).mkdir(parents=True, exist_ok=True)
            with locked(folder / "lock"):
                if not (folder / MANIFEST).exists():
                    Manifest().save(folder)
            sync(folder.parent)
    except (FileExistsError, NotADirectoryError, PermissionError) as error:
        raise _occupied(folder) from error


def _occupied(folder: Path) -> Refused:
    return Refused(
        Sentence("un entrepôt ne peut pas être créé ici", "a store cannot be made here"),
        hint=Sentence("donner un dossier vide ou nouveau", "give an empty or a new folder"),
        where=Where(file=str(folder)),
    )


def _damaged(folder: Path, error: Exception) -> Refused:
    return Refused(
        Sentence(f"une partie de l'entrepôt est illisible ({error})", f"a part of the store is unreadable ({error})"),
        hint=Sentence("restaurer une sauvegarde de l'entrepôt", "restore a backup of the store"),
        where=Where(file=str(folder)),
    )


def _unknown(engine: str) -> Refused:
    return Refused(
        Sentence(f"moteur inconnu : {engine}", f"unknown engine: {engine}"),
        hint=Sentence("duckdb ou spark", "duckdb or spark"),
        kind=Kind.CALL,
    )
