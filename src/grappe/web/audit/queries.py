"""Reads of the journal."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from grappe.web.audit import chain
from grappe.web.audit.labels import label
from grappe.web.audit.models import AuditEvent, ChainHead
from grappe.web.clusters.models import Cluster, User
from grappe.words import Sentence


def events(
    cluster: Cluster,
    *,
    person: User | None = None,
    action: str = "",
    first: date | None = None,
    last: date | None = None,
) -> QuerySet[AuditEvent]:
    """The events of a cluster: of one person, of one action, between two days (both included)."""
    found = AuditEvent.objects.filter(cluster=cluster).select_related("actor")
    if person:
        found = found.filter(actor=person)
    if action:
        found = found.filter(action=action)
    if first:
        found = found.filter(at__gte=_midnight(first))
    if last:
        found = found.filter(at__lt=_midnight(last + timedelta(days=1)))
    return found


def event_rows(found: QuerySet[AuditEvent]) -> Iterator[tuple[object, ...]]:
    """The journal as exported, a row per event: who, when, what, on what, and the digest that chains it."""
    for event in found.order_by("number").iterator():
        yield (
            event.number,
            event.at.isoformat(timespec="seconds"),
            event.actor.email if event.actor else "",
            event.role,
            event.action,
            event.object_kind,
            event.object_ref,
            ", ".join(event.fields),
            ", ".join(f"{name}={count}" for name, count in sorted(event.counts.items())),
            event.purpose,
            event.request_id,
            event.digest,
        )


def deeds_of(person: User) -> QuerySet[AuditEvent]:
    """Everything one person did, in every cluster, oldest first."""
    return AuditEvent.objects.filter(actor=person).order_by("at", "pk")


def people(cluster: Cluster) -> QuerySet[User]:
    """Who did something in the cluster, by name."""
    return User.objects.filter(events__cluster=cluster).distinct().order_by("name", "pk")


def actions(cluster: Cluster) -> list[tuple[str, Sentence]]:
    """The actions that occurred in the cluster, with what each is called."""
    found = AuditEvent.objects.filter(cluster=cluster).order_by("action").values_list("action", flat=True).distinct()
    return [(action, label(action)) for action in found]


def verified(cluster: Cluster) -> tuple[int, int | None]:
    """Number of events of the cluster's chain, and the first that does not fit (``None``: the chain holds)."""
    key = str(cluster.uuid)
    head = ChainHead.objects.filter(key=key).first()
    if head is None:
        return 0, None
    links = AuditEvent.objects.filter(chain=key).order_by("number").iterator(chunk_size=2000)
    return head.number, chain.first_break(links, last_number=head.number, last_digest=head.digest)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
