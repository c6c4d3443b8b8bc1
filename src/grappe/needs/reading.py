"""Taking needs in: files → needs in a store, every row accounted for, in bounded memory."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from grappe.needs.feed_map import FeedMap
from grappe.needs.frames import NEEDS
from grappe.needs.inputs import Input, prepared
from grappe.needs.passes import Context, Pass
from grappe.needs.places import Places
from grappe.needs.reports import FileReport, ReadReport
from grappe.needs.rows import Outcome, Values, needs_table
from grappe.references import OCCUPATIONS, Release
from grappe.tables import Store, open_store
from grappe.words import Kind, Progress, Refused, Sentence, silent


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


def read(
    paths: Sequence[Path | str],
    *,
    into: Store | Path | None,
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
    """Reads files into a store, or a folder that becomes one, and says what became of each row (``None``: only says).

    ``source`` names where the needs come from (default: the recognised feed, else the file's name); ``feed_map`` says
    how to read an unknown feed; ``member`` is the member organisation that sends the file; ``day`` is today;
    ``language`` is that of texts too short to tell. A need that is read again and says nothing new is ``unchanged``.

    Raises ``Refused`` (input) before anything is written when a file as a whole cannot be read, and ``RowsRefused``
    when ``strict`` and a row is refused. Each file is written at once or not at all.
    """
    context = Context(day, Places.of(places), _codes(rome), member, language)
    inputs = [prepared(Path(path), source=source, feed_map=feed_map) for path in paths]
    tell = progress or silent
    if strict or into is None:
        report = ReadReport([_written(given, None, context, tell) for given in inputs])
        if strict and report.refused:
            raise RowsRefused(report)
        if into is None:
            return report
    store = open_store(into, create=True) if isinstance(into, Path) else into
    return ReadReport([_written(given, store, context, tell) for given in inputs])


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
    context = Context(day, Places.of(places), _codes(rome), member, language)
    return Pass(given, context, silent).outcomes()


def _codes(rome: Release | None) -> frozenset[str] | None:
    return frozenset(rome.read(OCCUPATIONS)["code"].to_pylist()) if rome else None


def _written(given: Input, into: Store | None, context: Context, tell: Progress) -> FileReport:
    """Reads one file, and writes its needs where there is a store."""
    reading = Pass(given, context, tell)
    if into is None:
        for _ in reading.batches(lambda needs: 0):
            pass
        return reading.report
    known = _counted_unchanged(into)
    written = into.write(NEEDS, reading.batches(known), source=given.source, commit=_commit(given, into, context))
    reading.report.accepted = written.new + written.changed
    reading.report.unchanged += written.unchanged
    return reading.report


def _commit(given: Input, into: Store, context: Context) -> str:
    """A name for this write: the same file read into the same state is the same write."""
    digest = hashlib.blake2b(digest_size=16)
    with given.path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
    digest.update(repr((given.source, given.layouts, context.day, context.member, into.digest)).encode())
    return digest.hexdigest()


def _counted_unchanged(store: Store) -> Callable[[list[Values]], int]:
    """How many of some needs the store already holds, word for word."""
    if not store.count(NEEDS):
        return lambda needs: 0

    def count(needs: list[Values]) -> int:
        given = needs_table(needs)
        sql = (
            "SELECT count(*) AS n FROM (SELECT * FROM given INTERSECT "
            "SELECT * FROM needs WHERE need_id IN (SELECT need_id FROM given))"
        )
        return int(store.query(sql, frames=[NEEDS], tables={"given": given})["n"][0].as_py())

    return count
