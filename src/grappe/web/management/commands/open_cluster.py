"""``python -m grappe.web open_cluster KEY --name NAME --officer EMAIL``: a new cluster and the person who runs it.

Prints one line of JSON: ``{"cluster", "officer", "password"}``; the password is null for who has one already.
"""

import json
import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from grappe.web.clusters.actions import appoint, create_cluster
from grappe.web.clusters.models import Cluster, Role


class Command(BaseCommand):
    """Opens a cluster; the same call again changes nothing."""

    help = "Open a cluster and appoint its first officer."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", help="short name in addresses and folders, as in mecatronique-jura")
        parser.add_argument("--name", required=True)
        parser.add_argument("--officer", required=True, help="e-mail of the first officer")
        parser.add_argument("--officer-name", default="")
        parser.add_argument("--insee", default="", help="commune where the cluster sits")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        key, email = options["key"], options["officer"].strip().lower()
        if Cluster.objects.filter(key=key).exclude(name=options["name"]).exists():
            raise CommandError(f"another cluster is called {key}: choose another key")
        cluster = Cluster.objects.filter(key=key).first() or create_cluster(
            key=key, name=options["name"], insee=options["insee"]
        )
        password = secrets.token_urlsafe(12)
        given = {"name": options["officer_name"] or email, "role": Role.OFFICER, "password": password}
        membership = appoint(cluster=cluster, email=email, **given)
        fresh = membership.user.check_password(password)
        self.stdout.write(json.dumps({"cluster": key, "officer": email, "password": password if fresh else None}))
