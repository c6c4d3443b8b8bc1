"""From the ROME to ESCO by their crosswalk, after ranking: the relation that was published, shown with the code.

A title is ranked against the ROME; what its nearest title there is matched with in ESCO gains weight by the relation
(exact, close, broad, narrow) and by the chance of the ROME code. It enters as a memory does: see ``recalling``.
"""

from collections.abc import Sequence

from grappe.coding.candidates import Candidate
from grappe.coding.coder import Coder
from grappe.coding.normaliser import Normalised
from grappe.coding.recalling import Recalled
from grappe.references import APPELLATIONS, CROSSWALK, Release
from grappe.words import Sentence

#: What a relation adds to the log odds of the ESCO occupation where the title is the ROME title.
WEIGHTS = {"exact": 6.0, "close": 4.0, "broad": 2.0, "narrow": 2.0}
_LOOKED_AT = 3  #: ROME codes whose titles are followed
_SAID = {
    "exact": Sentence("exacte", "exact"),
    "close": Sentence("proche", "close"),
    "broad": Sentence("plus large", "broad"),
    "narrow": Sentence("plus étroite", "narrow"),
}


class Bridge:
    """Asked by a coder of ESCO occupations: what the crosswalk says of the ROME title that a title is near to."""

    def __init__(self, coder: Coder, *, rome: Release, crosswalk: Release) -> None:
        self._coder = coder
        self.name = str(crosswalk)
        labels = {row["code"]: row["label"] for row in rome.read(APPELLATIONS).to_pylist()}
        self._matched: dict[str, list[tuple[str, str]]] = {}
        for row in crosswalk.read(CROSSWALK).to_pylist():
            if row["appellation"] in labels:
                matched = self._matched.setdefault(labels[row["appellation"]], [])
                matched.append((row["esco"], row["relation"]))

    def recall(self, titles: Sequence[Normalised]) -> list[list[Recalled]]:
        """For each title the ESCO occupations that its nearest ROME titles are matched with, each by its best match."""
        return [self._recalled(found) for found in self._coder.ranked(titles, top=_LOOKED_AT)]

    def _recalled(self, found: Sequence[Candidate]) -> list[Recalled]:
        best: dict[str, Recalled] = {}
        for candidate in found:
            trust = 1.0 if candidate.equivalent else candidate.chance or 0.0
            for esco, relation in self._matched.get(candidate.nearest.text, ()):
                weight = WEIGHTS[relation] * trust
                if esco not in best or weight > best[esco].weight:
                    said = _bridged(candidate, relation)
                    best[esco] = Recalled(esco, weight, candidate.nearest.text, said=said)
        return list(best.values())


def _bridged(candidate: Candidate, relation: str) -> Sentence:
    said, rome = _SAID[relation], f"« {candidate.nearest.text} » ({candidate.code})"
    return Sentence(
        f"Passerelle ROME–ESCO : correspondance {said.fr} avec {rome}.",
        f"Crosswalk ROME–ESCO: {said.en} match of “{candidate.nearest.text}” ({candidate.code}).",
    )
