"""Who answered, and what each answer weighs: response rates by stratum, post-stratification with capped weights."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grappe.analysis.shares import Share
from grappe.words import Refused, Sentence, Where

#: Size and sector of an organisation; either may be empty where it is not known.
Stratum = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Weights:
    """What an answer of each stratum weighs, 1 on average.

    ``capped``: strata whose weight was cut to the cap; ``merged``: strata without answer, spoken for by those of the
    same size; ``uncovered``: organisations of sizes from which nobody answered, for whom nothing is said.
    ``effective``: the number of equal answers that would be as precise (Kish, 1965: (Σw)² / Σw²).
    """

    by_stratum: Mapping[Stratum, float]
    effective: float
    capped: tuple[Stratum, ...] = ()
    merged: tuple[Stratum, ...] = ()
    uncovered: int = 0


def post_stratified(answered: Sequence[Stratum], population: Mapping[Stratum, int], *, cap: float) -> Weights:
    """Weights that give each stratum its share of the population.

    ``answered``: the stratum of each answer; ``population``: organisations in each. A stratum without answer is spoken
    for by the answers of its size. No weight is above ``cap`` times the mean; what is cut goes to the others. Where
    every weight would be cut, all are 1. Raises ``Refused`` for an answer from outside the population, or a cap
    below 1.
    """
    seen = Counter(answered)
    _check(seen, population, cap)
    spoken, merged, uncovered = _spoken_for(seen, population)
    total, n = sum(spoken.values()), len(answered)
    raw = {stratum: (spoken[stratum] / total) / (seen[stratum] / n) for stratum in seen}
    weights, capped = _capped(raw, seen, cap)
    listed = [weights[stratum] for stratum in answered]
    effective = sum(listed) ** 2 / sum(weight * weight for weight in listed) if listed else 0.0
    return Weights(weights, effective, capped, merged, uncovered)


def _check(seen: Counter[Stratum], population: Mapping[Stratum, int], cap: float) -> None:
    outside = [stratum for stratum, count in seen.items() if population.get(stratum, 0) < count]
    if outside:
        said = " × ".join(part or "–" for part in outside[0])
        raise Refused(
            Sentence(
                f"plus de réponses que d'organisations dans la strate {said}",
                f"more answers than organisations in the stratum {said}",
            ),
            hint=Sentence("complétez la base de sondage", "complete the sampling frame"),
            where=Where(value=said),
        )
    if cap < 1:
        raise Refused(Sentence("un poids maximal est d'au moins 1", "a largest weight is at least 1"))


def _spoken_for(
    seen: Counter[Stratum], population: Mapping[Stratum, int]
) -> tuple[dict[Stratum, float], tuple[Stratum, ...], int]:
    """How many organisations each stratum with answers speaks for."""
    spoken = {stratum: float(population[stratum]) for stratum in seen}
    silent = [stratum for stratum, count in population.items() if count and stratum not in seen]
    merged, uncovered = [], 0
    for stratum in sorted(silent):
        fellows = {other: seen[other] for other in seen if other[0] == stratum[0]}
        if not fellows:
            uncovered += population[stratum]
            continue
        merged.append(stratum)
        for other, count in fellows.items():
            spoken[other] += population[stratum] * count / sum(fellows.values())
    return spoken, tuple(merged), uncovered


def _capped(
    raw: Mapping[Stratum, float], seen: Counter[Stratum], cap: float
) -> tuple[dict[Stratum, float], tuple[Stratum, ...]]:
    """The weights cut to ``cap``, the others raised in proportion so that the mean stays 1, until none is above."""
    weights, cut = dict(raw), set[Stratum]()
    n = sum(seen.values())
    while above := {stratum for stratum, weight in weights.items() if weight > cap + 1e-12}:
        cut |= above
        free = {stratum: raw[stratum] * seen[stratum] for stratum in raw if stratum not in cut}
        left = n - cap * sum(seen[stratum] for stratum in cut)
        if not free or left <= 0:
            return dict.fromkeys(raw, 1.0), tuple(sorted(cut))
        scale = left / sum(free.values())
        weights = {stratum: cap if stratum in cut else raw[stratum] * scale for stratum in raw}
    return weights, tuple(sorted(cut))


def response_rates(invited: Sequence[tuple[str, bool]]) -> dict[str, Share]:
    """How many of those invited answered, by group (a college, a size): group and whether it answered, one by one."""
    asked, answered = Counter(group for group, _ in invited), Counter(group for group, did in invited if did)
    return {group: Share(answered[group], count) for group, count in sorted(asked.items())}
