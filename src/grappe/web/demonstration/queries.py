"""Reads of the demonstration."""

from grappe.web.clusters.models import Cluster, Membership


def demonstration_cluster() -> Cluster | None:
    """The fictional cluster, where it was loaded."""
    return Cluster.objects.filter(fictional=True).order_by("pk").first()


def people(cluster: Cluster) -> list[Membership]:
    """Its people in the order they were made: one for each role."""
    return list(Membership.objects.filter(cluster=cluster).select_related("user", "cluster").order_by("pk"))
