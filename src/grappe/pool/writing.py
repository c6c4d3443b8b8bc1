"""A plan as files: jobs, half-days, needs left out, and all of it with the checks of each job."""

import json
from pathlib import Path
from typing import Any

import pyarrow as pa

from grappe.pool.keeping import write_problem
from grappe.pool.plans import Job, Plan
from grappe.pool.problem import PoolProblem
from grappe.pool.rule_checks import job_checks
from grappe.pool.timetable import timetable
from grappe.pool.unplaced import Unplaced
from grappe.tables import write_file

#: Version of the form of ``plan.json``.
FORM = 1


def write_plan(problem: PoolProblem, plan: Plan, out: list[Unplaced], folder: Path, *, language: str = "fr") -> None:
    """Writes ``jobs.csv``, ``schedule.csv``, ``unplaced.csv``, ``problem.json``, and at last ``plan.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    write_file(_jobs(plan), folder / "jobs.csv")
    write_file(_schedule(problem, plan), folder / "schedule.csv")
    write_file(_unplaced(out, language), folder / "unplaced.csv")
    write_problem(problem, folder)
    told = json.dumps(_whole(problem, plan, out, language), ensure_ascii=False, indent=1)
    (folder / "plan.json").write_text(told + "\n", "utf-8")


def plan_summary(plan: Plan) -> dict[str, Any]:
    """The keys that every answer about a plan has."""
    return {
        "status": plan.status,
        "objective": plan.objective,
        "bound": plan.bound,
        "gap": plan.gap,
        "seconds": plan.seconds,
        "jobs": len(plan.jobs),
        "needs_placed": plan.needs_placed,
        "needs": plan.needs_placed + len(plan.unplaced),
        "kilometres": round(plan.km, 3),
        "ties": plan.ties,
        "seconds_proven": plan.seconds_proven,
        "interrupted": plan.interrupted,
    }


def _jobs(plan: Plan) -> pa.Table:
    rows = [(job.number, need.need, need.member, need.year) for job in plan.jobs for need in job.needs]
    return _table(rows, {"job": pa.int64(), "need": pa.string(), "member": pa.string(), "halfdays": pa.int64()})


def _schedule(problem: PoolProblem, plan: Plan) -> pa.Table:
    rows = [(job.number, *row) for job in plan.jobs for row in timetable(job, problem)]
    return _table(rows, {"job": pa.int64(), "week": pa.int64(), "halfday": pa.int64(), "need": pa.string()})


def _unplaced(out: list[Unplaced], language: str) -> pa.Table:
    rows = [(entry.need, entry.why.said(language), entry.missing.said(language), entry.reason) for entry in out]
    return _table(rows, dict.fromkeys(("need", "why", "missing", "reason"), pa.string()))


def _table(rows: list[tuple[Any, ...]], types: dict[str, pa.DataType]) -> pa.Table:
    names = list(types)
    return pa.table({name: pa.array([row[at] for row in rows], types[name]) for at, name in enumerate(names)})


def _whole(problem: PoolProblem, plan: Plan, out: list[Unplaced], language: str) -> dict[str, Any]:
    return {
        "form": FORM,
        **plan_summary(plan),
        "work": plan.work,
        "possible": sorted(plan.possible),
        "rules": problem.rules.as_json(),
        "legal": _legal(problem),
        "similar_from": problem.similar_from,
        "similar": [list(pair) for pair in sorted(problem.similar_asked)],
        "plan": [_job(problem, job, language) for job in plan.jobs],
        "unplaced": [
            {
                "need": entry.need,
                "reason": entry.reason,
                "why": entry.why.said(language),
                "missing": entry.missing.said(language),
                "complement": list(entry.complement.weeks) if entry.complement else None,
            }
            for entry in out
        ],
    }


def _legal(problem: PoolProblem) -> dict[str, Any] | None:
    """Profile, day and every dated rule; ``None`` for a core profile."""
    legal = problem.rules.legal
    return {"profile": legal.name, "day": legal.day.isoformat(), "rules": legal.as_json()} if legal else None


def _job(problem: PoolProblem, job: Job, language: str) -> dict[str, Any]:
    return {
        "job": job.number,
        "needs": [need.need for need in job.needs],
        "members": [need.member for need in job.needs],
        "halfdays": job.halfdays,
        "hours": round(job.halfdays * problem.rules.hours_per_halfday, 2),
        "kilometres": round(job.km, 3),
        "checks": [check.as_json(language) for check in job_checks(problem, job.needs)],
    }
