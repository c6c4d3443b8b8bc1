"""Titles and skill phrases → codes of a release, with reasons."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from grappe.coding.candidates import LOOKED_AT, Candidate, candidates, with_memory
from grappe.coding.confidence import LEAST_SCORE, Confidence, standard_confidence
from grappe.coding.deciding import decide
from grappe.coding.frames import PROPOSALS
from grappe.coding.index import TextIndex
from grappe.coding.normaliser import Normalised, normalise, phrase
from grappe.coding.reasons import Reasons, nothing_found, reasons
from grappe.coding.recalling import Memory
from grappe.coding.search_space import SearchSpace
from grappe.coding.text_model import TextModel
from grappe.references import Release
from grappe.words import Progress, Sentence, silent

MODEL = "characters+stems 1"  #: the text model and its version, shown beside results
MODEL_SHARE = 0.5  #: share of the text model in a likeness, where there is one: picked on ads apart from the test
_CHUNK = 2_000  #: distinct titles coded at once


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
        model: TextModel | None = None,
        confidence: Confidence | None = None,
        phrases: bool = False,
        memory: Memory | None = None,
    ) -> None:
        self.space = space
        self.memory = memory
        self.text_model = model.name if model else None
        self.confidence = confidence or standard_confidence(with_model=model is not None)
        self.index = TextIndex([reference.key for reference in space.references], model=model, share=MODEL_SHARE)
        self.model = " + ".join([MODEL, *(part.name for part in (model, memory) if part is not None)])
        self._read = phrase if phrases else normalise

    @classmethod
    def of_occupations(
        cls, release: Release, *, model: TextModel | None = None, memory: Memory | None = None
    ) -> "Coder":
        """A coder of job titles to a ROME or an ESCO release. Raises ``Refused`` for any other release.

        ``model`` is a text model learned from that release, to be mixed into the likeness; the decision ``auto`` does
        not depend on it.
        """
        return cls(SearchSpace.of_occupations(release), model=model, memory=memory)

    @classmethod
    def of_skills(cls, release: Release, *, model: TextModel | None = None) -> "Coder":
        """A coder of skill phrases to a ROME or an ESCO release. Raises ``Refused`` for any other release."""
        return cls(SearchSpace.of_skills(release), model=model, phrases=True)

    @property
    def release(self) -> str:
        """The release that codes belong to."""
        return self.space.release

    def code(
        self,
        titles: Sequence[str],
        *,
        texts: Sequence[str | None] | None = None,
        top: int = 5,
        progress: Progress | None = None,
    ) -> pa.Table:
        """``PROPOSALS`` for each title, in the order of the input, best first, at most ``top`` for each.

        ``texts`` (the ads) are accepted and not yet used: until their gain is measured the title alone decides.
        """
        distinct = list(dict.fromkeys(titles))
        place = {title: rank for rank, title in enumerate(distinct)}
        tell = progress or silent
        rows: list[dict[str, Any]] = []
        starts = [0]
        for start in range(0, len(distinct), _CHUNK):
            tell(start, len(distinct), Sentence("codage des intitulés", "coding titles"))
            for proposals in self._coded(distinct[start : start + _CHUNK], top):
                rows.extend(proposals)
                starts.append(len(rows))
        return _spread(PROPOSALS.from_rows(rows), np.array(starts), np.array([place[title] for title in titles], int))

    def candidates(self, titles: Sequence[str], *, top: int = 5) -> list[list[Candidate]]:
        """The codes proposed for each title, without decision or reasons."""
        return self._found([self._read(title) for title in titles], top)

    def _found(self, read: Sequence[Normalised], top: int) -> list[list[Candidate]]:
        found = candidates(read, self.space, self.index, top=max(top, LOOKED_AT) if self.memory else top)
        if self.memory is None:
            return found
        recalled = self.memory.recall(read)
        return [with_memory(one, two, self.space.labels)[:top] for one, two in zip(found, recalled, strict=True)]

    def _coded(self, titles: Sequence[str], top: int) -> list[list[dict[str, Any]]]:
        read = [self._read(title) for title in titles]
        found = self._found(read, max(top, 2))
        return [self._proposals(title, listed, top) for title, listed in zip(read, found, strict=True)]

    def _proposals(self, title: Normalised, found: Sequence[Candidate], top: int) -> list[dict[str, Any]]:
        decision, remark = decide(title, found, space=self.space, index=self.index)
        if decision == "none":
            return [_row(1, None, decision, nothing_found(title, self.release), release=self.release)]
        near = [candidate for candidate in found if candidate.score >= LEAST_SCORE]
        chances = self.chances(found)
        rows = []
        for rank, candidate in enumerate(near[:top], 1):
            other = found[0] if rank > 1 else found[1] if len(found) > 1 else None
            why = reasons(title, candidate, other, index=self.index, remark=remark if rank == 1 else None)
            row = _row(rank, candidate, decision, why, release=self.release)
            following = near[rank].code if rank < len(near) else None
            row |= {
                "label": self.space.labels[candidate.code],
                "probability": round(chances[rank - 1], 4),
                "runner_up": following,
            }
            rows.append(row)
        return rows

    def chances(self, found: Sequence[Candidate]) -> list[float]:
        """The calibrated probability of each candidate; together at most 1."""
        return self.confidence.chances([one.score for one in found], [one.same for one in found])


def _row(rank: int, candidate: Candidate | None, decision: str, why: Reasons, *, release: str) -> dict[str, Any]:
    return {
        "row": 0,
        "rank": rank,
        "code": candidate.code if candidate else None,
        "score": round(candidate.score, 4) if candidate else 0.0,
        "probability": 0.0,
        "decision": decision,
        "reason_fr": why.sentence.fr,
        "reason_en": why.sentence.en,
        "matched": list(why.matched),
        "ignored": list(why.ignored),
        "nearest": candidate.nearest.text if candidate else None,
        "separates": why.separates,
        "release": release,
    }


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
