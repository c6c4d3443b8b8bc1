"""What the name of a field says: a path brought to words, compared with the lexicon ``guess_words/names.toml``.

>>> from grappe.needs.naming import Name
>>> Name.of("jobAd.datePublication").leaf, Name.of("region.CITY_NAME").leaf
(('date', 'publication'), ('city', 'name'))
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from grappe.needs.plain import words

Words = tuple[str, ...]

_WEIGHTS: Mapping[str, float] = {"strong": 1.0, "medium": 0.62, "weak": 0.35}
_HUMP = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Ý])|(?<=[A-ZÀ-Ý])(?=[A-ZÀ-Ý][a-zà-ÿ])|(?<=[a-zà-ÿ])(?=\d)")
_INDEX = re.compile(r"\[\d*\]")
_LONGEST_RUN = 40
_SHORT = "abbreviations"  #: the table of the lexicon that is no field


@dataclass(frozen=True, slots=True)
class Name:
    """A path as words: those of its last step, those of the steps above (outermost first)."""

    leaf: Words
    above: tuple[Words, ...] = ()

    @classmethod
    def of(cls, path: str, label: str = "") -> "Name":
        """The name of a path; ``label`` is what the feed itself calls the field, where it says so."""
        steps = [step_words(step) for step in re.split(r"[.@]|(?<=\w):(?=\w)", path) if step not in ("", "#text")]
        known = [step for step in steps if step]
        if label:
            known.append(step_words(label))
        return cls(known[-1], tuple(known[:-1])) if known else cls(())

    @property
    def all_words(self) -> frozenset[str]:
        """Every word of the path, but those of steps that only hold the offer: ``jobDescription``, ``data``."""
        return frozenset(word for step in (*self._telling, self.leaf) for word in step)

    @property
    def _telling(self) -> tuple[Words, ...]:
        return tuple(step for step in self.above if set(step) - _spoken("neutral") - _spoken("containers"))

    @property
    def depth(self) -> int:
        """Steps above that say something: ``jobDescription.title`` is as near as ``title``."""
        return len(self._telling)

    @property
    def readings(self) -> list[tuple[Words, int, float]]:
        """The word sequences that may name the field: the last step, it and the one above…; for each, how many of its
        last words a phrase must reach, and its weight."""
        own = len(self.leaf) if _meaning(self.leaf) else _LONGEST_RUN
        found = [(self.leaf, own, 1.0)] if self.leaf else []
        if self.above:
            found.append((self.above[-1] + self.leaf, own, 0.97))
        if self._telling and self._telling[-1] != self.above[-1]:
            found.append((self._telling[-1] + self.leaf, own, 0.95))
        if len(self.above) > 1:
            found.append((self.above[-2] + self.leaf, own, 0.9))
            if not _meaning(self.leaf):
                found.append((self.above[-2] + self.above[-1], own, 0.8))
        if self._telling and set(self.leaf) <= _spoken("called"):
            found.append((self._telling[-1], _LONGEST_RUN, 0.92))
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The names of one field, by weight, and the words that exclude it."""

    phrases: Mapping[Words, float]
    by_word: Mapping[str, Sequence[Words]]
    excluded: frozenset[str]

    def score(self, name: Name) -> float:
        """How surely a name is that of the field, 0 to 1."""
        return 0.0 if self.excludes(name) else self._best(name)[0]

    def excludes(self, name: Name) -> bool:
        """Whether a word of the path says that it is another thing."""
        phrase = self._best(name)[1]
        alone = len(name.leaf) > 1 and name.leaf == phrase  # « companyName » says enough, wherever it stands
        others = (frozenset(name.leaf) if alone else name.all_words) & self.excluded
        return bool(others - frozenset(phrase))

    @lru_cache(maxsize=65536)  # noqa: B019 - lexicons live as long as the program
    def _best(self, name: Name) -> tuple[float, Words]:
        """The best score of a reading of the name, and the phrase that gave it."""
        scored = [(*self._read(reading, own), weight) for reading, own, weight in name.readings]
        return max(((score * weight, phrase) for score, phrase, weight in scored), default=(0.0, ()))

    def _read(self, reading: Words, own: int) -> tuple[float, Words]:
        if reading in self.phrases:
            return self.phrases[reading], reading
        bare = _meaning(reading)
        near = {phrase for word in reading for phrase in self.by_word.get(word, ())}
        scores = ((_likeness(reading, bare, phrase, own) * self.phrases[phrase], phrase) for phrase in near)
        return max(scores, default=(0.0, ()))


