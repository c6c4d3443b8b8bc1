"""How well coding does: the figures of published benchmarks and of labelled ads, each with its ``n``.

Measures (per query, then averaged): reciprocal rank of the first right element (MRR); whether one of the first k is
right (s@k); mean of the precisions at each right element (MAP). Titles: share of titles whose label is the first code,
is among the first five; ``macro`` averages the shares of the domains (first letter of the label).
"""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from grappe.coding.coder import Coder
from grappe.coding.normaliser import normalise
from grappe.coding.ranking import Evidence, Places, Ranking, Text, read_lines, read_pairs
from grappe.coding.text_model import TextModel
from grappe.tables import read_file
from grappe.words import Refused, Sentence, Where

Figures = dict[str, Any]
_PARTS = 5  #: one part in so many is the test split


def melo_figures(folder: Path, *, language: str | None = None, model: TextModel | None = None) -> Figures:
    """The figures of a MELO data set: a folder with queries, corpus elements, annotations and concepts.

    ``mrr``, ``s1`` … are in element order, as published models were scored, the concepts being told (``rank`` with
    ``concepts``); ``plain_…`` the same with nothing told but the texts; ``concept_…`` with one element of each concept
    first; ``block_map`` with all elements of a concept together. The language is that of the corpus in the folder's
    name (``…_c_fr``) where not given.
    """
    queries, corpus = _two(folder, "queries"), _two(folder, "corpus_elements")
    concepts, right = dict(_two(folder, "concept_mapping")), _right(folder, corpus)
    texts = [text for query, text in queries if query in right]
    expected = [right[query] for query, _text in queries if query in right]
    spoken, ranking = language or folder.name.rsplit("_", 1)[-1], Ranking(corpus, concepts)
    plain = Evidence(corpus, language=spoken, model=model).of(texts)
    plainly = _retrieval(zip(expected, map(ranking.by_element, plain), strict=True))
    del plain
    table = Evidence(corpus, concepts=concepts, language=spoken, model=model).of(texts)
    orders = (ranking.by_element, ranking.by_concept, ranking.by_block)
    element, concept, block = (_retrieval(zip(expected, map(order, table), strict=True)) for order in orders)
    return {
        "n": len(texts),
        **element,
        **{f"plain_{name}": value for name, value in plainly.items()},
        **{f"concept_{name}": value for name, value in concept.items()},
        "block_map": block["map"],
    }


def _right(folder: Path, corpus: Sequence[Text]) -> dict[str, set[int]]:
    """For each query the places of its right elements."""
    places = {identifier: place for place, (identifier, _text) in enumerate(corpus)}
    right: dict[str, set[int]] = {}
    for line in _lines(folder, "annotations"):
        query, _zero, element, relevant = line.split("\t")
        if relevant != "0":
            right.setdefault(query, set()).add(places[element])
    return right


def skill_figures(labelled: Sequence[tuple[str, str]], coder: Coder) -> Figures:
    """The figures of skill phrases with their right codes (phrase, code); a phrase may come with several."""
    wanted: dict[str, set[str]] = {}
    for text, code in labelled:
        wanted.setdefault(text, set()).add(code)
    found = coder.candidates(list(wanted), top=10)
    ranked = [[c.code in right for c in listed] for right, listed in zip(wanted.values(), found, strict=True)]
    return {"n": len(wanted)} | {f"top{k}": _share(any(row[:k]) for row in ranked) for k in (1, 5, 10)}


def labelled_titles(path: Path) -> list[tuple[str, str]]:
    """Titles and codes of a file with the columns ``title`` and ``rome``."""
    return _pairs(read_file(path), ("title", "rome"), path)


def labelled_skills(path: Path, relations: Iterable[str] = ("exact",)) -> list[tuple[str, str]]:
    """French phrases and ESCO URIs of a Competent–ESCO file, of the SKOS relations asked for."""
    columns = ("Classification 2 PrefLabel FR", "Classification 1 URL", "Mapping Relation")
    table = read_file(path)
    _pairs(table, columns[:2], path)
    wanted = {f"skos:{relation}Match" for relation in relations}
    rows = table.select(list(columns)).to_pylist()
    return [(str(r[columns[0]]), str(r[columns[1]])) for r in rows if r[columns[2]] in wanted and r[columns[0]]]


def in_test(title: str) -> bool:
    """Whether a title is of the test split: by a hash of its key, so that spellings of one title stay together."""
    digest = hashlib.sha256(normalise(title).key.encode()).hexdigest()
    return int(digest, 16) % _PARTS == 0


def _retrieval(answers: Iterable[tuple[set[int], Places]]) -> Figures:
    reciprocal, average, first, five = [], [], [], []
    for right, listed in answers:
        ranks = np.flatnonzero(np.isin(listed, list(right))) + 1
        reciprocal.append(1 / ranks[0])
        average.append(float(np.mean(np.arange(1, len(ranks) + 1) / ranks)))
        first.append(bool(ranks[0] == 1))
        five.append(bool(ranks[0] <= 5))
    return {
        "mrr": round(float(np.mean(reciprocal)), 4),
        "s1": _share(first),
        "s5": _share(five),
        "map": round(float(np.mean(average)), 4),
    }


def _share(right: Iterable[bool]) -> float:
    values = list(right)
    return round(sum(values) / max(len(values), 1), 4)


def _pairs(table: pa.Table, columns: tuple[str, str], path: Path) -> list[tuple[str, str]]:
    for name in columns:
        if name not in table.column_names:
            raise Refused(
                Sentence("colonne absente", "missing column"),
                hint=Sentence(f"attendu : {', '.join(columns)}", f"expected: {', '.join(columns)}"),
                where=Where(file=str(path), column=name),
            )
    rows = table.select(list(columns)).to_pylist()
    return [(str(row[columns[0]]), str(row[columns[1]])) for row in rows if row[columns[0]] and row[columns[1]]]


def _two(folder: Path, name: str) -> list[tuple[str, str]]:
    return read_pairs(_file(folder, name))


def _lines(folder: Path, name: str) -> list[str]:
    return read_lines(_file(folder, name))


def _file(folder: Path, name: str) -> Path:
    return next((path for path in (folder / f"{name}.tsv.gz",) if path.is_file()), folder / f"{name}.tsv")
