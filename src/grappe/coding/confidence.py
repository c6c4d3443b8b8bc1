"""From a likeness to a probability, and from a probability to a decision.

The probability is a logistic function of the score and of the lead over the next code. Its parameters were fitted on
real ads (``lexicon/confidence.toml`` says which) and say how often an employer gives this code to such a title.
Employers are noisy judges: a title that *is* a reference title is coded otherwise by some of them. Decisions are
therefore taken against the reference, not against that probability: see ``docs/decisions/0010``.
"""

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

#: Under this score nothing is proposed as a code.
LEAST_SCORE = 0.2
#: A lead beyond this adds nothing to the chance.
ENOUGH = 0.2
#: Chance that the code given by an employer is that of the reference title, where the ad's title is one.
EMPLOYER_AGREES = 0.85

Seen = tuple[float, float, bool]  #: score, lead over the best other proposal, whether the title is the same


@dataclass(frozen=True, slots=True)
class Logistic:
    """Parameters of a logistic function of: 1, score, lead over the best other code, whether the title is the same."""

    constant: float
    score: float
    lead: float
    same: float

    def at(self, seen: Seen) -> float:
        """The chance, 0 to 1."""
        score, lead, same = seen
        return 1 / (1 + math.exp(-(self.constant + self.score * score + self.lead * lead + self.same * same)))

    @classmethod
    def fitted(cls, seen: Sequence[Seen], hits: Sequence[bool]) -> "Logistic":
        """Maximum likelihood by Newton steps, with a slight pull to zero (1e-3 on every parameter)."""
        table = np.array([(1.0, score, lead, float(same)) for score, lead, same in seen])
        wanted = np.array(hits, float)
        weights = np.zeros(table.shape[1])
        for _ in range(30):
            chance = 1 / (1 + np.exp(-table @ weights))
            slope = table.T @ (wanted - chance) - 1e-3 * weights
            curve = (table * (chance * (1 - chance))[:, None]).T @ table + 1e-3 * np.eye(table.shape[1])
            weights = weights + np.linalg.solve(curve, slope)
        return cls(*(round(float(weight), 4) for weight in weights))


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure the first proposal is, and the others, which are right only where the first is not."""

    first: Logistic
    others: Logistic

    def chances(self, scores: Sequence[float], same: Sequence[bool]) -> list[float]:
        """The chance of each proposal of one title, best first; together at most 1."""
        seen = observed(scores, same)
        found = [(self.others if rank else self.first).at(one) for rank, one in enumerate(seen)]
        room = (1 - found[0]) / max(sum(found[1:]), 1 - found[0], 1e-9) if found else 1.0
        return [chance * room if rank else chance for rank, chance in enumerate(found)]

    @classmethod
    def fitted(cls, titles: Sequence[tuple[Sequence[Seen], Sequence[bool]]]) -> "Confidence":
        """Fitted to the proposals of titles whose right code is known: what was seen of each, and whether it is it."""
        firsts = [(seen[0], hits[0]) for seen, hits in titles if seen]
        others = [pair for seen, hits in titles for pair in zip(seen[1:], hits[1:], strict=True)]
        pairs = (firsts, others)
        return cls(*(Logistic.fitted([seen for seen, _ in kind], [hit for _, hit in kind]) for kind in pairs))


def observed(scores: Sequence[float], same: Sequence[bool]) -> list[Seen]:
    """Score, lead over the best other proposal and sameness of each proposal, best first."""
    best, second = [*scores[:2], 0.0, 0.0][:2]
    rivals = [second, *([best] * len(scores))]
    return [(score, min(score - rival, ENOUGH), one) for score, rival, one in zip(scores, rivals, same, strict=False)]


def calibration_error(chances: Sequence[float], hits: Sequence[bool], *, bins: int = 10) -> float:
    """Expected calibration error: mean distance, over ``bins`` equal bands, of the chance said to the share seen."""
    said, seen = np.array(chances, float), np.array(hits, float)
    band = np.minimum((said * bins).astype(int), bins - 1)
    return float(sum(abs(said[band == b].sum() - seen[band == b].sum()) for b in range(bins)) / max(len(said), 1))


@cache
def standard_confidence(*, with_model: bool = False) -> Confidence:
    """The parameters that come with Grappe, for likeness with or without a text model."""
    text = (files("grappe.coding") / "lexicon" / "confidence.toml").read_text("utf-8")
    found = tomllib.loads(text)
    chosen = found["with_model"] if with_model else found["without_model"]
    return Confidence(Logistic(**chosen["first"]), Logistic(**chosen["others"]))
