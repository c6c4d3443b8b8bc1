"""What each word says of every reference and of every code, worked out once per word and kept.

A likeness of bags of words is a sum over words, divided by lengths. So a title needs no comparison of its own: the rows
of its words are added. There are three kinds: likeness to references (pieces and stems, see ``index``), nearness of the
text model to the middle of each code's titles, and words shared with the titles, definition and skills of each code.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp

from grappe.coding.code_words import CodeWords
from grappe.coding.index import CHARACTERS, STEMS, Floats, Part, Wholes, pieces, stem
from grappe.coding.text_model import SIZE, TextModel

MOST_WORDS = 16_000  #: words kept; beyond, all are forgotten and worked out again as they come
_BLOCK = 64
FAINT = 0.1  #: likeness of pieces under this share of the word's own length is left out: it costs much and says little


@dataclass(frozen=True, slots=True)
class Sums:
    """Titles compared, one row per title: likeness to each reference (sparse), and two cosines to each code.

    ``meaning`` is that of the text model (``None`` without one), ``words`` that of the words of the code.
    """

    references: sp.csr_matrix
    meaning: Floats | None
    words: Floats


class WordRows:
    """The rows of words against the references of a release (their keys) and against its codes."""

    def __init__(
        self,
        parts: tuple[Part, Part],
        columns: tuple[sp.csr_matrix, sp.csr_matrix],
        words: CodeWords,
        *,
        model: TextModel | None = None,
        middles: Floats | None = None,
    ) -> None:
        self.parts, self.words = parts, words
        self._columns, self._model, self._middles = columns, model, middles
        self._forget()

    def _forget(self) -> None:
        codes = self.words.rows.shape[0]
        self._places: dict[str, int] = {}
        self._features = [sp.csr_matrix((0, len(part.numbers)), dtype=np.float32) for part in self.parts]
        self._missing = [np.zeros(0, np.float32) for _part in self.parts]
        self._rows = [sp.csr_matrix((0, table.shape[1]), dtype=np.float32) for table in self._columns]
        self._vectors = np.zeros((0, SIZE), np.float32)
        self._meaning = np.zeros((0, codes), np.float32)
        self._shared = np.zeros((0, codes), np.float32)
        self._rarities = np.zeros(0, np.float32)

    def sums(self, titles: Sequence[Sequence[str]], weights: Sequence[Sequence[float]]) -> Sums:
        """Titles, as words and their weights, against everything."""
        self._learn(dict.fromkeys(word for words in titles for word in words))
        places = np.array([self._places[word] for words in titles for word in words], np.int64)
        starts = np.cumsum([0, *(len(words) for words in titles)])
        flat = np.array([weight for listed in weights for weight in listed], np.float32)
        table = sp.csr_matrix((flat, places, starts), shape=(len(titles), len(self._places)))
        shares = (CHARACTERS, STEMS)
        scaled = [_scaled(table, share / self._length(table, kind)) for kind, share in enumerate(shares)]
        likeness = sp.hstack(scaled, format="csr") @ sp.vstack(self._rows, format="csr")
        return Sums(likeness, self._meant(table), self._said(table))

    def rarity(self, word: str) -> float:
        """How much a word says: high where few references have its stem."""
        part = self.parts[1]
        place = part.numbers.get(stem(word))
        return part.unknown if place is None else float(part.rarity[place])

    def _length(self, table: sp.csr_matrix, kind: int) -> Floats:
        """The length of each title's vector of pieces, or of stems."""
        vectors = table @ self._features[kind]
        squared = np.asarray(vectors.multiply(vectors).sum(axis=1)).ravel()
        squared = squared + table.multiply(table) @ self._missing[kind]
        return _root(squared)

    def _meant(self, table: sp.csr_matrix) -> Floats | None:
        if self._model is None:
            return None
        lengths = _root(np.square(table @ self._vectors).sum(axis=1))
        return np.asarray(_scaled(table, 1 / lengths) @ self._meaning, np.float32)

    def _said(self, table: sp.csr_matrix) -> Floats:
        lengths = _root(table.multiply(table) @ np.square(self._rarities))
        return np.asarray(_scaled(table, 1 / lengths) @ self._shared, np.float32)

    def _learn(self, words: dict[str, None]) -> None:
        """Works out the rows of words not met before."""
        if len(self._places) + len(words) > MOST_WORDS and self._places:
            self._forget()
        new = [word for word in words if word not in self._places]
        if not new:
            return
        self._places |= {word: len(self._places) + rank for rank, word in enumerate(new)}
        for kind, part in enumerate(self.parts):
            features, missing = part.counts(new)
            rows = (features @ self._columns[kind]).tocsr()
            if kind == 0:
                rows = _clear(rows, FAINT * np.sqrt(np.asarray(features.multiply(features).sum(axis=1)).ravel()))
            self._features[kind] = sp.vstack([self._features[kind], features], format="csr")
            self._missing[kind] = np.concatenate([self._missing[kind], missing])
            self._rows[kind] = sp.vstack([self._rows[kind], rows], format="csr")
        self._learn_codes(new)

    def _learn_codes(self, new: Sequence[str]) -> None:
        numbers = np.array([self.words.numbers.get(stem(word), -1) for word in new], np.int64)
        rarity = np.where(numbers >= 0, self.words.rarity[numbers], 0).astype(np.float32)
        self._rarities = np.concatenate([self._rarities, rarity])
        self._shared = np.concatenate([self._shared, self.words.of_words(numbers).toarray()])
        if self._model is not None and self._middles is not None:
            vectors = self._model.word_vectors(new)
            self._vectors = np.concatenate([self._vectors, vectors])
            self._meaning = np.concatenate([self._meaning, _products(vectors, self._middles)])


