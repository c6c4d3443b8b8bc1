"""Concurrent writers: ``python writers.py COUNT`` adds one to the same row COUNT times, reading before writing."""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "grappe.web.settings"
django.setup()

from django.db import transaction  # noqa: E402

from grappe.web.audit.actions import record  # noqa: E402
from grappe.web.clusters.models import Cluster  # noqa: E402
from grappe.web.jobs.models import Job  # noqa: E402


def main(count: int) -> None:
    """Each write is a transaction of its own: read, add one, save, and an event in the journal."""
    cluster = Cluster.objects.get()
    for _turn in range(count):
        with transaction.atomic():
            job = Job.objects.select_for_update().get()
            job.done += 1
            job.save(update_fields=["done"])
            record(action="job.start", cluster=cluster, subject=job)


if __name__ == "__main__":
    main(int(sys.argv[1]))
