"""One file read from its first record to its last: outcomes in order, needs in batches, the report beside."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa

from grappe.needs import issues
from grappe.needs.inputs import Input
from grappe.needs.issues import RowIssue
from grappe.needs.layouts import Layout
from grappe.needs.places import Places
from grappe.needs.raw import Note, Record
from grappe.needs.reports import FileReport, RefusedRow, columns_of
from grappe.needs.rows import Fault, Outcome, RowReader, Values, needs_table
from grappe.words import Progress, Sentence, Where

BATCH = 5_000
_TOLD_EVERY = 1_000


@dataclass(frozen=True, slots=True)
class Context:
    """What every row of a reading is understood with."""

    day: date
    places: Places
    rome_codes: frozenset[str] | None
    member: str | None
    language: str | None

    def reader(self, layout: Layout, source: str) -> RowReader:
        """What understands the records of a layout."""
        return RowReader(
            layout,
            source=source,
            day=self.day,
            places=self.places,
            rome_codes=self.rome_codes,
            member=self.member,
            language=self.language,
        )


@dataclass(slots=True)
class Pass:
    """One file being read: its outcomes in order, its report as it fills."""

    given: Input
    context: Context
    tell: Progress
    report: FileReport = field(init=False)
    _seen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.report = FileReport(self.given.path.name, self.given.layout.name, self.given.container)

    def batches(self, count_unchanged: Callable[[list[Values]], int]) -> Iterator[pa.Table]:
        """The needs to write, as tables; the report fills beside."""
        waiting: list[Values] = []
        warned: list[Values] = []
        for outcome in self.outcomes():
            if self._counted(outcome) and outcome.need is not None:
                waiting.append(tuple(outcome.need.values()))
                if outcome.faults:
                    warned.append(waiting[-1])
            if len(waiting) >= BATCH:
                yield self._batch(waiting, warned, count_unchanged)
                waiting, warned = [], []
        if waiting:
            yield self._batch(waiting, warned, count_unchanged)

    def _batch(
        self, waiting: list[Values], warned: list[Values], count_unchanged: Callable[[list[Values]], int]
    ) -> pa.Table:
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
