"""Titles that wait, grouped so that one decision serves several; and the reference searched by words."""

from collections.abc import Sequence
from dataclasses import dataclass

from grappe.coding.index import stem
from grappe.coding.normaliser import normalise
from grappe.coding.search_space import Reference, SearchSpace

ALIKE = 0.5  #: share of common words from which two titles with the same first proposal stand in one group
_SHORTEST = 3  #: letters of a word that may be the beginning of another


def alike(titles: Sequence[tuple[str, str | None]]) -> list[list[int]]:
    """Groups of places in a list of (key, first proposal), each led by the first of the list that it holds.

    A title joins the first group whose leader has the same first proposal and shares at least ``ALIKE`` of the words
    of both (their stems, Jaccard). Titles without a proposal stand alone.
    """
    groups: list[list[int]] = []
    leaders: dict[str, list[tuple[frozenset[str], list[int]]]] = {}
    for place, (key, code) in enumerate(titles):
        words = frozenset(stem(word) for word in key.split())
        known = leaders.setdefault(code, []) if code else []
        group = next((group for leader, group in known if _near(words, leader)), None)
        if group is None:
            group = []
            groups.append(group)
            known.append((words, group))
        group.append(place)
    return groups


def _near(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ALIKE * max(len(one | other), 1)


@dataclass(frozen=True, slots=True)
class Named:
    """An occupation that a search found: its code, its label and the title that has the words."""

    code: str
    label: str
    title: str


def named(space: SearchSpace, text: str, *, top: int = 12) -> list[Named]:
    """Occupations with a title that has every word of a text, or a word that begins so; or with this code.

    Titles with the fewest other words first, each code once.
    """
    code = text.strip().upper()
    if code in space.labels:
        return [Named(code, space.labels[code], space.labels[code])]
    wanted = [stem(word) for word in normalise(text).full_key.split()]
    if not wanted:
        return []
    found = [reference for reference in space.references if _has(reference, wanted)]
    found.sort(key=lambda reference: (len(reference.key.split()), reference.text, reference.code))
    first = {reference.code: reference for reference in reversed(found)}
    ranked = sorted(first.values(), key=lambda reference: (len(reference.key.split()), reference.text))
    return [Named(one.code, space.labels[one.code], one.text) for one in ranked[:top]]


def _has(reference: Reference, wanted: Sequence[str]) -> bool:
    words = [stem(word) for word in reference.key.split()]
    return all(any(word == one or (len(one) >= _SHORTEST and word.startswith(one)) for word in words) for one in wanted)
