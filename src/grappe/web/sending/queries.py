"""Reads of files; a member sees those sent for its organisation only."""

from pathlib import Path
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from grappe.needs import FeedMap, map_of
from grappe.web.clusters.models import Membership, Role
from grappe.web.sending.models import Step, Upload
from grappe.web.stores import folder_of


def uploads(membership: Membership) -> QuerySet[Upload]:
    """The files this membership may see, newest first."""
    visible = Upload.objects.filter(cluster_id=membership.cluster_id).select_related("sent_by", "organisation", "job")
    if membership.role == Role.MEMBER:
        visible = visible.filter(organisation=membership.organisation)
    return visible.order_by("-created_at", "-pk")


def upload(membership: Membership, uuid: UUID) -> Upload:
    """One visible file. Raises ``Upload.DoesNotExist`` also for another cluster's or another member's."""
    return uploads(membership).get(uuid=uuid)


def unconfirmed(membership: Membership) -> QuerySet[Upload]:
    """The files that wait to be matched or confirmed."""
    return uploads(membership).filter(state__in=(Step.MAPPING, Step.PREVIEW))


def with_refused_rows(membership: Membership) -> QuerySet[Upload]:
    """The files some rows of which were refused, and not sent again since under the same source."""
    later = Upload.objects.filter(
        cluster_id=OuterRef("cluster_id"), source=OuterRef("source"), state=Step.DONE, pk__gt=OuterRef("pk")
    )
    return uploads(membership).filter(state=Step.DONE, refused__gt=0).exclude(Exists(later))


def path_of(upload: Upload) -> Path:
    """Where the file is kept."""
    return folder_of(upload.cluster) / upload.path


def feed_map_of(upload: Upload) -> FeedMap | None:
    """How the file is read, ``None`` for a known format."""
    return map_of(upload.feed_map) if upload.feed_map else None
