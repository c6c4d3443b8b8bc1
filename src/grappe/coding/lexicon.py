"""The words of the field as data: abbreviations, English titles, facts of an ad, places, general titles.

The files of ``lexicon/`` are ours. They are read once, with the same word forms as the titles they are compared with.
"""

import csv
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from grappe.coding.folding import fold
from grappe.coding.gender import masculine

Run = tuple[str, ...]
NUMBER = "#"  #: stands for any number in a run of words


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of words and what each means, found longest first from a position."""

    by_first: Mapping[str, tuple[tuple[Run, str], ...]]

    @classmethod
    def of(cls, pairs: Iterable[tuple[Run, str]]) -> "Runs":
        """The runs, indexed by their first word."""
        found: dict[str, list[tuple[Run, str]]] = {}
        for run, meaning in pairs:
            found.setdefault(run[0], []).append((run, meaning))
        longest = {first: tuple(sorted(runs, key=lambda r: -len(r[0]))) for first, runs in found.items()}
        return cls(longest)

    def at(self, words: list[str], start: int) -> tuple[int, str] | None:
        """Length and meaning of the longest run that begins at ``start``, or ``None``."""
        first = words[start]
        for run, meaning in self.by_first.get(NUMBER if first.isdigit() else first, ()):
            if len(run) == 1 or _same(run, words[start : start + len(run)]):
                return len(run), meaning
        return None


def _same(run: Run, words: list[str]) -> bool:
    return len(run) == len(words) and all(
        word.isdigit() if expected == NUMBER else word == expected for expected, word in zip(run, words, strict=True)
    )


@cache
def shortened() -> Runs:
    """Abbreviations and English titles → the words they stand for, joined by spaces."""
    rows = [*_pairs("abbreviations.csv"), *_pairs("english.csv")]
    return Runs.of((_run(written, str), " ".join(_run(meant, masculine))) for written, meant in rows)


@cache
def facts() -> Runs:
    """What an ad says beside the job → its kind (contract, duration, level …)."""
    document = tomllib.loads(_text("facts.toml"))
    runs = ((_big(_run(entry, masculine)), kind) for kind, entries in document.items() for entry in entries)
    return Runs.of((run, kind) for run, kind in runs if run)


@cache
def places() -> frozenset[Run]:
    """Names of places, as runs of words."""
    return frozenset(_big(_run(line, masculine)) for line in _lines("places.txt"))


@cache
def general() -> frozenset[Run]:
    """Titles that name no trade by themselves: sorted words, without small ones."""
    return frozenset(tuple(sorted(_run(line, masculine))) for line in _lines("general.txt"))


@cache
def stop() -> frozenset[str]:
    """Small words that say nothing of the job."""
    return frozenset(_lines("stop.txt"))


@cache
def symbols() -> tuple[tuple[str, str], ...]:
    """Names written with signs (``c++``) → as a word."""
    return tuple(_pairs("symbols.csv"))


def _run(text: str, form: Callable[[str], str]) -> Run:
    return tuple(word if word == NUMBER else form(word) for word in fold(text).split())


def _big(run: Run) -> Run:
    return tuple(word for word in run if word not in stop())


def _lines(name: str) -> list[str]:
    return [line.strip() for line in _text(name).splitlines() if line.strip()]


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    rows = csv.reader(_text(name).splitlines())
    next(rows)
    return ((row[0], row[1]) for row in rows)


def _text(name: str) -> str:
    return (files("grappe.coding") / "lexicon" / name).read_text("utf-8")
