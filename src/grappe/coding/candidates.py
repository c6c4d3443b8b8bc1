"""Codes proposed for a title: the likest references, brought together by code."""

from collections.abc import Sequence
from dataclasses import dataclass

from grappe.coding.index import TextIndex
from grappe.coding.normaliser import Normalised, signature
from grappe.coding.search_space import Reference, SearchSpace

LOOKED_AT = 40  #: references looked at for each text searched
PART = 0.8  #: what the likeness of one part or one job of a title counts, beside that of the whole


@dataclass(frozen=True, slots=True)
class Candidate:
    """A code, its likeness to the title (0 to 1) and the reference that gave it; ``same``: the title is that one."""

    code: str
    score: float
    nearest: Reference
    same: bool = False


def candidates(
    titles: Sequence[Normalised], space: SearchSpace, index: TextIndex, *, top: int
) -> list[list[Candidate]]:
    """For each title the ``top`` codes, best first; equal scores in the order of the release."""
    texts = [text for title in titles for text in _searched(title)]
    found = index.search(texts, top=LOOKED_AT)
    listed: list[list[Candidate]] = []
    row = 0
    for title in titles:
        best: dict[str, Candidate] = {}
        for place, _text in enumerate(_searched(title)):
            share = PART if place else 1.0
            _gather(best, found.documents[row].tolist(), found.scores[row].tolist(), share=share, space=space)
            row += 1
        for reference in same_references(title, space):
            best[reference.code] = Candidate(reference.code, 1.0, reference, same=True)
        ranked = sorted(best.values(), key=lambda candidate: -candidate.score)
        listed.append(ranked[:top])
    return listed


def same_references(title: Normalised, space: SearchSpace) -> list[Reference]:
    """The references that the title is: same words in any order, with what it says beside the job or without."""
    for key in dict.fromkeys((title.full_key, title.key)):
        same = space.same.get(signature(key))
        if key and same:
            return [Reference(code, text, key) for code, text in same.items()]
    return []


def _searched(title: Normalised) -> list[str]:
    """The whole title, then its parts where it has several."""
    parts = dict.fromkeys((*title.parts, *title.jobs))
    return [title.key, *(part for part in parts if part != title.key)]


def _gather(
    best: dict[str, Candidate], documents: list[int], scores: list[float], *, share: float, space: SearchSpace
) -> None:
    for document, likeness in zip(documents, scores, strict=True):
        if document < 0:
            return
        reference = space.references[document]
        score = likeness * share
        known = best.get(reference.code)
        if known is None or known.score < score:
            best[reference.code] = Candidate(reference.code, min(score, 1.0), reference)
