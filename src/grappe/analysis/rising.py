"""Whether a share rose: log-odds drawn towards no change, clusters of one employer, many tests at once.

Log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi, Quinn, Political Analysis 16, 2008), false
discoveries controlled by Benjamini and Hochberg (JRSS B 57, 1995).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import erfc

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

PRIOR = 20.0  #: advertisements, split by the share of both periods together, that each period is given beforehand


@dataclass(frozen=True, slots=True)
class Risen:
    """For each share: the shrunk log-odds ratio, its standard error, the two-sided p value."""

    log_odds: Numbers
    error: Numbers
    p: Numbers


def risen(now: tuple[Numbers, Numbers], before: tuple[Numbers, Numbers], clustering: Numbers) -> Risen:
    """Compares ``k`` of ``n`` advertisements now with ``k`` of ``n`` before.

    ``clustering`` multiplies the variance: 1 where advertisements of one employer are no more alike than others, 20
    where the twenty of one say the same. It is the lesser of two design effects over employers: Σ k² ÷ Σ k, which takes
    their numbers of advertisements as chance, and Σ (k − n·p)² ÷ N·p·(1 − p) (Kish, 1965), which takes them as given.
    Half an advertisement more on either side keeps shares of 0 and 1 finite.
    """
    (k1, n1), (k0, n0) = now, before
    share = (k1 + k0) / np.maximum(n1 + n0, 1.0)
    given, left = PRIOR * share + 0.5, PRIOR * (1 - share) + 0.5
    with_, without = (k1 + given, k0 + given), (n1 - k1 + left, n0 - k0 + left)
    odds = [np.log(a / np.maximum(b, 0.5)) for a, b in zip(with_, without, strict=True)]
    variance = sum(1 / np.maximum(count, 0.5) for count in (*with_, *without)) * clustering
    difference, error = odds[0] - odds[1], np.sqrt(variance)
    return Risen(difference, error, np.asarray(erfc(np.abs(difference / error) / np.sqrt(2.0)), np.float64))


def false_discovery(p: Numbers, tested: Flags) -> Numbers:
    """Benjamini and Hochberg's adjusted values of the p values tested; NaN for the others.

    >>> false_discovery(np.array([0.01, 0.02, 0.9]), np.array([True, True, True])).round(3).tolist()
    [0.03, 0.03, 0.9]
    """
    found = np.full(len(p), np.nan)
    place = np.flatnonzero(tested)
    order = place[np.argsort(p[place], kind="stable")]
    scaled = p[order] * len(order) / np.arange(1, len(order) + 1)
    found[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return found
