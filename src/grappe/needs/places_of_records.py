"""Where the offers of an XML or JSON document are: the repeated elements that look most like offers."""

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ijson
from lxml import etree

from grappe.needs.composing import Guessed, guessed
from grappe.needs.containers import Format, opened
from grappe.needs.evidence import fields_found, offer_evidence
from grappe.needs.json_records import flattened
from grappe.needs.json_window import EVERY
from grappe.needs.texts import scanned
from grappe.needs.xml_records import _SAFE, _is_markup, element_cells, name_of

_HEAD = 4 * 2**20
_RANK = re.compile(r"\[\d*\]")
_SAMPLE = 60
_LARGEST = 2_000  #: nodes of one record; more is a list of records
_CANDIDATES = 40
_ALONE = 0.8  #: what an element that does not repeat is worth
_GROUPS = 0.6  #: what records that each hold several offers are worth
_LIKE = 0.6  #: share of common keys for the members of an object to be records


@dataclass(frozen=True, slots=True)
class Place:
    """A place where records may be: its path, what was guessed of them, how many there are in the part looked at."""

    path: str | None
    guessed: Guessed
    count: int


@dataclass(slots=True)
class _Kind:
    """Elements that share a path: a few of them, and their number."""

    sample: list[Any] = field(default_factory=list)
    count: int = 0

    def add(self, node: Any) -> None:
        self.count += 1
        if len(self.sample) < _SAMPLE:
            self.sample.append(node)


def best_place(path: Path, format: Format) -> Place | None:
    """The place that looks most like offers, in the beginning of the document; ``None`` for tables and lines."""
    if format == "xml":
        return _best(_xml_kinds(path), element_cells)
    if format == "json":
        return _best(_json_kinds(path), flattened)
    return None


def _best(read: tuple[dict[str, _Kind], Any], cells_of: Any) -> Place | None:
    kinds, root = read
    scored: list[tuple[float, int, int, Place]] = []
    for path, kind in sorted(kinds.items(), key=lambda item: -item[1].count)[:_CANDIDATES]:
        sample = [cells for node in kind.sample if (cells := cells_of(node))]
        if not sample or max(map(len, sample)) > _LARGEST:
            continue
        place = Place(path, guessed(sample, {}), kind.count)
        worth = fields_found(place.guessed) * offer_evidence(place.guessed, path) * (1.0 if kind.count > 1 else _ALONE)
        worth *= _GROUPS if _several_offers(sample, place.guessed) else 1.0
        scored.append((round(worth, 2), kind.count, path.count("."), place))
    if not scored:
        return None
    best = max(scored, key=lambda item: item[:3])[3]
    outside = _outside(root, best.path or "", cells_of)
    sample = [cells for node in kinds[best.path or ""].sample if (cells := cells_of(node))]
    return Place(best.path, guessed(sample, outside), best.count)


def _several_offers(sample: Sequence[Mapping[str, str]], found: Guessed) -> bool:
    """Whether records hold several titles, each with a text: employers with their offers rather than offers."""
    if not {"title", "description"} <= set(found.fields):
        return False
    bare = {_RANK.sub("", found.fields[name].origin.paths[0]) for name in ("title", "description")}
    counts = [Counter(_RANK.sub("", path) for path in cells) for cells in sample]
    return any(all(count[path] > 1 for path in bare) for count in counts)


def _xml_kinds(path: Path) -> tuple[dict[str, _Kind], Any]:
    with opened(path) as stream:
        head = stream.read(_HEAD)
    root = etree.parse(io.BytesIO(head), etree.XMLParser(**_SAFE)).getroot() if head.strip() else None
    kinds: dict[str, _Kind] = {}
    if root is not None:
        _walk_xml(root, name_of(root), kinds)
    return kinds, root


def _walk_xml(element: Any, path: str, kinds: dict[str, _Kind]) -> None:
    kinds.setdefault(path, _Kind()).add(element)
    for child in element:
        if isinstance(child.tag, str) and ((len(child) and not _is_markup(child)) or len(child.attrib) > 2):
            _walk_xml(child, f"{path}.{name_of(child)}", kinds)


def _json_kinds(path: Path) -> tuple[dict[str, _Kind], Any]:
    encoding = scanned(path).encoding
    with opened(path) as stream:
        root = _beginning(stream.read(_HEAD).decode(encoding, "replace"))
    kinds: dict[str, _Kind] = {}
    _walk_json(root, "", kinds)
    return kinds, root


def _beginning(text: str) -> Any:
    """The JSON value that a text begins, as far as it goes."""
    builder = ijson.ObjectBuilder()
    try:
        for event, value in ijson.basic_parse(io.BytesIO(text.encode("utf-8", "replace"))):
            builder.event(event, str(value) if event == "number" else value)
    except ijson.JSONError:
        pass  # the text is the beginning of a document
    return getattr(builder, "value", None)


def _walk_json(value: Any, path: str, kinds: dict[str, _Kind]) -> None:
    if isinstance(value, list):
        for member in value:
            if isinstance(member, dict | list):
                _walk_json(member, path, kinds)
    elif isinstance(value, dict):
        kinds.setdefault(path, _Kind()).add(value)
        keyed = _alike(value)
        for name, member in value.items():
            step = EVERY if keyed else name
            inner = {"#key": name, **member} if keyed else member
            if isinstance(inner, dict | list):
                _walk_json(inner, f"{path}.{step}" if path else step, kinds)


def _alike(value: Mapping[str, Any]) -> bool:
    """Whether an object is a dictionary of records: two members or more, all objects with mostly the same keys."""
    members = [member for member in value.values() if isinstance(member, dict)]
    if len(members) < max(2, len(value)) or any(len(member) < 3 for member in members):
        return False
    keys = [set(member) for member in members[:20]]
    return len(set.intersection(*keys)) >= _LIKE * len(set.union(*keys))


def _outside(root: Any, path: str, cells_of: Any) -> dict[str, str]:
    """What the document says once, beside its records."""
    found = (
        dict(_beside_json(root, path.split("."), ""))
        if isinstance(root, dict | list)
        else dict(_beside_xml(root, path.split("."), cells_of))
    )
    return {name: text for name, text in found.items() if text}


def _beside_json(value: Any, steps: Sequence[str], path: str) -> Iterator[tuple[str, str]]:
    if not isinstance(value, dict) or not steps or not steps[0]:
        return
    for name, member in value.items():
        inner = f"{path}.{name}".removeprefix(".")
        if name == steps[0]:
            yield from _beside_json(member, steps[1:], inner)
        elif isinstance(member, dict):
            yield from ((f"{inner}.{sub}", text) for sub, text in flattened(member).items())
        elif isinstance(member, str):
            yield inner, member


def _beside_xml(root: Any, steps: Sequence[str], cells_of: Any) -> Iterator[tuple[str, str]]:
    element, trail = root, ""
    for step in steps[1:]:
        for name, value in element.attrib.items():
            yield f"{trail}@{str(name).rpartition('}')[2]}", value
        for child in element:
            if isinstance(child.tag, str) and name_of(child) != step:
                inner = f"{trail}.{name_of(child)}".removeprefix(".")
                texts = cells_of(child)
                yield from ((inner if sub == "#text" else f"{inner}.{sub}", text) for sub, text in texts.items())
        element = next((child for child in element if isinstance(child.tag, str) and name_of(child) == step), element)
        trail = f"{trail}.{step}".removeprefix(".")


__all__ = ["Place", "best_place"]
