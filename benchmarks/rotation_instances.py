"""Invented rotations, seeded: apprentices, companies and skills; the calendar is a real one when there is one."""

import csv
import math
import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

SKILLS = ("conception", "production", "quality", "maintenance", "projects", "data")
REAL = "education/eilco_alternance_calendar_2023_2026.csv"
#: Weeks at school and in company of a year that resembles real ones, where no calendar is at hand.
_INVENTED = ((1, 3), (2, 2), (1, 3), (2, 2), (2, 2), (2, 2), (1, 2), (2, 2), (2, 2), (4, 1), (12, 0))


def rotation_document(apprentices: int, companies: int, seed: int) -> dict[str, Any]:
    """A problem as JSON: about a fifth more mentor places than apprentices, closed blocks, six skills with targets."""
    draw = np.random.default_rng(seed)
    side = 25 * math.sqrt(companies)
    sites = draw.uniform(0, side, (companies, 2))
    employer = np.sort(np.concatenate([np.arange(companies), draw.integers(0, companies, apprentices - companies)]))
    blocks = calendar_blocks()
    employed = np.bincount(employer, minlength=companies)
    return {
        "title": f"{apprentices} apprentices, {companies} companies, seed {seed}",
        "apprentices": [_apprentice(draw, number, int(at), sites) for number, at in enumerate(employer)],
        "companies": [_company(draw, at, sites[at], int(employed[at]), blocks) for at in range(companies)],
        "blocks": blocks,
        "targets": [
            {"skill": skill, "year": year, "days": days}
            for skill in SKILLS
            for year, days in ((1, 10), (2, 30), (3, 50))
        ],
    }


def _apprentice(draw: np.random.Generator, number: int, at: int, sites: np.ndarray) -> dict[str, Any]:
    return {"apprentice": f"a{number:03d}", "employer": f"c{at:02d}", **_site(sites[at] + draw.normal(0, 10, 2))}


def _company(
    draw: np.random.Generator, at: int, site: np.ndarray, employed: int, blocks: list[dict[str, Any]]
) -> dict[str, Any]:
    mentors = -(-(employed + 1) // 2) + int(draw.random() < 0.2)
    known = draw.choice(len(SKILLS), 3, replace=False)
    closed = [blocks[int(draw.integers(8, len(blocks) - 3))]] if draw.random() < 0.25 else []
    return {
        "company": f"c{at:02d}",
        **_site(site),
        "mentors": [
            {"mentor": f"c{at:02d}-m{number}", "diploma_level": 7, "diploma_in_field": True, "practice_months": 30}
            for number in range(mentors)
        ],
        "blackouts": [{"from": block["from"], "to": block["to"]} for block in closed],
        "skills": {SKILLS[skill]: float(draw.choice([0.3, 0.5, 0.8])) for skill in known},
    }


def _site(place: np.ndarray) -> dict[str, float]:
    lat = 47.0 + float(place[1]) / 111.2
    return {"lat": round(lat, 5), "lon": round(2.0 + float(place[0]) / (111.2 * math.cos(math.radians(47.0))), 5)}


def calendar_blocks() -> list[dict[str, Any]]:
    """Blocks of three years: the real calendar with its first year twice, or the invented one."""
    folder = os.environ.get("GRAPPE_DATA")
    path = Path(folder) / REAL if folder else None
    years = _real_years(path) if path and path.is_file() else [_invented_year(year) for year in (2023, 2024, 2025)]
    runs = [run for year in years for run in year]
    return [
        {"block": f"B{number:02d}", "from": start.isoformat(), "to": end.isoformat()}
        for number, (start, end) in enumerate(runs, 1)
    ]


def _real_years(path: Path) -> list[list[tuple[date, date]]]:
    from grappe.pool.rotation.calendars import read_school_calendar, stays

    found = [stay for stay in stays(read_school_calendar(path), split_weeks=12) if stay.year < 3]
    first = [(stay.start, stay.end) for stay in found if stay.year == 1]
    shift = timedelta(weeks=52)
    before = [(start - shift, end - shift) for start, end in first]
    return [before, first, [(stay.start, stay.end) for stay in found if stay.year == 2]]


def _invented_year(year: int) -> list[tuple[date, date]]:
    monday = date.fromisocalendar(year, 36, 1)
    runs = []
    for company, school in _INVENTED:
        runs.append((monday, monday + timedelta(weeks=company, days=-3)))
        monday += timedelta(weeks=company + school)
    return runs


def write_calendar(path: Path) -> None:
    """An invented school calendar as CSV, as schools publish them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["annee_scolaire", "semaine_iso", "lieu"])
        for year in (2023, 2024, 2025):
            monday = date.fromisocalendar(year, 36, 1)
            for company, school in _INVENTED:
                for place in ["entreprise"] * company + ["ecole"] * school:
                    writer.writerow([f"{year}-{year + 1}", monday.isocalendar().week, place])
                    monday += timedelta(weeks=1)
