"""Adaptation lag: from the day a need is recorded to the day a programme teaches it; needs still open count too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from grappe.words import Refused, Sentence, Where

_MONTH = 365.25 / 12  #: days of a mean month


@dataclass(frozen=True, slots=True)
class Lag:
    """The lag of one need: months to the day it is taught, or so far when ``taught`` is ``None``."""

    skill: str
    needed: date
    taught: date | None
    months: float


def adaptation_lags(needed: Mapping[str, date], taught: Mapping[str, date], day: date) -> tuple[Lag, ...]:
    """The lag of every need on a ``day``, longest first. A skill taught before it was needed has a lag of 0.

    What is taught after ``day`` is still open on it. Raises ``Refused`` for a need recorded after ``day``.
    """
    found = []
    for skill, start in needed.items():
        if start > day:
            said = Sentence(
                "ce besoin est daté d'après le jour du calcul", "this need is dated after the day of the count"
            )
            raise Refused(said, where=Where(value=f"{skill}: {start}"))
        end = taught.get(skill)
        end = end if end is not None and end <= day else None
        months = max(0.0, ((end or day) - start).days / _MONTH)
        found.append(Lag(skill, start, end, round(months, 2)))
    return tuple(sorted(found, key=lambda lag: (-lag.months, lag.skill)))


def median_lag(lags: Sequence[Lag]) -> float | None:
    """The median in months, open needs counted as not yet answered (Kaplan–Meier); ``None`` where it is not reached."""
    left, share = len(lags), 1.0
    for months in sorted({lag.months for lag in lags}):
        here = [lag for lag in lags if lag.months == months]
        answered = sum(lag.taught is not None for lag in here)
        if answered:
            share *= 1 - answered / left
            if share <= 0.5 + 1e-12:
                return months
        left -= len(here)
    return None
