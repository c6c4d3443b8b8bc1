"""Layouts: how the records of a kind of feed become needs, said as data; one engine applies them all.

A layout lists, for each field of ``FIELDS``, where its text is in a record. The known layouts are the TOML files of
``grappe/needs/known``; the map of an unknown feed becomes a layout too.
"""

import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from grappe.needs.plain import words
from grappe.words import Sentence

Cells = Mapping[str, str]

_MOSTLY = 0.5  #: share of the columns of a table that must be known by their words
_SAID_BY_US = frozenset({"erreur", "que faire", "error", "what to do"})
_FORMULA_SIGNS = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a field is in a record: the first of ``paths`` that is filled, or (``join``) all of them, or a constant.

    A path with ``[]`` gathers the elements of a list, one a line: ``competences[].libelle``.
    """

    paths: tuple[str, ...] = ()
    join: bool = False
    constant: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of feed: its name, what its needs are, how it is recognised and where its fields are.

    ``source`` is the name given to its needs unless another is asked for; ``by_words`` compares paths by their words
    (columns that people name), not letter by letter. ``record_path`` is ``None`` where the reader finds it.
    ``guarded``: texts carry the apostrophe that keeps a spreadsheet from running them as formulas.
    """

    name: str
    about: Sentence
    fields: Mapping[str, Origin]
    kind: str = "ad"
    source: str | None = None
    recognise: tuple[str, ...] = ()
    by_words: bool = False
    record_path: str | None = None
    guarded: bool = False

    def recognises(self, paths: Collection[str]) -> bool:
        """Whether a feed whose records have these paths is of this kind."""
        if self.by_words:
            return self._fits(paths)
        return all(path in paths for path in self.recognise)

    def _fits(self, columns: Collection[str]) -> bool:
        """Whether most columns are known by their words; a table with addresses of ads is a feed to be mapped."""
        fitted = self.fitted(columns).fields
        known = {path for origin in fitted.values() for path in origin.paths}
        asked = [column for column in columns if words(column) not in _SAID_BY_US]
        enough = len(fitted) >= 2 and len(known) >= _MOSTLY * len(asked)
        return "title" in fitted and "url" not in fitted and enough

    def fitted(self, paths: Iterable[str]) -> "Layout":
        """This layout with the columns as they are written in a feed; fields that it lacks are dropped."""
        if not self.by_words:
            return self
        written: dict[str, list[str]] = {}
        for path in paths:
            written.setdefault(words(path), []).append(path)
        fields = {
            name: replace(origin, paths=found)
            for name, origin in self.fields.items()
            if (found := tuple(path for known in origin.paths for path in written.get(known, ()))) or origin.constant
        }
        return replace(self, fields=fields, by_words=False)

    def path_of(self, field: str, cells: Cells) -> str | None:
        """The column or path that a field of a record comes from, as the person knows it."""
        origin = self.fields.get(field)
        paths = origin.paths if origin else ()
        return next((path for path in paths if path in cells), paths[0] if paths else None)


class Extraction:
    """A layout made ready: ``extract(cells)`` gives the text of each field that is filled."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._single: list[tuple[str, str]] = []
        self._others: list[tuple[str, Callable[[Cells], str | None]]] = []
        self._constants = {name: origin.constant for name, origin in layout.fields.items() if origin.constant}
        for name, origin in layout.fields.items():
            if len(origin.paths) == 1 and "[]" not in origin.paths[0]:
                self._single.append((name, origin.paths[0]))
            elif origin.paths:
                self._others.append((name, _joined(origin.paths) if origin.join else _first(origin.paths)))

    def extract(self, cells: Cells) -> dict[str, str]:
        """Field → text, empty ones left out."""
        found: dict[str, str] = dict(self._constants)
        for name, path in self._single:
            text = cells.get(path)
            if text:
                found[name] = text
        for name, gather in self._others:
            text = gather(cells)
            if text:
                found[name] = text
        return {name: _unguarded(text) for name, text in found.items()} if self.layout.guarded else found


def _unguarded(text: str) -> str:
    return text[1:] if text[:1] == "'" and text[1:2] in _FORMULA_SIGNS else text


def _getter(path: str) -> Callable[[Cells], str | None]:
    if "[]" not in path:
        return lambda cells: cells.get(path)
    before, after = path.split("[]", 1)
    return lambda cells: _elements(cells, before, after)


def _elements(cells: Cells, before: str, after: str) -> str | None:
    """The texts of a list, one a line; the first of repeated XML tags has no number."""
    found: list[str] = []
    first = cells.get(f"{before}[0]{after}") or cells.get(before + after)
    rank = 1
    while first:
        found.append(first)
        first = cells.get(f"{before}[{rank}]{after}")
        rank += 1
    return "\n".join(found) or None


def _first(paths: tuple[str, ...]) -> Callable[[Cells], str | None]:
    getters = [_getter(path) for path in paths]
    return lambda cells: next((text for get in getters if (text := get(cells))), None)


def _joined(paths: tuple[str, ...]) -> Callable[[Cells], str | None]:
    getters = [_getter(path) for path in paths]
    return lambda cells: "\n\n".join(text for get in getters if (text := get(cells))) or None


@cache
def known_layouts() -> tuple[Layout, ...]:
    """The known kinds of feeds; the one that asks for the most comes first, spreadsheets by their words last."""
    folder = files("grappe.needs").joinpath("known")
    read = [_read(entry.name, tomllib.loads(entry.read_text("utf-8"))) for entry in folder.iterdir()]
    return tuple(sorted(read, key=lambda layout: (layout.by_words, -len(layout.recognise), layout.name)))


def recognised(paths: Collection[str], layouts: Iterable[Layout] | None = None) -> Layout | None:
    """The known layout of a feed whose records have these paths, or ``None``."""
    candidates = known_layouts() if layouts is None else layouts
    return next((layout for layout in candidates if layout.recognises(paths)), None)


def _read(file_name: str, document: Mapping[str, Any]) -> Layout:
    return Layout(
        name=file_name.removesuffix(".toml"),
        about=Sentence(document["about"]["fr"], document["about"]["en"]),
        fields={name: _origin(value) for name, value in document["fields"].items()},
        kind=document["kind"],
        source=document.get("source"),
        recognise=tuple(document["recognise"]),
        by_words=document.get("by_words", False),
        guarded=document.get("guarded", False),
    )


def _origin(value: Any) -> Origin:
    if isinstance(value, str):
        return Origin((value,))
    if isinstance(value, list):
        return Origin(tuple(value))
    return Origin(tuple(value.get("join", ())), join="join" in value, constant=value.get("constant"))
