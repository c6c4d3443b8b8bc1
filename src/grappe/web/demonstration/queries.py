"""Reads of the demonstration."""

from grappe.web.clusters.models import Cluster, Membership
from grappe.web.jobs.models import State
from grappe.web.jobs.queries import jobs
from grappe.web.refreshing import REFRESH

#: Known to everyone: the demonstration is fictional and served on one's own machine.
PASSWORD = "grappe-demonstration"


def demonstration_cluster() -> Cluster | None:
    """The fictional cluster, where it was loaded."""
    return Cluster.objects.filter(fictional=True).order_by("pk").first()


def finished(cluster: Cluster) -> bool:
    """Whether it was coded and analysed to the end once."""
    return jobs(cluster).filter(kind=REFRESH, state=State.DONE).exists()


def people(cluster: Cluster) -> list[Membership]:
    """Its people in the order they were made: one for each role."""
    return list(Membership.objects.filter(cluster=cluster).select_related("user", "cluster").order_by("pk"))


def accounts(cluster: Cluster) -> list[dict[str, str]]:
    """One account for each role, with the password that everybody knows."""
    found: dict[str, Membership] = {}
    for membership in people(cluster):
        found.setdefault(membership.role, membership)
    return [
        {"role": role, "email": membership.user.email, "name": membership.user.name, "password": PASSWORD}
        for role, membership in found.items()
    ]
