"""Deeds on figures: keyword-only, atomic, audited, one per gesture."""

from django.db import transaction

from grappe.web.audit.actions import record
from grappe.web.clusters.models import Cluster, Membership
from grappe.web.jobs.models import Job
from grappe.web.occupations.rules import check_publish, check_recompute
from grappe.web.refreshing import refresh


@transaction.atomic
def recompute(*, by: Membership) -> Job:
    """Needs are brought together, coded and analysed anew; the journal keeps the start of the job."""
    check_recompute(by)
    return refresh(by=by)


@transaction.atomic
def publish_figures(*, by: Membership) -> None:
    """Opens the cluster's figures, after disclosure control, to everyone through the API."""
    check_publish(by)
    Cluster.objects.filter(pk=by.cluster_id).update(published=True)
    record(action="figures.publish", by=by, subject=by.cluster, fields=["published"])


@transaction.atomic
def withhold_figures(*, by: Membership) -> None:
    """Closes the cluster's figures to everyone outside."""
    check_publish(by)
    Cluster.objects.filter(pk=by.cluster_id).update(published=False)
    record(action="figures.withhold", by=by, subject=by.cluster, fields=["published"])
