"""Deeds on jobs: start, cancel, resume; and what the worker writes while one runs."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from grappe.web.audit.actions import record
from grappe.web.clusters.models import Membership
from grappe.web.jobs import enqueueing
from grappe.web.jobs.kinds import named
from grappe.web.jobs.models import Job, State
from grappe.web.jobs.rules import check_cancel_job, check_resume_job


@transaction.atomic
def start_job(*, by: Membership, kind: str, arguments: Mapping[str, Any]) -> Job:
    """A new job, handed to the worker once the transaction is kept. The caller has checked who may."""
    title = named(kind).title
    job = Job.objects.create(
        cluster=by.cluster,
        started_by=by.user,
        kind=kind,
        title_fr=title.fr,
        title_en=title.en,
        arguments=dict(arguments),
    )
    record(action="job.start", by=by, subject=job, purpose=kind)
    transaction.on_commit(lambda: enqueueing.enqueue(job))
    return job


@transaction.atomic
def cancel_job(*, by: Membership, job: Job) -> None:
    """Asks a job to stop: at once while it waits, at its next step while it runs."""
    check_cancel_job(by, job)
    waiting = Job.objects.filter(pk=job.pk, state=State.WAITING)
    if not waiting.update(state=State.CANCELLED, cancel_asked=True, finished_at=timezone.now()):
        Job.objects.filter(pk=job.pk, state=State.RUNNING).update(cancel_asked=True)
    record(action="job.cancel", by=by, subject=job)


@transaction.atomic
def resume_job(*, by: Membership, job: Job) -> None:
    """Runs a lost, cancelled or failed job again; work is idempotent, so what is done is not done twice."""
    check_resume_job(by, job)
    Job.objects.filter(pk=job.pk).update(
        state=State.WAITING, cancel_asked=False, attempt=F("attempt") + 1, finished_at=None, heartbeat_at=None
    )
    record(action="job.resume", by=by, subject=job)
    transaction.on_commit(lambda: enqueueing.enqueue(job))
