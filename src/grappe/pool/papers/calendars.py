"""A job's calendar: the week as a grid, the year as a band, an iCal file, the hours of a month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from grappe.pool.papers.blocks import Grid
from grappe.pool.papers.parties import JobFile
from grappe.pool.plans import Job
from grappe.pool.problem import PoolProblem
from grappe.pool.timetable import halfday_name, timetable

#: Clock times of half-days whose member did not say: mornings begin at eight, afternoons end at six.
_MORNING, _EVENING, _PARIS = 8.0, 18.0, ZoneInfo("Europe/Paris")


@dataclass(frozen=True, slots=True)
class Worked:
    """One half-day on one day, for one member."""

    day: date
    halfday: int
    need: str
    member: str
    hours: float


def worked_days(problem: PoolProblem, job: Job, year: int) -> list[Worked]:
    """Everything one person does in a year of ISO weeks 1 to 52, in order."""
    members = {need.need: need.member for need in job.needs}
    hours = problem.rules.hours_per_halfday
    return [
        Worked(date.fromisocalendar(year, week, (halfday - 1) // 2 + 1), halfday, need, members[need], hours)
        for week, halfday, need in timetable(job, problem)
    ]


def month_hours(problem: PoolProblem, job: Job, year: int, month: int) -> dict[str, float]:
    """Hours of each member in a month: what the time sheet confirms and the invoice asks for."""
    totals = dict.fromkeys((need.member for need in job.needs), 0.0)
    for worked in worked_days(problem, job, year):
        if (worked.day.year, worked.day.month) == (year, month):
            totals[worked.member] += worked.hours
    return totals


def job_ical(problem: PoolProblem, job: Job, year: int, *, made: datetime) -> bytes:
    """The job's half-days as an iCal file; identifiers stay the same from one file to the next."""
    calendar = Calendar()
    calendar.add("prodid", "-//Grappe//Partager//FR")
    calendar.add("version", "2.0")
    needs = {need.need: need for need in job.needs}
    for worked in worked_days(problem, job, year):
        need = needs[worked.need]
        event = Event()
        event.add("uid", f"{worked.day.isoformat()}-{worked.halfday}-{job.number}@grappe")
        event.add("dtstamp", made.astimezone(UTC))
        begin = _begin(worked, need.starts, need.ends)
        event.add("dtstart", begin)
        event.add("dtend", begin + timedelta(hours=worked.hours))
        event.add("summary", f"{worked.member} · {need.occupation}")
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def week_grid(file: JobFile, *, only: str | None = None) -> Grid:
    """The fullest week, half-day by half-day."""
    weeks = file.job.weeks
    fullest = weeks.index(max(weeks)) + 1
    members = {need.need: file.card(need.member).name for need in file.job.needs}
    held = {
        halfday: members[need]
        for week, halfday, need in timetable(file.job, file.problem)
        if week == fullest and (only is None or need == only)
    }
    say = file.say
    head = (say("Jour", "Day"), say("Matin", "Morning"), say("Après-midi", "Afternoon"))
    rows = tuple(
        (halfday_name(half).said(file.language).rpartition(" ")[0], held.get(half, "–"), held.get(half + 1, "–"))
        for half in range(1, 12, 2)
    )
    return Grid(say(f"La semaine la plus pleine ({fullest})", f"The fullest week ({fullest})"), head, rows)


def year_band(file: JobFile) -> Grid:
    """Runs of equal weeks, with the half-days of each user."""
    needs, say = file.job.needs, file.say
    rows = []
    for asked, run in groupby(range(52), key=lambda week: tuple(need.weeks[week] for need in needs)):
        held = list(run)
        span = f"{held[0] + 1}–{held[-1] + 1}" if len(held) > 1 else f"{held[0] + 1}"
        rows.append((span, *(str(count) for count in asked), str(sum(asked))))
    head = (say("Semaines", "Weeks"), *(file.card(need.member).name for need in needs), say("En tout", "In all"))
    return Grid(say("Demi-journées par semaine, sur l'année", "Half-days by week, over the year"), head, tuple(rows))


def _begin(worked: Worked, starts: float | None, ends: float | None) -> datetime:
    if worked.halfday % 2:
        clock = _MORNING if starts is None else starts
    else:
        clock = (_EVENING if ends is None else ends) - worked.hours
    return datetime.combine(worked.day, time(), _PARIS) + timedelta(hours=clock)


def month_rows(problem: PoolProblem, job: Job, year: int, month: int) -> Iterator[Worked]:
    """The half-days of a month, for the time sheet."""
    return (worked for worked in worked_days(problem, job, year) if worked.day.month == month)
