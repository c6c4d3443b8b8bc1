"""Apprentice engineers of the fictional members: a rotation over those nearest to the seat, on an invented calendar."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import cos, hypot, radians
from typing import Any

from grappe.demonstration.things import Member, Town

#: Weeks in company, then at school, of one school year.
_YEAR = ((1, 3), (2, 2), (1, 3), (2, 2), (2, 2), (2, 2), (1, 2), (2, 2), (2, 2), (4, 1), (8, 0))
_LAST = ((2, 4), (4, 4), (4, 4), (10, 0), (10, 0), (8, 0))
_SKILLS = ("conception", "production", "qualité", "maintenance", "données", "projet")
_COMPANIES, _APPRENTICES = 7, 18
_FIRST_NAMES = (
    *("Inès", "Malo", "Zoé", "Tom", "Lina", "Noé", "Jade", "Léo", "Maya"),
    *("Sacha", "Alix", "Nino", "Lou", "Anaé", "Eden", "Robin", "Mila", "Yanis"),
)


def rotation_asked(members: Sequence[Member], seat: Town, day: date) -> dict[str, Any]:
    """The problem as ``grappe pool rotate`` reads it: three school years from the September after ``day``."""
    near = sorted(members, key=lambda member: (_far(member.town, seat), member.key))[:_COMPANIES]
    return {
        "title": "Apprentis ingénieurs de la grappe",
        "diploma": "Ingénieur en mécatronique",
        "apprentices": [
            {
                "apprentice": f"apprenti-{number + 1:02d}",
                "name": _FIRST_NAMES[number],
                "employer": near[number % _COMPANIES].key,
                "lat": near[number % _COMPANIES].town.lat + 0.03 * (number % 3 - 1),
                "lon": near[number % _COMPANIES].town.lon + 0.03 * (number % 2),
            }
            for number in range(_APPRENTICES)
        ],
        "companies": [_company(member, number) for number, member in enumerate(near)],
        "blocks": _blocks(day),
        "targets": [
            {"skill": skill, "year": year, "days": days}
            for skill in _SKILLS
            for year, days in ((1, 10), (2, 30), (3, 50))
        ],
    }


def _company(member: Member, number: int) -> dict[str, Any]:
    return {
        "company": member.key,
        "name": member.name,
        "lat": member.town.lat,
        "lon": member.town.lon,
        "mentors": [
            {"mentor": f"{member.key}-{rank}", "diploma_level": 7, "diploma_in_field": True, "practice_months": 40}
            for rank in (1, 2)
        ],
        "skills": {_SKILLS[(number + step) % len(_SKILLS)]: share for step, share in ((0, 0.6), (1, 0.3), (3, 0.4))},
    }


def _blocks(day: date) -> list[dict[str, Any]]:
    first = day.year if (day.month, day.day) <= (9, 1) else day.year + 1
    runs: list[tuple[date, date]] = []
    for year, weeks in ((first, _YEAR), (first + 1, _YEAR), (first + 2, _LAST)):
        monday = date.fromisocalendar(year, 36, 1)
        for company, school in weeks:
            runs.append((monday, monday + timedelta(weeks=company, days=-3)))
            monday += timedelta(weeks=company + school)
    return [
        {"block": f"P{number:02d}", "from": start.isoformat(), "to": end.isoformat()}
        for number, (start, end) in enumerate(runs, 1)
    ]


def _far(town: Town, seat: Town) -> float:
    return hypot(town.lat - seat.lat, (town.lon - seat.lon) * cos(radians(seat.lat)))
