"""Part needs of the fictional members: what each would ask for when it cannot fill a whole job."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

from grappe.demonstration.things import Member, Town

_ANY, _EARLY, _LATE = "111111111100", "111111000000", "000000111100"
_LEAVE = (30, 35)


@dataclass(frozen=True, slots=True)
class PartAsked:
    """One part need: who, which job, half-days of the week (twelve 0 or 1) and how many in each of 52 weeks."""

    member: str
    title: str
    occupation: str
    town: Town
    halfdays: str
    weeks: tuple[int, ...]
    pay_hour: float
    level: str


#: Job, occupation, half-days, how many a week, gross pay, level; one line for each of the members nearest to the seat.
_ASKED = (
    ("Responsable qualité", "H1502", _EARLY, 4, 19.5, "6"),
    ("Animateur qualité et sécurité", "H1502", _LATE, 3, 19.0, "6"),
    ("Technicien de maintenance", "I1304", "111100000000", 4, 15.2, "4"),
    ("Technicien de maintenance", "I1304", "000011110000", 3, 15.0, "4"),
    ("Technicien de maintenance", "I1304", "000000001100", 2, 15.6, "5"),
    ("Comptable", "M1203", _ANY, 3, 15.8, "5"),
    ("Comptable", "M1203", _ANY, 4, 15.5, "5"),
    ("Chargé de communication", "E1103", _LATE, 4, 16.4, "6"),
    ("Chargé de communication", "E1103", "100100100000", 3, 16.0, "6"),
    ("Magasinier cariste", "N1103", _ANY, 4, 12.6, "3"),
    ("Préparateur de commandes", "N1103", _EARLY, 3, 12.4, "3"),
    ("Assistant des achats", "M1101", "110000000000", 2, 13.9, "4"),
)


def parts_asked(members: Sequence[Member], seat: Town) -> list[PartAsked]:
    """A part need of each of the members nearest to the seat, leave left out."""
    near = sorted(members, key=lambda member: (_far(member.town, seat), member.key))
    return [
        PartAsked(member.key, title, occupation, member.town, grid, _weeks(count), pay, level)
        for member, (title, occupation, grid, count, pay, level) in zip(near, _ASKED, strict=False)
    ]


def _weeks(count: int) -> tuple[int, ...]:
    first, last = _LEAVE
    return tuple(0 if first <= week < last else count for week in range(52))


def _far(town: Town, seat: Town) -> float:
    return hypot(town.lat - seat.lat, (town.lon - seat.lon) * cos(radians(seat.lat)))
