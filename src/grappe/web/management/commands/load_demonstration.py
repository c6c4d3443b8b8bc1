"""``python -m grappe.web load_demonstration``: the fictional cluster, loaded once; progress as lines of JSON."""

import json
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from grappe.web.demonstration import loading, queries
from grappe.words import Sentence


class Command(BaseCommand):
    """Each line is ``{"done", "total", "fr", "en"}``, the last one ``{"cluster", "accounts"}``."""

    help = "Load the demonstration cluster where it is absent."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        cluster = loading.load(day=timezone.localdate(), tell=self._tell)
        self._line({"cluster": cluster.key, "accounts": queries.accounts(cluster)})

    def _tell(self, done: int, total: int | None, message: Sentence) -> None:
        self._line({"done": done, "total": total, "fr": message.fr, "en": message.en})

    def _line(self, entry: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(entry, ensure_ascii=False))
        self.stdout.flush()
