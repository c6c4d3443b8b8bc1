"""A text about work or teaching → the parts of its sentences in which a skill may be named.

A part carries the sentence that shows it, the level that the sentence names, and where the sentence begins. Parts that
say what is *not* needed, or that speak of pay, contract or examination, are left out.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from grappe.coding.folding import fold
from grappe.coding.normaliser import phrase

LEVELS = ("notions", "practice", "mastery", "expertise")  #: how well, from hearing of it to leading others
LONGEST_TEXT = 50_000  #: characters of a text that are read
FEWEST, MOST = 1, 14  #: words of a part
_BREAK = re.compile(
    r"[.!?;]+(?=\s|$)|[\n\r]+(?![a-zà-ÿ(])|(?<![\w,'’])[\n\r]+|(?<!\S)[•●▪·◦►➢✓✔*|–—>-]+(?=\s)|[●▪►➢✓✔|]"
)
_PART = re.compile(r"[,:()\[\]/+]|(?<=\s)-(?=\s)|\s(?:et|ou|and|or|&)\s")
_LONGEST_EVIDENCE = 300
_NUMBERED = re.compile(r"(?:cm|td|tp)?\d+")


@dataclass(frozen=True, slots=True)
class SkillPart:
    """A run of words in a text: ``key`` as compared, ``evidence`` the sentence as written, ``at`` where it begins."""

    key: str
    evidence: str
    at: int
    level: str | None


def skill_parts(text: str) -> list[SkillPart]:
    """The parts of a text in which a skill may be named, in order; whole sentences before their pieces.

    >>> [part.key for part in skill_parts("Soudage TIG et lecture de plan. Pas de permis exigé.")]
    ['soudage tig lecture plan', 'soudage tig', 'lecture plan']
    """
    return [part for at, sentence in sentences(text[:LONGEST_TEXT]) for part in _parts(sentence, at)]


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence with its place; a line that goes on in small letters belongs to the one before."""
    start = 0
    for end, after in [*((match.start(), match.end()) for match in _BREAK.finditer(text)), (len(text), len(text))]:
        sentence = text[start:end]
        bare = " ".join(sentence.split())
        if len(bare) > 2:
            yield start + len(sentence) - len(sentence.lstrip()), bare
        start = after


def _parts(sentence: str, at: int) -> Iterator[SkillPart]:
    level = level_of(sentence)
    kept = [clause for clause in _clauses(sentence) if not negated(clause) and not _noise(clause)]
    evidence = sentence if len(sentence) <= _LONGEST_EVIDENCE else sentence[: _LONGEST_EVIDENCE - 1] + "…"
    seen: set[str] = set()
    for words in (piece for clause in kept for piece in (clause, *_PART.split(clause))):
        key = _key(words)
        if key and key not in seen and FEWEST <= key.count(" ") + 1 <= MOST:
            seen.add(key)
            yield SkillPart(key, evidence, at, level)


def _clauses(sentence: str) -> list[str]:
    """A sentence cut where it turns (*mais*, *but*), so that a negation reaches no further; else at its commas."""
    cut = re.split(rf"\b(?:{'|'.join(_said()['parts']['words'])})\b", sentence, flags=re.I)
    if negated(sentence):
        cut = [piece for clause in cut for piece in clause.split(",")]
    return [clause.strip() for clause in cut if clause.strip()]


def negated(text: str) -> bool:
    """Whether a text says that something is not needed."""
    return bool(_pattern("negations").search(_plain(text)))


def level_of(text: str) -> str | None:
    """The highest of ``LEVELS`` that a text names, ``None`` where it names none."""
    plain = _plain(text)
    found = [level for level, pattern in _levels().items() if pattern.search(plain)]
    return found[-1] if found else None


def _noise(text: str) -> bool:
    return bool(_pattern("noise").search(fold(text)))


@lru_cache(maxsize=100_000)
def _key(text: str) -> str:
    words = phrase(text.strip()).key.split()
    return " ".join(word for word in words if not _NUMBERED.fullmatch(word) and word not in _weak())


def _plain(text: str) -> str:
    """Folded words with one space between."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


@cache
def _weak() -> frozenset[str]:
    """Words that say how well or who, not what; in their one form."""
    return frozenset(phrase(word).key for word in _said()["weak"]["words"])


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(_said()[name]["patterns"]))


@cache
def _levels() -> Mapping[str, re.Pattern[str]]:
    said = _said()["levels"]
    return {level: re.compile(rf"\b(?:{'|'.join(said[level])})\b") for level in LEVELS}


@cache
def _said() -> Mapping[str, Any]:
    return tomllib.loads((files("grappe.coding") / "lexicon" / "skills.toml").read_text("utf-8"))
