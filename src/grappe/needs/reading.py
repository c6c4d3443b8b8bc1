"""Taking needs in: files → needs in a store, every row accounted for, in bounded memory."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa

from grappe.needs import issues
from grappe.needs.frames import NEEDS
from grappe.needs.inputs import FeedMap, Input, prepared
from grappe.needs.issues import RowIssue
from grappe.needs.layouts import Layout
from grappe.needs.places import Places
from grappe.needs.raw import Note, Record
from grappe.needs.reports import FileReport, ReadReport, RefusedRow, columns_of
from grappe.needs.rows import Fault, Need, Outcome, RowReader, needs_table
from grappe.references import OCCUPATIONS, Release
from grappe.tables import Store
from grappe.words import Kind, Progress, Refused, Sentence, Where, silent

BATCH = 5_000
_TOLD_EVERY = 1_000


class RowsRefused(Refused):
    """A strict reading found rows to refuse: nothing is written; ``report`` says which."""

    def __init__(self, report: ReadReport) -> None:
        count = report.refused
        super().__init__(
            Sentence(f"{count} lignes refusées, rien n'est écrit", f"{count} rows refused, nothing is written"),
            hint=Sentence("corrigez-les, ou lisez sans --strict", "correct them, or read without --strict"),
            kind=Kind.ROWS,
            where=report.refused_rows[0].issue.where if report.refused_rows else None,
        )
        self.report = report


@dataclass(frozen=True, slots=True)
class _Context:
    """What every row of a reading is understood with."""

    day: date
    places: Places
    rome_codes: frozenset[str] | None
    member: str | None
    language: str | None

    def reader(self, layout: Layout, source: str) -> RowReader:
        return RowReader(
            layout,
            source=source,
            day=self.day,
            places=self.places,
            rome_codes=self.rome_codes,
            member=self.member,
            language=self.language,
        )


def read(
    paths: Sequence[Path | str],
    *,
    into: Store | None,
    day: date,
    source: str | None = None,
    feed_map: FeedMap | None = None,
    places: Release | None = None,
    rome: Release | None = None,
    member: str | None = None,
    language: str | None = "fr",
    strict: bool = False,
    progress: Progress | None = None,
) -> ReadReport:
    """Reads files into a store (``into=None``: reads without writing) and says what became of each row.

    ``source`` names where the needs come from (default: the recognised feed, else the file's name); ``feed_map`` says
    how to read an unknown feed; ``member`` is the member organisation that sends the file; ``day`` is today;
    ``language`` is that of texts too short to tell. A need that is read again and says nothing new is ``unchanged``.

    Raises ``Refused`` (input) before anything is written when a file as a whole cannot be read, and ``RowsRefused``
    when ``strict`` and a row is refused. Each file is written at once or not at all.
    """
    context = _Context(day, Places.of(places), _codes(rome), member, language)
    inputs = [prepared(Path(path), source=source, feed_map=feed_map) for path in paths]
    tell = progress or silent
    if strict or into is None:
        report = ReadReport([_written(given, None, context, tell) for given in inputs])
        if strict and report.refused:
            raise RowsRefused(report)
        if into is None:
            return report
    return ReadReport([_written(given, into, context, tell) for given in inputs])


def read_rows(
    path: Path | str,
    *,
    day: date,
    source: str | None = None,
    feed_map: FeedMap | None = None,
    places: Release | None = None,
    rome: Release | None = None,
    member: str | None = None,
    language: str | None = "fr",
) -> Iterator[Outcome]:
    """What would become of each row of a file, one by one, for a preview; nothing is written. Raises ``Refused``."""
    given = prepared(Path(path), source=source, feed_map=feed_map)
    context = _Context(day, Places.of(places), _codes(rome), member, language)
    return _Reading(given, context, silent).outcomes()


def _codes(rome: Release | None) -> frozenset[str] | None:
    return frozenset(rome.read(OCCUPATIONS)["code"].to_pylist()) if rome else None


def _written(given: Input, into: Store | None, context: _Context, tell: Progress) -> FileReport:
    """Reads one file, and writes its needs where there is a store."""
    reading = _Reading(given, context, tell)
    if into is None:
        for _ in reading.batches(lambda needs: 0):
            pass
        return reading.report
    known = _counted_unchanged(into)
    written = into.write(NEEDS, reading.batches(known), source=given.source, commit=_commit(given, into, context))
    reading.report.accepted = written.new + written.changed
    reading.report.unchanged += written.unchanged
    return reading.report


def _commit(given: Input, into: Store, context: _Context) -> str:
    """A name for this write: the same file read into the same state is the same write."""
    digest = hashlib.blake2b(digest_size=16)
    with given.path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
    digest.update(repr((given.source, given.layouts, context.day, context.member, into.digest)).encode())
    return digest.hexdigest()


def _counted_unchanged(store: Store) -> Callable[[list[Need]], int]:
    """How many of some needs the store already holds, word for word."""
    if not store.count(NEEDS):
        return lambda needs: 0

    def count(needs: list[Need]) -> int:
        given = needs_table(needs)
        sql = (
            "SELECT count(*) AS n FROM (SELECT * FROM given INTERSECT "
            "SELECT * FROM needs WHERE need_id IN (SELECT need_id FROM given))"
        )
        return int(store.query(sql, frames=[NEEDS], tables={"given": given})["n"][0].as_py())

    return count


@dataclass(slots=True)
class _Reading:
    """One file being read: its outcomes in order, its report as it fills."""

    given: Input
    context: _Context
    tell: Progress
    report: FileReport = field(init=False)
    _seen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.report = FileReport(self.given.path.name, self.given.layout.name, self.given.container)

    def batches(self, count_unchanged: Callable[[list[Need]], int]) -> Iterator[pa.Table]:
        """The needs to write, as tables; the report fills beside."""
        waiting: list[Need] = []
        warned: list[Need] = []
        for outcome in self.outcomes():
            if self._counted(outcome) and outcome.need is not None:
                waiting.append(outcome.need)
                if outcome.faults:
                    warned.append(outcome.need)
            if len(waiting) >= BATCH:
                yield self._batch(waiting, warned, count_unchanged)
                waiting, warned = [], []
        if waiting:
            yield self._batch(waiting, warned, count_unchanged)

    def _batch(self, waiting: list[Need], warned: list[Need], count_unchanged: Callable[[list[Need]], int]) -> pa.Table:
        self.report.accepted += len(waiting)
        if warned:
            self.report.warned += len(warned) - count_unchanged(warned)
        return needs_table(waiting)

    def outcomes(self) -> Iterator[Outcome]:
        """What becomes of each record, those that share a key told apart or refused."""
        records = self.given.records()
        readers = {s: self.context.reader(layout, self.given.source) for s, layout in self.given.layouts.items()}
        skipped: dict[str | None, int] = {}
        for count, record in enumerate(records, start=1):
            reader = readers.get(record.sheet) or readers.get(None)
            if reader is None:
                skipped[record.sheet] = skipped.get(record.sheet, 0) + 1
                continue
            if count % _TOLD_EVERY == 0:
                self.tell(count, None, Sentence(f"Lecture de {self.report.file}", f"Reading {self.report.file}"))
            yield self._apart(reader.read(record))
        self._noted([*records.notes, *_skips(skipped)])
        header = [column for columns in records.columns.values() for column in columns]
        self.report.columns = columns_of(self.report.refused_rows, header or _layout_paths(self.given.layout))

    def _apart(self, outcome: Outcome) -> Outcome:
        """A key that comes again: refused when the source gave it, numbered when it is a digest."""
        need = outcome.need
        if need is None:
            return outcome
        number = 1
        while (held := self._seen.get(_numbered(need["need_id"], number))) is not None:
            if held == outcome.content:
                return outcome._replace(repeated=True)
            if not outcome.digested:
                fault = Fault("refusal", "source_key", need["source_key"], issues.SAME_KEY)
                return outcome._replace(need=None, faults=[*outcome.faults, fault])
            number += 1
        need["need_id"] = _numbered(need["need_id"], number)
        need["source_key"] = _numbered(need["source_key"], number)
        self._seen[need["need_id"]] = outcome.content
        return outcome

    def _counted(self, outcome: Outcome) -> bool:
        """Counts a row and tells its issues; whether it is a need to be written."""
        self.report.rows += 1
        if outcome.need is None:
            self._refused(outcome)
        elif outcome.repeated:
            self.report.unchanged += 1
        else:
            for fault in outcome.faults:
                self.report.told(self._issue(outcome.record, fault))
            return True
        return False

    def _refused(self, outcome: Outcome) -> None:
        found = [self._issue(outcome.record, fault) for fault in outcome.faults]
        for issue in found:
            self.report.told(issue)
        record = outcome.record
        self.report.kept(RefusedRow(self.report.file, record.sheet, record.row, record.cells, found[-1]))

    def _issue(self, record: Record, fault: Fault) -> RowIssue:
        layout = self.given.layouts.get(record.sheet) or self.given.layout
        column = (layout.path_of(fault.field, record.cells) or fault.field) if fault.field else None
        where = Where(self.report.file, record.sheet, record.row, column, fault.value)
        return RowIssue(fault.level, where, fault.remark.sentence, fault.remark.hint)

    def _noted(self, notes: Iterable[Note]) -> None:
        for note in notes:
            self.report.incomplete = self.report.incomplete or note.incomplete
            where = Where(self.report.file, None, note.row)
            self.report.told(RowIssue("warning", where, note.sentence, note.hint))


def _numbered(key: str, number: int) -> str:
    return key if number == 1 else f"{key}~{number}"


def _skips(skipped: dict[str | None, int]) -> Iterator[Note]:
    for sheet, count in skipped.items():
        yield Note(
            Sentence(
                f"feuille « {sheet} » laissée de côté ({count} lignes) : pas de colonne d'intitulé",
                f"sheet “{sheet}” left aside ({count} rows): no column of titles",
            )
        )


def _layout_paths(layout: Layout) -> list[str]:
    """The paths of a layout that say what it is, then those of its fields."""
    paths = [path for origin in layout.fields.values() for path in origin.paths if "[]" not in path]
    return [*layout.recognise, *paths]
