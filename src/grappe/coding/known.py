"""What a text model remembers of the texts it learned from: which concept each names, and whether as its first name.

A list to be ranked often holds these very texts. Labels of one concept then stand or fall together, and a concept's
preferred label comes before its other ones. Kept as numbers: a hash of each text, and its concept.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from grappe.coding.index import Wholes

Hashes = np.ndarray[tuple[int, ...], np.dtype[np.uint64]]
Flags = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
Numbers = np.ndarray[tuple[int, ...], np.dtype[np.int32]]


class KnownTexts:
    """Texts (as written, but for case and accents) → the concepts that they name.

    ``names`` holds twice the concept, plus 1 for a first name.
    """

    def __init__(self, hashes: Hashes, names: Numbers) -> None:
        self.hashes, self.names = hashes, names

    @classmethod
    def of(cls, concepts: Iterable[tuple[Sequence[str], Sequence[str]]]) -> "KnownTexts":
        """From the labels of each concept and, among these, its first names (one in each language)."""
        pairs = set()
        for concept, (texts, first) in enumerate(concepts):
            pairs |= {(hash_of(text), 2 * concept + (text in first)) for text in texts}
        listed = sorted(pairs)
        hashes = np.array([one for one, _name in listed], np.uint64)
        return cls(hashes, np.array([name for _one, name in listed], np.int32))

    def named_by(self, texts: Sequence[str]) -> list[Numbers]:
        """For each text the names that it is (twice the concept, plus 1 for a first name), none for another text."""
        asked = np.array([hash_of(text) for text in texts], np.uint64)
        lows = np.searchsorted(self.hashes, asked, side="left")
        highs = np.searchsorted(self.hashes, asked, side="right")
        return [self.names[low:high] for low, high in zip(lows, highs, strict=True)]


def hash_of(text: str) -> int:
    """64 bits of a text."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


class Grouping:
    """The elements of a list by concept: elements in the order of their concepts, and where each concept begins.

    An element of several concepts is listed once for each; ``preferred`` says which are first names, ``known`` which
    were told or remembered at all.
    """

    def __init__(self, concepts: Sequence[Sequence[int]], preferred: Flags, known: Flags | None = None) -> None:
        pairs = [(concept, place) for place, listed in enumerate(concepts) for concept in listed]
        pairs.sort()
        owners = np.array([concept for concept, _place in pairs], np.int64)
        self.elements: Wholes = np.array([place for _concept, place in pairs], np.int64)
        self.starts: Wholes = np.flatnonzero(np.diff(owners, prepend=-1))
        self.sizes: Wholes = np.diff(self.starts, append=len(owners))
        self.preferred = preferred
        self.known = np.ones(len(preferred), bool) if known is None else known

    @classmethod
    def told(cls, identifiers: Sequence[str], concepts: Mapping[str, str]) -> "Grouping":
        """As a mapping of elements to concepts says; the first element of a concept is its first name."""
        numbers: dict[str, int] = {}
        own = [numbers.setdefault(concepts.get(one, one), len(numbers)) for one in identifiers]
        seen: set[int] = set()
        first = [not (number in seen or seen.add(number)) for number in own]  # type: ignore[func-returns-value]
        return cls([[number] for number in own], np.array(first, bool))

    @classmethod
    def remembered(cls, texts: Sequence[str], known: KnownTexts) -> "Grouping":
        """As a model remembers; a text that it never met is a concept of its own, and no first name.

        Of the concepts that a text names, those count that a neighbour in the list names too, where there are any.
        """
        found = known.named_by(texts)
        named = _with_neighbours([frozenset((names // 2).tolist()) for names in found])
        most = int(known.names.max(initial=0)) // 2 + 1
        first = [any(2 * one + 1 in names for one in own) for own, names in zip(named, found, strict=True)]
        concepts = [sorted(own) or [most + place] for place, own in enumerate(named)]
        return cls(concepts, np.array(first, bool), np.array([len(names) > 0 for names in found], bool))


def _with_neighbours(named: Sequence[frozenset[int]]) -> list[frozenset[int]]:
    nothing: frozenset[int] = frozenset()
    padded = [nothing, *named, nothing]
    around = zip(padded, padded[2:], strict=False)
    return [own & (before | after) or own for own, (before, after) in zip(named, around, strict=True)]