def _likeness(reading: Words, bare: Words, phrase: Words, own: int) -> float:
    """Share of a name that a phrase explains, neutral words apart; the phrase must reach the last ``own`` words."""
    core = _meaning(phrase)
    if core and bare and core == bare:
        return 0.95
    if core and bare and sorted(core) == sorted(bare):
        return 0.9
    if not core or not _within(phrase, reading, len(reading) - own):
        return 0.0
    return 0.45 + 0.4 * len(core) / max(len(bare), 1)


def _within(phrase: Words, reading: Words, before: int = -1) -> bool:
    """Whether a phrase stands in a reading and ends after its first ``before`` words."""
    size = len(phrase)
    return any(reading[at : at + size] == phrase for at in range(len(reading) - size + 1) if at + size > before)


def _meaning(words_: Words) -> Words:
    return tuple(word for word in words_ if word not in _spoken("neutral"))


@lru_cache(maxsize=8192)
def step_words(step: str) -> Words:
    """One step of a path as words: humps, underscores and run-together words taken apart, plurals made singular."""
    found: list[str] = []
    for word in words(_HUMP.sub(" ", _INDEX.sub("", step))).split():
        if word not in _spoken("small") and not word.isdigit():
            found += _taken_apart(_singular(word))
    whole = _document("names")[_SHORT]
    return tuple(whole.get(word, word) for word in found if word not in _spoken("small"))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] not in "sui" else word


def _taken_apart(word: str) -> list[str]:
    """``referencenumber`` → reference, number; a word that is known, or cannot be cut into known ones, stays whole."""
    known = _vocabulary()
    if word in known or not 5 < len(word) <= _LONGEST_RUN:
        return [word]
    best: dict[int, list[str]] = {0: []}
    for end in range(1, len(word) + 1):
        cuts = [
            [*best[start], word[start:end]]
            for start in range(max(0, end - 16), end - 1)
            if start in best and word[start:end] in known
        ]
        if cuts:
            best[end] = min(cuts, key=len)
    found = best.get(len(word), [word])
    return [_singular(part) for part in found] if len(found) <= 4 else [word]


@cache
def _document(name: str) -> dict[str, Any]:
    return tomllib.loads(files("grappe.needs").joinpath("guess_words", f"{name}.toml").read_text("utf-8"))


@cache
def _spoken(topic: str) -> frozenset[str]:
    """Words of names that are not a field's own, of ``contents.toml``: ``small``, ``neutral``, ``containers``…"""
    return frozenset(contents()["names"][topic].split())


@cache
def contents() -> Mapping[str, Any]:
    """The words that values hold, of ``guess_words/contents.toml``."""
    return _document("contents")


@cache
def _vocabulary() -> frozenset[str]:
    """Words long enough to be found inside a run-together name."""
    names = _document("names")
    listed: Iterable[str] = (
        phrase for field, entry in names.items() if field != _SHORT for group in entry.values() for phrase in group
    )
    spoken = {
        word for phrase in listed for word in words(phrase).split() if len(word) > 2 or word in ("id", "cp", "nb", "at")
    }
    return frozenset(
        spoken | {_singular(word) for word in spoken} | set(_spoken("small") - {"l", "d", "a"}) | _spoken("neutral")
    )


@cache
def lexicons() -> Mapping[str, Lexicon]:
    """The lexicon of each field, and of ``profile`` (the second part of a description)."""
    return {field: _lexicon(entry) for field, entry in _document("names").items() if field != _SHORT}


def _lexicon(entry: Mapping[str, list[str]]) -> Lexicon:
    phrases: dict[Words, float] = {}
    for group, weight in _WEIGHTS.items():
        for phrase in entry.get(group, ()):
            phrases.setdefault(step_words(phrase), weight)
    by_word: dict[str, list[Words]] = {}
    for known in phrases:
        for word in known:
            by_word.setdefault(word, []).append(known)
    return Lexicon(phrases, by_word, frozenset(word for phrase in entry.get("not", ()) for word in step_words(phrase)))


@cache
def _listed(topic: str) -> frozenset[Words]:
    return frozenset(step_words(phrase) for phrase in contents()[topic])


def tells_of(topic: str, name: Name) -> bool:
    """Whether a word of the path is of a topic of ``contents.toml``: ``people``, ``pictures``, ``foreign_fields``."""
    steps = (*name.above, name.leaf)
    return any(_within(phrase, step) for phrase in _listed(topic) for step in steps)
