"""The independent checker of legal rules: from the half-days a plan gives out, hour by hour. Shares no code with the
solver; only what the profile says comes from the same file.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import asin, cos, radians, sin, sqrt

from grappe.pool.rules import PoolRules
from grappe.words import Sentence

_Row = dict[str, str]
_SLACK = 1e-6


@dataclass(frozen=True)
class _Hand:
    """One half-day worked: which, for whom."""

    week: int
    day: int
    half: int
    need: str


def check_legal(job: str, held: list[_Row], worked: list[_Row], rules: PoolRules) -> Iterator[Sentence]:
    """Violations of the legal rules by one job: ``held`` are its needs, ``worked`` its rows of the schedule."""
    legal = rules.legal
    if legal is None or not held:
        return
    needs = {need["need"]: need for need in held}
    hands = sorted(
        (
            _Hand(int(row["week"]), (int(row["halfday"]) - 1) // 2, (int(row["halfday"]) - 1) % 2, row["need"])
            for row in worked
            if row["need"] in needs and row["week"].isdigit() and row["halfday"].isdigit()
        ),
        key=lambda hand: (hand.week, hand.day, hand.half),
    )
    kmh = legal.value("travel-kmh") if rules.travel_counts else float("inf")
    days = _days(hands, needs, rules.hours_per_halfday, kmh)
    weeks = [sum(hours for (week, _day), hours in days.items() if week == number) for number in range(1, 53)]
    limits = {rule: legal.value(rule) for rule in legal.rules}
    yield from _of_days(job, days, limits)
    yield from _rests(job, hands, needs, limits)
    yield from _of_weeks(job, weeks, limits)
    yield from _contract(job, weeks, limits)
    yield from _of_needs(job, held, limits)


def _days(hands: list[_Hand], needs: dict[str, _Row], hours: float, kmh: float) -> dict[tuple[int, int], float]:
    """Hours of each day worked, travel from the morning's site to the afternoon's included."""
    days: dict[tuple[int, int], float] = defaultdict(float)
    for hand in hands:
        days[hand.week, hand.day] += hours
    for one, other in pairwise(hands):
        if (one.week, one.day) == (other.week, other.day) and one.need != other.need:
            days[one.week, one.day] += _km(needs[one.need], needs[other.need]) / kmh
    return days


def _of_days(job: str, days: dict[tuple[int, int], float], limits: dict[str, float]) -> Iterator[Sentence]:
    longest = max(days.values(), default=0.0)
    if longest > limits["day-max"] + _SLACK:
        yield _said(job, "day-max", f"{longest:.2f} h", limits)
    by_week: dict[int, set[int]] = defaultdict(set)
    for week, day in days:
        by_week[week].add(day)
    most = max((len(held) for held in by_week.values()), default=0)
    if most > limits["days-max"]:
        yield _said(job, "days-max", str(most), limits)


def _rests(job: str, hands: list[_Hand], needs: dict[str, _Row], limits: dict[str, float]) -> Iterator[Sentence]:
    """Hours between the end of a day and the beginning of the next one worked."""
    for one, other in pairwise(hands):
        apart = (other.week - one.week) * 7 + other.day - one.day
        if apart == 0:
            continue
        end = _clock(needs[one.need].get("ends"), 18.0) if one.half else 13.0
        begin = _clock(needs[other.need].get("starts"), 8.0) if other.half == 0 else 13.0
        rest = apart * 24 - end + begin
        if rest < limits["daily-rest"] - _SLACK:
            yield _said(job, "daily-rest", f"{rest:.2f} h", limits)
        if other.week > one.week and rest < limits["weekly-rest"] - _SLACK:
            yield _said(job, "weekly-rest", f"{rest:.2f} h", limits)


def _of_weeks(job: str, weeks: list[float], limits: dict[str, float]) -> Iterator[Sentence]:
    if max(weeks) > limits["week-max"] + _SLACK:
        yield _said(job, "week-max", f"{max(weeks):.2f} h", limits)
    span = int(limits["mean-weeks"])
    mean = max(sum(weeks[first : first + span]) / span for first in range(53 - span))
    if mean > limits["mean-max"] + _SLACK:
        yield _said(job, "mean-max", f"{mean:.2f} h", limits)
    if sum(weeks) > limits["legal-year"] + _SLACK:
        yield _said(job, "legal-year", f"{sum(weeks):.2f} h", limits)


def _contract(job: str, weeks: list[float], limits: dict[str, float]) -> Iterator[Sentence]:
    """Full-time with overtime within its limit, or part-time with its least hours."""
    if sum(weeks) >= limits["legal-year"] * (1 - limits["full-time-tolerance"]) - _SLACK:
        period, over = int(limits["averaging-weeks"]), 0.0
        for first in range(0, 52, period):
            held = weeks[first : first + period]
            over += max(0.0, sum(held) - limits["legal-week"] * len(held))
        if over > limits["overtime-max"] + _SLACK:
            yield _said(job, "overtime-max", f"{over:.2f} h", limits)
        return
    kept = sorted(weeks)[int(limits["leave-weeks"]) :]
    asked = limits["worker-request"] > 0
    if limits["averaging-agreement"] > 0:
        if not asked and sum(kept) < limits["part-time-year"] - _SLACK:
            yield _said(job, "part-time-year", f"{sum(kept):.2f} h", limits)
        return
    if not asked and kept[0] < limits["part-time-week"] - _SLACK:
        yield _said(job, "part-time-week", f"{kept[0]:.2f} h", limits)
    if max(weeks) >= limits["legal-week"] - 1e-9:
        yield _said(job, "legal-week", f"{max(weeks):.2f} h", limits)


def _of_needs(job: str, held: list[_Row], limits: dict[str, float]) -> Iterator[Sentence]:
    """Public share, levels, skills and travel of the needs of a job."""
    halfdays = {need["need"]: sum(int(need[f"w{week:02d}"]) for week in range(1, 53)) for need in held}
    public = sum(halfdays[need["need"]] for need in held if need.get("public") == "1")
    if public > limits["public-share"] * sum(halfdays.values()) + _SLACK:
        yield _said(job, "public-share", f"{public / sum(halfdays.values()):.2f}", limits)
    for one, other in combinations(held, 2):
        levels = [_number(need.get("level", "")) for need in (one, other)]
        if None not in levels and abs((levels[0] or 0) - (levels[1] or 0)) > limits["level-distance"]:
            yield _said(job, "level-distance", f"{levels[0]:g}, {levels[1]:g}", limits)
        skills = [set(_names(need.get("skills", ""))) for need in (one, other)]
        if all(skills) and one["occupation"] != other["occupation"]:
            cover = len(skills[0] & skills[1]) / min(map(len, skills))
            if cover < limits["skill-cover"] - _SLACK:
                yield _said(job, "skill-cover", f"{cover:.2f}", limits)
        minutes = _km(one, other) / limits["travel-kmh"] * 60
        if minutes > limits["travel-max"] + _SLACK:
            yield _said(job, "travel-max", f"{minutes:.0f} min", limits)


def _said(job: str, rule: str, value: str, limits: dict[str, float]) -> Sentence:
    return Sentence(
        f"emploi {job} : {rule} = {value}, limite {limits[rule]:g}",
        f"job {job}: {rule} = {value}, limit {limits[rule]:g}",
    )


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(";") if name.strip()]


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _clock(text: str | None, otherwise: float) -> float:
    if not text:
        return otherwise
    hours, _sep, minutes = text.replace("h", ":").partition(":")
    return int(hours) + int(minutes or 0) / 60


def _km(one: _Row, other: _Row) -> float:
    """Great circle on a sphere of 6,371 km."""
    lat, lon, lat2, lon2 = (
        radians(float(need[name].replace(",", "."))) for need in (one, other) for name in ("lat", "lon")
    )
    chord = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * 6371 * asin(min(1.0, sqrt(chord)))
