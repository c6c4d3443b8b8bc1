"""Reads of needs; every one starts from a membership, and a member sees its organisation's only."""

from datetime import date
from uuid import UUID

import pyarrow as pa
from django.db.models import Count, Q, QuerySet, Sum

from grappe.web.clusters.models import Membership, Role
from grappe.web.needs.models import Need
from grappe.web.needs.search import found
from grappe.web.needs.taking_in import table_of


def needs(membership: Membership) -> QuerySet[Need]:
    """The needs this membership may see."""
    visible = Need.objects.filter(cluster_id=membership.cluster_id).select_related("organisation")
    if membership.role == Role.MEMBER:
        visible = visible.filter(organisation=membership.organisation)
    return visible


def matching(membership: Membership, filters: dict[str, str]) -> QuerySet[Need]:
    """The visible needs that pass the filters: those of ``FilterForm`` and ``grappe.web.listing.KEPT``."""
    chosen = needs(membership)
    for name in ("contract", "decision", "occupation", "source"):
        if filters.get(name):
            chosen = chosen.filter(**{name: filters[name]})
    if uuid := filters.get("member"):
        chosen = chosen.filter(organisation__uuid=uuid) if is_uuid(uuid) else chosen.none()
    if departement := filters.get("departement"):
        chosen = chosen.filter(departement=departement)
    if month := filters.get("month"):
        chosen = chosen.filter(_in(month))
    return found(chosen, filters["q"]) if filters.get("q") else chosen


def _in(month: str) -> Q:
    """Published in a month, ``2026-03``; what is no month is nobody's."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        return Q(pk__in=[])
    return Q(published__year=first.year, published__month=first.month)


def is_uuid(text: str) -> bool:
    """Whether a text is a uuid."""
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def exported(membership: Membership, filters: dict[str, str]) -> pa.Table:
    """Every visible need that passes the filters, as the frame of needs with its occupation, for a download."""
    chosen = matching(membership, filters).order_by("pk")
    table = table_of(chosen)
    for name in ("occupation", "occupation_label", "decision", "release"):
        table = table.append_column(name, pa.array(list(chosen.values_list(name, flat=True)), pa.string()))
    return table


def need(membership: Membership, uuid: UUID) -> Need:
    """One visible need. Raises ``Need.DoesNotExist`` also for another cluster's or another member's."""
    return needs(membership).get(uuid=uuid)


def totals(membership: Membership) -> dict[str, int]:
    """How many needs and positions the membership sees."""
    counted = needs(membership).order_by().aggregate(needs=Count("pk"), positions=Sum("positions"))
    return {"needs": counted["needs"], "positions": counted["positions"] or 0}
