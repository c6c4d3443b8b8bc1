"""The independent checker: reads a plan's files by itself and holds every rule against them. It shares no code with the
solver, is slow and plain on purpose, and says each violation as a sentence.
"""

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import asin, cos, isclose, radians, sin, sqrt
from pathlib import Path
from typing import Any

from grappe.pool.checking_legal import check_legal
from grappe.pool.rules import PoolRules
from grappe.tables import read_file
from grappe.words import Refused, Sentence, Where

_Row = dict[str, str]
_WEEKS = {str(week) for week in range(1, 53)}
_ASKED = ("need", "member", "occupation", "lat", "lon", "halfdays", *(f"w{week:02d}" for week in range(1, 53)))
_FILES = {
    "jobs.csv": ("job", "need", "member", "halfdays"),
    "schedule.csv": ("job", "week", "halfday", "need"),
    "unplaced.csv": ("need", "why", "missing"),
}
_HALFDAYS = {str(halfday) for halfday in range(1, 13)}


@dataclass(frozen=True)
class Check:
    """What the checker found; a plan without violations is lawful and says the truth about itself."""

    violations: tuple[Sentence, ...]
    jobs: int
    needs_placed: int

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.violations


def check(folder: Path, needs: Path, rules: PoolRules, *, similar: frozenset[tuple[str, str]] | None = None) -> Check:
    """Holds the plan in ``folder`` against the needs and the rules.

    ``similar`` are pairs of occupations that one person can do; without it, those that ``plan.json`` says it was made
    with. Raises ``Refused`` when a file is missing or cannot be read.
    """
    asked: dict[str, _Row] = {}
    for row in _rows(needs, _ASKED):
        if _sound(row):
            asked.setdefault(row["need"], row)
    placed, schedule, out = (_rows(folder / name, columns) for name, columns in _FILES.items())
    told = _told(folder / "plan.json")
    pairs = similar if similar is not None else {(pair[0], pair[1]) for pair in told.get("similar", [])}
    jobs: dict[str, list[_Row]] = defaultdict(list)
    for row in placed:
        jobs[row["job"]].append(row)
    found = [*_places(asked, placed, out)]
    for job, rows in jobs.items():
        held = [asked[row["need"]] for row in rows if row["need"] in asked]
        found += _job(job, held, rules)
        found += _neighbours(job, held, rules, pairs)
        found += check_legal(job, held, [row for row in schedule if row["job"] == job], rules)
    found += _halfdays(asked, placed, schedule)
    found += _figures(asked, placed, told, len(jobs))
    return Check(tuple(found), len(jobs), len(placed))


def _rows(path: Path, columns: tuple[str, ...]) -> list[_Row]:
    """Rows as text. In a comma file an apostrophe before a formula sign is the guard of whoever wrote it."""
    if not path.is_file():
        raise Refused(Sentence("fichier introuvable", "file not found"), where=Where(file=str(path)))
    cells, names = _cells(path)
    missing = next((name for name in columns if name not in names), None)
    if missing is not None:
        raise Refused(Sentence("colonne absente", "missing column"), where=Where(file=str(path), column=missing))
    return [{name: _text(value) for name, value in row.items() if name} for row in cells]


def _cells(path: Path) -> tuple[list[dict[str, Any]], list[str]]:
    if path.suffix.lower() != ".csv":
        table = read_file(path)
        return table.to_pylist(), table.column_names
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header = file.readline()
            file.seek(0)
            reader = csv.DictReader(file, delimiter=max(",;\t|", key=header.count))
            return list(reader), list(reader.fieldnames or [])
    except (UnicodeDecodeError, csv.Error) as error:
        raise _unreadable(path, error) from error


