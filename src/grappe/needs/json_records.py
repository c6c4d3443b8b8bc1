"""JSON, JSONL and JSON-LD: records streamed from wherever they are in the document, up to the cut if it is cut."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ijson
from lxml import etree, html

from grappe.needs.json_window import Broken, JsonWindow
from grappe.needs.raw import Note, Reading, Record, cut
from grappe.needs.texts import opened_text
from grappe.words import Refused, Sentence

_HEAD, _STEP = 4 * 2**20, 4096
#: Names that an offer alone in its document gives to its title and its text.
_TITLES = frozenset({"intitule", "title", "titre", "jobtitle", "job_title", "poste"})
_TEXTS = frozenset({"description", "jobdescription", "job_description", "texte", "missions"})
DEEPEST = 200  #: levels of a document that can be one of offers
_INNER = 0.8  #: an inner list that holds this share of the values holds the records


def flattened(value: Any) -> dict[str, str]:
    """A JSON value as path → text. ``null`` and empty texts are left out; half a surrogate pair becomes ``?``.

    >>> flattened({"lieu": {"cp": "59000"}, "skills": ["a", "b"], "remote": True, "n": None})
    {'lieu.cp': '59000', 'skills[0]': 'a', 'skills[1]': 'b', 'remote': 'true'}
    """
    cells: dict[str, str] = {}
    _flatten(value, "", cells)
    return cells if _can_be_kept("\n".join((*cells, *cells.values()))) else _mended(cells)


def _can_be_kept(text: str) -> bool:
    """Whether a text has neither NUL nor half a surrogate pair, which JSON can escape and no file or database holds."""
    if "\0" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _mended(cells: dict[str, str]) -> dict[str, str]:
    mended = {_mend(path): _mend(text).strip() for path, text in cells.items()}
    return {path: text for path, text in mended.items() if text}


def _mend(text: str) -> str:
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _flatten(value: Any, path: str, cells: dict[str, str]) -> None:
    if isinstance(value, dict):
        prefix = f"{path}." if path else ""
        for key, member in value.items():
            if type(member) is str:  # the common case, kept short
                if text := member.strip():
                    cells[prefix + key] = text
            else:
                _flatten(member, prefix + key, cells)
    elif isinstance(value, list):
        for rank, member in enumerate(value):
            _flatten(member, f"{path}[{rank}]", cells)
    elif value is not None:
        text = ("true" if value else "false") if isinstance(value, bool) else str(value).strip()
        if text:
            cells[path] = text


def json_records(path: Path, reading: Reading) -> Iterator[Record]:
    """The elements of the list at the record path, found when it is not given; a lone object is one record."""
    with opened_text(path, reading) as (text, _):
        head = text.read(_HEAD)
        if reading.record_path is None:
            reading.record_path = record_path_of(head)
        window = JsonWindow(text, head)
        steps = [step for step in reading.record_path.split(".") if step]
        number = 0
        try:
            for number, value in enumerate(window.documents(steps), start=1):
                yield Record(number, None, flattened(value))
        except (Broken, RecursionError):
            reading.notes.append(cut(number))


def record_path_of(head: str) -> str:
    """The path of the list of objects that holds most of the values at the beginning of a document.

    Empty for a document that is itself the list, or a single offer.
    """
    counted, members = _lists(head)
    if re.match(r'\s*\{\s*"@(context|type|id)"', head):
        return "@graph" if "@graph" in counted else ""
    if _TITLES & members and _TEXTS & members:
        return ""
    outer = {path: n for path, n in counted.items() if not any(path != o and _inside(path, o) for o in counted)}
    best = max(outer, key=lambda path: outer[path], default="")
    inner = [path for path in counted if path != best and _inside(path, best) and counted[path] >= _INNER * outer[best]]
    return ".".join(step for step in max(inner, key=len, default=best).split(".") if step and step != "item")


def _inside(path: str, outer: str) -> bool:
    return path.startswith(f"{outer}.item." if outer else "item.")


def _lists(head: str) -> tuple[dict[str, int], set[str]]:
    """Values under each list of objects, by its path; and the names of the document's own texts."""
    counted: dict[str, int] = {}
    members: set[str] = set()
    try:
        for prefix, event, _ in ijson.parse(io.BytesIO(head.encode("utf-8", "replace")), buf_size=_STEP):
            if prefix.count(".") > DEEPEST:
                raise _bottomless()
            if event == "start_map" and (prefix == "item" or prefix.endswith(".item")):
                counted.setdefault(prefix[:-5], 0)
            elif event == "string" and "." not in prefix:
                members.add(prefix.casefold())
            elif event in ("string", "number", "boolean"):
                for path in counted:
                    counted[path] += _inside(prefix, path)
    except ijson.JSONError:
        pass  # the head is the beginning of a document
    return counted, members


def _bottomless() -> Refused:
    return Refused(
        Sentence("JSON démesuré (emboîté sans fin)", "JSON of excessive depth"),
        hint=Sentence("demandez un flux dont les offres sont une liste", "ask for a feed whose offers are a list"),
    )


def jsonl_records(path: Path, reading: Reading) -> Iterator[Record]:
    """One record a line; a line that is not a JSON object is a record with a fault. Row 1 is the first line."""
    decode = json.JSONDecoder(parse_float=str, parse_int=str).decode
    with opened_text(path, reading) as (text, _):
        waiting: Record | None = None
        for number, line in enumerate(text, start=1):
            if not (line := line.strip()):
                continue
            if waiting:
                yield waiting
            waiting = _line(number, line, decode)
        if waiting and waiting.fault:
            reading.notes.append(cut(waiting.row - 1))
        elif waiting:
            yield waiting


def _line(number: int, line: str, decode: Any) -> Record:
    try:
        value = decode(line)
        cells = flattened(value)
    except (ValueError, RecursionError):
        return Record(number, None, {"#1": line[:2000]}, _NOT_JSON)
    return Record(number, None, cells, None if isinstance(value, dict) else _NOT_JSON)


def page_records(path: Path, reading: Reading) -> Iterator[Record]:
    """The JobPosting objects of the JSON-LD blocks of an HTML page."""
    with opened_text(path, reading) as (text, _):
        content = text.read().encode("utf-8", "replace")
    number = 0
    for block in _page(content).xpath('//script[starts-with(@type, "application/ld+json")]/text()'):
        try:
            found = json.loads(block, parse_float=str, parse_int=str, strict=False)
            postings = [flattened(posting) for posting in _postings(found)]
        except (ValueError, RecursionError):
            reading.notes.append(Note(Sentence("un bloc JSON-LD est illisible", "a JSON-LD block is unreadable")))
            continue
        for cells in postings:
            number += 1
            yield Record(number, None, cells)


def _page(content: bytes) -> Any:
    try:
        return html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    except etree.ParserError:  # nothing but a beginning of a tag
        return html.Element("html")


def _postings(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for member in value:
            yield from _postings(member)
    elif isinstance(value, dict):
        kinds = value.get("@type", [])
        if "JobPosting" in ([kinds] if isinstance(kinds, str) else kinds):
            yield value
        else:
            for member in value.values():
                yield from _postings(member)


_NOT_JSON = Sentence("la ligne n'est pas un objet JSON", "the line is not a JSON object")
