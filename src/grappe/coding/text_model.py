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
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from grappe.coding.index import Floats, Wholes, pieces, stem
from grappe.coding.known import KnownTexts
from grappe.tables import room_on_disk
from grappe.words import Kind, Refused, Sentence, Where

FEATURES = 1 << 18  #: rows that features are hashed to
SIZE = 192  #: numbers of a vector
VERSION = 2  #: of the recipe and of the files
MANIFEST = "model.json"
ARRAYS = ("rows", "table", "factors", "hashes", "names")
FILES = (MANIFEST, *(f"{name}.npy" for name in ARRAYS))  #: of a model's folder
_ATTEMPTS = 20  #: to take a name that other builds take too

Bytes = np.ndarray[tuple[int, ...], np.dtype[np.int8]]


@lru_cache(maxsize=200_000)
def features(word: str) -> Wholes:
    """The rows of a word, each once, in order."""
    names = (f"w:{word}", f"s:{stem(word)}", *pieces(word))
    return np.unique(np.array([zlib.crc32(name.encode()) % FEATURES for name in names], np.int64))


class TextModel:
    """Vectors of texts. ``told`` says what it was made of: releases, seed, steps, version."""

    def __init__(
        self, rows: Wholes, table: Bytes, factors: Floats, told: Mapping[str, Any], *, known: KnownTexts | None = None
    ) -> None:
        self.rows, self.table, self.factors, self.told = rows, table, factors, dict(told)
        self.known = known or KnownTexts.of(())
        self._place = np.full(FEATURES, -1, np.int64)
        self._place[rows] = np.arange(len(rows))
        self._words: dict[str, Floats] = {}

    @classmethod
    def of_table(
        cls, rows: Wholes, vectors: Floats, told: Mapping[str, Any], *, known: KnownTexts | None = None
    ) -> "TextModel":
        """A model of these rows and their vectors, rounded to 255 levels a row."""
        factors = np.maximum(np.abs(vectors).max(axis=1), 1e-12).astype(np.float32) / 127
        return cls(rows, np.round(vectors / factors[:, None]).astype(np.int8), factors, told, known=known)

    @property
    def digest(self) -> str:
        """SHA-256 of the content: equal digests give equal vectors."""
        content = hashlib.sha256()
        for array in self._arrays().values():
            content.update(np.ascontiguousarray(array).tobytes())
        return content.hexdigest()

    def _arrays(self) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[Any]]]:
        """What is kept, in the same bytes on every machine."""
        kept = (
            self.rows.astype("<i4"),
            self.table,
            self.factors.astype("<f4"),
            self.known.hashes.astype("<u8"),
            self.known.names.astype("<i4"),
        )
        return dict(zip(ARRAYS, kept, strict=True))

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
        """Writes the model as a folder, whole or not at all; gives its size in bytes. The last of two writers stays."""
        _check_replaceable(folder)
        with room_on_disk(folder):
            hidden = _hidden(folder)
            try:
                for name, array in self._arrays().items():
                    np.save(hidden / f"{name}.npy", array)
                told = {**self.told, "version": VERSION, "digest": self.digest}
                (hidden / MANIFEST).write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
                hidden.chmod(0o755)
                size = sum(path.stat().st_size for path in hidden.iterdir())
                _publish(hidden, folder)
            except BaseException:
                shutil.rmtree(hidden, ignore_errors=True)
                raise
        return size


def _hidden(folder: Path) -> Path:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=f".new-{folder.name}-", dir=folder.parent))
    except (PermissionError, FileExistsError, NotADirectoryError) as error:
        raise Refused(
            Sentence("ce dossier ne peut pas être écrit", "this folder cannot be written"),
            hint=Sentence("choisir un autre dossier", "choose another folder"),
            kind=Kind.CALL,
            where=Where(file=str(folder)),
        ) from error


def _publish(hidden: Path, folder: Path) -> None:
    """Gives a complete folder its name, in the place of a model that may be there or come there meanwhile."""
    for _attempt in range(_ATTEMPTS):
        try:
            os.rename(hidden, folder)
        except OSError:
            _check_replaceable(folder)
            old = Path(tempfile.mkdtemp(prefix=".old-", dir=folder.parent))
            with suppress(FileNotFoundError):
                os.rename(folder, old / "model")
            shutil.rmtree(old, ignore_errors=True)
        else:
            return
    os.rename(hidden, folder)


def load_model(folder: Path) -> TextModel:
    """The model of a folder. Raises ``Refused`` where there is none, where it is damaged or of another version."""
    try:
        told = json.loads((folder / MANIFEST).read_text("utf-8"))
        rows, table, factors, hashes, names = (np.load(folder / f"{name}.npy", allow_pickle=False) for name in ARRAYS)
        model = TextModel(rows.astype(np.int64), table, factors, told, known=KnownTexts(hashes, names))
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
    """Raises ``Refused`` where a folder or a file is there that is no model; one that goes meanwhile is none."""
    with suppress(FileNotFoundError):
        if not folder.exists() or (folder.is_dir() and (_is_model(folder) or not any(folder.iterdir()))):
            return
        if not folder.exists() or _is_model(folder):
            return
        raise Refused(
            Sentence("ce dossier contient autre chose qu'un modèle", "this folder holds something else than a model"),
            hint=Sentence("donner un dossier vide ou nouveau", "give an empty or a new folder"),
            kind=Kind.CALL,
            where=Where(file=str(folder)),
        )


def _is_model(folder: Path) -> bool:
    return (folder / MANIFEST).is_file()
