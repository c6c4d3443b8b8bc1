"""Reads of jobs and workers."""

from datetime import datetime
from uuid import UUID

from django.db.models import Max, QuerySet

from grappe.web.clusters.models import Cluster
from grappe.web.jobs.models import Job, State, Worker


def job(cluster: Cluster, uuid: UUID) -> Job:
    """One job of the cluster. Raises ``Job.DoesNotExist`` also for another cluster's."""
    return Job.objects.select_related("started_by").get(cluster=cluster, uuid=uuid)


def jobs(cluster: Cluster) -> QuerySet[Job]:
    """The jobs of a cluster, newest first."""
    return Job.objects.filter(cluster=cluster).select_related("started_by").order_by("-created_at", "-pk")


def unfinished(cluster: Cluster) -> QuerySet[Job]:
    """What waits, runs, or was lost and could be resumed."""
    return jobs(cluster).filter(state__in=(State.WAITING, State.RUNNING, State.LOST))


def last_worker_heartbeat() -> datetime | None:
    """When any worker was last heard; ``None`` when none ever ran."""
    return Worker.objects.aggregate(last=Max("heartbeat_at"))["last"]
