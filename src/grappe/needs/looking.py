"""What a file is, for a person who decides how it is read: its format, or a proposal beside its first records."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from grappe.needs.feed_map import FeedMap, map_feed
from grappe.needs.inputs import LOOKED_AT, check_columns, known_layouts_of, paths_of, source_name
from grappe.needs.records import records

SHOWN = 3  #: records of an unknown feed that are shown beside the proposal


@dataclass(frozen=True, slots=True)
class Look:
    """A file as it was found. For a known format ``feed_map`` is ``None`` and nothing is shown.

    ``shape`` tells files with the same fields; ``paths`` gives every path of the first records with an example.
    """

    format: str
    source: str
    shape: str
    feed_map: FeedMap | None
    paths: Mapping[str, str]
    records: tuple[Mapping[str, str], ...]


def look_at(path: Path | str, *, name: str | None = None) -> Look:
    """What a file is; ``name`` is the one its sender gave it, where it is kept under another.

    Raises ``Refused`` where it is empty, broken or of no kind that is read.
    """
    path = Path(path)
    source = source_name(Path(name or path.name))
    found = records(path)
    paths = paths_of(found)
    shape = hashlib.blake2b("\n".join([found.format, *sorted(paths)]).encode(), digest_size=16).hexdigest()
    known = known_layouts_of(path, found, paths)
    if known:
        layout = next(iter(known.values()))
        return Look(layout.name, layout.source or source, shape, None, {}, ())
    if found.format == "csv":
        check_columns(path, found)
    feed_map = map_feed(path)
    first = [record.cells for record in islice(iter(records(path, record_path=feed_map.record_path)), LOOKED_AT)]
    return Look(found.format, source, shape, feed_map, _examples(first), tuple(first[:SHOWN]))


def _examples(first: list[dict[str, str]]) -> dict[str, str]:
    """Every path with its first filled value, in the order they come."""
    examples: dict[str, str] = {}
    for cells in first:
        for name, text in cells.items():
            if text and not examples.get(name):
                examples[name] = text
            examples.setdefault(name, "")
    return examples
