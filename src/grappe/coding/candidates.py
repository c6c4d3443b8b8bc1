"""Codes proposed for a title: the likest references, brought together by code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from grappe.coding.index import TextIndex
from grappe.coding.normaliser import Normalised, label_key, signature
from grappe.coding.recalling import Recalled, with_weight
from grappe.coding.search_space import Reference, SearchSpace
from grappe.coding.skill_index import SkillIndex

LOOKED_AT = 20  #: references looked at for each title
UNLIKE = 0.05  #: likeness of a code that no reference led to, before memory has its say
JOB = 0.8  #: likeness of a title that sets jobs side by side to the reference that one of these jobs is


@dataclass(frozen=True, slots=True)
class Candidate:
    """A code, its likeness to the title (0 to 1) and the reference that gave it; ``same``: the title is that one.

    ``recalled`` is what the installation's memory knows of this code for this title; ``chance`` its calibrated chance
    and ``likeness`` that of the nearest reference alone, where the ranking gives them. ``equivalent``: the title is the
    nearest one, or is it but for words that name no job.
    """

    code: str
    score: float
    nearest: Reference
    same: bool = False
    recalled: Recalled | None = None
    chance: float | None = None
    likeness: float | None = None
    equivalent: bool = False


def candidates(
    titles: Sequence[Normalised], space: SearchSpace, index: TextIndex | SkillIndex, *, top: int
) -> list[list[Candidate]]:
    """For each title the ``top`` codes, best first; equal scores in the order of the release."""
    found = index.search([title.key for title in titles], top=LOOKED_AT)
    rows = zip(titles, found.documents.tolist(), found.scores.tolist(), strict=True)
    return [_ranked(title, documents, scores, space)[:top] for title, documents, scores in rows]


def _ranked(title: Normalised, documents: list[int], scores: list[float], space: SearchSpace) -> list[Candidate]:
    """One candidate per code, by its likest reference: those that the title is, then the others, likest first."""
    same = same_references(title, space)
    best = {reference.code: Candidate(reference.code, 1.0, reference, same=True) for reference in same}
    jobs = [] if same else _job_references(title, space)
    near = [(space.references[place], score) for place, score in zip(documents, scores, strict=True) if place >= 0]
    for reference, score in sorted([*((job, JOB) for job in jobs), *near], key=lambda pair: -pair[1]):
        if reference.code not in best:
            best[reference.code] = Candidate(reference.code, min(score, 1.0), reference)
    return list(best.values())


def same_references(title: Normalised, space: SearchSpace) -> list[Reference]:
    """The references that the title is: same words in any order, with what it says beside the job or without."""
    for key in dict.fromkeys((title.full_key, title.key)):
        same = space.same.get(signature(key))
        if key and same:
            return [Reference(code, text, key) for code, text in same.items()]
    return []


def _job_references(title: Normalised, space: SearchSpace) -> list[Reference]:
    """The references that the jobs of a title are, where it sets several side by side."""
    if len(title.jobs) < 2:
        return []
    return [
        Reference(code, text, job) for job in title.jobs for code, text in space.same.get(signature(job), {}).items()
    ]


def with_memory(found: Sequence[Candidate], recalled: Sequence[Recalled], labels: Mapping[str, str]) -> list[Candidate]:
    """The candidates of one title after memory had its say, best first; codes that the release lacks are left out."""
    known = {one.code: one for one in recalled if one.code in labels}
    listed = [
        replace(one, score=with_weight(one.score, known[one.code].weight), recalled=known[one.code])
        if one.code in known
        else one
        for one in found
    ]
    listed += [_recalled(one, labels) for one in known.values() if one.code not in {each.code for each in found}]
    return sorted(listed, key=lambda one: -one.score)


def _recalled(one: Recalled, labels: Mapping[str, str]) -> Candidate:
    """A candidate that only memory knows."""
    text = one.title or labels[one.code]
    nearest = Reference(one.code, text, label_key(text))
    return Candidate(one.code, with_weight(UNLIKE, one.weight), nearest, recalled=one)
