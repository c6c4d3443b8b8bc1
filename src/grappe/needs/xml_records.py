"""XML, RSS and Atom: records streamed, no entity expanded, nothing fetched; small damage repaired and told."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from lxml import etree

from grappe.needs.containers import opened
from grappe.needs.groups import Groups
from grappe.needs.raw import Note, Reading, Record, cut
from grappe.needs.xml_paths import record_path_in
from grappe.words import Refused, Sentence, Where

_HEAD = 4 * 2**20
_LIMIT = "ERR_RESOURCE_LIMIT"  #: entities that multiply, or a text of more than ten million characters
_TAIL = 64 * 1024
_MARKUP = re.compile(r"(p|ul|ol|li|br|div|span|b|i|u|em|strong|h[1-6]|table|a|font)", re.I)
_XMLNS = re.compile(r' xmlns(:\w+)?="[^"]*"')
_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "recover": True}


def xml_records(path: Path, reading: Reading) -> Iterator[Record]:
    """The elements at the record path, found when it is not given. Row 1 is the first of them."""
    if reading.record_path is None:
        with opened(path) as stream:
            reading.record_path = _found_path(stream.read(_HEAD), path)
    with opened(path) as stream:
        yield from _streamed(stream, reading)


def _found_path(head: bytes, path: Path) -> str:
    root = etree.parse(io.BytesIO(head), etree.XMLParser(**_SAFE)).getroot() if head.strip() else None
    if root is None:
        raise Refused(
            Sentence("ce n'est pas un document XML lisible", "this is not a readable XML document"),
            where=Where(file=path.name),
        )
    return record_path_in(root, name_of)


class _Tailed:
    """A stream that remembers its end: the parser repairs a cut without a word, the last tags tell it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._tail = b""

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._tail = (self._tail + data)[-_TAIL:] if data else self._tail
        return data

    def closes(self, root: str) -> bool:
        """Whether the last closing tag is that of the root."""
        tags = re.findall(rb"</([^\s<>]+)\s*>", self._tail.replace(b"\0", b""))
        return bool(tags) and tags[-1] == root.encode()

    def last_is_whole(self, record: str) -> bool:
        """Whether the last record that begins also ends."""
        tail, name = self._tail.replace(b"\0", b""), re.escape(record.encode())
        begun = [match.start() for match in re.finditer(rb"<" + name + rb"(?:[\s/>]|$)", tail)]
        ended = [match.start() for match in re.finditer(rb"</" + name + rb"\s*>", tail)]
        return bool(ended) and ended[-1] > max(begun, default=-1)


def _streamed(stream: IO[bytes], reading: Reading) -> Iterator[Record]:
    """Each record is given once the next one has begun: the last one may be a record that a cut left open."""
    wanted = (reading.record_path or "").split(".")
    tailed = _Tailed(stream)
    events = etree.iterparse(tailed, events=("start", "end"), **_SAFE)
    waiting, number, trail, groups = None, 0, [], Groups(wanted)
    try:
        for event, element in events:
            if event == "start":
                trail.append(name_of(element))
                groups.begun(len(trail), element)
                continue
            if trail == wanted:
                if waiting:
                    yield waiting
                number += 1
                waiting = Record(number, None, element_cells(element) | groups.said)
            if len(trail) <= len(wanted):
                groups.ended(trail, element)
                _forget(element)
            trail.pop()
    except etree.XMLSyntaxError:
        pass  # what it is about stands in the log of errors
    yield from _last(waiting, events, reading, tailed)


def _last(waiting: Record | None, events: Any, reading: Reading, tailed: _Tailed) -> Iterator[Record]:
    """The last record, where it is whole; and what there is to tell about the document."""
    errors = [error for error in events.error_log if error.level_name != "WARNING"]
    if any(error.type_name == _LIMIT for error in errors):
        raise _excessive()
    wanted = (reading.record_path or "").split(".")
    if not tailed.closes(wanted[0]):
        if waiting and not tailed.last_is_whole(wanted[-1]):
            reading.notes.append(cut(waiting.row - 1))
            return
        reading.notes.append(cut(waiting.row if waiting else 0))
    elif errors:
        reading.notes.append(_repaired(len(errors), errors[0].line))
    if waiting:
        yield waiting


def element_cells(element: Any) -> dict[str, str]:
    """An XML element as path → text, relative to it."""
    cells: dict[str, str] = {}
    for attribute, value in element.attrib.items():
        if value.strip():
            cells[f"@{_local(attribute)}"] = value.strip()
    if len(element):
        _children(element, "", cells)
    elif element.text and element.text.strip():
        cells["#text"] = element.text.strip()
    return cells


def _children(element: Any, prefix: str, cells: dict[str, str]) -> None:
    seen: dict[str, int] = {}
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name = name_of(child)
        rank = seen.get(name, 0)
        seen[name] = rank + 1
        _child(child, prefix + (f"{name}[{rank}]" if rank else name), cells)


def _child(child: Any, path: str, cells: dict[str, str]) -> None:
    for attribute, value in child.attrib.items():
        if value.strip():
            cells[f"{path}@{_local(attribute)}"] = value.strip()
    if len(child) and not _is_markup(child):
        _children(child, f"{path}.", cells)
        return
    text = _inner(child) if len(child) else (child.text or "")
    if text := text.strip():
        cells[path] = text


def _is_markup(element: Any) -> bool:
    """Whether the children are HTML, or comments and text around them, rather than data."""
    if any(isinstance(child.tag, str) and _MARKUP.fullmatch(_local(child.tag)) for child in element):
        return True
    texts = [element.text, *(child.tail for child in element)]
    return any(text and text.strip() for text in texts)


def _inner(element: Any) -> str:
    parts = [element.text or ""]
    parts += [etree.tostring(child, encoding="unicode", with_tail=True) for child in element]
    return _XMLNS.sub("", "".join(parts))


def name_of(element: Any) -> str:
    """The tag with its prefix: ``dc:date``; the default namespace shows no prefix."""
    tag = element.tag
    if not tag.startswith("{"):
        return str(tag)
    local = tag.rpartition("}")[2]
    return f"{element.prefix}:{local}" if element.prefix else str(local)


def _local(name: str) -> str:
    """A name without its namespace; a damaged document may hold names that are none."""
    return str(name).rpartition("}")[2]


def _forget(element: Any) -> None:
    """Frees a record that was read, and what stands before it."""
    parent = element.getparent()
    element.clear(keep_tail=False)
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _excessive() -> Refused:
    return Refused(
        Sentence("XML démesuré (entités ou texte sans fin)", "XML of excessive size (entities or endless text)"),
        hint=Sentence("demandez un flux sans entités déclarées", "ask for a feed without declared entities"),
    )


def _repaired(count: int, line: int) -> Note:
    return Note(
        Sentence(
            f"XML mal formé, réparé ({count} fautes, la première ligne {line})",
            f"malformed XML, repaired ({count} faults, the first on line {line})",
        ),
        hint=Sentence("vérifiez les textes lus", "check the texts that were read"),
    )