def parts_of(keys: Sequence[str]) -> tuple[Part, Part]:
    """Pieces and stems of the references."""
    return Part.of(pieces, keys), Part.of(stems_of, keys)


def stems_of(word: str) -> tuple[str]:
    """The one stem of a word, as features."""
    return (stem(word),)


def columns_of(parts: tuple[Part, Part], keys: Sequence[str]) -> tuple[sp.csr_matrix, sp.csr_matrix]:
    """Features × references, each reference of length 1; common pieces left out."""
    one, other = parts
    common = sp.diags(one.kept.astype(np.float32))
    return ((common @ one.matrix(keys).T.tocsr()).tocsr(), other.matrix(keys).T.tocsr())


def middles_of(model: TextModel, keys: Sequence[str], code_of: Wholes) -> Floats:
    """The middle of the titles of each code under the text model, of length 1."""
    vectors = model.encode(keys)
    sums = np.zeros((int(code_of.max()) + 1, SIZE), np.float32)
    np.add.at(sums, code_of, vectors)
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.asarray(sums / np.where(norms > 0, norms, 1), np.float32)


def _root(squared: "np.ndarray[Any, Any]") -> Floats:
    """Lengths; 1 where there is nothing, so that nothing is divided by nothing."""
    return np.sqrt(np.where(squared > 0, squared, 1)).astype(np.float32)


def _products(vectors: Floats, others: Floats) -> Floats:
    """The products of each vector with the others, always as many at once: so no word depends on its neighbours."""
    blocks = [np.zeros((0, len(others)), np.float32)]
    for start in range(0, len(vectors), _BLOCK):
        block = np.zeros((_BLOCK, vectors.shape[1]), np.float32)
        part = vectors[start : start + _BLOCK]
        block[: len(part)] = part
        blocks.append((block @ others.T)[: len(part)])
    return np.concatenate(blocks)


def _scaled(table: sp.csr_matrix, factors: "np.ndarray[Any, Any]") -> sp.csr_matrix:
    """Each row of a table times its factor."""
    data = table.data * np.repeat(factors.astype(np.float32), np.diff(table.indptr))
    return sp.csr_matrix((data, table.indices, table.indptr), shape=table.shape)


def _clear(table: sp.csr_matrix, least: Floats) -> sp.csr_matrix:
    """A table without the entries under the least of their row."""
    table.data[table.data < np.repeat(least, np.diff(table.indptr))] = 0
    table.eliminate_zeros()
    return table
