"""What a file is, decided before anything is read for good: its layout, its source, where its records are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from grappe.needs.feed_map import FeedMap, map_feed
from grappe.needs.layouts import Layout, known_layouts, recognised
from grappe.needs.plain import words
from grappe.needs.raw import Scan
from grappe.needs.records import Format, Record, Records, records
from grappe.words import Kind, Refused, Sentence, Where

LOOKED_AT = 50  #: records at the beginning of a feed whose paths say what it is
CONFIDENT = 0.6  #: an unknown feed is read without a person's look from this confidence of its map on
#: Fields that a survey of needs asks for and a list of ads does not.
_SURVEYED = frozenset({"positions", "difficult", "seasonal", "member", "starts"})
_TABLES: tuple[Format, ...] = ("csv", "xlsx", "ods", "xls", "parquet")


@dataclass(frozen=True, slots=True)
class Input:
    """A file that can be read: its container, its layout by sheet (key ``None``: every other sheet), its source."""

    path: Path
    container: Format
    record_path: str | None
    source: str
    layouts: Mapping[str | None, Layout]
    scan: Scan | None = None

    @property
    def layout(self) -> Layout:
        """The layout of the file, of its first sheet where sheets differ."""
        return next(iter(self.layouts.values()))

    def records(self) -> Records:
        """Its records, from the beginning."""
        return records(self.path, format=self.container, record_path=self.record_path, scan=self.scan)


def prepared(path: Path, *, source: str | None, feed_map: FeedMap | None) -> Input:
    """What a file is. Raises ``Refused`` where it is empty, broken, or of no kind that is known or can be guessed."""
    found = records(path, record_path=feed_map.record_path if feed_map else None)
    paths = paths_of(found)
    layouts = _layouts(path, found, paths, feed_map)
    layout = next(iter(layouts.values()))
    name = source or layout.source or source_name(path)
    record_path = found.record_path if layout.record_path is None else layout.record_path
    return Input(path, found.format, record_path, name, layouts, found.scan)


def paths_of(found: Records) -> set[str]:
    """The paths of the first records, and every header (of all the sheets of a workbook)."""
    whole = found.format in ("xlsx", "ods", "xls")
    first: Iterator[Record] = iter(found) if whole else islice(found, LOOKED_AT)
    paths = {path for record in first for path in record.cells}
    return paths.union(*found.columns.values())


def _layouts(path: Path, found: Records, paths: set[str], feed_map: FeedMap | None) -> dict[str | None, Layout]:
    if feed_map is not None:
        return {None: _mapped(path, found, feed_map)}
    return known_layouts_of(path, found, paths) or {None: _guessed(path, found)}


def known_layouts_of(path: Path, found: Records, paths: set[str]) -> dict[str | None, Layout]:
    """The layouts of a file of a known format, by sheet; none for an unknown feed."""
    layout = recognised(paths)
    if layout is not None and not layout.by_words:
        return {None: layout}
    by_words = [known for known in known_layouts() if known.by_words] if found.format in _TABLES else []
    headers = found.columns or {None: sorted(paths)}
    fitted: dict[str | None, Layout] = {
        sheet: _surveyed(known.fitted(columns))
        for sheet, columns in headers.items()
        for known in by_words
        if known.recognises(columns)
    }
    if len(fitted) == 1 and (better := _better(path, found, next(iter(fitted.values())))):
        return {None: better}
    return fitted


def _better(path: Path, found: Records, fitted: Layout) -> Layout | None:
    """For a table of ads that some of its columns make known: its guessed map, where that is sure and finds more."""
    if fitted.kind != "ad":
        return None
    guess = map_feed(path)
    more = guess.confidence >= CONFIDENT and len(guess.fields) > len(fitted.fields)
    return guess.layout() if more else None


def _surveyed(layout: Layout) -> Layout:
    """A table is a survey when it asks what only a survey asks; else it holds ads that somebody listed."""
    return layout if _SURVEYED & layout.fields.keys() else replace(layout, kind="ad", source=None)


def check_columns(path: Path, found: Records) -> None:
    """Raises ``Refused`` for a table of one column, which its delimiter probably did not part."""
    if any(len(columns) == 1 for columns in found.columns.values()):
        raise Refused(
            Sentence("une seule colonne : séparateur inconnu ?", "a single column: unknown delimiter?"),
            hint=Sentence("séparez par ; , tabulation ou |", "delimit by ; , tab or |"),
            where=Where(file=path.name),
        )


def _guessed(path: Path, found: Records) -> Layout:
    """The layout of an unknown feed, from its own guess. Raises ``Refused`` below ``CONFIDENT``."""
    check_columns(path, found)
    guess = map_feed(path)
    if guess.confidence < CONFIDENT or "title" not in guess.fields:
        raise Refused(
            Sentence(
                f"flux inconnu, lecture trop incertaine (confiance {guess.confidence:.2f}, il faut {CONFIDENT})",
                f"unknown feed, reading too uncertain (confidence {guess.confidence:.2f}, {CONFIDENT} is needed)",
            ),
            hint=Sentence(
                f"grappe needs map {path.name} --out M.toml, corrigez M.toml, puis --map M.toml",
                f"grappe needs map {path.name} --out M.toml, correct M.toml, then --map M.toml",
            ),
            where=Where(file=path.name),
        )
    return _mapped(path, found, guess)


def _mapped(path: Path, found: Records, feed_map: FeedMap) -> Layout:
    """The layout that a map describes; a table without addresses of ads is a survey."""
    if "title" not in feed_map.fields:
        raise Refused(
            Sentence("la carte ne dit pas où est l'intitulé", "the map does not say where the title is"),
            kind=Kind.CALL,
            where=Where(file=path.name, column="title"),
        )
    kind = "survey" if found.format in _TABLES and "url" not in feed_map.fields else "ad"
    return feed_map.layout(kind=kind)


def source_name(path: Path) -> str:
    """``Offres_Acme 2026.xml.gz`` → ``offres-acme-2026``."""
    return words(path.name.split(".")[0]).replace(" ", "-") or "source"
