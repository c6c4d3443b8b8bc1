"""Skills by likeness to a phrase, by the text model: first the likest skills as wholes, then the likest label of each.

The likeness of a phrase to a label is ``1 - WHOLE`` × the cosine of their vectors + ``WHOLE`` × the mean cosine over
all labels of the skill: a phrase that is near one label by accident is not near the others.
"""

from collections.abc import Sequence

import numpy as np

from grappe.coding.index import Encoder, Floats, Found, Wholes, stem
from grappe.coding.search_space import SearchSpace

WHOLE = 0.4  #: share of all labels of a skill in the likeness to one of them
WIDE = 4  #: times as many skills looked at as are asked for, at least ``FEWEST``
FEWEST = 32
_CHUNK = 512


class SkillIndex:
    """The labels of a search space; answers with one label, the likest, of each of the likest skills."""

    def __init__(self, space: SearchSpace, model: Encoder) -> None:
        self._model = model
        numbers: dict[str, int] = {}
        owners = np.array([numbers.setdefault(one.code, len(numbers)) for one in space.references], np.int64)
        self._places: Wholes = np.argsort(owners, kind="stable")
        vectors = model.encode([space.references[place].key for place in self._places.tolist()])
        self._starts: Wholes = np.flatnonzero(np.diff(owners[self._places], prepend=-1))
        self._sizes: Wholes = np.diff(self._starts, append=len(owners))
        means: Floats = (np.add.reduceat(vectors, self._starts, axis=0) / self._sizes[:, None]).astype(np.float32)
        self._vectors: Floats = (1 - WHOLE) * vectors + WHOLE * np.repeat(means, self._sizes, axis=0)
        self._wholes: Floats = means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-6)
        self._rarities = _rarities([one.key for one in space.references])
        self._unknown = float(np.log(1 + len(space.references)) + 1)

    def search(self, texts: Sequence[str], *, top: int) -> Found:
        """The likest label of each of the ``top`` likest skills of each text, best first; -1 and 0 fill up."""
        documents = np.full((len(texts), top), -1, np.int64)
        scores = np.zeros((len(texts), top), np.float32)
        wide = min(max(top * WIDE, FEWEST), len(self._starts))
        for start in range(0, len(texts), _CHUNK):
            asked = self._model.encode(texts[start : start + _CHUNK])
            likeness = asked @ self._wholes.T
            near = np.argpartition(-likeness, wide - 1, axis=1)[:, :wide] if wide else np.zeros((len(asked), 0), int)
            for row, (vector, skills) in enumerate(zip(asked, near, strict=True), start):
                found, likest = self._labels(vector, np.sort(skills), top)
                documents[row, : len(found)], scores[row, : len(found)] = found, likest
        return Found(documents, scores)

    def _labels(self, vector: Floats, skills: Wholes, top: int) -> tuple[Wholes, Floats]:
        """The likest label of each of some skills, and its likeness; the likest skills first."""
        if not vector.any():
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        sizes = self._sizes[skills]
        opens = np.cumsum(sizes) - sizes
        places = np.repeat(self._starts[skills] - opens, sizes) + np.arange(int(sizes.sum()))
        likeness = self._vectors[places] @ vector
        likest = np.maximum.reduceat(likeness, opens)
        order = np.lexsort((skills, -likest))[:top]
        chosen = [places[low + int(np.argmax(likeness[low : low + size]))] for low, size in
                  zip(opens[order].tolist(), sizes[order].tolist(), strict=True)]  # fmt: skip
        kept = likest[order] > 0
        return self._places[np.array(chosen, np.int64)][kept], likest[order][kept]

    def rarity(self, word: str) -> float:
        """How much a word says: high where few labels have its stem."""
        return self._rarities.get(stem(word), self._unknown)

    def knows(self, word: str) -> bool:
        """Whether a label has a word of this stem."""
        return stem(word) in self._rarities


def _rarities(keys: Sequence[str]) -> dict[str, float]:
    counts: dict[str, int] = {}
    for key in keys:
        for name in {stem(word) for word in key.split()}:
            counts[name] = counts.get(name, 0) + 1
    return {name: float(np.log((1 + len(keys)) / (1 + count)) + 1) for name, count in counts.items()}
