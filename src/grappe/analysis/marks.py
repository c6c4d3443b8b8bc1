"""Texts as numbers, whole batches at once: a hash for each word, and what documents have in common follows from those.

A batch of texts is one buffer of bytes. A word is a run of letters and digits; its hash is the difference of two
prefix sums of a polynomial, so that no loop over texts or words is needed.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Hashes = npt.NDArray[np.uint64]
Indices = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]

CHUNK = 4 << 20  #: bytes that are hashed at once
_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_APART = (np.uint64(0xD6E8FEB86659FD93), np.uint64(0xA0761D6478BD642F))
_PRE, _ROWS = np.uint64(31), np.uint64(27)


def _letters() -> npt.NDArray[np.bool_]:
    """Which bytes are part of a word: small letters, digits, and whatever is not ASCII."""
    table = np.zeros(256, bool)
    table[[*range(ord("a"), ord("z") + 1), *range(ord("0"), ord("9") + 1), *range(128, 256)]] = True
    return table


_LETTERS = _letters()


@dataclass(frozen=True, slots=True)
class Words:
    """The words of some texts, one after the other; text ``n`` has those from ``start[n]`` to ``start[n + 1]``."""

    hashes: Hashes
    start: Indices

    @property
    def counts(self) -> Indices:
        """Number of words of each text."""
        return np.diff(self.start)

    @property
    def text(self) -> Indices:
        """The text of each word."""
        return np.repeat(np.arange(len(self.start) - 1), self.counts)


def mixed(values: Hashes) -> Hashes:
    """The values spread over all 64 bits (the finaliser of splitmix64)."""
    values = (values ^ (values >> np.uint64(30))) * _MIX[0]
    values = (values ^ (values >> _ROWS)) * _MIX[1]
    return values ^ (values >> _PRE)


def distinct(keys: Hashes) -> Hashes:
    """The keys in order, each once; ``keys`` is sorted in place."""
    keys.sort()
    return keys[np.concatenate([[True], keys[1:] != keys[:-1]])] if len(keys) else keys


def words(texts: pa.Array) -> Words:
    """The words of texts that are in small letters without accents already; null has none."""
    texts = texts.cast(pa.large_string()).fill_null("") if texts.null_count else texts.cast(pa.large_string())
    if not len(texts):
        return Words(np.zeros(0, np.uint64), np.zeros(1, np.int64))
    _, where, content = texts.buffers()
    offsets = np.frombuffer(where, np.int64)[texts.offset : texts.offset + len(texts) + 1]
    data = np.frombuffer(content, np.uint8) if content is not None else np.zeros(0, np.uint8)
    found, first, powers = [], 0, _powers(_longest(offsets) + 1)
    while first < len(texts):
        last = int(np.searchsorted(offsets, offsets[first] + CHUNK, "right"))
        last = min(max(last - 1, first + 1), len(texts))
        found.append(_words(data[offsets[first] : offsets[last]], offsets[first : last + 1] - offsets[first], powers))
        first = last
    counts = np.concatenate([part.counts for part in found])
    return Words(np.concatenate([part.hashes for part in found]), np.concatenate([[0], np.cumsum(counts)]))


def _longest(offsets: Indices) -> int:
    """Bytes that are hashed at once: a chunk, or a text that is longer."""
    return max(CHUNK, int(np.diff(offsets).max(initial=0))) if offsets[-1] - offsets[0] > CHUNK else int(
        offsets[-1] - offsets[0])  # fmt: skip


def _words(data: Bytes, offsets: Indices, powers: Hashes) -> Words:
    letter = _LETTERS[data]
    begins, ends = np.zeros(len(data) + 1, bool), np.zeros(len(data) + 1, bool)
    begins[offsets] = True
    ends[offsets] = True
    before = np.concatenate([[False], letter[:-1]]) if len(data) else letter
    after = np.concatenate([letter[1:], [False]]) if len(data) else letter
    first = np.flatnonzero(letter & (~before | begins[:-1]))
    last = np.flatnonzero(letter & (~after | ends[1:])) + 1
    sums = np.zeros(len(data) + 1, np.uint64)
    np.cumsum((data.astype(np.uint64) + np.uint64(1)) * powers[: len(data)], out=sums[1:])
    hashes = (sums[last] - sums[first]) * powers[len(data) - first]
    return Words(mixed(hashes), np.searchsorted(first, offsets).astype(np.int64))


def _powers(count: int) -> Hashes:
    """1, b, b² … of the polynomial, modulo 2⁶⁴."""
    powers = np.full(count, _BASE)
    powers[:1] = 1
    return np.asarray(np.multiply.accumulate(powers), np.uint64)


def runs(found: Words, length: int) -> tuple[Hashes, Indices]:
    """The hash of every run of ``length`` neighbouring words, and the text it stands in."""
    inside = np.maximum(found.counts - length + 1, 0)
    count = len(found.hashes) - length + 1
    if count <= 0 or not inside.any():
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    hashes = found.hashes[:count].copy()
    for step in range(1, length):
        hashes = hashes * _APART[0] + found.hashes[step : step + count]
    text = np.repeat(np.arange(len(inside)), inside)
    first = np.repeat(found.start[:-1] - np.concatenate([[0], np.cumsum(inside)[:-1]]), inside)
    return mixed(hashes[np.arange(len(text)) + first]), text


def fingerprints(found: Words) -> Hashes:
    """One hash for each text: equal for equal words in the same order; 0 for a text without words."""
    place = np.arange(len(found.hashes)) - np.repeat(found.start[:-1], found.counts)
    parts = mixed(found.hashes + (place.astype(np.uint64) + np.uint64(1)) * _APART[1])
    total = np.concatenate([np.zeros(1, np.uint64), np.cumsum(parts, dtype=np.uint64)])
    return np.asarray(total[found.start[1:]] - total[found.start[:-1]], np.uint64)
