"""The map of an unknown feed: where its offers are and where each field is, proposed, and kept as a file to correct.

The file is TOML. A field is a path, a list of paths (the first filled is taken), ``{ join = [...] }`` (all, one after
the other) or ``{ constant = "…" }``; the confidence and an example stand above it as comments.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from grappe.needs.composing import Guess, Guessed, guessed
from grappe.needs.evidence import confidence_of
from grappe.needs.fields import FIELDS
from grappe.needs.headers import MOST_COLUMNS
from grappe.needs.layouts import Layout, Origin
from grappe.needs.markup import title_of
from grappe.needs.places_of_records import Place, best_place
from grappe.needs.records import Format, records
from grappe.words import Refused, Sentence, Where

SAMPLE = 100  #: records of a feed that are looked at
_EXAMPLE = 80


@dataclass(frozen=True, slots=True)
class FieldGuess:
    """Where a field is in a record, how surely (0 to 1), and its first value."""

    origin: Origin
    confidence: float = 1.0
    example: str = ""

    @property
    def path(self) -> str:
        """The path, as a person reads it: ``a | b`` is the first filled, ``a + b`` both, ``= x`` a constant."""
        if self.origin.constant is not None:
            return f"= {self.origin.constant}"
        return (" + " if self.origin.join else " | ").join(self.origin.paths)


@dataclass(frozen=True, slots=True)
class FeedMap:
    """How to read a feed: container, path of the records (``None`` for tables), fields, confidence in all of it."""

    format: Format
    record_path: str | None
    fields: Mapping[str, FieldGuess]
    confidence: float

    def layout(self, *, name: str = "map", kind: str = "ad") -> Layout:
        """The layout that reads the feed."""
        origins = {field: guess.origin for field, guess in self.fields.items() if field in FIELDS}
        return Layout(name, Sentence(name, name), origins, kind=kind, record_path=self.record_path)

    def as_json(self) -> dict[str, Any]:
        """The answer of ``grappe needs map``."""
        fields = {
            name: {
                "path": guess.path,
                "confidence": guess.confidence,
                "example": _example(guess.example),
                **_reading(guess.origin),
            }
            for name, guess in self.fields.items()
        }
        return {"format": self.format, "record_path": self.record_path, "confidence": self.confidence, "fields": fields}


def map_feed(path: Path | str) -> FeedMap:
    """How to read a feed that nobody described, from the names, shapes and contents of its first records.

    ``confidence`` is low when the records do not look like offers. Raises ``Refused`` when the file cannot be read.
    """
    path = Path(path)
    found = records(path)
    sample = [record.cells for record in islice(iter(found), SAMPLE)]
    if len({name for cells in sample for name in cells}) > MOST_COLUMNS:
        raise Refused(
            Sentence(f"offres démesurées (plus de {MOST_COLUMNS} champs)", f"offers of over {MOST_COLUMNS} fields"),
            hint=Sentence("vérifiez que c'est bien un flux d'offres", "check that it is a feed of offers"),
            where=Where(file=path.name),
        )
    best = _with_groups(path, best_place(path, found.format)) or Place(None, guessed(sample, {}), len(sample))
    return FeedMap(found.format, best.path, _ordered(best.guessed), round(confidence_of(best.guessed, best.path), 3))


def _with_groups(path: Path, place: Place | None) -> Place | None:
    """The place guessed again where its records stand in groups, whose own words (the employer) they have too."""
    if place is None:
        return None
    sample = [record.cells for record in islice(iter(records(path, record_path=place.path)), SAMPLE)]
    grouped = any(name.startswith("..") for cells in sample for name in cells)
    return Place(place.path, guessed(sample, {}), place.count) if grouped else place


def _ordered(found: Guessed) -> dict[str, FieldGuess]:
    """The fields in the order people look for them."""
    return {name: _field(found.fields[name]) for name in FIELDS if name in found.fields}


def _field(guess: Guess) -> FieldGuess:
    return FieldGuess(guess.origin, guess.confidence, guess.example)


def write_map(feed_map: FeedMap, path: Path | str) -> None:
    """Writes the map as TOML that a person can correct; fields that were not found stand as comments."""
    Path(path).write_text(map_text(feed_map), "utf-8")


def map_text(feed_map: FeedMap) -> str:
    """The map as TOML."""
    lines = [*_HEADER, f"format = {_text(feed_map.format)}"]
    lines += [f"record_path = {_text(feed_map.record_path)}"] if feed_map.record_path is not None else []
    lines += [f"confidence = {feed_map.confidence}", "", "[fields]"]
    for name, guess in feed_map.fields.items():
        lines += [f"# {FIELDS[name].fr} · {FIELDS[name].en} · {guess.confidence:.2f} · {_example(guess.example)}"]
        lines += [f"{name} = {_value(guess.origin)}"]
    lines += ["", "# Non trouvés · not found:", *(f'# {name} = ""' for name in FIELDS if name not in feed_map.fields)]
    return "\n".join(lines) + "\n"


_HEADER = (
    "# Carte d'un flux : corrigez les chemins, puis grappe needs read … --map. Un champ est un chemin, une liste de",
    '# chemins (le premier rempli), { join = ["a", "b"] } (tous, à la suite) ou { constant = "…" }.',
    "# Map of a feed: correct the paths, then grappe needs read … --map. A field is a path, a list of paths (the first",
    '# one filled), { join = ["a", "b"] } (all of them) or { constant = "…" }.',
)


def read_map(path: Path | str) -> FeedMap:
    """A map that was written, and perhaps corrected. Raises ``Refused`` when it is not one."""
    path = Path(path)
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(error, path.name) from error
    return map_of(text, name=path.name)


def map_of(text: str, *, name: str = "") -> FeedMap:
    """The map that a TOML text holds. Raises ``Refused`` when it holds none; ``name`` is that of its file."""
    try:
        document = tomllib.loads(text)
        fields = {name: FieldGuess(_origin(value)) for name, value in document["fields"].items() if value}
        feed_map = FeedMap(
            document.get("format", "csv"), document.get("record_path"), fields, float(document.get("confidence", 1))
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise _unreadable(error, name) from error
    unknown = [name for name in fields if name not in FIELDS]
    if unknown:
        raise Refused(
            Sentence("champ inconnu dans la carte", "unknown field in the map"),
            hint=Sentence("champs : " + ", ".join(FIELDS), "fields: " + ", ".join(FIELDS)),
            where=Where(file=name or None, column=unknown[0]),
        )
    return feed_map


def _unreadable(error: Exception, name: str) -> Refused:
    return Refused(Sentence(f"carte illisible ({error})", f"unreadable map ({error})"), where=Where(file=name or None))


def _origin(value: Any) -> Origin:
    if isinstance(value, str):
        return Origin((value,))
    if isinstance(value, list):
        return Origin(tuple(map(str, value)))
    return Origin(tuple(map(str, value.get("join", ()))), join="join" in value, constant=value.get("constant"))


def _reading(origin: Origin) -> dict[str, Any]:
    return (
        {"constant": origin.constant}
        if origin.constant is not None
        else {"paths": list(origin.paths), "join": origin.join}
    )


def _value(origin: Origin) -> str:
    if origin.constant is not None:
        return f"{{ constant = {_text(origin.constant)} }}"
    listed = "[" + ", ".join(map(_text, origin.paths)) + "]"
    if origin.join:
        return f"{{ join = {listed} }}"
    return _text(origin.paths[0]) if len(origin.paths) == 1 else listed


def _text(text: str) -> str:
    """A TOML basic string: JSON writes the same, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _example(text: str) -> str:
    shown = title_of(text[:400])
    return shown if len(shown) <= _EXAMPLE else shown[: _EXAMPLE - 1] + "…"
