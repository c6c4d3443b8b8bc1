"""Reads of clusters, organisations and people; every one starts from a cluster or a person."""

from uuid import UUID

from django.db.models import QuerySet

from grappe.web.clusters.models import Cluster, Membership, Organisation, User


def active_membership(*, user: User, chosen: str | None) -> Membership | None:
    """The membership chosen in the session where it still exists, else the person's first; ``None`` without any."""
    found = list(Membership.objects.filter(user=user).select_related("cluster", "organisation", "user").order_by("pk"))
    user.membership_count = len(found)
    return next((membership for membership in found if str(membership.uuid) == chosen), found[0] if found else None)


def memberships_of(user: User) -> QuerySet[Membership]:
    """Every membership of a person, by cluster name."""
    return Membership.objects.filter(user=user).select_related("cluster", "organisation").order_by("cluster__name")


def organisations(cluster: Cluster) -> QuerySet[Organisation]:
    """The organisations of a cluster, by name."""
    return Organisation.objects.filter(cluster=cluster).order_by("name", "pk")


def organisation(cluster: Cluster, uuid: UUID) -> Organisation:
    """One organisation of the cluster. Raises ``Organisation.DoesNotExist`` also for another cluster's."""
    return Organisation.objects.get(cluster=cluster, uuid=uuid)


def accounts(cluster: Cluster) -> QuerySet[Membership]:
    """The people of a cluster with role and organisation, by name."""
    return (
        Membership.objects.filter(cluster=cluster).select_related("user", "organisation").order_by("user__name", "pk")
    )
