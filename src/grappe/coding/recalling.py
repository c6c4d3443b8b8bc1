"""Where an installation's memory enters coding: codes that it recalls for titles, each with a weight.

The memory itself (what was learned, from whom, how it is forgotten) lives elsewhere; a coder only asks it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from grappe.coding.normaliser import Normalised
from grappe.words import Sentence


@dataclass(frozen=True, slots=True)
class Recalled:
    """A code that memory recalls for a title.

    ``weight`` is added to the code's log odds (0 changes nothing; 2 makes it seven times likelier; negative holds it
    back). ``title`` is the known title that brought it back and ``times`` how often it was seen with this code, both
    shown in the reasons. ``settled``: persons confirmed this very title, so that it is coded at once. ``said`` replaces
    the sentence made of these.
    """

    code: str
    weight: float
    title: str | None = None
    times: int = 1
    settled: bool = False
    said: Sentence | None = None


class Memory(Protocol):
    """What a coder asks: ``name`` stands in results beside the model, ``recall`` answers for each title, in order."""

    @property
    def name(self) -> str:
        """A short name that changes with the content."""

    def recall(self, titles: Sequence[Normalised]) -> Sequence[Sequence[Recalled]]:
        """The codes recalled for each title, in any order, each code at most once; empty where nothing is known."""


def with_weight(score: float, weight: float) -> float:
    """A score of 0 to 1 after ``weight`` was added to its log odds.

    >>> round(with_weight(0.5, 2.0), 2)
    0.88
    """
    if weight == 0:
        return score
    bounded = min(max(score, 1e-6), 1 - 1e-6)
    return 1 / (1 + math.exp(-(math.log(bounded / (1 - bounded)) + weight)))
