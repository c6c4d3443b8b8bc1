"""Titles and skill phrases → codes of a release, with reasons."""

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from grappe.coding.candidates import LOOKED_AT, Candidate, candidates, with_memory
from grappe.coding.compiled import compiled
from grappe.coding.confidence import Confidence, standard_confidence
from grappe.coding.frames import PROPOSALS
from grappe.coding.index import TextIndex
from grappe.coding.normaliser import Normalised, normalise, phrase
from grappe.coding.occupation_ranking import OccupationRanking
from grappe.coding.proposing import Proposals
from grappe.coding.recalling import Memory
from grappe.coding.search_space import SearchSpace
from grappe.coding.skill_index import SkillIndex
from grappe.coding.text_model import TextModel
from grappe.coding.weighing import Weights, standard_weights
from grappe.references import Release
from grappe.words import Progress, Sentence, silent

MODEL = "characters+stems+words 2"  #: how titles are compared and its version, shown beside results
_CHUNK = 2_000  #: distinct titles coded at once

Ad = tuple[str, str | None]  #: a title and the text of its ad


class Coder:
    """Codes titles to one release. Make it once (``of_occupations``, ``of_skills``), call ``code`` as often as needed.

    The same titles under the same release always give the same proposals, whatever comes with them. A ``memory``
    (``recalling.Memory``) is asked once for each chunk of titles, ``memory.recall(normalised titles)``, and answers
    with ``Recalled(code, weight, title, times, settled)``: ``weight`` is added to the log odds of the code, which
    enters the proposals even where the references do not lead to it; ``settled`` codes the title at once.
    """

    def __init__(
        self,
        space: SearchSpace,
        *,
        ranking: OccupationRanking | None = None,
        model: TextModel | None = None,
        confidence: Confidence | None = None,
        phrases: bool = False,
        memory: Memory | None = None,
    ) -> None:
        self.space, self.ranking, self.memory = space, ranking, memory
        self.confidence = confidence or standard_confidence(with_model=model is not None)
        self.model = " + ".join([MODEL, *(part.name for part in (model, memory) if part is not None)])
        self.text_model = model.name if model else None
        self._text_model = model
        self._read = phrase if phrases else normalise
        self._rarity = lru_cache(maxsize=100_000)(ranking.rarity if ranking else lambda word: self.index.rarity(word))

    @classmethod
    def of_occupations(
        cls,
        release: Release,
        *,
        model: TextModel | None = None,
        memory: Memory | None = None,
        weights: Weights | None = None,
        kept: Path | None = None,
    ) -> "Coder":
        """A coder of job titles to a ROME or an ESCO release. Raises ``Refused`` for any other release.

        ``model`` is a text model learned from that release: one more kind of evidence; the decision ``auto`` does not
        depend on it. ``kept`` is a folder where what is worked out of the release is kept for the next start.
        """
        made = compiled(release, model=model, kept=kept)
        chosen = weights or standard_weights(with_model=model is not None)
        ranking = OccupationRanking(made, chosen, model=model)
        return cls(made.space, ranking=ranking, model=model, memory=memory)

    @classmethod
    def of_skills(cls, release: Release, *, model: TextModel | None = None) -> "Coder":
        """A coder of skill phrases to a ROME or an ESCO release. Raises ``Refused`` for any other release."""
        return cls(SearchSpace.of_skills(release), model=model, phrases=True)

    @property
    def release(self) -> str:
        """The release that codes belong to."""
        return self.space.release

    @cached_property
    def index(self) -> TextIndex | SkillIndex:
        """The references by likeness, in full: for skill phrases, not for job titles."""
        if self._text_model is not None:
            return SkillIndex(self.space, self._text_model)
        return TextIndex([reference.key for reference in self.space.references])

    def code(
        self,
        titles: Sequence[str],
        *,
        texts: Sequence[str | None] | None = None,
        top: int = 5,
        languages: Sequence[str] = ("fr", "en"),
        progress: Progress | None = None,
    ) -> pa.Table:
        """``PROPOSALS`` for each title, in the order of the input, best first, at most ``top`` for each.

        ``texts`` are those of the ads, empty or ``None`` where there is none: what they say of the job is compared with
        the definitions and skills of occupations. They move proposals to be reviewed, never the decision ``auto``.
        ``languages`` are those in which reasons are said as sentences; the others are left empty, which is quicker.
        """
        ads: list[Ad] = list(zip(titles, texts or [None] * len(titles), strict=True))
        distinct = list(dict.fromkeys(ads))
        place = {ad: rank for rank, ad in enumerate(distinct)}
        tell = progress or silent
        tables, sizes = [], []
        for start in range(0, len(distinct), _CHUNK):
            tell(start, len(distinct), Sentence("codage des intitulés", "coding titles"))
            table, counted = self._coded(distinct[start : start + _CHUNK], top, languages)
            tables.append(table)
            sizes += counted
        proposals = pa.concat_tables(tables) if tables else PROPOSALS.empty()
        starts = np.cumsum([0, *sizes])
        return _spread(proposals, starts, np.array([place[ad] for ad in ads], int))

    def candidates(
        self, titles: Sequence[str], *, texts: Sequence[str | None] | None = None, top: int = 5
    ) -> list[list[Candidate]]:
        """The codes proposed for each title, without decision or reasons."""
        return self.ranked([self._read(title) for title in titles], texts=texts, top=top)

    def chances(self, found: Sequence[Candidate]) -> list[float]:
        """The calibrated probability of each candidate; together at most 1."""
        if all(one.chance is not None for one in found):
            return [one.chance or 0.0 for one in found]
        return self.confidence.chances([one.score for one in found], [one.same for one in found])

    def ranked(
        self, read: Sequence[Normalised], *, texts: Sequence[str | None] | None = None, top: int = 5
    ) -> list[list[Candidate]]:
        """The codes proposed for titles that were read already, without decision or reasons."""
        if self.ranking:
            said = texts if texts is not None and any(texts) else None
            return self.ranking.ranked(read, texts=said, memory=self.memory, top=max(top, 2))
        found = candidates(read, self.space, self.index, top=max(top, LOOKED_AT) if self.memory else top)
        if self.memory is None:
            return found
        recalled = self.memory.recall(read)
        return [with_memory(one, two, self.space.labels)[:top] for one, two in zip(found, recalled, strict=True)]

    def _coded(self, ads: Sequence[Ad], top: int, languages: Sequence[str]) -> tuple[pa.Table, list[int]]:
        """The proposals of distinct ads, and how many each has."""
        read = [self._read(title) for title, _text in ads]
        found = self.ranked(read, texts=[text for _title, text in ads], top=max(top, 2))
        proposals = Proposals(self.space, rarity=self._rarity, languages=languages)
        for title, listed in zip(read, found, strict=True):
            proposals.add(title, listed, self.chances(listed), top=top)
        return proposals.table(), proposals.sizes


def _spread(proposals: pa.Table, starts: "np.ndarray[Any, Any]", places: "np.ndarray[Any, Any]") -> pa.Table:
    """The proposals of distinct titles, repeated for each input row that has the title."""
    counts = np.diff(starts)[places] if len(places) else np.zeros(0, int)
    rows = np.repeat(np.arange(len(places)), counts)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    taken = proposals.take(pa.array(starts[:-1][places][rows] + within if len(rows) else np.zeros(0, int)))
    return taken.set_column(0, "row", pa.array(rows, pa.int64()))


def counts(table: pa.Table) -> Mapping[str, int]:
    """How many titles of ``PROPOSALS`` or ``CODED`` are decided ``auto``, ``review`` and ``none``."""
    first = table.filter(pc.equal(table["rank"], 1))["decision"].to_pylist()
    return {decision: first.count(decision) for decision in ("auto", "review", "none")}
