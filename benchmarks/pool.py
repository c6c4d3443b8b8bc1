"""Shared jobs: gap and seconds at 50 to 5,000 needs, greedy and a compact model beside; small plans by brute force."""

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import replace
from typing import Any

import numpy as np
from tests.oracles import pool as oracle

from benchmarks.pool_instances import instance
from grappe.pool import Plan, PoolProblem, plan
from grappe.pool.columns import enumerate_columns
from grappe.pool.dive import greedy

#: Needs, seconds allowed, and the bar: (greatest gap, seconds).
SIZES = ((50, 10.0, (0.0, 3.0)), (200, 60.0, (0.0, 30.0)), (1_000, 60.0, (0.003, 60.0)), (5_000, 295.0, (0.005, 300.0)))
SEEDS = tuple(int(seed) for seed in os.environ.get("POOL_SEEDS", "1").split(","))
#: Needs at which the compact model is given the same seconds, and memory at 5,000, in MB.
PEERS, MEMORY = (200, 1_000), 2_048
MOST = int(os.environ.get("POOL_MOST", "5000"))
SMALL = int(os.environ.get("POOL_SMALL", "200"))


def run() -> list[dict[str, Any]]:
    """The figures of the room ``pool``."""
    figures = [_against_brute_force()]
    for needs, seconds, bar in SIZES:
        for seed in SEEDS if needs <= MOST else ():
            figures += _planned(instance(needs, seed), f"{needs:,} needs, seed {seed}", seconds=seconds, bar=bar)
            if needs in PEERS:
                figures[-2]["compact"] = _compact(needs, seed, seconds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return [
        *figures,
        {"what": "pool: memory", "value": peak, "unit": "MB", "bar": f"<= {MEMORY}", "ok": peak <= MEMORY},
    ]


def _compact(needs: int, seed: int, seconds: float) -> dict[str, Any]:
    """The compact model in CP-SAT, two workers and the same seconds, in a process of its own."""
    call = [sys.executable, "-m", "benchmarks._pool_cpsat", str(needs), str(seed), str(seconds)]
    done = subprocess.run(call, capture_output=True, text=True, check=False, timeout=seconds + 240)
    told = json.loads(done.stdout) if done.returncode == 0 else {"value": None, "error": done.stderr[-200:]}
    return {"name": "compact CP-SAT, 2 workers", **told}


def _planned(problem: PoolProblem, what: str, *, seconds: float, bar: tuple[float, float]) -> list[dict[str, Any]]:
    """Wall seconds bear the load of the machine, processor seconds do not: both are told."""
    began = time.process_time()
    found = plan(problem, seconds=seconds, seed=1)
    processor = round(time.process_time() - began, 1)
    below = 1 - _greedy(problem) / found.objective
    gap = 1.0 if found.gap is None else found.gap
    return [
        {
            "what": f"pool: gap, {what}",
            "value": round(gap, 5),
            "unit": "bound ÷ objective − 1",
            "bar": f"<= {bar[0]}",
            "ok": gap <= bar[0],
            "peer": {"name": "greedy, below our objective", "value": round(below, 4)},
            "columns": found.work.get("columns"),
        },
        {
            "what": f"pool: seconds, {what}",
            "value": round(found.seconds, 1),
            "unit": "s",
            "bar": f"<= {bar[1]}",
            "ok": found.seconds <= bar[1] + 0.5,
            "processor_seconds": processor,
        },
    ]


def _greedy(problem: PoolProblem) -> int:
    columns = enumerate_columns(problem, lambda: True)
    rows = greedy(columns, len(problem.needs), np.argsort(-columns.worth, kind="stable"))
    return int(columns.worth[rows].sum())


def _against_brute_force() -> dict[str, Any]:
    """Instances of at most eleven needs, close together so that jobs exist: worth, jobs and kilometres equal."""
    equal = placed = 0
    for seed in range(SMALL):
        problem = _crowded(seed)
        found = plan(problem, seconds=30)
        worth, jobs, km = oracle.best(problem)
        equal += _same(found, worth, jobs, km)
        placed += jobs > 0
    return {
        "what": f"pool: plans of at most 11 needs equal to brute force, of {SMALL} ({placed} with jobs)",
        "value": equal,
        "unit": "plans",
        "bar": f"= {SMALL}",
        "ok": equal == SMALL,
    }


def _same(found: Plan, worth: int, jobs: int, km: float) -> bool:
    told = (found.objective, found.bound, len(found.jobs), found.status)
    return told == (worth, worth, jobs, "optimal") and abs(found.km - km) < 1e-4


def _crowded(seed: int) -> PoolProblem:
    """A few needs of one small region, with forbidden members and other limits in turn."""
    draw = np.random.default_rng(seed)
    whole = instance(240, seed)
    occupations = {need.occupation for need in whole.needs[:2]} | {
        one if other == whole.needs[0].occupation else other
        for one, other in whole.similar
        if whole.needs[0].occupation in (one, other)
    }
    held = [need for need in whole.needs if need.occupation in occupations][: int(draw.integers(2, 12))]
    needs = []
    for need in held:
        other = held[int(draw.integers(0, len(held)))].member
        forbidden = frozenset({other} - {need.member}) if draw.random() < 0.3 else frozenset()
        needs.append(replace(need, forbidden=forbidden))
    least = int(draw.choice([0, 200, 364]))
    users = int(draw.integers(2, 6))
    return PoolProblem(tuple(needs), replace(whole.rules, halfdays_per_year_min=least, users_max=users), whole.similar)
