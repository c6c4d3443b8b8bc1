"""The light head of a memory: one vector per code over the vectors of titles, learned from references and lessons.

A title is the sum of the vectors of its pieces, brought to length 1 (as in ``text_model``); its likeness to each code's
vector, sharpened, gives a chance by softmax. Both are learned together (softmax loss, Adagrad by row, pieces dropped
with chance ``DROPPED``), starting from the text model where there is one. References are taught along with the lessons,
so that occupations which no lesson names keep their place: that is what holds the macro score up.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import scipy.sparse as sp

from grappe.coding.index import Floats, Wholes
from grappe.coding.memory import Lesson
from grappe.coding.search_space import SearchSpace
from grappe.coding.text_model import FEATURES, SIZE, TextModel, features, load_model
from grappe.words import Kind, Progress, Refused, Sentence, Where, silent

VERSION = 1  #: of the recipe and of the files
MANIFEST = "head.json"
EPOCHS = 5
BATCH = 256
SHARPNESS = 10.0
DROPPED = 0.1
RATE, LAST_RATE = 0.03, 0.05
PERSON, EMPLOYER = 2.0, 1.0  #: what a lesson weighs by who taught it; an employer's code agrees with ROME for 85 %
REFERENCE = 0.5  #: what a title of the references weighs
MOST_TIMES = 4  #: a title seen more often than this with one code weighs no more


@dataclass(frozen=True, slots=True)
class Head:
    """Chances of codes for titles. ``told`` says what it was learned from: release, lessons, text model, seed."""

    encoder: TextModel
    codes: tuple[str, ...]
    vectors: Floats
    offsets: Floats
    told: Mapping[str, object]

    def chances(self, keys: Sequence[str]) -> Floats:
        """The chance of each code for each title; equal chances for a title of unknown words."""
        return _softmax(self.encoder.encode(keys) @ self.vectors.T * SHARPNESS + self.offsets)

    def save(self, folder: Path) -> None:
        """Writes the head as a folder, whole or not at all."""
        folder.parent.mkdir(parents=True, exist_ok=True)
        hidden = Path(tempfile.mkdtemp(prefix=f".new-{folder.name}-", dir=folder.parent))
        try:
            self.encoder.save(hidden / "text")
            np.savez(hidden / "codes.npz", vectors=self.vectors.astype(np.float16), offsets=self.offsets)
            told = {**self.told, "version": VERSION, "codes": self.codes}
            (hidden / MANIFEST).write_text(json.dumps(told, ensure_ascii=False), "utf-8")
            shutil.rmtree(folder, ignore_errors=True)
            os.rename(hidden, folder)
        except BaseException:
            shutil.rmtree(hidden, ignore_errors=True)
            raise


def load_head(folder: Path) -> Head | None:
    """The head of a folder; ``None`` where there is none. Raises ``Refused`` where it is damaged."""
    if not folder.exists():
        return None
    try:
        told = json.loads((folder / MANIFEST).read_text("utf-8"))
        with np.load(folder / "codes.npz", allow_pickle=False) as arrays:
            vectors, offsets = arrays["vectors"].astype(np.float32), arrays["offsets"].astype(np.float32)
        codes = tuple(told["codes"])
        if vectors.shape != (len(codes), SIZE) or offsets.shape != (len(codes),) or told["version"] != VERSION:
            raise ValueError("shape")
        encoder = load_model(folder / "text")
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile, Refused) as error:
        raise Refused(
            Sentence(f"mémoire abîmée ({error})", f"memory damaged ({error})"),
            hint=Sentence("grappe code learn --again", "grappe code learn --again"),
            kind=Kind.MISSING,
            where=Where(file=str(folder)),
        ) from error
    return Head(encoder, codes, vectors, offsets, told)


def fit_head(
    lessons: Sequence[Lesson],
    space: SearchSpace,
    *,
    model: TextModel | None = None,
    seed: int = 0,
    told: Mapping[str, object] | None = None,
    progress: Progress | None = None,
) -> Head:
    """A head learned from the titles of a release and the lessons. Same content, text model and seed → same head.

    Raises what ``progress`` raises.
    """
    codes = tuple(space.labels)
    place = {code: number for number, code in enumerate(codes)}
    taught = [(one.key, place[one.code], REFERENCE) for one in space.references]
    taught += [(one.key, place[one.code], _weight(one)) for one in lessons]
    learner = _Learner(taught, model=model, rng=np.random.default_rng(seed))
    learner.start(len(space.references), len(codes))
    steps = EPOCHS * max(len(taught) // BATCH, 1)
    tell, said = progress or silent, Sentence("apprentissage de la mémoire", "learning the memory")
    for step, batch in enumerate(learner.batches()):
        tell(step, steps, said)
        learner.step(batch, 1 - (1 - LAST_RATE) * step / steps)
    tell(steps, steps, said)
    return Head(learner.encoder(), codes, learner.vectors, learner.offsets, {"seed": seed, **(told or {})})


def _weight(lesson: Lesson) -> float:
    employers = min(lesson.times - lesson.persons, MOST_TIMES)
    return float(EMPLOYER * np.sqrt(employers) + PERSON * np.sqrt(min(lesson.persons, MOST_TIMES)))


class _Learner:
    """The vectors being learned, of pieces of words and of codes, and what Adagrad remembers of each row."""

    def __init__(
        self, taught: Sequence[tuple[str, int, float]], *, model: TextModel | None, rng: np.random.Generator
    ) -> None:
        keys = [key for key, _right, _weight in taught]
        self.rights = np.array([right for _key, right, _weight in taught], np.int64)
        self.weights = np.array([weight for _key, _right, weight in taught], np.float32)
        self._rng = rng
        found = [np.concatenate([np.zeros(0, np.int64), *map(features, key.split())]) for key in keys]
        every = np.concatenate(found)
        self.rows, columns = np.unique(every, return_inverse=True)
        starts = np.concatenate([[0], np.cumsum([len(one) for one in found])])
        self._texts = sp.csr_matrix((np.ones(len(every), np.float32), columns, starts), (len(keys), len(self.rows)))
        self._texts.sum_duplicates()
        self.table = _first_vectors(self.rows, self._texts, model, rng)
        self.vectors = np.zeros((0, SIZE), np.float32)
        self.offsets = np.zeros(0, np.float32)
        self._moved: dict[str, Floats] = {}

    def start(self, references: int, codes: int) -> None:
        """Each code begins at the middle of its reference titles, the first ``references`` texts."""
        sums, norms = _encoded(self._texts[:references], self.table)
        self.vectors = np.zeros((codes, SIZE), np.float32)
        np.add.at(self.vectors, self.rights[:references], sums / norms)
        self.vectors /= np.maximum(np.linalg.norm(self.vectors, axis=1, keepdims=True), 1e-6)
        self.offsets = np.zeros(codes, np.float32)
        self._moved = {"table": _tiny(len(self.rows)), "vectors": _tiny(codes), "offsets": _tiny(codes)}

    def batches(self) -> "list[Wholes]":
        """Every text once per epoch, in an order of its own each time."""
        size, orders = len(self.rights), [self._rng.permutation(len(self.rights)) for _ in range(EPOCHS)]
        full = max(size // BATCH, 1)
        return [order[at * BATCH : (at + 1) * BATCH] for order in orders for at in range(full)]

    def step(self, batch: Wholes, rate: float) -> None:
        """One step on a batch of texts."""
        texts = self._texts[batch]
        texts.data *= self._rng.random(len(texts.data)) > DROPPED
        rows, columns = np.unique(texts.indices, return_inverse=True)
        texts = sp.csr_matrix((texts.data, columns, texts.indptr), (len(batch), len(rows)))
        sums, norms = _encoded(texts, self.table[rows])
        vectors: Floats = np.asarray(sums / norms, np.float32)
        slope: Floats = _softmax(vectors @ self.vectors.T * SHARPNESS + self.offsets)
        slope[np.arange(len(batch)), self.rights[batch]] -= 1
        slope *= self.weights[batch][:, None]
        towards = slope @ self.vectors * SHARPNESS
        towards = (towards - vectors * (towards * vectors).sum(axis=1, keepdims=True)) / norms
        self._move("vectors", slice(None), slope.T @ vectors, rate)
        self._move("offsets", slice(None), slope.sum(axis=0), rate)
        self._move("table", rows, texts.T @ towards, rate)

    def _move(self, name: str, rows: "Wholes | slice", slope: Floats, rate: float) -> None:
        """Adagrad with one memory per row."""
        squares = slope * slope
        self._moved[name][rows] += squares.mean(axis=1) if squares.ndim > 1 else squares
        scale = RATE * rate / np.sqrt(self._moved[name][rows])
        getattr(self, name)[rows] -= slope * (scale[:, None] if slope.ndim > 1 else scale)

    def encoder(self) -> TextModel:
        """What turns titles into vectors, as learned."""
        return TextModel.of_table(self.rows, self.table, {"head": VERSION})


def _tiny(size: int) -> Floats:
    return np.full(size, 1e-8, np.float32)


def _first_vectors(rows: Wholes, texts: sp.csr_matrix, model: TextModel | None, rng: np.random.Generator) -> Floats:
    """Vectors to begin with: those of the text model, by chance (the rarer the longer) where it has none."""
    rarity = np.log((1 + texts.shape[0]) / (1 + np.bincount(texts.indices, minlength=len(rows)))) + 1
    vectors = rng.standard_normal((len(rows), SIZE)) * (rarity / np.sqrt(SIZE))[:, None]
    first: Floats = vectors.astype(np.float32)
    if model is not None:
        place = np.full(FEATURES, -1, np.int64)
        place[model.rows] = np.arange(len(model.rows))
        known = place[rows] >= 0
        own = model.factors[place[rows][known], None] * model.table[place[rows][known]].astype(np.float32)
        first *= 0.2 * float(np.linalg.norm(own)) / max(float(np.linalg.norm(first[known])), 1e-6)
        first[known] = own
    return first


def _encoded(texts: sp.csr_matrix, table: Floats) -> tuple[Floats, Floats]:
    sums: Floats = np.asarray(texts @ table, np.float32)
    return sums, np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-6)


def _softmax(table: Floats) -> Floats:
    table = np.exp(table - table.max(axis=1, keepdims=True))
    table /= table.sum(axis=1, keepdims=True)
    return table
