"""Reads of clusters, organisations and people; every one starts from a cluster or a person."""

from collections.abc import Iterator
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from grappe.web.clusters.models import Cluster, Membership, Organisation, Site, User


def active_membership(*, user: User, chosen: str | None) -> Membership | None:
    """The membership chosen in the session where it still exists, else the person's first; ``None`` without any."""
    found = list(Membership.objects.filter(user=user).select_related("cluster", "organisation", "user").order_by("pk"))
    user.membership_count = len(found)
    return next((membership for membership in found if str(membership.uuid) == chosen), found[0] if found else None)


def memberships_of(user: User | AnonymousUser) -> QuerySet[Membership]:
    """Every membership of a person, by cluster name."""
    return Membership.objects.filter(user=user.pk).select_related("cluster", "organisation").order_by("cluster__name")


def organisations(cluster: Cluster, *, q: str = "", nature: str = "", effectif: str = "") -> QuerySet[Organisation]:
    """The organisations of a cluster, filtered: name, commune or SIRET containing ``q``, kind, headcount band."""
    found = Organisation.objects.filter(cluster=cluster)
    if q:
        found = found.filter(Q(name__icontains=q) | Q(commune__icontains=q) | Q(siret__startswith=q))
    if nature:
        found = found.filter(kind=nature)
    if effectif:
        found = found.filter(headcount=effectif)
    return found.annotate(site_count=Count("sites"))


def organisation_rows(found: QuerySet[Organisation]) -> Iterator[tuple[object, ...]]:
    """The list as exported: identifier, name, kind, headcount, SIRET, NAF, INSEE, commune, sites."""
    for item in found.order_by("name", "pk").iterator():
        yield (
            item.key,
            item.name,
            str(item.get_kind_display()),
            item.headcount,
            item.siret,
            item.naf,
            item.insee,
            item.commune,
            item.site_count,
        )


def organisation(cluster: Cluster, uuid: UUID) -> Organisation:
    """One organisation of the cluster. Raises ``Organisation.DoesNotExist`` also for another cluster's."""
    return Organisation.objects.get(cluster=cluster, uuid=uuid)


def choices_of_organisation(cluster: Cluster) -> QuerySet[Organisation]:
    """The organisations of a cluster by name, for a drop-down."""
    return Organisation.objects.filter(cluster=cluster).order_by("name", "pk")


def sites(organisation: Organisation) -> QuerySet[Site]:
    """The sites of an organisation, by name."""
    return Site.objects.filter(organisation=organisation).order_by("name", "pk")


def accounts(cluster: Cluster) -> QuerySet[Membership]:
    """The people of a cluster with role and organisation."""
    return Membership.objects.filter(cluster=cluster).select_related("user", "organisation")


def account(cluster: Cluster, uuid: UUID) -> Membership:
    """One membership of the cluster. Raises ``Membership.DoesNotExist`` also for another cluster's."""
    return accounts(cluster).get(uuid=uuid)


def counts(cluster: Cluster) -> dict[str, int]:
    """Organisations by kind: ``{"company": 118, "school": 3}``."""
    found = Organisation.objects.filter(cluster=cluster).order_by()
    return dict(found.values_list("kind").annotate(Count("pk")))
