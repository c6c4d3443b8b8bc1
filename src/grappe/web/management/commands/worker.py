"""``python -m grappe.web worker``: does the queued jobs, one at a time, heard every few seconds, sweeping lost ones."""

import os
import socket
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from grappe.web.jobs import sweeping
from grappe.web.privacy.actions import forget_what_is_over

EVERY_SECONDS = 5.0


class Command(BaseCommand):
    """The worker: django-tasks-db does the work, a thread says that we live and finds jobs whose worker died."""

    help = "Run background jobs."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", action="store_true", help="Do what is queued, then stop.")
        parser.add_argument("--interval", type=float, default=0.5, help="Seconds between two looks at the queue.")

    def handle(self, *args: Any, **options: Any) -> None:
        worker = f"{socket.gethostname()[:40]}-{os.getpid()}"
        stop = threading.Event()
        heart = threading.Thread(target=_beat, args=(worker, stop), daemon=True)
        heart.start()
        try:
            chosen = {name: options[name] for name in ("batch", "interval")}
            call_command("db_worker", worker_id=worker, reload=False, verbosity=0, **chosen)
        finally:
            stop.set()
            heart.join(timeout=10)


def _beat(name: str, stop: threading.Event) -> None:
    swept = None
    while True:
        sweeping.beat(name)
        sweeping.sweep()
        if swept != (today := timezone.localdate()):  # once a day, and when we start
            forget_what_is_over(today=today)
            swept = today
        close_old_connections()
        if stop.wait(EVERY_SECONDS):
            return