def _text(value: Any) -> str:
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value or "").strip()
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def _told(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        told = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise _unreadable(path, error) from error
    return told if isinstance(told, dict) else {}


def _unreadable(path: Path, error: Exception) -> Refused:
    return Refused(Sentence(f"fichier illisible ({error})", f"unreadable file ({error})"), where=Where(file=str(path)))


def _sound(need: _Row) -> bool:
    """Whether a row is a need at all: a row that is not was refused and may not be placed."""
    if not (need["need"] and need["member"] and need["occupation"] and re.fullmatch("[01]{12}", need["halfdays"])):
        return False
    weeks = [need[f"w{week:02d}"] for week in range(1, 53)]
    if not all(re.fullmatch("[0-9]{1,2}", week) and int(week) <= need["halfdays"].count("1") for week in weeks):
        return False
    at = [need[name].replace(",", ".") for name in ("lat", "lon")]
    if not all(re.fullmatch(r"[-+]?[0-9]*\.?[0-9]+(e-?[0-9]+)?|[-+]?[0-9]+\.", text, re.I) for text in at):
        return False
    there = abs(float(at[0])) <= 90 and abs(float(at[1])) <= 180
    weighs = re.fullmatch("[0-9]{0,7}", need.get("priority", "")) is not None
    return there and weighs and _year(need) > 0 and need["member"] not in _forbidden(need)


def _places(asked: dict[str, _Row], placed: list[_Row], out: list[_Row]) -> Iterator[Sentence]:
    """Every need is in one job with all its weeks, or out."""
    times = Counter(row["need"] for row in placed)
    for need in times:
        if need not in asked:
            yield Sentence(f"le besoin {need} n'existe pas", f"need {need} does not exist")
        if times[need] > 1:
            yield Sentence(
                f"le besoin {need} est placé {times[need]} fois", f"need {need} is placed {times[need]} times"
            )
    for row in placed:
        wanted = asked.get(row["need"])
        if wanted and wanted["member"] != row["member"]:
            yield Sentence(
                f"le besoin {row['need']} est de {wanted['member']}, non de {row['member']}",
                f"need {row['need']} is of {wanted['member']}, not of {row['member']}",
            )
        if wanted and str(_year(wanted)) != row["halfdays"]:
            yield Sentence(
                f"le besoin {row['need']} compte {_year(wanted)} demi-journées, non {row['halfdays']}",
                f"need {row['need']} has {_year(wanted)} half-days, not {row['halfdays']}",
            )
    yield from _left_out(asked, times, out)


def _left_out(asked: dict[str, _Row], times: Counter[str], out: list[_Row]) -> Iterator[Sentence]:
    for row in out:
        if row["need"] in times:
            yield Sentence(
                f"le besoin {row['need']} est à la fois placé et laissé",
                f"need {row['need']} is both placed and left out",
            )
    for need in sorted(asked.keys() - times.keys() - {row["need"] for row in out}):
        yield Sentence(f"le besoin {need} n'est ni placé ni laissé", f"need {need} is neither placed nor left out")


def _job(job: str, held: list[_Row], rules: PoolRules) -> Iterator[Sentence]:
    """Users, the weeks and the year of one job."""
    if not 2 <= len(held) <= rules.users_max:
        yield Sentence(
            f"emploi {job} : {len(held)} besoins, de 2 à {rules.users_max} attendus",
            f"job {job}: {len(held)} needs, 2 to {rules.users_max} expected",
        )
    for week in range(1, 53):
        worked = sum(_week(need, week) for need in held)
        if worked > rules.halfdays_per_week_max:
            yield Sentence(
                f"emploi {job}, semaine {week} : {worked} demi-journées, {rules.halfdays_per_week_max} au plus",
                f"job {job}, week {week}: {worked} half-days, {rules.halfdays_per_week_max} at most",
            )
    year = sum(_year(need) for need in held)
    if not rules.halfdays_per_year_min <= year <= rules.halfdays_per_year_max:
        limits = f"{rules.halfdays_per_year_min}–{rules.halfdays_per_year_max}"
        yield Sentence(
            f"emploi {job} : {year} demi-journées par an, hors des limites {limits}",
            f"job {job}: {year} half-days a year, outside the limits {limits}",
        )


def _neighbours(
    job: str, held: list[_Row], rules: PoolRules, pairs: set[tuple[str, str]] | frozenset[tuple[str, str]]
) -> Iterator[Sentence]:
    """Members, occupations and sites of every two needs of one job."""
    for one, other in combinations(held, 2):
        both = f"{one['need']}, {other['need']}"
        if one["member"] == other["member"]:
            yield Sentence(f"emploi {job} : {both} sont du même adhérent", f"job {job}: {both} are of the same member")
        if other["member"] in _forbidden(one) or one["member"] in _forbidden(other):
            yield Sentence(f"emploi {job} : {both} s'excluent", f"job {job}: {both} forbid each other")
        here, there = one["occupation"], other["occupation"]
        if here != there and (here, there) not in pairs and (there, here) not in pairs:
            yield Sentence(
                f"emploi {job} : {both} demandent des métiers qui ne se ressemblent pas ({here}, {there})",
                f"job {job}: {both} ask for occupations that are not similar ({here}, {there})",
            )
        km = _km(one, other)
        if km > rules.km_max + 1e-9:
            yield Sentence(
                f"emploi {job} : {both} sont à {km:.1f} km, {rules.km_max:g} au plus",
                f"job {job}: {both} are {km:.1f} km apart, {rules.km_max:g} at most",
            )


def _halfdays(asked: dict[str, _Row], placed: list[_Row], schedule: list[_Row]) -> Iterator[Sentence]:
    """Every need gets its half-days of every week, where it may, and nobody is in two places."""
    job_of = {row["need"]: row["job"] for row in placed if row["need"] in asked}
    for row in schedule:
        yield from _one_halfday(row, job_of, asked)
    taken = Counter((row["job"], row["week"], row["halfday"]) for row in schedule)
    for (job, week, halfday), times in taken.items():
        if times > 1:
            yield Sentence(
                f"emploi {job}, semaine {week} : la demi-journée {halfday} est prise {times} fois",
                f"job {job}, week {week}: half-day {halfday} is taken {times} times",
            )
    given = Counter((row["need"], row["week"]) for row in schedule)
    for need in sorted(job_of):
        for number in range(1, 53):
            wanted, held = _week(asked[need], number), given[need, str(number)]
            if held != wanted:
                yield Sentence(
                    f"semaine {number} : le besoin {need} a {held} demi-journées au lieu de {wanted}",
                    f"week {number}: need {need} has {held} half-days instead of {wanted}",
                )


def _one_halfday(row: _Row, job_of: dict[str, str], asked: dict[str, _Row]) -> Iterator[Sentence]:
    need, week, halfday = row["need"], row["week"], row["halfday"]
    if week not in _WEEKS:
        yield Sentence(f"la semaine {week} n'existe pas", f"week {week} does not exist")
    if job_of.get(need) != row["job"]:
        yield Sentence(
            f"semaine {week} : le besoin {need} n'est pas de l'emploi {row['job']}",
            f"week {week}: need {need} is not of job {row['job']}",
        )
    elif halfday not in _HALFDAYS or asked[need]["halfdays"][int(halfday) - 1] != "1":
        yield Sentence(
            f"semaine {week} : le besoin {need} ne peut pas la demi-journée {halfday}",
            f"week {week}: need {need} cannot have half-day {halfday}",
        )


def _figures(asked: dict[str, _Row], placed: list[_Row], told: dict[str, Any], jobs: int) -> Iterator[Sentence]:
    """What ``plan.json`` says of the plan is what its tables come to."""
    if not told:
        return
    needs = [asked[row["need"]] for row in placed if row["need"] in asked]
    worth = sum(int(need.get("priority") or 1) * _year(need) for need in needs)
    for name, value in (("objective", worth), ("jobs", jobs), ("needs_placed", len(placed))):
        if told.get(name) != value:
            yield Sentence(
                f"« {name} » dit {told.get(name)}, non {value}", f"“{name}” says {told.get(name)}, not {value}"
            )
    bound, gap = told.get("bound"), told.get("gap")
    if not isinstance(bound, int | float) or bound < worth:
        yield Sentence(
            f"la borne {bound} est sous l'objectif {worth}", f"the bound {bound} is below the objective {worth}"
        )
    elif worth and not (isinstance(gap, int | float) and isclose(gap, bound / worth - 1, abs_tol=1e-9)):
        yield Sentence(f"l'écart {gap} n'est pas borne ÷ objectif − 1", f"the gap {gap} is not bound ÷ objective − 1")
    elif told.get("status") == "optimal" and bound != worth:
        yield Sentence("« optimal » avec une borne au-dessus", "“optimal” with a bound above")


def _week(need: _Row, week: int) -> int:
    return int(need[f"w{week:02d}"])


def _year(need: _Row) -> int:
    return sum(_week(need, week) for week in range(1, 53))


def _forbidden(need: _Row) -> set[str]:
    return {name.strip() for name in need.get("forbidden", "").split(";")} - {""}


def _km(one: _Row, other: _Row) -> float:
    """Great circle on a sphere of 6,371 km."""
    lat, lon, lat2, lon2 = (
        radians(float(need[name].replace(",", "."))) for need in (one, other) for name in ("lat", "lon")
    )
    chord = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * 6371 * asin(min(1.0, sqrt(chord)))
