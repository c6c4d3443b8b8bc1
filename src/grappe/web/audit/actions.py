"""Writing the journal: the only deed on it is to add."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from grappe.web.audit import chain
from grappe.web.audit.models import AuditEvent, ChainHead
from grappe.web.clusters.models import Cluster, Membership, User
from grappe.web.tracing import current_request

INSTALLATION = "installation"


@transaction.atomic
def record(
    *,
    action: str,
    by: Membership | None = None,
    actor: User | None = None,
    cluster: Cluster | None = None,
    subject: models.Model | str | None = None,
    fields: Sequence[str] = (),
    counts: Mapping[str, int] | None = None,
    purpose: str = "",
) -> AuditEvent:
    """Adds one event. ``by`` gives person, role and cluster at once; ``fields`` are names, never values.

    Call it inside the transaction of the deed: both are kept or neither. ``subject`` is a record (its uuid is kept)
    or a text such as a file's digest.
    """
    home = cluster or (by.cluster if by else None)
    head = _locked_head(str(home.uuid) if home else INSTALLATION)
    event = AuditEvent(
        chain=head.key,
        number=head.number + 1,
        at=timezone.now(),
        cluster=home,
        actor=by.user if by else actor,
        role=by.role if by else "",
        action=action,
        **_subject(subject),
        fields=sorted(fields),
        counts=dict(counts or {}),
        purpose=purpose,
        request_id=current_request.get(),
        previous=head.digest,
    )
    event.digest = chain.digest(event)
    event.save(force_insert=True)
    ChainHead.objects.filter(pk=head.pk).update(number=event.number, digest=event.digest)
    return event


@transaction.atomic
def note_export(*, by: Membership, number: int) -> None:
    """Someone took the journal out of the site."""
    record(action="journal.export", by=by, counts={"events": number})


def _locked_head(key: str) -> ChainHead:
    ChainHead.objects.get_or_create(key=key)
    return ChainHead.objects.select_for_update().get(key=key)


def _subject(subject: models.Model | str | None) -> dict[str, Any]:
    if isinstance(subject, models.Model):
        return {"object_kind": type(subject).__name__, "object_ref": str(getattr(subject, "uuid", subject.pk))}
    return {"object_kind": "", "object_ref": subject or ""}
