"""The words of each code: its titles, its definition and the skills that its sheet lists, weighed by rarity.

A title or the text of an ad can speak of a job without any of its titles: *maintains pumps and valves*.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import scipy.sparse as sp

from grappe.coding import lexicon
from grappe.coding.folding import LONGEST, fold
from grappe.coding.gender import masculine
from grappe.coding.index import Floats, stem
from grappe.references import (
    ESCO_OCCUPATION_SKILLS,
    ESCO_OCCUPATIONS,
    ESCO_SKILLS,
    OCCUPATION_SKILLS,
    OCCUPATIONS,
    SKILLS,
    Release,
)

TITLES = 3.0  #: a word of a title of the code counts as so many of its definition or skills
_WORD = re.compile(r"[a-z0-9]{2,}")


def word_stems(text: str) -> list[str]:
    """The stems of the words of a running text, small words left out.

    >>> word_stems("Conduire des véhicules : conductrice de bus")
    ['conduir', 'vehicul', 'conducteur', 'bus']
    """
    folded = (fold(text[at : at + LONGEST]) for at in range(0, len(text), LONGEST))
    small = lexicon.stop()
    return [stem(masculine(word)) for part in folded for word in _WORD.findall(part) if word not in small]


class CodeWords:
    """One row of length 1 for each code: its stems by how often and how rarely they come. ``rarity`` is per stem."""

    def __init__(self, stems: Sequence[str], rows: sp.csr_matrix, rarity: Floats) -> None:
        self.stems, self.rows, self.rarity = tuple(stems), rows, rarity
        self.numbers = {name: place for place, name in enumerate(self.stems)}
        self._columns = rows.T.tocsr()

    @classmethod
    def of(cls, release: Release, codes: Sequence[str], keys: Mapping[str, Sequence[str]]) -> "CodeWords":
        """The words of these codes of a release; ``keys`` gives the titles of each code, in their one form."""
        known: dict[str, int] = {}
        titles = _counted([[stem(word) for key in keys[code] for word in key.split()] for code in codes], known)
        said = _said(release, codes, known)
        titles.resize(said.shape)
        counts = (said + TITLES * titles).tocsr()
        counts.data = 1 + np.log(counts.data)
        seen = np.bincount(counts.indices, minlength=counts.shape[1])
        rarity = (np.log((1 + len(codes)) / (1 + seen)) + 1).astype(np.float32)
        weighed = (counts @ sp.diags(rarity)).tocsr().astype(np.float32)
        return cls(list(known), _of_length_one(weighed), rarity)

    def of_words(self, numbers: "np.ndarray[Any, Any]") -> sp.csr_matrix:
        """What each of these stems (by number, -1 unknown) says of every code: one row per stem, weighed by rarity."""
        known = np.flatnonzero(numbers >= 0)
        weights = (self.rarity[numbers[known]], (known, numbers[known]))
        shape = (len(numbers), len(self.stems))
        return (sp.csr_matrix(weights, shape=shape, dtype=np.float32) @ self._columns).tocsr()

    def nearness(self, texts: Sequence[Sequence[str]]) -> Floats:
        """The cosine of each text, given as stems, with every code: one row per text."""
        listed = [[self.numbers[name] for name in text if name in self.numbers] for text in texts]
        starts = np.cumsum([0, *(len(one) for one in listed)])
        places = np.array([place for one in listed for place in one], np.int64)
        table = sp.csr_matrix((np.ones(len(places), np.float32), places, starts), shape=(len(texts), len(self.stems)))
        table.sum_duplicates()
        table.data = (1 + np.log(table.data)) * self.rarity[table.indices]
        return np.asarray((_of_length_one(table) @ self._columns).toarray(), np.float32)


def _said(release: Release, codes: Sequence[str], known: dict[str, int]) -> sp.csr_matrix:
    """How often each stem comes in the definition and the skills of each code."""
    definitions, links, labels = _esco(release) if release.nomenclature == "esco" else _rome(release)
    listed = list(labels)
    defined = _counted([word_stems(definitions.get(code) or "") for code in codes], known)
    worded = _counted([word_stems(labels[one] or "") for one in listed], known)
    row = {code: place for place, code in enumerate(codes)}
    column = {one: place for place, one in enumerate(listed)}
    pairs = [(row[code], column[one]) for code, one in links if code in row and one in column]
    rows, columns = np.array(pairs, np.int64).reshape(-1, 2).T
    linked = sp.csr_matrix((np.ones(len(pairs)), (rows, columns)), shape=(len(codes), len(listed)))
    defined.resize((len(codes), len(known)))
    worded.resize((len(listed), len(known)))
    return (defined + linked @ worded).tocsr()


Sheet = tuple[Mapping[str, str | None], Iterable[tuple[str, str]], Mapping[str, str | None]]


def _rome(release: Release) -> Sheet:
    definitions = _columns(release, OCCUPATIONS, ("code", "definition_fr"))
    links = _columns(release, OCCUPATION_SKILLS, ("occupation", "skill"))
    return dict(definitions), links, dict(_columns(release, SKILLS, ("code", "label_fr")))


def _esco(release: Release) -> Sheet:
    definitions = _columns(release, ESCO_OCCUPATIONS, ("uri", "definition_fr"))
    links = _columns(release, ESCO_OCCUPATION_SKILLS, ("occupation", "skill"))
    return dict(definitions), links, dict(_columns(release, ESCO_SKILLS, ("uri", "label_fr")))


def _columns(release: Release, frame: Any, names: tuple[str, str]) -> list[tuple[str, str]]:
    """Two columns of a frame as pairs; none where the release lacks the frame."""
    if not release.has(frame):
        return []
    table = release.read(frame)
    return list(zip(table[names[0]].to_pylist(), table[names[1]].to_pylist(), strict=True))


def _counted(texts: Sequence[Sequence[str]], known: dict[str, int]) -> sp.csr_matrix:
    """How often each stem comes in each text; new stems are numbered."""
    places = [known.setdefault(name, len(known)) for text in texts for name in text]
    starts = np.cumsum([0, *(len(text) for text in texts)])
    table = sp.csr_matrix((np.ones(len(places)), np.array(places, np.int64), starts), shape=(len(texts), len(known)))
    table.sum_duplicates()
    return table


def _of_length_one(table: sp.csr_matrix) -> sp.csr_matrix:
    norm = np.sqrt(np.asarray(table.multiply(table).sum(axis=1)).ravel())
    norm[norm == 0] = 1
    return (sp.diags((1 / norm).astype(np.float32)) @ table).tocsr()
