"""Invented part needs, seeded: the instance model of the figures of the room ``pool``."""

import csv
import math
from pathlib import Path

import numpy as np

from grappe.pool.problem import PoolProblem
from grappe.pool.rules import PoolRules
from grappe.pool.things import PartNeed

RULES = PoolRules(
    hours_per_halfday=3.5,
    halfdays_per_week_max=10,
    halfdays_per_year_min=364,
    halfdays_per_year_max=520,
    users_max=4,
    km_max=30.0,
    travel_counts=False,
)
OCCUPATIONS = [f"O{number:02d}" for number in range(24)]
SEASONS = ((6, 7, 8), (12, 1, 2), (9, 10, 11, 12, 1, 2, 3, 4, 5, 6), (8, 9, 10), (11, 12), (3, 4, 5))


def instance(needs: int, seed: int) -> PoolProblem:
    """Members drawn to towns of a region that grows with the needs (60 × 60 km for 400)."""
    draw = np.random.default_rng(seed)
    side = 60 * math.sqrt(needs / 400)
    towns = draw.uniform(0, side, (max(2, needs // 60), 2))
    members = max(4, needs // 2)
    sites = towns[draw.integers(0, len(towns), members)] + draw.normal(0, 6, (members, 2))
    made = []
    for number in range(needs):
        member = int(draw.integers(0, members))
        made.append(_need(draw, f"n{number}", f"m{member}", sites[member]))
    return PoolProblem(tuple(made), RULES, _similar(draw))


def _similar(draw: np.random.Generator) -> frozenset[tuple[str, str]]:
    """Families of three, and a few bridges between them."""
    pairs = {(one, other) for one in range(24) for other in range(24) if one // 3 == other // 3 and one < other}
    pairs |= {(int(one), int(other)) for one, other in draw.integers(0, 24, (8, 2)) if one != other}
    return frozenset((OCCUPATIONS[one], OCCUPATIONS[other]) for one, other in pairs)


def _need(draw: np.random.Generator, need: str, member: str, site: np.ndarray) -> PartNeed:
    height = int(draw.integers(1, 7))
    months = _months(draw, height)
    return PartNeed(
        need=need,
        member=member,
        occupation=str(draw.choice(OCCUPATIONS)),
        lat=round(47.0 + float(site[1]) / 111.2, 6),
        lon=round(2.0 + float(site[0]) / (111.2 * math.cos(math.radians(47.0))), 6),
        halfdays=_halfdays(draw, height),
        weeks=tuple(months[week * 12 // 52] for week in range(52)),
        priority=3 if draw.random() < 0.15 else 1,
    )


def _months(draw: np.random.Generator, height: int) -> list[int]:
    if draw.random() < 0.5:
        return [height] * 12
    season = SEASONS[int(draw.integers(0, len(SEASONS)))]
    low = int(draw.integers(0, max(1, height // 2) + 1)) if height > 1 else 0
    return [height if month + 1 in season else low for month in range(12)]


def _halfdays(draw: np.random.Generator, height: int) -> tuple[bool, ...]:
    """35 % fixed, 25 % free inside a window, 40 % free, Monday to Friday."""
    kind = draw.random()
    if kind < 0.35:
        held = draw.choice(10, height, replace=False)
    elif kind < 0.6:
        width = min(10, height + int(draw.integers(1, 4)))
        held = int(draw.integers(0, 11 - width)) + np.arange(width)
    else:
        held = np.arange(10)
    return tuple(place in held for place in range(12))


def _legal(need: PartNeed) -> list[str]:
    """The cells that legal profiles look at."""
    clock = ["" if time is None else f"{int(time)}:{round(time % 1 * 60):02d}" for time in (need.starts, need.ends)]
    return [need.level or "", "", need.willing or "", ";".join(sorted(need.skills)), str(int(need.public)), *clock]


def write(problem: PoolProblem, folder: Path) -> None:
    """``needs.csv``, ``rules.toml`` and ``similar.csv`` of a problem, as the command line reads them."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "needs.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        weeks = [f"w{week:02d}" for week in range(1, 53)]
        head = ["need", "member", "occupation", "lat", "lon", "halfdays", *weeks, "priority", "forbidden"]
        writer.writerow([*head, "level", "pay_hour", "willing", "skills", "public", "starts", "ends"])
        for need in problem.needs:
            grid = "".join("01"[place] for place in need.halfdays)
            start = [need.need, need.member, need.occupation, need.lat, need.lon, grid]
            writer.writerow([*start, *need.weeks, need.priority, ";".join(sorted(need.forbidden)), *_legal(need)])
    values = (f"{key} = {str(value).lower()}" for key, value in problem.rules.as_json().items())
    (folder / "rules.toml").write_text("\n".join(values) + "\n", "utf-8")
    pairs = "\n".join(f"{one},{other}" for one, other in sorted(problem.similar))
    (folder / "similar.csv").write_text(f"occupation,similar\n{pairs}\n", "utf-8")
