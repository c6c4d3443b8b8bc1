"""Figures of the site: how long it takes to start, and concurrent writes on SQLite, of which none may be lost."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

WRITERS = Path(__file__).parents[1] / "tests" / "web" / "writers.py"
PREPARE = """
from grappe.web.clusters.actions import create_cluster
from grappe.web.jobs.models import Job
Job.objects.create(cluster=create_cluster(key="w", name="W"), kind="w")
from grappe.web.audit.models import AuditEvent, ChainHead
AuditEvent.objects.all().delete(); ChainHead.objects.all().delete()
"""
COUNT = """
import json
from grappe.web.audit import queries
from grappe.web.clusters.models import Cluster
from grappe.web.jobs.models import Job
print(json.dumps({"done": Job.objects.get().done, "chain": queries.verified(Cluster.objects.get())}))
"""


def concurrent_writes(home: Path, *, processes: int = 4, writes: int = 60) -> dict[str, Any]:
    """Starts that many writers on one row of a fresh SQLite site; how many writes were lost, and the seconds."""
    environment = _environment(home)
    _django(environment, "prepare")
    _django(environment, "shell", "-v0", "-c", PREPARE)
    begun = time.perf_counter()
    command = [sys.executable, str(WRITERS), str(writes)]
    children = [subprocess.Popen(command, env=environment) for _number in range(processes)]
    failed = sum(child.wait() != 0 for child in children)
    seconds = time.perf_counter() - begun
    found = json.loads(_django(environment, "shell", "-v0", "-c", COUNT).splitlines()[-1])
    expected = processes * writes
    return {
        "expected": expected,
        "lost": expected - found["done"],
        "failed_processes": failed,
        "chain": found["chain"],
        "seconds": round(seconds, 2),
        "writes_per_second": round(expected / seconds, 1),
    }


def run() -> list[dict[str, Any]]:
    """All figures of this file."""
    with TemporaryDirectory(prefix="grappe-bench-") as folder:
        found = concurrent_writes(Path(folder))
        first, second = started(Path(folder) / "site"), started(Path(folder) / "site")
    what = "4 processes × 60 concurrent writes on SQLite"
    ok = found["lost"] == 0 and found["chain"] == [found["expected"], None]
    return [
        {"what": f"{what}: lost", "value": found["lost"], "unit": "writes", "bar": 0, "ok": ok},
        {"what": "first start, demonstration included", "value": first, "unit": "s", "bar": 120, "ok": first <= 120},
        {"what": "second start", "value": second, "unit": "s", "bar": 5, "ok": second <= 5},
        {"what": what, "value": found["writes_per_second"], "unit": "writes/s", "bar": None, "ok": None},
    ]


def started(home: Path) -> float:
    """Seconds from ``grappe serve --demo`` to a site that answers; it is stopped again."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "grappe.cli", "serve", "--demo", "--json", "--port", str(port)]
    home.mkdir(exist_ok=True)
    begun = time.perf_counter()
    with subprocess.Popen(
        command, env=_environment(home), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as site:
        assert site.stdout is not None
        answered = site.stdout.readline()
        seconds = round(time.perf_counter() - begun, 1)
        site.terminate()
    if not answered:
        raise RuntimeError("grappe serve --demo did not start")
    return seconds


def _environment(home: Path) -> dict[str, str]:
    left_out = ("GRAPPE_DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    return {**{name: value for name, value in os.environ.items() if name not in left_out}, "GRAPPE_HOME": str(home)}


def _django(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-m", "grappe.web", *arguments]
    return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
