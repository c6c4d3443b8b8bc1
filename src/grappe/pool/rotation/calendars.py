"""School calendars: one row a week, at school or in company, turned into the blocks that have one host each."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from pathlib import Path

from grappe.tables import read_file
from grappe.words import Refused, Sentence, Where

_COLUMNS = ("annee_scolaire", "semaine_iso", "lieu")
_SUMMER = 35  # where the order of rows does not say it: later weeks open a school year, others close it


@dataclass(frozen=True, slots=True)
class SchoolWeek:
    """One week of the calendar by its Monday; ``year`` is the first year of its school year."""

    monday: date
    in_company: bool
    year: int


@dataclass(frozen=True, slots=True)
class CalendarRead:
    """The weeks in order, and what was remarked: weeks that the calendar does not name end a block."""

    weeks: tuple[SchoolWeek, ...]
    remarks: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Stay:
    """Weeks in company without a break: first and last day, school year by rank from 1."""

    start: date
    end: date
    year: int


def read_school_calendar(path: Path) -> CalendarRead:
    """The weeks of a CSV with ``annee_scolaire`` (2024-2025), ``semaine_iso`` and ``lieu`` (entreprise…, ecole…).

    Raises ``Refused`` for a week that its year has not, a week named twice, and a place that is neither.
    """
    weeks: dict[date, SchoolWeek] = {}
    rows = _rows(path)
    for number, (row, later) in enumerate(zip(rows, _later(rows), strict=True), 2):
        week = _week(row, Where(file=path.name, row=number), later=later)
        if week.monday in weeks:
            raise Refused(
                Sentence("cette semaine est nommée deux fois", "this week is named twice"),
                where=Where(file=path.name, row=number, column="semaine_iso", value=row["semaine_iso"]),
            )
        weeks[week.monday] = week
    if not any(week.in_company for week in weeks.values()):
        raise Refused(
            Sentence("aucune semaine en entreprise", "no week in company"), where=Where(file=path.name, column="lieu")
        )
    ordered = tuple(weeks[monday] for monday in sorted(weeks))
    return CalendarRead(ordered, tuple(_gaps(ordered)))


def stays(calendar: CalendarRead, *, split_weeks: int) -> list[Stay]:
    """Runs of weeks in company, cut at school years; one longer than ``split_weeks`` becomes equal parts."""
    years = sorted({week.year for week in calendar.weeks})
    found: list[Stay] = []
    run: list[SchoolWeek] = []
    for week in calendar.weeks:
        if run and not (week.in_company and _follows(run[-1], week)):
            found += _parts(run, years, split_weeks)
            run = []
        if week.in_company:
            run.append(week)
    return found + (_parts(run, years, split_weeks) if run else [])


def _rows(path: Path) -> list[dict[str, str]]:
    table = read_file(path, columns=_COLUMNS)
    return [{name: str(row[name] or "").strip() for name in _COLUMNS} for row in table.to_pylist()]


def _later(rows: list[dict[str, str]]) -> list[bool]:
    """Whether each week lies in the second calendar year of its school year: after the one drop of week numbers."""
    held: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        held.setdefault(row["annee_scolaire"], []).append(place)
    later = [False] * len(rows)
    for places in held.values():
        numbers = [int(rows[at]["semaine_iso"]) if rows[at]["semaine_iso"].isdigit() else 0 for at in places]
        drops = [at for at in range(1, len(numbers)) if numbers[at] < numbers[at - 1]]
        for at, place in enumerate(places):
            later[place] = at >= drops[0] if len(drops) == 1 else numbers[at] <= _SUMMER
    return later


def _week(row: dict[str, str], where: Where, *, later: bool) -> SchoolWeek:
    first, number, place = row["annee_scolaire"][:4], row["semaine_iso"], row["lieu"].casefold()
    if not (place.startswith(("entreprise", "ecole", "école"))):
        raise Refused(
            Sentence("le lieu est entreprise ou ecole", "the place is entreprise or ecole"),
            where=Where(where.file, row=where.row, column="lieu", value=row["lieu"]),
        )
    try:
        year = int(first) + later
        monday = date.fromisocalendar(year, int(number), 1)
    except ValueError as error:
        raise Refused(
            Sentence("cette année n'a pas cette semaine", "this year has no such week"),
            where=Where(where.file, row=where.row, column="semaine_iso", value=f"{row['annee_scolaire']} {number}"),
        ) from error
    return SchoolWeek(monday, place.startswith("entreprise"), int(first))


def _follows(before: SchoolWeek, after: SchoolWeek) -> bool:
    return after.monday - before.monday == timedelta(days=7) and after.year == before.year


def _parts(run: list[SchoolWeek], years: list[int], most: int) -> list[Stay]:
    parts = -(-len(run) // most)
    edges = [len(run) * at // parts for at in range(parts + 1)]
    year = years.index(run[0].year) + 1
    return [Stay(run[low].monday, run[high - 1].monday + timedelta(days=4), year) for low, high in pairwise(edges)]


def _gaps(weeks: tuple[SchoolWeek, ...]) -> list[Sentence]:
    """A sentence for each school year in which weeks are not named."""
    said = []
    for year, group in groupby(weeks, key=lambda week: week.year):
        mondays = [week.monday for week in group]
        missing = (mondays[-1] - mondays[0]).days // 7 + 1 - len(mondays)
        if missing:
            name = f"{year}-{year + 1}"
            said.append(
                Sentence(
                    f"calendrier {name} : {missing} semaine(s) sans lieu, comptées ni à l'école ni en entreprise",
                    f"calendar {name}: {missing} week(s) without a place, counted neither at school nor in company",
                )
            )
    return said
