"""Plans and needs as pages show them: jobs with their checks and prices, calls without the names of members."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString

from grappe.pool import (
    Group,
    Job,
    JobFile,
    JobPrice,
    MemberCard,
    PoolProblem,
    RuleCheck,
    job_checks,
    job_of,
    job_price,
    money_rates,
    problem_of,
    timetable,
)
from grappe.web.clusters.queries import choices_of_organisation
from grappe.web.pool import pictures
from grappe.web.pool.models import SharedNeed, SharingPlan
from grappe.words import Refused


@dataclass(frozen=True)
class JobShown:
    """A proposed job: needs, hours, checks by result, price where a pay is known."""

    job: Job
    hours: float
    members: tuple[str, ...]
    confirm: int
    failed: int
    price: JobPrice | None


@dataclass(frozen=True)
class PlanShown:
    """A plan with its jobs and what stays out."""

    plan: SharingPlan
    jobs: tuple[JobShown, ...]
    unplaced: list[dict[str, Any]]
    placed: int
    needs: int
    gap: float | None


def need_pictures(need: SharedNeed) -> tuple[SafeString, SafeString]:
    """Week and year of a need."""
    return pictures.week_picture(need.halfdays), pictures.year_picture([need.weeks])


def plan_shown(made: SharingPlan) -> PlanShown:
    """A plan as the board shows it."""
    problem = problem_of(made.problem)
    names = member_names(made)
    jobs = tuple(_job(problem, job_of(problem, told["job"], told["needs"]), names) for told in made.jobs)
    placed = sum(len(shown.job.needs) for shown in jobs)
    gap = made.bound / made.objective - 1 if made.objective else None
    return PlanShown(made, jobs, made.unplaced, placed, len(problem.needs), gap)


def _job(problem: PoolProblem, job: Job, names: dict[str, str]) -> JobShown:
    checks = job_checks(problem, job.needs)
    confirm = sum(check.result == "confirm" for check in checks)
    failed = sum(check.result == "fail" for check in checks)
    hours = job.halfdays * problem.rules.hours_per_halfday
    members = tuple(names.get(need.member, need.member) for need in job.needs)
    return JobShown(job, hours, members, confirm, failed, price_of(problem, job))


def price_of(problem: PoolProblem, job: Job) -> JobPrice | None:
    """The price of a job; ``None`` where no user said what it pays."""
    try:
        return job_price(problem, job, money_rates(timezone.localdate()))
    except Refused:
        return None


def checks_of(problem: PoolProblem, names: list[str]) -> list[RuleCheck]:
    """The checks of some needs as one job."""
    return job_checks(problem, [problem.needs[problem.place_of(name)] for name in names])


def member_names(made: SharingPlan) -> dict[str, str]:
    """Names of the organisations by the key that needs give them."""
    return {organisation.key: organisation.name for organisation in choices_of_organisation(made.cluster)}


def job_file(made: SharingPlan, number: int, language: str) -> JobFile | None:
    """Everything the papers of a job say; ``None`` when the plan has no such job."""
    told = next((job for job in made.jobs if job["job"] == number), None)
    if told is None:
        return None
    problem = problem_of(made.problem)
    job = job_of(problem, told["job"], told["needs"])
    cards = {
        organisation.key: MemberCard(
            organisation.name, organisation.commune, organisation.siret, organisation.naf, organisation.headcount
        )
        for organisation in choices_of_organisation(made.cluster)
    }
    group = Group(made.cluster.name, officers=())
    year = made.day.year + 1
    return JobFile(group, problem, job, price_of(problem, job), year, timezone.localdate(), language, cards)


def job_pictures(file: JobFile) -> tuple[SafeString, SafeString]:
    """The fullest week and the year of a job, need by need."""
    job, problem = file.job, file.problem
    rank = {need.need: at for at, need in enumerate(job.needs)}
    fullest = job.weeks.index(max(job.weeks)) + 1
    owners = {half: rank[need] for week, half, need in timetable(job, problem) if week == fullest}
    return pictures.week_picture("", owners), pictures.year_picture([need.weeks for need in job.needs])


def calls(made: SharingPlan) -> list[dict[str, Any]]:
    """The calls of a plan, as everyone may read them: what is missing and where it leads, no member named."""
    occupations = {need["need"]: need["occupation"] for need in made.problem["needs"]}
    return [
        entry | {"occupation": occupations[entry["need"]]}
        for entry in made.unplaced
        if entry["text_fr"] and entry["open"]
    ]
