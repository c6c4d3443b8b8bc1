"""Is the site able to work: database, migrations, worker, disk."""

import shutil
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from grappe.web.jobs import queries

FREE_MEGABYTES = 200
WORKER_SILENT_AFTER = timedelta(seconds=60)


def report() -> dict[str, Any]:
    """``{"ok": bool, "checks": {name: {"ok", "detail"}}}``. A silent worker is said, but the pages still work."""
    checks = {"database": _database(), "disk": _disk()}
    if checks["database"]["ok"]:
        checks["migrations"] = _migrations()
        checks["worker"] = _worker()
    needed = [check["ok"] for name, check in checks.items() if name != "worker"]
    return {"ok": all(needed), "checks": checks}


def _database() -> dict[str, Any]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return {"ok": False, "detail": type(error).__name__}
    return {"ok": True, "detail": connection.vendor}


def _migrations() -> dict[str, Any]:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return {"ok": not missing, "detail": f"{len(missing)} missing"}


def _worker() -> dict[str, Any]:
    heard = queries.last_worker_heartbeat()
    if heard is None:
        return {"ok": False, "detail": "never heard"}
    silent = timezone.now() - heard
    return {"ok": silent < WORKER_SILENT_AFTER, "detail": f"heard {int(silent.total_seconds())} s ago"}


def _disk() -> dict[str, Any]:
    free = shutil.disk_usage(settings.HOME).free // 1_000_000
    return {"ok": free >= FREE_MEGABYTES, "detail": f"{free} MB free"}
