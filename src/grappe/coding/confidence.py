"""From a likeness to a probability, and from a probability to a decision.

The probability is a logistic function of the score and of the lead over the next code. Its parameters were fitted on
real ads (``lexicon/confidence.toml`` says which) and say how often an employer gives this code to such a title.
Employers are noisy judges: a title that *is* a reference title is coded otherwise by some of them. Decisions are
therefore taken against the reference, not against that probability: see ``docs/decisions/0010``.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

#: Under this score nothing is proposed as a code.
LEAST_SCORE = 0.2
#: Chance that the code given by an employer is that of the reference title, where the ad's title is one.
EMPLOYER_AGREES = 0.85

Numbers = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Confidence:
    """Parameters of the logistic function: 1, score, lead over the best other code, whether the title is the same."""

    weights: tuple[float, float, float, float]

    def probability(self, score: float, lead: float, *, same: bool) -> float:
        """The chance, 0 to 1, that an employer gives this code."""
        constant, by_score, by_lead, by_same = self.weights
        total = constant + by_score * score + by_lead * lead + by_same * same
        return float(1 / (1 + np.exp(-total)))

    @classmethod
    def fitted(cls, features: Sequence[tuple[float, float, bool]], hits: Sequence[bool]) -> "Confidence":
        """Maximum likelihood by Newton steps, with a slight pull to zero (1e-3 on every weight)."""
        table = np.array([(1.0, score, lead, float(same)) for score, lead, same in features])
        wanted = np.array(hits, float)
        weights = np.zeros(table.shape[1])
        for _ in range(30):
            chance = 1 / (1 + np.exp(-table @ weights))
            slope = table.T @ (wanted - chance) - 1e-3 * weights
            curve = (table * (chance * (1 - chance))[:, None]).T @ table + 1e-3 * np.eye(table.shape[1])
            weights = weights + np.linalg.solve(curve, slope)
        constant, by_score, by_lead, by_same = (float(weight) for weight in weights)
        return cls((constant, by_score, by_lead, by_same))


def calibration_error(chances: Sequence[float], hits: Sequence[bool], *, bins: int = 10) -> float:
    """Expected calibration error: mean distance, over ``bins`` equal bands, of the chance said to the share seen."""
    said, seen = np.array(chances, float), np.array(hits, float)
    band = np.minimum((said * bins).astype(int), bins - 1)
    return float(sum(abs(said[band == b].sum() - seen[band == b].sum()) for b in range(bins)) / max(len(said), 1))


@cache
def standard_confidence() -> Confidence:
    """The parameters that come with Grappe."""
    text = (files("grappe.coding") / "lexicon" / "confidence.toml").read_text("utf-8")
    found = tomllib.loads(text)["occupations"]
    return Confidence((found["constant"], found["score"], found["lead"], found["same"]))
