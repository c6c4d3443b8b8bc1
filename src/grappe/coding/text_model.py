"""A text model: one vector per piece of word, one vector per text, learned from the references (see ``learning``).

A word is its form, its stem and its pieces of 3 to 5 letters, each hashed to a row; a text is the sum of the rows of
its words brought to length 1. The likeness of two texts is the cosine of their vectors, -1 to 1. Kept as small whole
numbers with one factor per row; only rows that learning touched are kept, the others are nil.
"""

import hashlib
import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from grappe.coding.index import Floats, Wholes, pieces, stem
from grappe.words import Kind, Refused, Sentence, Where

FEATURES = 1 << 17  #: rows that features are hashed to
SIZE = 192  #: numbers of a vector
VERSION = 1  #: of the recipe and of the files
MANIFEST = "model.json"

Bytes = np.ndarray[tuple[int, ...], np.dtype[np.int8]]


@lru_cache(maxsize=200_000)
def features(word: str) -> Wholes:
    """The rows of a word, each once, in order."""
    names = (f"w:{word}", f"s:{stem(word)}", *pieces(word))
    return np.unique(np.array([zlib.crc32(name.encode()) % FEATURES for name in names], np.int64))


class TextModel:
    """Vectors of texts. ``told`` says what it was made of: releases, seed, steps, version."""

    def __init__(self, rows: Wholes, table: Bytes, factors: Floats, told: Mapping[str, Any]) -> None:
        self.rows, self.table, self.factors, self.told = rows, table, factors, dict(told)
        self._place = np.full(FEATURES, -1, np.int64)
        self._place[rows] = np.arange(len(rows))
        self._words: dict[str, Floats] = {}

    @classmethod
    def of_table(cls, rows: Wholes, vectors: Floats, told: Mapping[str, Any]) -> "TextModel":
        """A model of these rows and their vectors, rounded to 255 levels a row."""
        factors = np.maximum(np.abs(vectors).max(axis=1), 1e-12).astype(np.float32) / 127
        return cls(rows, np.round(vectors / factors[:, None]).astype(np.int8), factors, told)

    @property
    def digest(self) -> str:
        """SHA-256 of the content: equal digests give equal vectors."""
        content = hashlib.sha256()
        for array in (self.rows.astype("<i8"), self.table, self.factors.astype("<f4")):
            content.update(np.ascontiguousarray(array).tobytes())
        return content.hexdigest()

    @property
    def name(self) -> str:
        """A short name for results."""
        return f"text {VERSION}.{self.digest[:8]}"

    def encode(self, texts: Sequence[str]) -> Floats:
        """One vector of length 1 per text (0 for a text without known pieces)."""
        vectors = np.zeros((len(texts), SIZE), np.float32)
        for row, text in enumerate(texts):
            for word in text.split():
                vectors[row] += self._word(word)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        norms[norms == 0] = 1
        vectors /= norms
        return vectors

    def word_vectors(self, words: Sequence[str]) -> Floats:
        """What each word adds to the vector of a text, before that is brought to length 1: one row per word."""
        return np.array([self._word(word) for word in words], np.float32).reshape(-1, SIZE)

    def _word(self, word: str) -> Floats:
        known = self._words.get(word)
        if known is None:
            places = self._place[features(word)]
            places = places[places >= 0]
            known = self._words[word] = self.factors[places] @ self.table[places].astype(np.float32)
        return known

    def save(self, folder: Path) -> int:
        """Writes the model as a folder, whole or not at all; gives its size in bytes."""
        folder.parent.mkdir(parents=True, exist_ok=True)
        hidden = Path(tempfile.mkdtemp(prefix=f".new-{folder.name}-", dir=folder.parent))
        try:
            np.save(hidden / "rows.npy", self.rows.astype(np.int32))
            np.save(hidden / "table.npy", self.table)
            np.save(hidden / "factors.npy", self.factors.astype(np.float32))
            told = {**self.told, "version": VERSION, "digest": self.digest}
            (hidden / MANIFEST).write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
            hidden.chmod(0o755)
            size = sum(path.stat().st_size for path in hidden.iterdir())
            if folder.exists():
                _check_replaceable(folder)
                shutil.rmtree(folder)
            os.rename(hidden, folder)
        except BaseException:
            shutil.rmtree(hidden, ignore_errors=True)
            raise
        return size


def load_model(folder: Path) -> TextModel:
    """The model of a folder. Raises ``Refused`` where there is none, where it is damaged or of another version."""
    try:
        told = json.loads((folder / MANIFEST).read_text("utf-8"))
        arrays = [np.load(folder / f"{name}.npy", allow_pickle=False) for name in ("rows", "table", "factors")]
        model = TextModel(arrays[0].astype(np.int64), arrays[1], arrays[2], told)
        sound = told["version"] == VERSION and told["digest"] == model.digest
    except (OSError, ValueError, KeyError, TypeError, IndexError, EOFError) as error:
        raise _unusable(folder, str(error)) from error
    if not sound:
        raise _unusable(folder, "digest")
    return model


def _unusable(folder: Path, why: str) -> Refused:
    return Refused(
        Sentence(f"modèle de texte absent ou abîmé ({why})", f"text model missing or damaged ({why})"),
        hint=Sentence("grappe code model build", "grappe code model build"),
        kind=Kind.MISSING,
        where=Where(file=str(folder)),
    )


def _check_replaceable(folder: Path) -> None:
    if any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        raise Refused(
            Sentence("ce dossier contient autre chose qu'un modèle", "this folder holds something else than a model"),
            hint=Sentence("donner un dossier vide ou nouveau", "give an empty or a new folder"),
            kind=Kind.CALL,
            where=Where(file=str(folder)),
        )
