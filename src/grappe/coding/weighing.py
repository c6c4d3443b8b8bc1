"""What each kind of evidence is worth, and what chance that gives: few numbers, fitted on ads apart from the test.

The log odds of a code for a title are a weighted sum: likeness of the title to the nearest title of the code, nearness
in meaning and in words, how many titles the code has (a code of many titles is a large occupation), and whether the
title is one of them. ``lexicon/weights.toml`` holds the numbers and says what they were fitted on.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from grappe.coding.index import Flags, Floats

LEAST_LIKENESS = 0.2  #: under this likeness to every reference nothing is proposed as a code


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of the evidence; ``later`` is what a word after the first part of a title counts (1: as much).

    ``constant``, ``slope``, ``same_first`` and ``alike`` bring the chance of the first proposal to what is seen;
    ``others`` does it for the rest of them.
    """

    likeness: float
    meaning: float
    words: float
    size: float
    same: float
    text: float
    later: float
    constant: float
    slope: float
    same_first: float
    alike: float
    others: float

    @property
    def most(self) -> float:
        """The weighted sum of a title that agrees in everything."""
        return self.likeness + self.meaning + self.words

    def chances(self, odds: Floats, *, same: Flags, likeness: Floats, mass: Floats) -> Floats:
        """The chance of each proposal, best first: one row per title, together at most 1.

        ``odds`` are the log odds of the proposals, ``mass`` the logarithm of the sum of the odds of all codes.
        """
        raw = np.exp(np.minimum(odds - mass[:, None], 0))
        best = np.clip(raw[:, 0], 1e-4, 1 - 1e-4)
        slope = self.constant + self.slope * np.log(best / (1 - best))
        first = 1 / (1 + np.exp(-(slope + self.same_first * same[:, 0] + self.alike * likeness[:, 0])))
        rest = raw[:, 1:] * ((1 - first) / (1 - best) * self.others)[:, None]
        over = np.maximum(rest.sum(axis=1) / np.maximum(1 - first, 1e-6), 1)
        chances: Floats = np.concatenate([first[:, None], rest / over[:, None]], axis=1).astype(np.float32)
        return chances

    def with_memory(self) -> "Weights":
        """The same, with the chances of titles for which a memory spoke: it makes the odds sharper."""
        return replace(self, **_found()["memory"])

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> "Weights":
        """The weights of a mapping by name."""
        return cls(**{field.name: float(found[field.name]) for field in fields(cls)})


@cache
def standard_weights(*, with_model: bool = False) -> Weights:
    """The weights that come with Grappe, with or without a text model."""
    return Weights.of(_found()["with_model" if with_model else "without_model"])


@cache
def _found() -> dict[str, dict[str, float]]:
    return tomllib.loads((files("grappe.coding") / "lexicon" / "weights.toml").read_text("utf-8"))
