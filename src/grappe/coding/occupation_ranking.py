"""Titles → codes of occupations, many titles at a time: all evidence added, the best kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from grappe.coding.candidates import Candidate
from grappe.coding.code_words import word_stems
from grappe.coding.compiled import Compiled
from grappe.coding.equivalents import Equivalents, equivalents
from grappe.coding.index import Flags, Floats, Wholes, stem
from grappe.coding.job_texts import about_the_job
from grappe.coding.normaliser import Normalised, label_key, signature
from grappe.coding.recalling import Memory, Recalled
from grappe.coding.search_space import Reference
from grappe.coding.text_model import TextModel
from grappe.coding.weighing import Weights
from grappe.coding.word_rows import WordRows

JOB = 0.8  #: likeness of a title that sets jobs side by side to the reference that one of these jobs is
_NO_JOB = 0.2  #: what a word counts that names no job
_ALMOST = 0.9999  #: the highest score of a code whose title is not the very title
_AT_ONCE = 512  #: titles compared at once
_FIRST = 1_000.0  #: put before all others: the codes that have the very title, or it but for words that name no job


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for each code, one row per title: likeness of its nearest title, log odds.

    ``places`` (row × codes + code), ``references`` and ``alike`` list every reference that is at all like a title.
    """

    likeness: Floats
    odds: Floats
    places: Wholes
    references: Wholes
    alike: Floats


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known of titles beside likeness: which codes have the very title, and under which words; memory.

    ``first`` are the codes to be put before all others, ``same`` those of them whose title says nothing else.
    """

    first: Flags
    same: Flags
    titles: list[dict[str, Reference]]
    recalled: list[dict[str, Recalled]]


class OccupationRanking:
    """Ranks the codes of a release for titles, with the texts of their ads and a memory where there are any."""

    def __init__(self, compiled: Compiled, weights: Weights, *, model: TextModel | None = None) -> None:
        self.space, self.weights = compiled.space, weights
        self._with_memory = weights.with_memory()
        self._rows = WordRows(compiled.parts, compiled.columns, compiled.words, model=model, middles=compiled.middles)
        self._codes, self._code_of = compiled.codes, compiled.code_of
        self._place = {code: place for place, code in enumerate(compiled.codes)}
        self._size = np.log(np.bincount(self._code_of, minlength=len(self._codes))).astype(np.float32)
        self._most = weights.most + weights.size * float(self._size.max())

    def ranked(
        self,
        titles: Sequence[Normalised],
        *,
        texts: Sequence[str | None] | None = None,
        memory: Memory | None = None,
        top: int,
    ) -> list[list[Candidate]]:
        """For each title the ``top`` codes, best first; equal ones in the order of the release."""
        found: list[list[Candidate]] = []
        for start in range(0, len(titles), _AT_ONCE):
            part = titles[start : start + _AT_ONCE]
            said = texts[start : start + _AT_ONCE] if texts else None
            recalled = memory.recall(part) if memory else [()] * len(part)
            found += self._part(part, said, recalled, min(top, len(self._codes)))
        return found

    def rarity(self, word: str) -> float:
        """How much a word says: high where few references have its stem."""
        return self._rows.rarity(word)

    @lru_cache(maxsize=100_000)  # noqa: B019 - as long as the ranking lives, and it is made once
    def _knows(self, word: str) -> bool:
        return stem(word) in self._rows.parts[1].numbers

    def evidence(self, titles: Sequence[Normalised], texts: Sequence[str | None] | None = None) -> Evidence:
        """The evidence of titles, before memory and sameness have their say."""
        found = [equivalents(title, self.space, self._knows) for title in titles]
        return self._evidence(titles, found, texts)

    def _evidence(
        self, titles: Sequence[Normalised], found: Sequence[Equivalents], texts: Sequence[str | None] | None
    ) -> Evidence:
        weighed = [weights_of(title, self.weights.later, one) for title, one in zip(titles, found, strict=True)]
        sums = self._rows.sums([title.words for title in titles], weighed)
        rows = np.repeat(np.arange(len(titles)), np.diff(sums.references.indptr))
        places = rows * len(self._codes) + self._code_of[sums.references.indices]
        flat = np.zeros(len(titles) * len(self._codes), np.float32)
        np.maximum.at(flat, places, sums.references.data)
        likeness = flat.reshape(len(titles), len(self._codes))
        odds = self.weights.likeness * likeness + self.weights.words * sums.words + self.weights.size * self._size
        if sums.meaning is not None:
            odds += self.weights.meaning * sums.meaning
        if texts is not None:
            stems = [word_stems(about_the_job(text)) if text else [] for text in texts]
            odds += self.weights.text * self._rows.words.nearness(stems)
        return Evidence(likeness, odds, places, sums.references.indices, sums.references.data)

    def _part(
        self,
        titles: Sequence[Normalised],
        texts: Sequence[str | None] | None,
        recalled: Sequence[Sequence[Recalled]],
        top: int,
    ) -> list[list[Candidate]]:
        found = [equivalents(title, self.space, self._knows) for title in titles]
        seen = self._evidence(titles, found, texts)
        told = self._told(titles, found, recalled, seen)
        chosen = _best(seen.odds + _FIRST * told.first, top)
        rows = np.arange(len(titles))[:, None]
        odds, likeness, same = seen.odds[rows, chosen], seen.likeness[rows, chosen], told.same[rows, chosen]
        first = told.first[rows, chosen]
        mass = np.log(np.exp(np.minimum(seen.odds, 80)).sum(axis=1))
        chances = self.weights.chances(odds, same=first, likeness=likeness, mass=mass)
        spoken = np.array([bool(known) for known in told.recalled], bool)
        if spoken.any():
            chances[spoken] = self._with_memory.chances(
                odds[spoken], same=first[spoken], likeness=likeness[spoken], mass=mass[spoken]
            )
        most = self._most + np.array([[_most_recalled(known)] for known in told.recalled], np.float32)
        scores = np.where(same, 1.0, np.where(first, _ALMOST, np.clip(odds / most, 0.0, _ALMOST)))
        columns = (chosen, scores, chances, likeness, same, self._nearest(seen, chosen))
        listed = zip(*(column.tolist() for column in columns), told.titles, told.recalled, strict=True)
        return [
            [self._candidate(each, titles, known) for each in zip(*ranked, strict=True)]
            for *ranked, titles, known in listed
        ]

    def _told(
        self,
        titles: Sequence[Normalised],
        found: Sequence[Equivalents],
        recalled: Sequence[Sequence[Recalled]],
        seen: Evidence,
    ) -> _Told:
        """Sameness and memory; the latter's weights are added to the odds, likeness of jobs set side by side too."""
        first, same = np.zeros(seen.odds.shape, bool), np.zeros(seen.odds.shape, bool)
        told = _Told(first, same, [{} for _title in titles], [{} for _title in titles])
        for row, title in enumerate(titles):
            for reference in found[row].references:
                first[row, self._place[reference.code]] = True
                same[row, self._place[reference.code]] = found[row].exact
                told.titles[row][reference.code] = reference
            if len(title.jobs) > 1 and not told.titles[row]:
                self._set_jobs(title, seen, row)
            for one in recalled[row]:
                if one.code in self._place:
                    seen.odds[row, self._place[one.code]] += one.weight
                    told.recalled[row][one.code] = one
        seen.odds[first] += self.weights.same
        return told

    def _set_jobs(self, title: Normalised, seen: Evidence, row: int) -> None:
        """Brings up the codes of the jobs that a title sets side by side."""
        for code in {code for job in title.jobs for code in self.space.same.get(signature(job), ())}:
            place = self._place[code]
            gained = max(JOB - float(seen.likeness[row, place]), 0.0)
            seen.likeness[row, place] += gained
            seen.odds[row, place] += self.weights.likeness * gained

    def _nearest(self, seen: Evidence, chosen: Wholes) -> Wholes:
        """The likest reference of each chosen code; -1 where none is at all like the title."""
        wanted = chosen + np.arange(len(chosen))[:, None] * len(self._codes)
        nearest = np.full(seen.likeness.size, -1, np.int64)
        best = np.flatnonzero(seen.alike >= seen.likeness.ravel()[seen.places])
        nearest[seen.places[best[::-1]]] = seen.references[best[::-1]]
        return np.asarray(nearest[wanted])

    def _candidate(self, found: tuple[Any, ...], titles: dict[str, Reference], known: dict[str, Recalled]) -> Candidate:
        place, score, chance, likeness, same, nearest = found
        code = self._codes[place]
        title = titles.get(code)
        reference = title or self._reference(code, nearest, known.get(code))
        return Candidate(
            code,
            score,
            reference,
            same,
            known.get(code),
            chance=chance,
            likeness=likeness,
            equivalent=title is not None,
        )

    def _reference(self, code: str, nearest: int, recalled: Recalled | None) -> Reference:
        """The reference that a code is shown with: the likest, else what memory recalls, else the label."""
        if nearest >= 0:
            return self.space.references[nearest]
        text = (recalled.title if recalled else None) or self.space.labels[code]
        return Reference(code, text, label_key(text))


def _most_recalled(known: Mapping[str, Recalled]) -> float:
    """The most that memory adds to a code of a title."""
    return max((one.weight for one in known.values() if not one.settled), default=0.0)


def weights_of(title: Normalised, later: float, found: Equivalents) -> list[float]:
    """How much each word of a title counts: 1 in its first part, ``later`` in the others, little if it names no job."""
    if found.references and not found.exact:
        named = frozenset(found.references[0].key.split())
        return [1.0 if word in named else _NO_JOB for word in title.words]
    if len(title.parts) < 2:
        return [1.0] * len(title.words)
    first = frozenset(title.parts[0].split())
    return [1.0 if word in first else later for word in title.words]


def _best(odds: Floats, top: int) -> Wholes:
    """Places of the ``top`` highest of each row, best first; equal ones in order."""
    places = np.argpartition(-odds, min(top, odds.shape[1] - 1), axis=1)[:, :top]
    places.sort(axis=1)
    rows = np.arange(len(odds))[:, None]
    return np.asarray(places[rows, np.argsort(-odds[rows, places], axis=1, kind="stable")])
