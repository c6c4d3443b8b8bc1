"""Asking for needs to be coded and analysed anew, from any part."""

from django.db import transaction

from grappe.web.clusters.models import Membership
from grappe.web.jobs.actions import start_job
from grappe.web.jobs.models import Job, State

REFRESH = "occupations.refresh"


@transaction.atomic
def refresh(*, by: Membership) -> Job:
    """Starts one refresh; one that waits already will see everything."""
    queued = Job.objects.select_for_update().filter(cluster=by.cluster, kind=REFRESH, state=State.WAITING)
    waiting = queued.first()  # held until this transaction is kept: it cannot begin before
    return waiting or start_job(by=by, kind=REFRESH, arguments={})
