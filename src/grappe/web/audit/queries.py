"""Reads of the journal."""

from django.db.models import QuerySet

from grappe.web.audit.models import AuditEvent
from grappe.web.clusters.models import Cluster


def events(cluster: Cluster) -> QuerySet[AuditEvent]:
    """The events of a cluster, newest first."""
    return AuditEvent.objects.filter(cluster=cluster).select_related("actor").order_by("-number")
