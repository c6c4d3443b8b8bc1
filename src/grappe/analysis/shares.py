"""Shares with honest intervals: Wilson's interval for a share seen, a shrunk share where answers are few."""

from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt

from grappe.words import Refused, Sentence, Where

Numbers = npt.NDArray[np.float64]


def wilson(k: float, n: float, level: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval of ``k`` among ``n``, as shares of 1; ``(0, 1)`` where nobody answered.

    Source: E. B. Wilson, JASA 22 (1927). Raises ``Refused`` unless ``0 <= k <= n``.

    >>> [round(bound, 2) for bound in wilson(4, 7)]
    [0.25, 0.84]
    """
    if not 0 <= k <= n:
        raise Refused(Sentence("part impossible", "impossible share"), where=Where(value=f"{k} / {n}"))
    low, high = wilson_bounds(np.array([k]), np.array([n]), level)
    return (float(low[0]), float(high[0])) if n else (0.0, 1.0)


def wilson_bounds(k: npt.ArrayLike, n: npt.ArrayLike, level: float = 0.95) -> tuple[Numbers, Numbers]:
    """Wilson's interval for many shares at once; NaN where ``n`` is 0."""
    seen, asked = np.asarray(k, float), np.asarray(n, float)
    asked = np.where(asked > 0, asked, np.nan)
    z = NormalDist().inv_cdf(0.5 + level / 2)
    share, widening = seen / asked, 1 + z * z / asked
    centre = (share + z * z / (2 * asked)) / widening
    half = z * np.sqrt(share * (1 - share) / asked + z * z / (4 * asked * asked)) / widening
    low = np.where(seen == 0, 0.0, np.maximum(centre - half, 0.0))
    high = np.where(seen == asked, 1.0, np.minimum(centre + half, 1.0))
    return np.where(np.isnan(asked), np.nan, low), np.where(np.isnan(asked), np.nan, high)


@dataclass(frozen=True, slots=True)
class Share:
    """A share counted in answers: ``k`` of ``n``, with Wilson's 95 % interval."""

    k: int
    n: int

    @property
    def value(self) -> float | None:
        """The share, 0 to 1; ``None`` where nobody answered."""
        return self.k / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float]:
        """Low and high, 0 to 1."""
        return wilson(self.k, self.n)


@dataclass(frozen=True, slots=True)
class LocalDifficulty:
    """A local share of difficult projects, shrunk towards a reference; never an official figure.

    ``share`` is (d + m·p0) / (n + m); ``weight`` n / (n + m) says how much of it comes from the members. ``low`` and
    ``high`` are Wilson's interval of what the members answered, before shrinking.
    """

    difficult: int
    n: int
    p0: float
    share: float
    weight: float
    low: float
    high: float


def local_difficulty(difficult: int, n: int, *, p0: float, m: float) -> LocalDifficulty:
    """The shrunk share of difficult projects: ``difficult`` among ``n`` answers, reference ``p0`` worth ``m`` answers.

    ``m`` is the dated rule ``shrinkage-weight``. Raises ``Refused`` for impossible counts, ``p0`` or ``m``.

    >>> round(local_difficulty(4, 7, p0=0.5, m=10).share, 3)
    0.529
    """
    if not (0 <= p0 <= 1 and m > 0):
        raise Refused(Sentence("référence impossible", "impossible reference"), where=Where(value=f"p0={p0}, m={m}"))
    low, high = wilson(difficult, n)
    return LocalDifficulty(difficult, n, p0, (difficult + m * p0) / (n + m), n / (n + m), low, high)


def known(values: Any) -> list[float | None]:
    """Numbers for a table: NaN becomes null."""
    return [None if np.isnan(value) else float(value) for value in np.asarray(values, float)]
