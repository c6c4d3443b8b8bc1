"""Why a job is as it is: what brings its needs together, what binds, and what happens when a member leaves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from grappe.pool.plans import Job
from grappe.pool.problem import PoolProblem
from grappe.pool.rule_checks import RuleCheck, job_checks, lawful_by
from grappe.pool.things import PartNeed
from grappe.pool.timetable import timetable
from grappe.pool.unplaced import days_told, runs
from grappe.words import Sentence

#: From this share of its limit on a figure binds.
_NEAR = 0.95
#: Replacements named for a member that leaves.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Leaving:
    """What a member takes along when it leaves, over all jobs of a plan.

    ``hours`` are its own of the year; ``hours_lost`` those of the others whose job is no longer lawful and finds no
    replacement; ``broken`` the numbers of the jobs that are not lawful without it; ``replaced_by`` needs that are out
    and would make one of them lawful again, by job.
    """

    member: str
    hours: float
    hours_lost: float
    jobs: tuple[int, ...]
    broken: tuple[int, ...]
    replaced_by: dict[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class JobExplained:
    """One job: why these needs together, and the rules that leave little room, nearest first."""

    job: int
    why: tuple[Sentence, ...]
    binds: tuple[RuleCheck, ...]


def explain_job(problem: PoolProblem, job: Job) -> JobExplained:
    """Why the needs of a job go together, and what binds."""
    why = [*_days(problem, job), *_seasons(job), *_near(problem, job), *_occupations(job)]
    binding = [(room, check) for check in job_checks(problem, job.needs) if (room := _room(check)) is not None]
    binding.sort(key=lambda item: item[0])
    return JobExplained(job.number, tuple(why), tuple(check for room, check in binding if room <= 1 - _NEAR + 1e-9))


def robustness(problem: PoolProblem, jobs: Sequence[Job]) -> list[Leaving]:
    """One line for each member that a job counts on, those whose leaving costs most first."""
    placed = {need.need for job in jobs for need in job.needs}
    out = [need for need in problem.needs if need.need not in placed]
    members = sorted({need.member for job in jobs for need in job.needs})
    table = [_leaving(problem, jobs, out, member) for member in members]
    return sorted(table, key=lambda leaving: (-leaving.hours_lost, leaving.member))


def explanations_json(problem: PoolProblem, jobs: Sequence[Job], language: str) -> dict[str, Any]:
    """What ``grappe pool explain`` writes: jobs and the robustness table."""
    return {
        "jobs": [_job_json(explain_job(problem, job), language) for job in jobs],
        "robustness": [
            {
                "member": leaving.member,
                "hours": leaving.hours,
                "hours_lost": leaving.hours_lost,
                "jobs": list(leaving.jobs),
                "broken": list(leaving.broken),
                "replaced_by": {str(job): list(names) for job, names in leaving.replaced_by.items()},
            }
            for leaving in robustness(problem, jobs)
        ],
    }


def _job_json(explained: JobExplained, language: str) -> dict[str, Any]:
    return {
        "job": explained.job,
        "why": [sentence.said(language) for sentence in explained.why],
        "binds": [check.as_json(language) for check in explained.binds],
    }


def _leaving(problem: PoolProblem, jobs: Sequence[Job], out: list[PartNeed], member: str) -> Leaving:
    hours = problem.rules.hours_per_halfday
    touched = [job for job in jobs if any(need.member == member for need in job.needs)]
    own = sum(need.year for job in touched for need in job.needs if need.member == member)
    broken, replaced, lost = [], {}, 0
    for job in touched:
        rest = [need for need in job.needs if need.member != member]
        if len(rest) > 1 and lawful_by(job_checks(problem, rest)):
            continue
        broken.append(job.number)
        replaced[job.number] = _replacements(problem, rest, [need for need in out if need.member != member])
        if not replaced[job.number]:
            lost += sum(need.year for need in rest)
    numbers = tuple(job.number for job in touched)
    return Leaving(member, round(own * hours, 2), round(lost * hours, 2), numbers, tuple(broken), replaced)


def _replacements(problem: PoolProblem, rest: list[PartNeed], out: list[PartNeed]) -> tuple[str, ...]:
    """Needs that are out and make a lawful job with ``rest``."""
    found = []
    near = [problem.similar_to(problem.place_of(need.need)) for need in rest]
    for other in out:
        place = problem.place_of(other.need)
        if all(row[place] for row in near) and lawful_by(job_checks(problem, [*rest, other])):
            found.append(other.need)
            if len(found) == _NAMED:
                break
    return tuple(found)


def _room(check: RuleCheck) -> float | None:
    """How far a figure is from its limit, as a share of it; ``None`` where a rule does not bind by figures."""
    if check.value is None or not check.limit or check.unit in ("flag", "pairs", "members", "levels", "working days"):
        return None
    if check.rule in ("leave-weeks", "days-max", "notice-days"):
        return None
    return abs(check.limit - check.value) / check.limit


def _days(problem: PoolProblem, job: Job) -> Iterator[Sentence]:
    """Which half-days each need has in the fullest week, when they are told apart by them."""
    fullest = int(np.argmax(job.weeks)) + 1
    rows = [(halfday, need) for week, halfday, need in timetable(job, problem) if week == fullest]
    told = []
    for language in ("fr", "en"):
        parts = []
        for need in job.needs:
            held = [halfday for halfday, name in rows if name == need.need]
            if held:
                parts.append(f"{need.need} ({need.member}) : {days_told(held, language)}")
        told.append(" · ".join(parts))
    yield Sentence(
        f"les demi-journées se complètent (semaine {fullest}) : {told[0]}",
        f"half-days complete each other (week {fullest}): {told[1]}",
    )


def _seasons(job: Job) -> Iterator[Sentence]:
    """Two needs of which one is high when the other is low."""
    for one, other in combinations(job.needs, 2):
        first, second = np.array(one.weeks, dtype=np.float64), np.array(other.weeks, dtype=np.float64)
        if first.std() == 0 or second.std() == 0 or np.corrcoef(first, second)[0, 1] > -0.2:
            continue
        high, low = (runs((weeks > weeks.mean()).astype(np.int64)) for weeks in (first, second))
        yield Sentence(
            f"les saisons se complètent : {one.need} surtout en semaines {high}, {other.need} en semaines {low}",
            f"seasons complete each other: {one.need} mostly in weeks {high}, {other.need} in weeks {low}",
        )


def _near(problem: PoolProblem, job: Job) -> Iterator[Sentence]:
    places = [problem.place_of(need.need) for need in job.needs]
    km = max(float(problem.km_from(one)[places].max()) for one in places)
    yield Sentence(f"les sites sont à {km:.0f} km au plus", f"sites are {km:.0f} km apart at most")


def _occupations(job: Job) -> Iterator[Sentence]:
    names = sorted({need.occupation for need in job.needs})
    if len(names) == 1:
        yield Sentence(f"un seul métier : {names[0]}", f"one occupation: {names[0]}")
    else:
        told = ", ".join(names)
        yield Sentence(f"métiers qu'une personne peut faire : {told}", f"occupations that one person can do: {told}")
