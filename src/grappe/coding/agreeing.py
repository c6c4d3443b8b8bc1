"""How far two reviewers agree beyond chance: Cohen's kappa, and what both decided.

κ = (p_o - p_e) / (1 - p_e), with p_o the share of titles decided alike and p_e what chance would give with each
reviewer's own shares. Interval by the large-sample variance of Fleiss, Cohen and Everitt (1969).
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

_NINETY_FIVE = 1.959964  #: standard errors on either side of an interval of 95 %


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two reviewers on the titles that both decided.

    ``kappa`` is ``None`` where it has no meaning: no common title, or both always gave one and the same code.
    ``low`` and ``high`` bound it at 95 % (normal approximation: rough under 30 titles).
    """

    titles: int
    agreed: int
    kappa: float | None
    low: float | None
    high: float | None

    def as_json(self) -> dict[str, int | float | None]:
        """The agreement as one JSON object."""
        return {"titles": self.titles, "agreed": self.agreed, "kappa": self.kappa, "low": self.low, "high": self.high}


def agreement(first: Mapping[str, str], second: Mapping[str, str]) -> Agreement:
    """The agreement of two reviewers, each a mapping of titles to codes (empty: none fits)."""
    pairs = Counter((first[key], second[key]) for key in first.keys() & second.keys())
    n = pairs.total()
    agreed = sum(count for (one, other), count in pairs.items() if one == other)
    left, right = _margins(pairs)
    by_chance = sum(left[code] * right[code] for code in left) / n**2 if n else 0.0
    if n == 0 or by_chance == 1:
        return Agreement(n, agreed, None, None, None)
    kappa = (agreed / n - by_chance) / (1 - by_chance)
    half = _NINETY_FIVE * math.sqrt(max(_variance(pairs, kappa, by_chance), 0.0))
    low, high = max(kappa - half, -1.0), min(kappa + half, 1.0)
    return Agreement(n, agreed, round(kappa, 4), round(low, 4), round(high, 4))


def both(first: Mapping[str, str], second: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """What two reviewers decided together: titles of one of them alone or decided alike; and those they differ on."""
    differ = sorted(key for key in first.keys() & second.keys() if first[key] != second[key])
    return {key: code for key, code in {**first, **second}.items() if key not in set(differ)}, differ


def _margins(pairs: "Counter[tuple[str, str]]") -> tuple["Counter[str]", "Counter[str]"]:
    left: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for (one, other), count in pairs.items():
        left[one] += count
        right[other] += count
    return left, right


def _variance(pairs: "Counter[tuple[str, str]]", kappa: float, by_chance: float) -> float:
    n = pairs.total()
    left, right = _margins(pairs)
    alike = sum(
        count / n * (1 - (left[one] + right[one]) / n * (1 - kappa)) ** 2
        for (one, other), count in pairs.items()
        if one == other
    )
    apart = sum(
        count / n * ((right[one] + left[other]) / n) ** 2 for (one, other), count in pairs.items() if one != other
    )
    spread = alike + (1 - kappa) ** 2 * apart - (kappa - by_chance * (1 - kappa)) ** 2
    return spread / (n * (1 - by_chance) ** 2)
