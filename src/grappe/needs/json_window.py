"""A JSON document read through a moving window, with the speed of the standard decoder and the memory of one record."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, TextIO

_CHUNK = 1 << 20
VALUE_LIMIT = 64 * 2**20  #: characters of one value outside the list of records, and of one record
_SPACE = re.compile(r"[ \t\r\n\ufeff]*")

EVERY = "*"  #: the step that stands for every member of an object


class Broken(Exception):  # noqa: N818 - the document ends or stops being JSON here
    """The document ends, or stops being JSON, at this point."""


class JsonWindow:
    """A place in a JSON text that moves forward only. Numbers are read as the text they are written with."""

    def __init__(self, text: TextIO, head: str = "") -> None:
        self._text = text
        self._buffer = head
        self._at = 0
        self._ended = False
        self._decode = json.JSONDecoder(parse_float=str, parse_int=str, strict=False).raw_decode

    def documents(self, steps: Sequence[str]) -> Iterator[Any]:
        """The elements at ``steps`` of every document of the text: some feeds set one after the other."""
        yield from self.elements(steps)
        while self._peek():
            yield from self.elements(steps)

    def elements(self, steps: Sequence[str]) -> Iterator[Any]:
        """The elements of the lists at ``steps`` (member names; lists on the way are gone through).

        Without steps left, a list gives its elements and any other value gives itself. The step ``EVERY`` goes through
        all the members of an object, and gives each object its name as ``#key``. An object of a list on the way (an
        employer with its offers) gives what it says before them to each of them, as ``..employers``. Raises ``Broken``.
        """
        yield from self._elements(steps, "", None)

    def _elements(self, steps: Sequence[str], name: str, said: dict[str, Any] | None) -> Iterator[Any]:
        mark = self._peek()
        if mark == "[":
            yield from self._list(steps, name)
        elif mark == "{" and steps:
            yield from self._object(steps, said)
        elif not steps:
            yield self._value()
        else:
            self._value()

    def _list(self, steps: Sequence[str], name: str) -> Iterator[Any]:
        self._at += 1
        if self._peek() == "]":
            self._at += 1
            return
        while True:
            if steps:
                said: dict[str, Any] = {}
                yield from (_within(f"..{name or 'group'}", said, value) for value in self._elements(steps, name, said))
            else:
                yield self._value()
            if self._mark(",]") == "]":
                return

    def _object(self, steps: Sequence[str], said: dict[str, Any] | None) -> Iterator[Any]:
        self._at += 1
        if self._peek() == "}":
            self._at += 1
            return
        while True:
            name = self._value()
            self._mark(":")
            if name == steps[0]:
                yield from self._elements(steps[1:], name, None)
            elif steps[0] == EVERY:
                yield from (_with_key(name, value) for value in self._elements(steps[1:], name, None))
            else:
                value = self._value()
                if said is not None:
                    said[name] = value
            if self._mark(",}") == "}":
                return

    def _mark(self, allowed: str) -> str:
        """The next character, which must be one of ``allowed``, passed over."""
        mark = self._peek()
        if not mark or mark not in allowed:
            raise Broken
        self._at += 1
        return mark

    def _peek(self) -> str:
        """The next character that is not a space; empty at the end."""
        while True:
            match = _SPACE.match(self._buffer, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._more():
                return ""

    def _value(self) -> Any:
        if not self._peek():
            raise Broken
        while True:
            try:
                value, end = self._decode(self._buffer, self._at)
            except (ValueError, RecursionError) as error:
                if isinstance(error, RecursionError) or not self._more():
                    raise Broken from error
                continue
            if end < len(self._buffer) or not self._more():  # a number could go on
                self._at = end
                return value

    def _more(self) -> bool:
        rest = len(self._buffer) - self._at
        chunk = "" if self._ended or rest > VALUE_LIMIT else self._text.read(max(_CHUNK, rest))
        if not chunk:
            self._ended = True
            return False
        self._buffer = self._buffer[self._at :] + chunk
        self._at = 0
        return True


def _with_key(name: Any, value: Any) -> Any:
    return {"#key": name, **value} if isinstance(value, dict) else value


def _within(group: str, said: dict[str, Any], value: Any) -> Any:
    return {**value, group: dict(said)} if said and isinstance(value, dict) else value
