"""Rotation of apprentice engineers: gap and seconds from 10 to 300 apprentices, repair, compact CP-SAT beside."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.rotation_instances import rotation_document
from grappe.pool import RotationProblem, check_rotation, repair, rotate, rotation_of, write_rotation

#: Apprentices, companies, seconds allowed, greatest gap; the compact model is given the same seconds up to 100.
SIZES = ((10, 4, 30.0, 0.0), (30, 7, 60.0, 0.01), (100, 25, 120.0, 0.03), (300, 75, 300.0, 0.05))
SEED = int(os.environ.get("ROTATION_SEED", "1"))
MOST = int(os.environ.get("ROTATION_MOST", "300"))
_PEER_MOST = 100


def run() -> list[dict[str, Any]]:
    """The figures of rotation."""
    figures: list[dict[str, Any]] = []
    for apprentices, companies, seconds, bar in SIZES:
        if apprentices <= MOST:
            problem = rotation_of(rotation_document(apprentices, companies, SEED), folder=Path())
            figures += _planned(problem, f"{apprentices} × {companies}", seconds=seconds, bar=bar)
    return [*figures, *_repaired()]


def _planned(problem: RotationProblem, what: str, *, seconds: float, bar: float) -> list[dict[str, Any]]:
    began = time.process_time()
    found = rotate(problem, seconds=seconds, seed=1)
    processor = round(time.process_time() - began, 1)
    gap = 1.0 if found.gap is None else found.gap
    count = len(problem.apprentices)
    peer = compact(count, len(problem.companies), seconds) if count <= _PEER_MOST else None
    with tempfile.TemporaryDirectory() as folder:
        write_rotation(problem, found, Path(folder))
        lawful = check_rotation(Path(folder), problem).ok
    return [
        {
            "what": f"rotation: gap, {what}",
            "value": round(gap, 5),
            "unit": "objective ÷ bound − 1",
            "bar": f"<= {bar} in {seconds:g} s, lawful by the checker",
            "ok": gap <= bar and found.seconds <= seconds + 5 and lawful,
            "objective": found.objective,
            "bound": found.bound,
            "peer": peer,
        },
        {
            "what": f"rotation: seconds, {what}",
            "value": round(found.seconds, 1),
            "unit": "s",
            "bar": None,
            "ok": None,
            "processor_seconds": processor,
        },
    ]


def _repaired() -> list[dict[str, Any]]:
    """One company of the 30 case leaves: one that employs fewest, with a place more everywhere."""
    document = rotation_document(30, 7, SEED)
    for company in document["companies"]:
        company["mentors"].append({"mentor": f"{company['company']}-more", "qualified": True})
    problem = rotation_of(document, folder=Path())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_rotation(problem, rotate(problem, seconds=60, seed=1), folder / "plan")
        found = repair(problem, folder / "plan", "c03", seconds=30, seed=1)
        write_rotation(problem, found, folder / "repaired", without=("c03",))
        lawful = check_rotation(folder / "repaired", problem).ok
    gap = 1.0 if found.gap is None else found.gap
    return [
        {
            "what": "rotation: repair after one of 7 companies left 30 apprentices, gap of moves",
            "value": round(gap, 5),
            "unit": "moves ÷ bound − 1",
            "bar": "<= 0.05 in 30 s, lawful by the checker",
            "ok": gap <= 0.05 and found.seconds <= 31 and lawful,
            "moves": found.moves,
            "seconds": found.seconds,
        }
    ]


def compact(apprentices: int, companies: int, seconds: float) -> dict[str, Any]:
    """The compact model in CP-SAT, two workers: a variable for each apprentice, block and host.

    Lodgings, ordered shares and repeaters do not occur in the instances and are left out.
    """
    words = [str(word) for word in (apprentices, companies, SEED, seconds)]
    call = [sys.executable, "-m", "benchmarks._rotation_cpsat", *words]
    done = subprocess.run(call, capture_output=True, text=True, check=False, timeout=seconds + 120)
    told = json.loads(done.stdout) if done.returncode == 0 else {"value": None, "error": done.stderr[-200:]}
    return {"name": "compact CP-SAT, 2 workers", **told}
