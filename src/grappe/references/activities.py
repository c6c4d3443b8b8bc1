"""Reader of the NAF: a JSON list of codes and labels, with the English of the NACE where it is given."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from grappe.references.archive import opened, unreadable
from grappe.references.digest import digest_of
from grappe.references.place_frames import NAF
from grappe.references.release import Reading
from grappe.words import Sentence

LEVELS = {2: "division", 4: "group", 5: "class", 6: "subclass"}
CODE = re.compile(r"\d{2}(\.\d(\d[A-Z]?)?)?")
#: Number of sub-classes → edition and the day from which it holds.
EDITIONS = {732: ("rev2", date(2008, 1, 1)), 746: ("2025", date(2027, 1, 1))}


def read_naf(path: Path, *, english: Path | None = None) -> Reading:
    """The NAF of a JSON file (``[{"id", "label"}]``); ``english`` is a CSV of the NACE. Raises ``Refused``."""
    nace = _english(english) if english else {}
    with opened(path) as members:
        name = next((name for name in members.names if name.lower().endswith(".json")), members.names[0])
        rows = list(_rows(members.text(name)[0], nace, file=name))
    table = NAF.check(NAF.from_rows(rows))
    counted = sum(row["level"] == "subclass" for row in rows)
    edition, day = EDITIONS.get(counted, (f"c{digest_of({NAF.name: table})[:8]}", date(2008, 1, 1)))
    return Reading("naf", edition, day, {NAF.name: table})


def _rows(text: str, nace: Mapping[str, str], *, file: str) -> Iterator[dict[str, object]]:
    try:
        entries = [(str(entry["id"]), str(entry["label"])) for entry in json.loads(text)]
    except (ValueError, KeyError, TypeError) as error:
        raise unreadable(file, Sentence("ce n'est pas la NAF en JSON", "this is not the NAF in JSON")) from error
    if not entries or not all(CODE.fullmatch(code) for code, _ in entries):
        raise unreadable(file, Sentence("ce n'est pas la NAF en JSON", "this is not the NAF in JSON"))
    children = Counter(code[:5] for code, _ in entries if len(code) == 6)
    for code, label in entries:
        alone = len(code) == 6 and children[code[:5]] == 1  # a sub-class alone in its class is that class
        yield {
            "code": code,
            "label_fr": label,
            "label_en": nace.get(code) or (nace.get(code[:5]) if alone else None),
            "level": LEVELS[len(code)],
            "parent": {2: None, 4: code[:2], 5: code[:4], 6: code[:5]}[len(code)],
        }


def _english(path: Path) -> dict[str, str]:
    with opened(path) as members:
        return {row["code"]: row["name"] for row in members.rows(members.names[0], delimiter=";") if row.get("name")}
