"""How like two advertisements are: shared words and pairs of words, each weighing more the rarer it is."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from grappe.analysis.marks import Hashes, Indices, Words, distinct, runs

Numbers = npt.NDArray[np.float64]
_TABLE = 1 << 22  #: places of the table of frequencies; two words that share one are counted together
_WIDTH = (1 << 31) - 1
_PRIOR = 20.0  #: documents taken to hold any word beside those that were looked at
_CHUNK = 20_000


class Rarity:
    """How many of the documents looked at hold a word or a pair of words."""

    def __init__(self) -> None:
        self.documents = 0
        self._held = np.zeros(_TABLE, np.int64)

    def look(self, found: Words, count: int) -> None:
        """Counts the words of the first ``count`` texts."""
        count = min(count, len(found.start) - 1)
        part = Words(found.hashes[: found.start[count]], found.start[: count + 1])
        _, place = _placed(*_marks(part))
        self._held += np.bincount(place % _TABLE, minlength=_TABLE)
        self.documents += count

    def weights(self, place: Indices) -> Numbers:
        """1 for what every document holds, more the fewer do."""
        return np.asarray(1 + np.log((self.documents + _PRIOR) / (self._held + _PRIOR)), np.float64)[place % _TABLE]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Documents as rows of weights of their marks, and the sum of each row."""

    marks: sparse.csr_array
    total: Numbers


def weighed(found: Words, rarity: Rarity, *, pairs: bool = True) -> Weighed:
    """The marks of texts: each word once, and with ``pairs`` each pair of neighbours once."""
    row, place = _placed(*(_marks(found) if pairs else (found.hashes, found.text)))
    known, rows = rarity.weights(place), len(found.start) - 1
    start = np.searchsorted(row, np.arange(rows + 1))
    table = sparse.csr_array((known, place.astype(np.int32), start), (rows, _WIDTH))
    return Weighed(table, np.asarray(np.bincount(row, known, rows), np.float64))


def _placed(hashes: Hashes, text: Indices) -> tuple[Indices, Indices]:
    """Each mark of each text once, by text: its text and the upper half of its hash."""
    keys = distinct((text.astype(np.uint64) << np.uint64(32)) | (hashes >> np.uint64(33)))
    return (keys >> np.uint64(32)).astype(np.int64), (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)


def _marks(found: Words) -> tuple[Hashes, Indices]:
    two, text = runs(found, 2)
    return np.concatenate([found.hashes, two]), np.concatenate([found.text, text])


def shared(held: Weighed, first: Indices, second: Indices) -> Numbers:
    """For each pair of documents, the weight of what both hold."""
    found = np.zeros(len(first))
    for start in range(0, len(first), _CHUNK):
        part = slice(start, start + _CHUNK)
        left, right = held.marks[first[part]], held.marks[second[part]]
        right.data = np.ones_like(right.data)
        found[part] = np.asarray(left.multiply(right).sum(axis=1)).ravel()
    return found
