"""The starter release: small references that come with Grappe, so that a machine without network runs the demo.

``starter/<nomenclature>/<frame>.csv`` with the frame's columns (lists separated by ``|``, empty = null) and
``starter/starter.toml`` with the name and the day of each nomenclature.
"""

import csv
import tomllib
from collections.abc import Iterable
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import pyarrow as pa

from grappe.references import labour_frames, occupation_frames, place_frames
from grappe.references.release import Reading
from grappe.words import Column, Frame, Kind, Refused, Sentence, Where

FLAGS = {"o": True, "oui": True, "true": True, "1": True, "n": False, "non": False, "false": False, "0": False}


def starter_folder() -> Traversable:
    """Where the starter release lies in the installed program."""
    return files("grappe.references") / "starter"


def read_starter(nomenclature: str, folder: Traversable | None = None) -> Reading:
    """The starter release of a nomenclature. Raises ``Refused`` (missing) where Grappe brings none."""
    root = folder or starter_folder()
    entry = _entries(root).get(nomenclature)
    if entry is None:
        raise Refused(
            Sentence(f"aucune version de départ pour « {nomenclature} »", f"no starter release of “{nomenclature}”"),
            hint=Sentence(
                f"grappe references install {nomenclature} --from FICHIER",
                f"grappe references install {nomenclature} --from FILE",
            ),
            kind=Kind.MISSING,
        )
    known = {frame.name: frame for frame in _frames()}
    tables = {
        item.name.removesuffix(".csv"): _table(known[item.name.removesuffix(".csv")], item)
        for item in sorted((root / nomenclature).iterdir(), key=lambda item: item.name)
        if item.name.removesuffix(".csv") in known
    }
    return Reading(nomenclature, str(entry["name"]), _day(entry["valid_from"]), tables)


def _entries(root: Traversable) -> dict[str, dict[str, Any]]:
    settings = root / "starter.toml"
    if not settings.is_file():
        return {}
    document = tomllib.loads(settings.read_text("utf-8"))
    return {name: entry for name, entry in document.items() if isinstance(entry, dict) and (root / name).is_dir()}


def _table(frame: Frame, item: Traversable) -> pa.Table:
    with item.open("r", encoding="utf-8") as handle:
        rows = [
            {column.name: _value(column, row.get(column.name) or "") for column in frame.columns}
            for row in csv.DictReader(handle)
        ]
    try:
        return frame.check(frame.from_rows(rows))
    except Refused as refusal:
        where = Where(file=item.name, column=refusal.where.column, value=refusal.where.value)
        raise Refused(refusal.sentence, where=where) from refusal


def _value(column: Column, cell: str) -> Any:
    """A cell as its column's type; an empty cell is null, or the empty list."""
    if column.type == "texts":
        return [part for part in cell.split("|") if part] if cell or column.null is None else None
    if not cell:
        return None
    if column.type == "flag":
        return FLAGS.get(cell.strip().lower())
    if column.type in {"whole", "number"}:
        return int(cell) if column.type == "whole" else float(cell)
    return date.fromisoformat(cell) if column.type == "day" else cell


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _frames() -> Iterable[Frame]:
    for module in (occupation_frames, place_frames, labour_frames):
        yield from (value for value in vars(module).values() if isinstance(value, Frame))
