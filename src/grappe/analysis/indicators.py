"""Indicators that are computed from a few numbers, and what each of them means: ``INDICATORS`` is the reference page.

An indicator that cannot be told is ``None``, never 0.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from grappe.words import Refused, Sentence, Where

#: Bounds between the five official levels of tension, found again from the 17,143 published values of 2019: a value up
#: to the first is at level 1. The publisher gives levels and values, not the bounds.
TENSION_BOUNDS = (-0.5644, -0.2597, 0.1305, 0.5097)
SEASON_YEARS = 2  #: whole years under which a month may be high by chance
STRATEGIC_TENSION = 4  #: official level from which an occupation in tension may be strategic


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a figure means: one row of the reference page. ``least`` is the minimum n to publish it."""

    name: str
    definition: Sentence
    formula: str
    source: str
    grain: str
    unit: str
    null: Sentence
    least: str


def tension_level(value: float) -> int:
    """The official level, 1 to 5, of a Dares tension of 2019.

    >>> [tension_level(value) for value in (-0.60, 0.13, 0.20, 0.60)]
    [1, 3, 4, 5]
    """
    return 1 + sum(value > bound for bound in TENSION_BOUNDS)


def duncan(demand: Mapping[str, float | None], supply: Mapping[str, float | None]) -> float | None:
    """Duncan's dissimilarity of demand and supply by territory, 0 (same places) to 1 (no place in common).

    A territory masked on one side (``None``) is left out of both; one that a side does not name counts 0 there.
    ``None`` where either side is empty. Raises ``Refused`` for a negative count.

    >>> duncan({"59": 50, "62": 50}, {"59": 100, "62": 0})
    0.5
    """
    both = demand.keys() | supply.keys()
    pairs = [(demand.get(key, 0), supply.get(key, 0)) for key in sorted(both)]
    known = [(left, right) for left, right in pairs if left is not None and right is not None]
    _not_negative([value for pair in known for value in pair])
    left, right = (sum(pair[side] for pair in known) for side in (0, 1))
    if not left or not right:
        return None
    return 0.5 * sum(abs(pair[0] / left - pair[1] / right) for pair in known)


def concentration(counts: Collection[float]) -> tuple[float, float] | None:
    """Share of the largest employer, and Herfindahl–Hirschman index (sum of squared shares, 1/n to 1).

    >>> concentration([49, 51])
    (0.51, 0.5002)
    """
    _not_negative(counts)
    total = sum(counts)
    if not total:
        return None
    return max(counts) / total, sum((count / total) ** 2 for count in counts)


def replacement_need(
    headcount: float, *, retirements: float, turnover: float | None, growth: float | None, years: int = 5
) -> float | None:
    """People to find over ``years``: retirements + turnover × headcount × years + net growth; never under 0.

    ``turnover`` is the share that leaves in a year, retirements aside. ``None`` where turnover or growth is unknown: an
    unknown is no zero. Raises ``Refused`` for negative counts or a turnover that is no share.

    >>> round(replacement_need(200, retirements=30, turnover=0.08, growth=-10))
    100
    """
    _not_negative([headcount, retirements])
    if retirements > headcount or (turnover is not None and not 0 <= turnover <= 1):
        raise Refused(Sentence("effectifs contradictoires", "contradictory headcounts"),
                      where=Where(value=f"{retirements} / {headcount}, {turnover}"))  # fmt: skip
    if turnover is None or growth is None:
        return None
    return max(0.0, retirements + turnover * headcount * years + growth)


def seasonality(monthly: Mapping[str, float]) -> Mapping[int, float] | None:
    """Index of each calendar month: its mean of needs ÷ the mean of all months (1: no season), months as ``YYYY-MM``.

    Only whole years count, so that no month is there more often; ``None`` under ``SEASON_YEARS`` of them.
    """
    years: dict[str, dict[int, float]] = {}
    for month, count in monthly.items():
        years.setdefault(month[:4], {})[int(month[5:7])] = count
    whole = [counts for counts in years.values() if len(counts) == 12]
    total = sum(sum(counts.values()) for counts in whole)
    if len(whole) < SEASON_YEARS or not total:
        return None
    return {month: sum(counts[month] for counts in whole) * 12 / total for month in range(1, 13)}


def single_points(holders: Mapping[str, int]) -> tuple[str, ...]:
    """The critical skills of a company that one person alone masters, and those that nobody does any more, by name."""
    return tuple(sorted(skill for skill, people in holders.items() if people <= 1))


