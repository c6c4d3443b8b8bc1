"""``python -m grappe.web prepare``: migrations and the cache table; quick when there is nothing to do.

Prints one line of JSON: ``{"accounts": […]}``, those of the demonstration where it is loaded to the end.
"""

import json
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from grappe.web.demonstration import queries


class Command(BaseCommand):
    """Brings the database up to date."""

    help = "Migrate the database and make the cache table."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
        call_command("createcachetable", verbosity=0)
        cluster = queries.demonstration_cluster()
        loaded = cluster is not None and queries.finished(cluster)
        self.stdout.write(json.dumps({"accounts": queries.accounts(cluster) if cluster and loaded else []}))
