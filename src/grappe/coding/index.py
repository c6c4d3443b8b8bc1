"""Texts found by likeness: the pieces of their words (3 to 5 letters) and their stems, in one sparse product.

A text is a vector with two parts, each of length 1: pieces weighted by rarity, and stems weighted by rarity. The
likeness of two texts is ``CHARACTERS`` × the cosine of the first part + ``STEMS`` × the cosine of the second.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
import scipy.sparse as sp
import snowballstemmer

CHARACTERS = 0.45  #: share of the pieces of words in a likeness
STEMS = 0.55  #: share of whole stems
COMMONEST = 0.1  #: a piece found in more than this share of the documents is left out: it costs much and says little
FEW = 400  #: under so many documents nothing is left out
_LENGTHS = (3, 4, 5)

_FRENCH = snowballstemmer.stemmer("french")
_ENGLISH = snowballstemmer.stemmer("english")

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float32]]
Wholes = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
Flags = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


@lru_cache(maxsize=200_000)
def stem(word: str, language: str = "fr") -> str:
    """The stem of a word."""
    stemmer = _ENGLISH if language == "en" else _FRENCH
    return str(stemmer.stemWord(word))


@lru_cache(maxsize=200_000)
def pieces(word: str) -> tuple[str, ...]:
    """Runs of 3, 4 and 5 letters of ``<word>``; and the word itself where it is shorter."""
    framed = f"<{word}>"
    runs = [framed[at : at + n] for n in _LENGTHS for at in range(len(framed) - n + 1)]
    return tuple(runs) or (framed,)


@dataclass(frozen=True, slots=True)
class Found:
    """The likest documents of each query: row ``i`` of ``documents`` and ``scores``, best first; -1 and 0 fill up."""

    documents: Wholes
    scores: Floats


class Part:
    """One kind of feature of words: its names, numbered, and how rare each is in the documents.

    ``kept`` leaves out what is too common to say anything; ``unknown`` is the rarity of what no document has.
    """

    def __init__(
        self,
        features: Callable[[str], Sequence[str]],
        names: Sequence[str],
        *,
        rarity: Floats,
        kept: Flags,
        unknown: float,
    ) -> None:
        self.features = features
        self.numbers = {name: place for place, name in enumerate(names)}
        self.rarity, self.kept, self.unknown = rarity, kept, unknown
        self._words: dict[str, tuple[Wholes, Floats, float]] = {}

    @classmethod
    def of(cls, features: Callable[[str], Sequence[str]], documents: Sequence[str]) -> "Part":
        """Learned from documents, runs of words."""
        counts: dict[str, int] = {}
        for document in documents:
            for name in {name for word in document.split() for name in features(word)}:
                counts[name] = counts.get(name, 0) + 1
        most = COMMONEST * len(documents) if len(documents) > FEW else len(documents)
        rarity = [np.log((1 + len(documents)) / (1 + count)) + 1 for count in counts.values()]
        kept = np.array([count <= most for count in counts.values()], bool)
        unknown = float(np.log(1 + len(documents)) + 1)
        return cls(features, list(counts), rarity=np.array(rarity, np.float32), kept=kept, unknown=unknown)

    def word(self, word: str) -> tuple[Wholes, Floats, float]:
        """Numbers and weights of a word's features, and the squared weight of those that no document has."""
        known = self._words.get(word)
        if known is None:
            names = self.features(word)
            numbers = np.array([self.numbers[name] for name in names if name in self.numbers], np.int64)
            missing = (len(names) - len(numbers)) * self.unknown**2
            known = self._words[word] = (numbers, self.rarity[numbers], missing)
        return known

    def counts(self, texts: Sequence[str]) -> tuple[sp.csr_matrix, Floats]:
        """One row per text, features by rarity and count; and the squared weight of features that no document has."""
        starts = [0]
        numbers: list[Wholes] = [np.zeros(0, np.int64)]
        weights: list[Floats] = [np.zeros(0, np.float32)]
        missing = np.zeros(len(texts), np.float32)
        for row, text in enumerate(texts):
            size = 0
            for word in text.split():
                known, weight, unknown = self.word(word)
                numbers.append(known)
                weights.append(weight)
                missing[row] += unknown
                size += len(known)
            starts.append(starts[-1] + size)
        content = (np.concatenate(weights), np.concatenate(numbers), np.array(starts))
        table = sp.csr_matrix(content, shape=(len(texts), len(self.numbers)), dtype=np.float32)
        table.sum_duplicates()
        return table, missing

    def matrix(self, texts: Sequence[str]) -> sp.csr_matrix:
        """One row of length 1 per text (0 for a text without words)."""
        table, missing = self.counts(texts)
        norm = np.sqrt(np.asarray(table.multiply(table).sum(axis=1)).ravel() + missing)
        norm[norm == 0] = 1
        table.data /= np.repeat(norm, np.diff(table.indptr)).astype(np.float32)
        return table


