"""The list of 100,000 needs: queries and CPU of one page of 20 rows, on SQLite and on PostgreSQL when there is one."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from tests.web import postgres

NEEDS, REPEATS = 100_000, 21
PAGES = {
    "first page": "",
    "page 500": "?page=500",
    "filtered": "?contract=cdi&decision=waiting",
    "searched": "?q=fraiseuse",
}
MOST_QUERIES, MOST_MS = 6, 20


def run() -> list[dict[str, Any]]:
    """All figures of this file."""
    figures: list[dict[str, Any]] = []
    with TemporaryDirectory(prefix="grappe-bench-") as folder:
        figures += _figures("SQLite", Path(folder), {})
    with _postgres() as address:
        if address:
            with TemporaryDirectory(prefix="grappe-bench-") as folder:
                figures += _figures("PostgreSQL", Path(folder), {"GRAPPE_DATABASE_URL": address})
    return figures


@contextmanager
def _postgres() -> Iterator[str | None]:
    found = postgres.programs()
    if found is None:
        yield None
        return
    with postgres.server(found) as address:
        yield address


def _figures(database: str, home: Path, more: dict[str, str]) -> list[dict[str, Any]]:
    kept = {name: value for name, value in os.environ.items() if name != "GRAPPE_DATABASE_URL"}
    environment = {**kept, "GRAPPE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "grappe.web.settings", **more}
    subprocess.run([sys.executable, "-m", "grappe.web", "prepare"], env=environment, check=True, capture_output=True)
    command = [sys.executable, "-m", "benchmarks.needs_list"]
    said = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    figures = []
    for page, found in json.loads(said).items():
        what = f"list of {NEEDS:,} needs, {page}, {database}"
        queries, cpu = found["queries"], found["cpu_ms"]
        bar = MOST_MS if page == "first page" else None
        figures += [
            {"what": what, "value": queries, "unit": "queries", "bar": MOST_QUERIES, "ok": queries <= MOST_QUERIES},
            {"what": what, "value": cpu, "unit": "ms CPU", "bar": bar, "ok": None if bar is None else cpu <= bar},
            {"what": what, "value": found["wall_ms"], "unit": "ms wall", "bar": None, "ok": None},
        ]
    return figures


def measure() -> dict[str, dict[str, float]]:
    """Inside one process with a database: fills it, then opens each page many times."""
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = _filled(Client(headers={"host": "127.0.0.1"}))
    found = {}
    for name, address in PAGES.items():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(f"/besoins/{address}").status_code == 200
        queries = len(captured)
        cpu, wall = zip(*(_once(client, address) for _ in range(REPEATS)), strict=True)
        found[name] = {"queries": queries, "cpu_ms": round(median(cpu), 1), "wall_ms": round(median(wall), 1)}
    return found


def _once(client: Any, address: str) -> tuple[float, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    client.get(f"/besoins/{address}")
    return 1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - wall)


def _filled(client: Any) -> Any:
    from grappe.needs import NEEDS as FRAME
    from grappe.web.clusters.actions import create_cluster
    from grappe.web.clusters.models import Membership, User
    from grappe.web.needs.taking_in import store_rows

    trades = ("Soudeur", "Fraiseuse", "Tourneur", "Technicienne de maintenance", "Ingénieur qualité", "Cariste")
    empty = dict.fromkeys(FRAME.names) | {"kind": "survey", "positions": 1}
    rows = (
        empty
        | {
            "source_key": str(number),
            "title": f"{trades[number % 6]} {number % 97}",
            "employer": f"Atelier {number % 400}",
            "place": f"Ville {number % 60}",
            "contract": ("cdi", "cdd", "interim")[number % 3],
            "published": f"20{20 + number % 6}-{1 + number % 12:02}-{1 + number % 28:02}",
        }
        for number in range(NEEDS)
    )
    officer = User.objects.create_user("bench@example.org", name="Bench")
    cluster = create_cluster(key="bench", name="Bench")
    Membership.objects.create(user=officer, cluster=cluster, role="officer")
    store_rows(cluster=cluster, source="bench", rows=rows, organisation=None)
    client.force_login(officer)
    return client


if __name__ == "__main__":
    print(json.dumps(measure()))