def strategic(*, key: bool, emerging: bool, changing: bool, level: int | None, least: int = STRATEGIC_TENSION) -> bool:
    """Whether an occupation is strategic: named as key by members, emerging or changing, and in official tension.

    Without an official level it is not: what is not known is not in tension.
    """
    return key and (emerging or changing) and level is not None and level >= least


def in_transition(occupations: Sequence[str], listed: Collection[str]) -> bool:
    """Whether a training is flagged for a transition: all its ROME occupations are in the list, and it has some."""
    return bool(occupations) and all(code in listed for code in occupations)


def _not_negative(values: Collection[float]) -> None:
    wrong = next((value for value in values if value < 0), None)
    if wrong is not None:
        raise Refused(Sentence("nombre négatif", "negative number"), where=Where(value=str(wrong)))


_UNKNOWN = Sentence("non connu, jamais 0", "not known, never 0")
_WITHHELD = Sentence("sous secret statistique, ou non connu", "withheld, or not known")
_EMPLOYERS = "employers ≥ disclosure-minimum"

INDICATORS: tuple[Indicator, ...] = (
    Indicator("needs", Sentence("besoins exprimés", "needs expressed"), "count of needs", "needs, coded",
              "occupation × territory × month …", "needs", _WITHHELD, _EMPLOYERS),
    Indicator("employers", Sentence("employeurs distincts", "distinct employers"),
              "distinct SIREN, else name without case, accents and legal form", "needs", "as needs", "employers",
              _WITHHELD, _EMPLOYERS),
    Indicator("permanent_share", Sentence("part en CDI", "share of permanent contracts"),
              "CDI ÷ needs with a known contract; Wilson 95 %", "needs", "as needs", "0 to 1", _WITHHELD, _EMPLOYERS),
    Indicator("pay_median_year", Sentence("salaire annuel brut médian", "median gross pay per year"),
              "median of (min + max) ÷ 2; × 12 by month, × 52 × legal-week by hour", "needs", "as needs", "€/year",
              _WITHHELD, "employers with a pay ≥ disclosure-minimum"),
    Indicator("largest_employer_share", Sentence("part du premier employeur", "share of the largest employer"),
              "largest count ÷ all", "needs", "as needs", "0 to 1", _WITHHELD, _EMPLOYERS),
    Indicator("hhi", Sentence("indice de concentration de Herfindahl-Hirschman", "Herfindahl–Hirschman index"),
              "Σ (count ÷ total)²", "needs or headcount by employer", "occupation", "1/n to 1", _UNKNOWN, _EMPLOYERS),
    Indicator("tension_level", Sentence("niveau officiel de tension", "official level of tension"),
              f"bounds {', '.join(map(str, TENSION_BOUNDS))}", "Dares, France Travail", "FAP × territory × year",
              "1 to 5", _UNKNOWN, "as published"),
    Indicator("local_difficulty", Sentence("part locale de projets difficiles, jamais dite officielle",
                                           "local share of difficult projects, never called official"),
              "(d + m·p0) ÷ (n + m), beside n, p0 and n ÷ (n + m)", "members; BMO", "occupation × territory", "0 to 1",
              _WITHHELD, _EMPLOYERS),
    Indicator("duncan", Sentence("inadéquation géographique", "geographic mismatch"),
              "½ Σ |demand ÷ Σ demand − supply ÷ Σ supply|", "needs; jobseekers", "occupation", "0 to 1", _UNKNOWN,
              "both sides > 0"),
    Indicator("replacement_need", Sentence("besoin de renouvellement", "replacement need"),
              "retirements + turnover × headcount × years + net growth", "survey", "occupation", "people", _UNKNOWN,
              _EMPLOYERS),
    Indicator("seasonality", Sentence("indice saisonnier", "seasonal index"),
              "mean of the calendar month ÷ mean of all months", "needs", "occupation × calendar month",
              "1 = no season", _UNKNOWN, f"{SEASON_YEARS} whole years"),
    Indicator("single_points", Sentence("compétences tenues par une seule personne", "skills that one person holds"),
              "skills with at most one holder", "survey", "company", "skills", _UNKNOWN, "the company's own eyes"),
    Indicator("strategic", Sentence("métier stratégique", "strategic occupation"),
              f"key ∧ (emerging ∨ changing) ∧ official level ≥ {STRATEGIC_TENSION}", "survey; ads; Dares", "occupation",
              "yes or no", Sentence("non", "no"), "as its parts"),
    Indicator("in_transition", Sentence("formation d'une transition", "training of a transition"),
              "all its ROME occupations are in the list", "lists by transition", "training", "yes or no",
              Sentence("non", "no"), "—"),
)  # fmt: skip
