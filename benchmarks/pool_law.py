"""Shared jobs by the law: gap and seconds under legal profiles, and a plan taken up again after one need changed."""

import time
from dataclasses import replace
from datetime import date
from typing import Any

from benchmarks.pool_instances import instance
from grappe.pool import job_checks, lawful_by, plan, plan_again, pool_rules

DAY = date(2026, 11, 24)
PROFILES = ("code-no-agreement", "code-with-agreement")
#: Seconds given to a plan taken up again are fewer than its bar: what was begun is ended.
NEEDS, SECONDS, AGAIN, GIVEN = 200, 60.0, 10.0, 8.5


def run() -> list[dict[str, Any]]:
    """The figures of legal profiles and of warm plans."""
    return [*(figure for name in PROFILES for figure in _lawful(name)), *_again()]


def _lawful(name: str) -> list[dict[str, Any]]:
    problem = replace(instance(NEEDS, 1), rules=pool_rules(name, day=DAY))
    began = time.process_time()
    found = plan(problem, seconds=SECONDS, seed=1)
    processor = round(time.process_time() - began, 1)
    broken = sum(not lawful_by(job_checks(problem, job.needs)) for job in found.jobs)
    gap = 1.0 if found.gap is None else found.gap
    return [
        {
            "what": f"pool: gap, {NEEDS} needs, {name}",
            "value": round(gap, 5),
            "unit": "bound ÷ objective − 1",
            "bar": "<= 0.01, no job breaks a rule",
            "ok": gap <= 0.01 and not broken,
            "columns": found.work.get("columns"),
        },
        {
            "what": f"pool: seconds, {NEEDS} needs, {name}",
            "value": round(found.seconds, 1),
            "unit": "s",
            "bar": f"<= {SECONDS:g}",
            "ok": found.seconds <= SECONDS + 0.5,
            "processor_seconds": processor,
        },
    ]


def _again() -> list[dict[str, Any]]:
    """1,000 needs, one of a placed job asks for less: what stood, what was touched, what a fresh plan is worth."""
    problem = instance(1_000, 1)
    before = plan(problem, seconds=SECONDS, seed=1)
    old = next(need for job in before.jobs for need in job.needs if need.year > 150)
    new = replace(old, weeks=tuple(max(0, week - 1) for week in old.weeks))
    changed = replace(problem, needs=tuple(new if need == old else need for need in problem.needs))
    began = time.process_time()
    again = plan_again(changed, before.jobs, seconds=GIVEN)
    processor = round(time.process_time() - began, 1)
    fresh = plan(changed, seconds=SECONDS, seed=1)
    share = again.touched / (len(before.jobs) - again.changed)
    return [
        {
            "what": "pool: seconds, 1,000 needs again after one changed",
            "value": round(again.plan.seconds, 1),
            "unit": "s",
            "bar": f"<= {AGAIN:g}",
            "ok": again.plan.seconds <= AGAIN,
            "processor_seconds": processor,
        },
        {
            "what": "pool: other jobs touched, 1,000 needs again after one changed",
            "value": round(share, 4),
            "unit": "share",
            "bar": "<= 0.05",
            "ok": share <= 0.05,
            "peer": {
                "name": "below a plan from nothing",
                "value": round(1 - again.plan.objective / fresh.objective, 5),
            },
        },
    ]
