"""``python -m grappe.web web``: the pages, by gunicorn with threads (template work dominates, so WSGI suits)."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Becomes gunicorn: same process, so that signals reach it."""

    help = "Serve the pages."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)

    def handle(self, *args: Any, **options: Any) -> None:
        address = f"{options['host']}:{options['port']}"
        gunicorn = [
            *("-m", "gunicorn", "grappe.web.wsgi:application", "--bind", address),
            *("--workers", str(options["workers"]), "--worker-class", "gthread", "--threads", "4"),
            *("--timeout", "60", "--graceful-timeout", "5", "--max-requests", "5000", "--max-requests-jitter", "500"),
            *("--log-level", "warning", "--no-control-socket"),
        ]
        sys.stdout.flush()
        os.execv(sys.executable, [sys.executable, *gunicorn])