class Encoder(Protocol):
    """What gives texts vectors of length 1: the text model."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """One vector per text."""


class TextIndex:
    """Documents (runs of words, as the normaliser gives them) that can be searched by likeness.

    With a text ``model`` the likeness is mixed: ``share`` of the cosine of the model's vectors, the rest as above.
    """

    def __init__(
        self, documents: Sequence[str], *, language: str = "fr", model: Encoder | None = None, share: float = 0.0
    ) -> None:
        self._model = model if share > 0 else None
        self._share = share if model else 0.0
        self._vectors = self._model.encode(documents) if self._model else None
        self.size = len(documents)
        self._pieces = Part.of(pieces, documents)
        self._stems = Part.of(lambda word: (stem(word, language),), documents)
        self._rarities: dict[str, float] = {}
        self._columns = sp.hstack([part.matrix(documents) for part in self._parts], format="csr").T.tocsr()
        kept = np.concatenate([self._pieces.kept, np.ones(len(self._stems.numbers), bool)])
        self._columns = sp.diags(kept.astype(np.float32)) @ self._columns

    @property
    def _parts(self) -> tuple[Part, Part]:
        return (self._pieces, self._stems)

    def search(self, texts: Sequence[str], *, top: int, chunk: int = 512) -> Found:
        """The ``top`` likest documents of each text; equal scores in the order of the documents."""
        documents = np.full((len(texts), top), -1, np.int64)
        scores = np.zeros((len(texts), top), np.float32)
        for start in range(0, len(texts), chunk):
            if self._vectors is not None:
                _fill(documents, scores, start, self.scores(texts[start : start + chunk]))
                continue
            likeness = self._likeness(texts[start : start + chunk])
            for row in range(likeness.shape[0]):
                low, high = likeness.indptr[row], likeness.indptr[row + 1]
                best = _best(likeness.data[low:high], likeness.indices[low:high], top)
                documents[start + row, : len(best)] = likeness.indices[low:high][best]
                scores[start + row, : len(best)] = likeness.data[low:high][best]
        return Found(documents, scores)

    def scores(self, texts: Sequence[str]) -> Floats:
        """The likeness of each text to every document, as a full table."""
        table = np.asarray(self._likeness(texts).toarray(), np.float32)
        if self._model is not None and self._vectors is not None:
            table *= 1 - self._share
            table += self._share * (self._model.encode(texts) @ self._vectors.T)
        return table

    def rarity(self, word: str) -> float:
        """How much a word says: high where few documents have its stem."""
        known = self._rarities.get(word)
        if known is None:
            number = self._stems.numbers.get(self._stems.features(word)[0])
            known = self._stems.unknown if number is None else float(self._stems.rarity[number])
            self._rarities[word] = known
        return known

    def knows(self, word: str) -> bool:
        """Whether a document has a word of this stem."""
        return self._stems.features(word)[0] in self._stems.numbers

    def _likeness(self, texts: Sequence[str]) -> sp.csr_matrix:
        characters, stems = (part.matrix(texts) for part in self._parts)
        return sp.hstack([characters * CHARACTERS, stems * STEMS], format="csr") @ self._columns


def _fill(documents: Wholes, scores: Floats, start: int, table: Floats) -> None:
    """Writes the likest documents of each row of a full table, from row ``start`` on."""
    top = documents.shape[1]
    every = np.arange(table.shape[1])
    for row, likeness in enumerate(table, start):
        best = _best(likeness, every, top)
        best = best[likeness[best] > 0]
        documents[row, : len(best)] = best
        scores[row, : len(best)] = likeness[best]


def _best(scores: Floats, documents: Wholes, top: int) -> Wholes:
    """Places of the ``top`` highest scores, best first; equal ones by document."""
    places = np.arange(len(scores))
    if len(scores) > top:
        places = np.argpartition(-scores, top - 1)[:top]
    return places[np.lexsort((documents[places], -scores[places]))]
