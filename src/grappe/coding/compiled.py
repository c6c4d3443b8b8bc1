"""What coding needs of a release, worked out once: texts in one form, features, words of codes, middles under a model.

A pure function of the release, of the text model and of this program, kept in a file named after them so that the next
start takes a fraction of a second. Deleting it loses nothing but time; a damaged one is made again.
"""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp

from grappe.coding.code_words import CodeWords
from grappe.coding.index import Floats, Part, Wholes, pieces
from grappe.coding.search_space import Reference, SearchSpace
from grappe.coding.text_model import TextModel
from grappe.coding.word_rows import columns_of, middles_of, parts_of, stems_of
from grappe.references import Release

VERSION = 1  #: of what is kept and of how texts are read; a file of another one is not looked at
_LINE = "\n"


@dataclass(frozen=True, slots=True)
class Compiled:
    """The search space and its arrays; ``code_of`` gives the code (its place in ``codes``) of each reference."""

    space: SearchSpace
    codes: tuple[str, ...]
    code_of: Wholes
    parts: tuple[Part, Part]
    columns: tuple[sp.csr_matrix, sp.csr_matrix]
    words: CodeWords
    middles: Floats | None


def compiled(release: Release, *, model: TextModel | None = None, kept: Path | None = None) -> Compiled:
    """What coding needs of a ROME or ESCO release, read from the folder ``kept`` where it lies there, else made.

    Raises ``Refused`` for any other release.
    """
    path = kept / f"{_name(release, model)}.npz" if kept else None
    if path is not None and path.is_file():
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                return _loaded(str(release), arrays)
        except (OSError, EOFError, ValueError, KeyError, AttributeError, zipfile.BadZipFile):
            path.unlink(missing_ok=True)
    made = _made(release, model)
    if path is not None:
        _keep(made, path)
    return made


def _name(release: Release, model: TextModel | None) -> str:
    named = json.dumps([VERSION, release.nomenclature, release.digest, model.digest if model else None])
    return f"coding-{hashlib.sha256(named.encode()).hexdigest()[:16]}"


def _made(release: Release, model: TextModel | None) -> Compiled:
    space = SearchSpace.of_occupations(release)
    keys = [reference.key for reference in space.references]
    codes = tuple(dict.fromkeys(reference.code for reference in space.references))
    place = {code: rank for rank, code in enumerate(codes)}
    code_of = np.array([place[reference.code] for reference in space.references], np.int64)
    titles: dict[str, list[str]] = {code: [] for code in codes}
    for reference in space.references:
        titles[reference.code].append(reference.key)
    parts = parts_of(keys)
    middles = middles_of(model, keys, code_of) if model else None
    words = CodeWords.of(release, codes, titles)
    return Compiled(space, codes, code_of, parts, columns_of(parts, keys), words, middles)


def _keep(made: Compiled, path: Path) -> None:
    """Writes it whole or not at all. A folder that cannot be written only costs the time of the next start."""
    arrays = _arrays(made)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, hidden = tempfile.mkstemp(prefix=".new-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(file, **arrays)
            os.replace(hidden, path)
        except BaseException:
            Path(hidden).unlink(missing_ok=True)
            raise
    except OSError:
        return


def _arrays(made: Compiled) -> dict[str, Any]:
    arrays: dict[str, Any] = {
        "codes": _packed(made.codes),
        "labels": _packed([made.space.labels[code] for code in made.codes]),
        "family": _packed([made.space.family.get(code, "") for code in made.codes]),
        "texts": _packed([reference.text for reference in made.space.references]),
        "keys": _packed([reference.key for reference in made.space.references]),
        "code_of": made.code_of,
        "stems": _packed(made.words.stems),
        "rarity": made.words.rarity,
        **_sparse("words", made.words.rows),
    }
    for kind, (part, columns) in enumerate(zip(made.parts, made.columns, strict=True)):
        arrays |= {f"names{kind}": _packed(list(part.numbers)), f"rarity{kind}": part.rarity, f"kept{kind}": part.kept}
        arrays |= {f"unknown{kind}": np.array(part.unknown), **_sparse(f"columns{kind}", columns)}
    return arrays | ({} if made.middles is None else {"middles": made.middles})


def _loaded(release: str, arrays: Mapping[str, Any]) -> Compiled:
    codes, code_of = tuple(_unpacked(arrays["codes"])), arrays["code_of"]
    texts, keys = _unpacked(arrays["texts"]), _unpacked(arrays["keys"])
    references = tuple(map(Reference, (codes[place] for place in code_of.tolist()), texts, keys))
    labels = dict(zip(codes, _unpacked(arrays["labels"]), strict=True))
    family = {code: name for code, name in zip(codes, _unpacked(arrays["family"]), strict=True) if name}
    space = SearchSpace.of_references(release, references, labels, family)
    one, other = (
        Part(
            (pieces, stems_of)[kind],
            _unpacked(arrays[f"names{kind}"]),
            rarity=arrays[f"rarity{kind}"],
            kept=arrays[f"kept{kind}"],
            unknown=float(arrays[f"unknown{kind}"]),
        )
        for kind in (0, 1)
    )
    columns = (_csr(arrays, "columns0"), _csr(arrays, "columns1"))
    words = CodeWords(_unpacked(arrays["stems"]), _csr(arrays, "words"), arrays["rarity"])
    return Compiled(space, codes, code_of, (one, other), columns, words, arrays.get("middles"))


def _packed(texts: Sequence[str]) -> "np.ndarray[Any, Any]":
    return np.frombuffer(_LINE.join(text.replace(_LINE, " ") for text in texts).encode(), np.uint8)


def _unpacked(content: "np.ndarray[Any, Any]") -> list[str]:
    return content.tobytes().decode().split(_LINE)


def _sparse(name: str, table: sp.csr_matrix) -> dict[str, Any]:
    arrays = {"data": table.data.astype(np.float32), "indices": table.indices, "indptr": table.indptr}
    return {f"{name}_{kind}": array for kind, array in arrays.items()} | {f"{name}_shape": np.array(table.shape)}


def _csr(arrays: Mapping[str, Any], name: str) -> sp.csr_matrix:
    content = tuple(arrays[f"{name}_{kind}"] for kind in ("data", "indices", "indptr"))
    return sp.csr_matrix(content, shape=tuple(arrays[f"{name}_shape"].tolist()))
