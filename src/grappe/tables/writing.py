"""One write, under the lock: stages, compares, publishes, and last of all replaces the manifest."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from grappe.tables.durable import locked, room_on_disk
from grappe.tables.embedded import Limits, connected
from grappe.tables.manifest import Commit, Content, Manifest, Part, read_manifest
from grappe.tables.merge import Difference, Written, difference
from grappe.tables.parts import bury, checked, dead_rows, finish, stream, without, write_rows
from grappe.tables.sweep import PARTS, sweep
from grappe.words import Frame, FrameBroken, Sentence, Where

Batches: TypeAlias = pa.Table | Iterable[pa.Table | pa.RecordBatch]
#: More parts than this from one source are merged into one by the write that makes them.
PARTS_OF_A_SOURCE = 32


@contextmanager
def writing(folder: Path, limits: Limits, frame: Frame) -> Iterator["Writing"]:
    """Holds the store for one write of one frame; a write that fails leaves no file behind."""
    with room_on_disk(folder), locked(folder / "lock"):
        manifest = read_manifest(folder)
        sweep(folder, manifest)
        try:
            yield Writing(folder, limits, frame, manifest)
        except BaseException:
            sweep(folder, read_manifest(folder))
            raise


class Writing:
    """The state before a write, and the steps to the next one."""

    def __init__(self, folder: Path, limits: Limits, frame: Frame, manifest: Manifest) -> None:
        self.folder = folder
        self.limits = limits
        self.frame = frame
        self.manifest = manifest
        self.content = manifest.content(frame.name)
        self.version = manifest.version + 1

    def clear(self, source: str | None) -> None:
        """Lets go of what ``source`` wrote, of everything when it is ``None``."""
        if source is None:
            self.content = Content()
        else:
            parts = tuple(part for part in self.content.parts if part.source != source)
            commits = tuple(commit for commit in self.content.commits if commit.source != source)
            self.content = Content(parts, commits)

    def upsert(self, batches: Batches, commit: Commit, *, once: bool = False) -> Written:
        """Adds rows by key and commits. ``once`` refuses a key that comes twice in the rows."""
        staged = self._path("tmp")
        rows = write_rows(staged, self.frame.schema, checked(self.frame, batches))
        found = self._difference(staged, rows)
        if once and found.repeated:
            raise FrameBroken(
                Sentence("clé en double", "duplicate key"),
                where=Where(file=self.frame.name, column=", ".join(self.frame.key), value=found.repeated),
            )
        parts = self._buried(found)
        if rows > len(found.dropped):
            parts.append(self._published(staged, found, rows=rows, source=commit.source))
        staged.unlink(missing_ok=True)
        commits = (*self.content.commits, replace(commit, rows=rows))
        content = Content(tuple(self._merged(parts, commit.source)), commits)
        self.manifest.after(self.frame.name, content).save(self.folder)
        return found.written

    def _path(self, ending: str) -> Path:
        return self.folder / PARTS / f"{self.frame.name}-{self.version:06d}.{ending}"

    def _difference(self, staged: Path, rows: int) -> Difference:
        with connected(self.folder, self.limits) as connection:
            return difference(connection, self.frame, staged, rows=rows, folder=self.folder, content=self.content)

    def _buried(self, found: Difference) -> list[Part]:
        """The parts there were, less the rows that are replaced."""
        parts = []
        for rank, part in enumerate(self.content.parts):
            killed = found.killed.get(rank)
            left = part if killed is None else bury(self.folder, part, killed, version=self.version)
            if left:
                parts.append(left)
        return parts

    def _published(self, staged: Path, found: Difference, *, rows: int, source: str | None) -> Part:
        """The staged rows as a part; those that say nothing new are left out."""
        if len(found.dropped):
            whole, staged = staged, self._path("kept.tmp")
            write_rows(staged, self.frame.schema, without(stream(whole), found.dropped))
        name = f"{PARTS}/{self._path('parquet').name}"
        return finish(self.folder, staged, Part(name, rows - len(found.dropped), source, self.frame.names, ""))

    def _merged(self, parts: list[Part], source: str | None) -> list[Part]:
        """The parts, those of one source in one when they have become many; columns of every age are kept."""
        many = [part for part in parts if part.source == source]
        if len(many) <= PARTS_OF_A_SOURCE:
            return parts
        schemas = [pa.schema([f.with_nullable(True) for f in self._schema(part)]) for part in many]
        schema = pa.unify_schemas(schemas)
        staged = self._path("merged.tmp")
        rows = write_rows(staged, schema, self._rows(many, schema))
        name = f"{PARTS}/{self._path('merged.parquet').name}"
        merged = finish(self.folder, staged, Part(name, rows, source, tuple(schema.names), ""))
        rest = [part for part in parts if part.source != source]
        return [*rest, merged]

    def _schema(self, part: Part) -> pa.Schema:
        return pq.read_schema(self.folder / part.file)

    def _rows(self, parts: list[Part], schema: pa.Schema) -> Iterator[pa.Table]:
        for part in parts:
            for table in stream(self.folder / part.file, dropped=dead_rows(self.folder, part)):
                missing = [name for name in schema.names if name not in table.column_names]
                for name in missing:
                    table = table.append_column(name, pa.nulls(len(table), schema.field(name).type))
                yield table.select(schema.names).cast(schema)
