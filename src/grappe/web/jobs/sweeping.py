"""Life signs of workers, and the end of jobs that nobody works on any more.

A worker killed at once leaves its job RUNNING for ever; its heartbeat stops. The sweeper marks such a job LOST, and
the page offers to resume it.
"""

from datetime import timedelta

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from grappe.web.jobs.models import Job, State, Worker
from grappe.web.jobs.running import WORKING_ON

LOST_AFTER = timedelta(seconds=30)
FORGET_WORKERS_AFTER = timedelta(days=1)


def beat(name: str) -> None:
    """Says that a worker lives, and with it the jobs it works on."""
    now = timezone.now()
    Job.objects.filter(pk__in=WORKING_ON, state=State.RUNNING).update(heartbeat_at=now)
    Worker.objects.update_or_create(
        name=name,
        defaults={"heartbeat_at": now},
        create_defaults={
            "heartbeat_at": now,
            "started_at": now,
        },
    )


def sweep(lost_after: timedelta = LOST_AFTER) -> int:
    """Marks running jobs without heartbeat as LOST; gives their number."""
    now = timezone.now()
    Worker.objects.filter(heartbeat_at__lt=now - FORGET_WORKERS_AFTER).delete()
    silent = Job.objects.annotate(heard=Coalesce(F("heartbeat_at"), F("started_at"))).filter(
        Q(heard__lt=now - lost_after), state=State.RUNNING
    )
    return silent.update(
        state=State.LOST,
        finished_at=now,
        message_fr="Le programme qui y travaillait s'est arrêté. Ce qui est fait est gardé.",
        message_en="The program working on it stopped. What is done is kept.",
    )
