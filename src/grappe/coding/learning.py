"""How the text model learns: texts of one concept are drawn together, texts of neighbouring concepts apart.

Each step takes up to 384 concepts, whole groups of neighbours at a time, and two texts of each. Softmax over likeness
(temperature .07) in both directions says how far each text is from choosing its own fellow; the gradient is written by
hand and touches only the rows of the words at hand (sparse Adam). Words are dropped with chance .12.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import scipy.sparse as sp

from grappe.coding.index import Floats, Wholes
from grappe.coding.synonyms import Concept
from grappe.coding.text_model import FEATURES, SIZE, TextModel, features
from grappe.words import Kind, Progress, Refused, Sentence, silent

BATCH = 384
TEMPERATURE = 0.07
DROPPED = 0.12
RATE, LAST_RATE = 3e-3, 0.05
STEPS = 240  #: for references of the size of the whole ROME and ESCO
_FADE, _FADE_SQUARES, _TINY = 0.9, 0.999, 1e-8
_NEVER = -1e4

Flags = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


def learn(
    kinds: Sequence[tuple[float, Sequence[Concept]]],
    *,
    seed: int = 0,
    steps: int = STEPS,
    told: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
) -> TextModel:
    """A model learned from kinds of concepts, each drawn with its share. Same concepts, seed and steps → same model.

    Raises ``Refused`` where no kind has two concepts, and what ``progress`` raises.
    """
    drawn = [(share, list(concepts)) for share, concepts in kinds if len(concepts) > 1]
    if not drawn:
        raise Refused(
            Sentence("aucun synonyme à apprendre", "no synonym to learn from"),
            hint=Sentence("grappe references install rome", "grappe references install rome"),
            kind=Kind.MISSING,
        )
    rng = np.random.default_rng(seed)
    table = _Table([text for _share, concepts in drawn for one in concepts for text in one.texts], rng)
    shares = np.array([share for share, _concepts in drawn]) / sum(share for share, _concepts in drawn)
    groups = [_groups(concepts) for _share, concepts in drawn]
    tell = progress or silent
    for step in range(steps):
        tell(step, steps, Sentence("apprentissage du modèle de texte", "learning the text model"))
        kind = int(rng.choice(len(drawn), p=shares))
        rate = RATE * (LAST_RATE + (1 - LAST_RATE) * (1 - step / steps))
        _step(table, _batch(drawn[kind][1], groups[kind], rng), rate, rng)
    tell(steps, steps, Sentence("apprentissage du modèle de texte", "learning the text model"))
    return TextModel.of_table(table.rows, table.scaled(), {"seed": seed, "steps": steps, **(told or {})})


class _Table:
    """The vectors being learned of the rows that some text has, how rare each is, and what Adam remembers of it."""

    def __init__(self, texts: Sequence[str], rng: np.random.Generator) -> None:
        counts = np.zeros(FEATURES, np.float32)
        for text in texts:
            counts[np.unique(np.concatenate([features(word) for word in text.split()]))] += 1
        self.rows = np.flatnonzero(counts)
        self._place = np.full(FEATURES, -1, np.int64)
        self._place[self.rows] = np.arange(len(self.rows))
        self.rarity = np.sqrt(np.log((1 + len(texts)) / (1 + counts[self.rows])) + 1).astype(np.float32)
        self.vectors = (rng.standard_normal((len(self.rows), SIZE)) / np.sqrt(SIZE)).astype(np.float32)
        self._mean = np.zeros_like(self.vectors)
        self._squares = np.zeros_like(self.vectors)
        self._steps = 0

    def texts(self, texts: Sequence[str], rng: np.random.Generator) -> tuple[sp.csr_matrix, Wholes]:
        """The texts as rows over the table's rows at hand, some words dropped; and which rows these are."""
        starts, listed = [0], []
        for text in texts:
            words = text.split()
            kept = [word for word in words if rng.random() > DROPPED] or words
            listed += [features(word) for word in kept]
            starts.append(starts[-1] + sum(len(features(word)) for word in kept))
        every = self._place[np.concatenate(listed)]
        rows, places = np.unique(every, return_inverse=True)
        return sp.csr_matrix((self.rarity[every], places, starts), shape=(len(texts), len(rows))), rows

    def move(self, rows: Wholes, slope: Floats, rate: float) -> None:
        """One step of Adam on the rows at hand."""
        self._steps += 1
        mean = self._mean[rows] = _FADE * self._mean[rows] + (1 - _FADE) * slope
        squares = self._squares[rows] = _FADE_SQUARES * self._squares[rows] + (1 - _FADE_SQUARES) * slope * slope
        mean = mean / (1 - _FADE**self._steps)
        self.vectors[rows] -= rate * mean / (np.sqrt(squares / (1 - _FADE_SQUARES**self._steps)) + _TINY)

    def scaled(self) -> Floats:
        """The vectors, each weighed by its rarity."""
        scaled: Floats = self.vectors * self.rarity[:, None]
        return scaled


def _groups(concepts: Sequence[Concept]) -> list[Wholes]:
    found: dict[str, list[int]] = {}
    for place, concept in enumerate(concepts):
        found.setdefault(concept.group, []).append(place)
    return [np.array(places, np.int64) for places in found.values()]


def _batch(
    concepts: Sequence[Concept], groups: Sequence[Wholes], rng: np.random.Generator
) -> tuple[list[str], list[str]]:
    """Two texts of each of up to ``BATCH`` concepts, whole groups of neighbours until it is full."""
    places: list[int] = []
    for group in rng.permutation(len(groups)):
        places += rng.permutation(groups[group]).tolist()
        if len(places) >= BATCH:
            break
    left, right = [], []
    for place in places[:BATCH]:
        one, other = rng.choice(len(concepts[place].texts), 2, replace=False)
        left.append(concepts[place].texts[one])
        right.append(concepts[place].texts[other])
    return left, right


def _step(table: _Table, pairs: tuple[list[str], list[str]], rate: float, rng: np.random.Generator) -> None:
    left, right = pairs
    texts, rows = table.texts([*left, *right], rng)
    sums = texts @ table.vectors[rows]
    norms = np.linalg.norm(sums, axis=1, keepdims=True) + 1e-6
    vectors = sums / norms
    one, other = vectors[: len(left)], vectors[len(left) :]
    slope = _pull(one @ other.T, _alike(left, right))
    towards = np.concatenate([slope @ other, slope.T @ one])
    towards = (towards - vectors * (towards * vectors).sum(axis=1, keepdims=True)) / norms
    table.move(rows, texts.T @ towards, rate)


def _pull(likeness: Floats, alike: Flags) -> Floats:
    """The slope of the loss by each likeness: what is chosen, less what should be, in both directions."""
    sharp = np.where(alike, _NEVER, likeness / TEMPERATURE)
    chosen = _softmax(sharp) + _softmax(sharp.T).T
    pull: Floats = ((chosen - 2 * np.eye(len(likeness))) / (2 * len(likeness) * TEMPERATURE)).astype(np.float32)
    return pull


def _softmax(values: Floats) -> Floats:
    powers = np.exp(values - values.max(axis=1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=1, keepdims=True)
    return shares


def _alike(left: Sequence[str], right: Sequence[str]) -> Flags:
    """Texts of different concepts that are the same text: neither drawn together nor apart."""
    same = np.array(left, object)[:, None] == np.array(right, object)[None, :]
    np.fill_diagonal(same, False)
    return np.asarray(same, np.bool_)
