"""Leave carved out of a year of work: which weeks are the lightest, and what is too much for one person."""

import numpy as np
import numpy.typing as npt

from grappe.pool.legal import LegalRules
from grappe.words import Sentence

Numbers = npt.NDArray[np.float64]
_MONTHS = (
    Sentence("janvier", "January"),
    Sentence("février", "February"),
    Sentence("mars", "March"),
    Sentence("avril", "April"),
    Sentence("mai", "May"),
    Sentence("juin", "June"),
    Sentence("juillet", "July"),
    Sentence("août", "August"),
    Sentence("septembre", "September"),
    Sentence("octobre", "October"),
    Sentence("novembre", "November"),
    Sentence("décembre", "December"),
)


def leave_weeks(legal: LegalRules, hours: Numbers) -> list[int]:
    """The weeks (1 to 52) in which leave costs least: as many as the rule asks, side by side where they are equal."""
    count = legal.whole("leave-weeks")
    idle = [int(week) for week in np.flatnonzero(hours == 0)]
    if len(idle) >= count:
        return [week + 1 for week in idle]
    runs = np.convolve(hours, np.ones(count), mode="valid") if count else np.zeros(1)
    scattered = float(np.sort(hours)[:count].sum())
    if float(runs.min(initial=np.inf)) <= scattered + 1e-9:
        first = _summer(runs)
        return list(range(first + 1, first + count + 1))
    return sorted(int(week) + 1 for week in np.argsort(hours, kind="stable")[:count])


def leave_told(legal: LegalRules, hours: Numbers) -> Sentence:
    """Which weeks leave is best taken in, and the hours too many where the year has more than the legal one."""
    weeks = leave_weeks(legal, hours)
    lost = float(sum(hours[week - 1] for week in weeks))
    over = float(hours.sum()) - legal.value("legal-year")
    fr, en = _of(weeks)
    if over > 1e-6:
        return Sentence(
            f"{over:.0f} h de trop : les congés sont à retirer, au mieux en {fr}",
            f"{over:.0f} h too many: leave is to be taken out, best in {en}",
        )
    if lost == 0:
        return Sentence(f"congés sans heure perdue en {fr}", f"leave without a lost hour in {en}")
    return Sentence(
        f"congés au mieux en {fr} : {lost:.0f} h à remplacer ou à laisser",
        f"leave best in {en}: {lost:.0f} h to replace or to leave",
    )


def month_of(week: int) -> int:
    """The month (1 to 12) in which most of a week (1 to 52) lies, in an ordinary year."""
    return min(12, int((week * 7 - 3) / 30.44) + 1)


def _summer(runs: Numbers) -> int:
    """Of the runs that cost least, the one nearest to the end of July."""
    best = np.flatnonzero(runs <= runs.min() + 1e-9)
    return int(best[np.abs(best - 29).argmin()])


def _of(weeks: list[int]) -> tuple[str, str]:
    months = sorted({month_of(week) for week in weeks})
    span = f"{weeks[0]}–{weeks[-1]}" if weeks == list(range(weeks[0], weeks[-1] + 1)) else ", ".join(map(str, weeks))
    fr, en = (", ".join(_MONTHS[month - 1].said(language) for month in months) for language in ("fr", "en"))
    return f"{fr} (semaines {span})", f"{en} (weeks {span})"
