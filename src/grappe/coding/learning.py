"""How the text model learns: texts of one concept are drawn together, texts of neighbouring concepts apart.

Each step takes up to 1,024 concepts, whole groups of neighbours at a time, and two texts of each. Softmax over likeness
(temperature .07) in both directions says how far each text is from choosing its own fellow; the gradient is written by
hand and touches only the rows of the words at hand (sparse Adam). Words are dropped with chance .12.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import scipy.sparse as sp

from grappe.coding.index import Floats, Wholes
from grappe.coding.known import Flags, KnownTexts
from grappe.coding.synonyms import Concept
from grappe.coding.text_model import FEATURES, SIZE, TextModel, features
from grappe.words import Kind, Progress, Refused, Sentence, silent

BATCH = 1024
TEMPERATURE = 0.07
DROPPED = 0.12
RATE, LAST_RATE = 3e-3, 0.05
STEPS = 1_200  #: most steps; few texts are learned in fewer
TEXTS_A_STEP = 100  #: one step for so many texts, at least ``FEWEST``
FEWEST = 40
_FADE, _FADE_SQUARES, _TINY = 0.9, 0.999, 1e-8
_NEVER = -1e4

Pull = Callable[[Sequence[str], Floats], Floats]  #: texts and their vectors → what else draws these, as a slope


def learn(
    kinds: Sequence[tuple[float, Sequence[Concept]]],
    *,
    seed: int = 0,
    steps: int | None = None,
    told: Mapping[str, Any] | None = None,
    pull: Pull | None = None,
    progress: Progress | None = None,
) -> TextModel:
    """A model learned from kinds of concepts, each drawn with its share. Same concepts, seed and steps → same model.

    Without ``steps`` there are as many as the texts need. Raises ``Refused`` where no kind has two concepts, and what
    ``progress`` raises.
    """
    drawn = [(share, list(concepts)) for share, concepts in kinds if len(concepts) > 1]
    if not drawn:
        raise Refused(
            Sentence("aucun synonyme à apprendre", "no synonym to learn from"),
            hint=Sentence("grappe references install rome", "grappe references install rome"),
            kind=Kind.MISSING,
        )
    rng = np.random.default_rng(seed)
    texts = [text for _share, concepts in drawn for one in concepts for text in (*one.texts, *one.others)]
    table = _Table(texts, rng)
    steps = steps or min(STEPS, max(FEWEST, len(texts) // TEXTS_A_STEP))
    shares = np.array([share for share, _concepts in drawn]) / sum(share for share, _concepts in drawn)
    groups = [_groups(concepts) for _share, concepts in drawn]
    tell = progress or silent
    for step in range(steps):
        tell(step, steps, Sentence("apprentissage du modèle de texte", "learning the text model"))
        kind = int(rng.choice(len(drawn), p=shares))
        rate = RATE * (LAST_RATE + (1 - LAST_RATE) * (1 - step / steps))
        _step(table, _batch(drawn[kind][1], groups[kind], rng), rate, rng=rng, pull=pull)
    tell(steps, steps, Sentence("apprentissage du modèle de texte", "learning the text model"))
    known = KnownTexts.of((one.names, one.first) for _share, concepts in drawn for one in concepts if one.names)
    told = {"seed": seed, "steps": steps, **(told or {})}
    return TextModel.of_table(table.rows, table.scaled(), told, known=known)


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
        self._words: dict[str, Wholes] = {}

    def texts(self, texts: Sequence[str], rng: np.random.Generator) -> tuple[sp.csr_matrix, Wholes]:
        """The texts as rows over the table's rows at hand, some words dropped; and which rows these are."""
        starts, listed = [0], []
        for text in texts:
            words = text.split()
            kept = [word for word, chance in zip(words, rng.random(len(words)), strict=True) if chance > DROPPED]
            found = [self._word(word) for word in kept or words]
            listed += found
            starts.append(starts[-1] + sum(map(len, found)))
        every = np.concatenate(listed)
        rows = np.unique(every)
        places = np.searchsorted(rows, every)
        return sp.csr_matrix((self.rarity[every], places, starts), shape=(len(texts), len(rows))), rows

    def _word(self, word: str) -> Wholes:
        found = self._words.get(word)
        if found is None:
            found = self._words[word] = self._place[features(word)]
        return found

    def move(self, rows: Wholes, slope: Floats, rate: float) -> None:
        """One step of Adam on the rows at hand."""
        self._steps += 1
        mean, squares = self._mean[rows], self._squares[rows]
        mean += (1 - _FADE) * (slope - mean)
        squares += (1 - _FADE_SQUARES) * (slope * slope - squares)
        self._mean[rows], self._squares[rows] = mean, squares
        squares /= 1 - _FADE_SQUARES**self._steps
        self.vectors[rows] -= rate / (1 - _FADE**self._steps) * mean / (np.sqrt(squares) + _TINY)

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
    pairs = [_pair(concepts[place], rng) for place in places[:BATCH]]
    return [one for one, _other in pairs], [other for _one, other in pairs]


def _pair(concept: Concept, rng: np.random.Generator) -> tuple[str, str]:
    first = int(rng.integers(len(concept.texts)))
    if concept.others:
        return concept.texts[first], concept.others[int(rng.integers(len(concept.others)))]
    second = int(rng.integers(len(concept.texts) - 1))
    return concept.texts[first], concept.texts[second + (second >= first)]


def _step(
    table: _Table, pairs: tuple[list[str], list[str]], rate: float, *, rng: np.random.Generator, pull: Pull | None
) -> None:
    left, right = pairs
    texts, rows = table.texts([*left, *right], rng)
    sums = texts @ table.vectors[rows]
    norms = np.linalg.norm(sums, axis=1, keepdims=True) + 1e-6
    vectors = sums / norms
    one, other = vectors[: len(left)], vectors[len(left) :]
    slope = _pull(one @ other.T, _alike(left, right))
    towards = np.concatenate([slope @ other, slope.T @ one])
    if pull is not None:
        towards += pull([*left, *right], vectors)
    towards = (towards - vectors * (towards * vectors).sum(axis=1, keepdims=True)) / norms
    table.move(rows, np.asarray(texts.T @ towards, np.float32), rate)


def _pull(likeness: Floats, alike: Flags) -> Floats:
    """The slope of the loss by each likeness: what is chosen, less what should be, in both directions."""
    sharp = np.where(alike, _NEVER, likeness / TEMPERATURE).astype(np.float32)
    chosen = _softmax(sharp) + _softmax(sharp.T).T
    chosen[np.diag_indices_from(chosen)] -= 2
    pull: Floats = chosen / (2 * len(likeness) * TEMPERATURE)
    return pull


def _softmax(values: Floats) -> Floats:
    powers = np.exp(values - values.max(axis=1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=1, keepdims=True)
    return shares


def _alike(left: Sequence[str], right: Sequence[str]) -> Flags:
    """Texts of different concepts that are the same text: neither drawn together nor apart."""
    numbers: dict[str, int] = {}
    one, other = (np.array([numbers.setdefault(t, len(numbers)) for t in texts]) for texts in (left, right))
    same = one[:, None] == other[None, :]
    np.fill_diagonal(same, False)
    return np.asarray(same, np.bool_)
