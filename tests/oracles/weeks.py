"""One week of one person, slow and obvious: every way to give twelve half-days to needs."""

from itertools import product

from grappe.pool.weekly import Sharing, WeekLimits


def least_travel(sharing: Sharing, wanted: tuple[int, ...], limits: WeekLimits) -> float | None:
    """Hours of travel of the best week, ``None`` when there is none."""
    best = None
    choices = [[-1, *(who for who, mask in enumerate(sharing.masks) if mask >> half & 1)] for half in range(12)]
    for given in product(*choices):
        if all(given.count(who) == count for who, count in enumerate(wanted)) and _rested(sharing, given, limits):
            travel = sum(
                sharing.between[given[day]][given[day + 1]]
                for day in range(0, 12, 2)
                if given[day] >= 0 and given[day + 1] >= 0
            )
            best = travel if best is None else min(best, travel)
    return best


def _rested(sharing: Sharing, given: tuple[int, ...], limits: WeekLimits) -> bool:
    for day in range(0, 12, 2):
        both = given[day] >= 0 and given[day + 1] >= 0
        if both and sharing.between[given[day]][given[day + 1]] > limits.travel_a_day:
            return False
        if day and given[day - 1] >= 0 and given[day] >= 0:
            night = 24 - sharing.ends[given[day - 1]] + sharing.starts[given[day]]
            if night < limits.daily_rest:
                return False
    first = min((start for start, mask in zip(sharing.starts, sharing.masks, strict=True) if mask & 1), default=24)
    return given[11] < 0 or 48 - sharing.ends[given[11]] + first >= limits.weekly_rest
