"""How well a memory serves titles that it has not seen: the figures of a split that keeps alike titles together.

Two ads of one job often differ by a town or a number only. Such titles stay on one side of the split: its key is the
title's words without numbers and names of communes, in any order. What the references know is measured on the same
titles, so that the gain is the memory's own.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from itertools import compress
from typing import Any

from grappe.coding.coder import Coder
from grappe.coding.memory import Lesson, meant
from grappe.coding.memory_head import fit_head
from grappe.coding.memory_recall import TaughtMemory
from grappe.coding.normaliser import label_key, normalise
from grappe.coding.search_space import SearchSpace
from grappe.coding.text_model import TextModel
from grappe.coding.title_measures import title_figures
from grappe.references import Release
from grappe.words import Progress

PARTS = 5
_COMPARED = ("top1", "top5", "macro_top1", "macro_top5", "calibration_error")
_LONGEST = 5  #: words of the name of a commune that are looked for

Places = Collection[tuple[str, ...]]


def memory_figures(
    labelled: Sequence[tuple[str, str]],
    rome: Release,
    *,
    texts: Sequence[str | None] | None = None,
    model: TextModel | None = None,
    communes: Sequence[str] = (),
    part: int = 0,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Figures of one part in five of labelled titles, coded with a memory of the others, and ``references``: without.

    ``texts`` are those of the ads; ``communes`` are names of places to be left out of the split's key.
    """
    space = SearchSpace.of_occupations(rome)
    key = bare_key(space, {place_words(name) for name in communes})
    held = [_part(key(title)) == part for title, _code in labelled]
    tested = list(compress(labelled, held))
    told = list(compress(texts, held)) if texts else None
    taught = [pair for pair, out in zip(labelled, held, strict=True) if not out]
    memory = memory_of(taught, space, model, progress)
    with_memory = title_figures(tested, Coder.of_occupations(rome, model=model, memory=memory), texts=told)
    without = title_figures(tested, Coder.of_occupations(rome, model=model), texts=told)
    return with_memory | {"references": {name: without[name] for name in _COMPARED}, "lessons": len(taught)}


def memory_of(
    labelled: Sequence[tuple[str, str]],
    space: SearchSpace,
    model: TextModel | None = None,
    progress: Progress | None = None,
) -> TaughtMemory:
    """A memory of labelled titles (employers' codes), held by nothing but the caller."""
    seen: dict[tuple[str, str], Counter[str]] = {}
    for title, code in labelled:
        words = normalise(title).key
        taught = meant(words, code, space)
        if words and taught:
            seen.setdefault((words, taught), Counter())[title] += 1
    lessons = [Lesson(*known, min(said), said.total(), 0) for known, said in sorted(seen.items())]
    head = fit_head(lessons, space, model=model, progress=progress)
    return TaughtMemory(lessons, digest=hashlib.sha256(repr(lessons).encode()).hexdigest(), head=head)


def bare_key(space: SearchSpace, places: Places) -> Callable[[str], str]:
    """A function from a title to its words without numbers and places, in alphabetical order."""
    vocabulary = {word for reference in space.references for word in reference.key.split()}
    named = {place for place in places if not vocabulary.issuperset(place)}

    def bare(title: str) -> str:
        key = normalise(title).key
        words = [word for word in key.split() if not any(letter.isdigit() for letter in word)]
        return " ".join(sorted(set(_without(words, named)))) or key

    return bare


def place_words(name: str) -> tuple[str, ...]:
    """The words of the name of a place, as titles are compared."""
    return tuple(label_key(name).split())


def _without(words: Sequence[str], places: Places) -> list[str]:
    kept: list[str] = []
    at = 0
    while at < len(words):
        lengths = range(min(_LONGEST, len(words) - at), 0, -1)
        found = next((length for length in lengths if tuple(words[at : at + length]) in places), 0)
        kept += words[at : at + 1] if not found else []
        at += found or 1
    return kept


def _part(key: str) -> int:
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % PARTS
