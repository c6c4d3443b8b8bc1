"""A case of a label in a file: who applies, who sits, and the dated events in order."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from grappe.teach.label_flow import replay
from grappe.teach.label_scheme import Scheme, read_scheme
from grappe.teach.label_things import Event, LabelCase, Person
from grappe.words import Refused, Sentence, Where


def read_case(path: Path) -> LabelCase:
    """The case of a TOML file, as its events made it.

    Raises ``Refused`` for a file that is no such case, and with the rank of the event that cannot be.
    """
    try:
        document = tomllib.loads(path.read_text("utf-8"))
        scheme = _scheme(str(document.get("scheme") or "default"), path.parent)
        case = LabelCase(
            case=str(document["case"]),
            scheme=scheme,
            cluster=str(document["cluster"]),
            school=str(document["school"]),
            programme=str(document["programme"]),
            committee=tuple(person_from(entry) for entry in document.get("committee", ())),
        )
        events = [event_from(entry) for entry in document.get("event", ())]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise Refused(
            Sentence(f"dossier de label illisible ({error})", f"unreadable case of a label ({error})"),
            where=Where(file=str(path)),
        ) from error
    try:
        return replay(case, events)
    except Refused as refusal:
        raise Refused(
            refusal.sentence, hint=refusal.hint, where=replace(refusal.where, file=str(path)), kind=refusal.kind
        ) from refusal


def person_from(entry: Mapping[str, Any]) -> Person:
    """A person of a file: ``name``, ``employer``, ``links``."""
    return Person(str(entry["name"]), str(entry["employer"]), tuple(str(each) for each in entry.get("links", ())))


def event_from(entry: Mapping[str, Any]) -> Event:
    """An event of a file: ``at``, ``do``, ``by`` and its own members. A day alone is its noon."""
    data = {name: _instant(value) for name, value in entry.items() if name not in ("at", "do", "by")}
    at = _instant(entry["at"])
    if not isinstance(at, datetime):
        raise TypeError(f"at = {entry['at']}")
    return Event(at, str(entry["do"]), str(entry.get("by") or ""), data)


def _instant(value: Any) -> Any:
    """A day or an instant with a time zone; anything else is left as it is."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    return datetime.combine(value, time(12), UTC) if isinstance(value, date) else value


def _scheme(named: str, folder: Path) -> Scheme:
    own = folder / named
    return read_scheme(own if own.is_file() else named)
