"""One week of one person: which half-day goes to which need, with as little travel inside a day as can be.

Half-days are given day by day. What a day leaves for the next is how much each need still wants and, where clock times
matter, who had the afternoon; the least travel to every such state is kept, so the answer is exact.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from grappe.pool.things import HALFDAYS, PartNeed

#: Hours of the clock at which a need's mornings begin and its afternoons end when the member did not say.
STARTS, ENDS = 8.0, 18.0
_DAYS, _NOBODY = HALFDAYS // 2, -1
#: Fewer days worked is a reason between weeks of equal travel.
_DAY = 1e-6

_Left = tuple[int, ...]
_Given = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class WeekLimits:
    """Hours: what travel may add to a day with two half-days, and the rest between days and over Sunday."""

    travel_a_day: float
    daily_rest: float
    weekly_rest: float


@dataclass(frozen=True, slots=True)
class Week:
    """Half-days (0 to 11) with the place of their need, and the hours of travel inside days."""

    travel: float
    given: _Given


@dataclass(frozen=True, slots=True)
class Sharing:
    """What a week depends on, beside how much each need wants: open half-days, clock times, hours between sites."""

    masks: tuple[int, ...]
    starts: tuple[float, ...]
    ends: tuple[float, ...]
    between: tuple[tuple[float, ...], ...]


def sharing_of(needs: Sequence[PartNeed], between: tuple[tuple[float, ...], ...]) -> Sharing:
    """The needs of a job as a week sees them; ``between`` are hours of travel from site to site."""
    return Sharing(
        tuple(need.mask for need in needs),
        tuple(STARTS if need.starts is None else need.starts for need in needs),
        tuple(ENDS if need.ends is None else need.ends for need in needs),
        between,
    )


@lru_cache(maxsize=60_000)
def best_week(sharing: Sharing, wanted: _Left, limits: WeekLimits) -> Week | None:
    """The week with least travel, then fewest days, then earliest half-days; ``None`` when nothing fits."""
    clock = _clock_matters(sharing, limits)
    states: dict[tuple[_Left, int], tuple[float, _Given]] = {(wanted, _NOBODY): (0.0, ())}
    for day in range(_DAYS):
        states = _next_day(sharing, limits, states, (day, clock))
    ended = [state for (left, _last), state in states.items() if not any(left)]
    if not ended:
        return None
    cost, given = min(ended)
    return Week(round(cost - _DAY * len({halfday // 2 for halfday, _place in given}), 9), given)


def _next_day(
    sharing: Sharing,
    limits: WeekLimits,
    states: dict[tuple[_Left, int], tuple[float, _Given]],
    at: tuple[int, bool],
) -> dict[tuple[_Left, int], tuple[float, _Given]]:
    day, clock = at
    room = 2 * (_DAYS - day - 1)
    found: dict[tuple[_Left, int], tuple[float, _Given]] = {}
    for (left, last), (cost, given) in states.items():
        for morning, afternoon in _days(sharing, limits, left, (day, last if clock else _NOBODY)):
            after = _less(_less(left, morning), afternoon)
            if sum(after) > room:
                continue
            travel = sharing.between[morning][afternoon] if morning >= 0 and afternoon >= 0 else 0.0
            worked = _DAY if morning >= 0 or afternoon >= 0 else 0.0
            more = tuple((2 * day + half, who) for half, who in ((0, morning), (1, afternoon)) if who >= 0)
            state = (after, afternoon if clock else _NOBODY)
            new = (cost + travel + worked, given + more)
            if state not in found or new < found[state]:
                found[state] = new
    return found


def _days(sharing: Sharing, limits: WeekLimits, left: _Left, at: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Who may have the morning and the afternoon of a day."""
    day, last = at
    mornings = [who for who in range(len(left)) if left[who] and sharing.masks[who] >> (2 * day) & 1]
    afternoons = [who for who in range(len(left)) if left[who] and sharing.masks[who] >> (2 * day + 1) & 1]
    if day == _DAYS - 1:
        afternoons = [who for who in afternoons if _rests_over_sunday(sharing, limits, who)]
    for morning in [*mornings, _NOBODY]:
        if morning >= 0 and last >= 0 and 24 - sharing.ends[last] + sharing.starts[morning] < limits.daily_rest - 1e-9:
            continue
        for afternoon in [*afternoons, _NOBODY]:
            if morning >= 0 and afternoon >= 0:
                if morning == afternoon and left[morning] < 2:
                    continue
                if sharing.between[morning][afternoon] > limits.travel_a_day + 1e-9:
                    continue
            yield morning, afternoon


def _rests_over_sunday(sharing: Sharing, limits: WeekLimits, who: int) -> bool:
    """Whether whoever opens on a Monday morning leaves enough rest after Saturday afternoon."""
    first = min((start for start, mask in zip(sharing.starts, sharing.masks, strict=True) if mask & 1), default=24.0)
    return 48 - sharing.ends[who] + first >= limits.weekly_rest - 1e-9


def _clock_matters(sharing: Sharing, limits: WeekLimits) -> bool:
    return 24 - max(sharing.ends) + min(sharing.starts) < limits.daily_rest - 1e-9


def _less(left: _Left, who: int) -> _Left:
    return left if who < 0 else (*left[:who], left[who] - 1, *left[who + 1 :])
