"""Codes proposed for a title: the likest references, brought together by code."""

from collections.abc import Sequence
from dataclasses import dataclass

from grappe.coding.index import TextIndex
from grappe.coding.normaliser import Normalised, signature
from grappe.coding.search_space import Reference, SearchSpace

LOOKED_AT = 30  #: references looked at for each text searched
_MOST = 50
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
    texts = [_searched(title) for title in titles]
    found = index.search([text for several in texts for text in several], top=LOOKED_AT)
    documents, scores = found.documents.tolist(), found.scores.tolist()
    listed: list[list[Candidate]] = []
    row = 0
    for title, several in zip(titles, texts, strict=True):
        best: dict[str, tuple[float, int]] = {}
        for place in range(len(several)):
            share = PART if place else 1.0
            _gather(best, documents[row], scores[row], share=share, space=space)
            row += 1
        listed.append(_ranked(best, title, space)[:top])
    return listed


def _ranked(best: dict[str, tuple[float, int]], title: Normalised, space: SearchSpace) -> list[Candidate]:
    same = {reference.code: reference for reference in same_references(title, space)}
    first = [Candidate(code, 1.0, reference, same=True) for code, reference in same.items()]
    others = sorted(((score, code, place) for code, (score, place) in best.items() if code not in same), key=_likest)
    return first + [Candidate(code, min(score, 1.0), space.references[place]) for score, code, place in others[:_MOST]]


def _likest(found: tuple[float, str, int]) -> tuple[float, int]:
    return -found[0], found[2]


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
    best: dict[str, tuple[float, int]], documents: list[int], scores: list[float], *, share: float, space: SearchSpace
) -> None:
    """Keeps for each code its likest reference; documents come likest first."""
    for document, likeness in zip(documents, scores, strict=True):
        if document < 0:
            return
        code = space.references[document].code
        score = likeness * share
        if code not in best or best[code][0] < score:
            best[code] = (score, document)
