"""Reads of surveys; every one starts from a cluster, a person's organisation or a token."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from grappe.analysis import Sheet, Stratum
from grappe.web.clusters.models import Cluster, Membership, Organisation, Role
from grappe.web.surveys.models import Invitation, Stage, Wave

#: Bands of headcount of a member sheet → sizes of the survey's strata.
SIZES = {
    "0-9": "0-9", "10-19": "10-49", "20-49": "10-49", "50-99": "50-249", "100-249": "50-249",
    "250-999": "250+", "1000+": "250+",
}  # fmt: skip


def waves(cluster: Cluster) -> QuerySet[Wave]:
    """The waves of a cluster, newest first, each with how many were asked and answered."""
    found = Wave.objects.filter(cluster=cluster).annotate(
        asked=Count("invitations"), answered=Count("invitations", filter=Q(invitations__answered_at__isnull=False))
    )
    return found.order_by("-created_at", "-pk")


def visible(membership: Membership) -> QuerySet[Wave]:
    """The waves that a person sees: all of them for who follows surveys, the closed ones for the others."""
    found = waves(membership.cluster)
    return found if membership.role in (Role.OFFICER, Role.AUDITOR) else found.filter(stage=Stage.CLOSED)


def last_closed(cluster: Cluster) -> Wave | None:
    """The wave that was closed last, if any."""
    return Wave.objects.filter(cluster=cluster, stage=Stage.CLOSED).order_by("-created_at", "-pk").first()


def wave(cluster: Cluster, uuid: UUID) -> Wave:
    """One wave of the cluster. Raises ``Wave.DoesNotExist`` also for another cluster's."""
    return Wave.objects.get(cluster=cluster, uuid=uuid)


def invitations(wave: Wave) -> QuerySet[Invitation]:
    """Everyone asked, by college and name."""
    return wave.invitations.select_related("organisation").order_by("college", "name", "pk")


def invitation(cluster: Cluster, uuid: UUID) -> Invitation:
    """One invitation of the cluster. Raises ``Invitation.DoesNotExist`` also for another cluster's."""
    return _with_wave().get(wave__cluster=cluster, uuid=uuid)


def invitation_of(token: str) -> Invitation:
    """The invitation that a token opens. Raises ``Invitation.DoesNotExist``."""
    return _with_wave().get(token=token)


def _with_wave() -> QuerySet[Invitation]:
    return Invitation.objects.select_related("wave", "wave__cluster", "organisation")


def to_answer(membership: Membership) -> QuerySet[Invitation]:
    """The questionnaires that wait for this person's organisation."""
    if membership.organisation_id is None:
        return Invitation.objects.none()
    return _with_wave().filter(
        organisation_id=membership.organisation_id, wave__stage=Stage.OPEN, answered_at__isnull=True
    )


def silent(cluster: Cluster) -> QuerySet[Invitation]:
    """Those asked by an open wave who have not answered."""
    return Invitation.objects.filter(wave__cluster=cluster, wave__stage=Stage.OPEN, answered_at__isnull=True)


def sheets(wave: Wave) -> list[Sheet]:
    """The answered questionnaires of a wave."""
    found = wave.invitations.filter(answered_at__isnull=False).order_by("pk")
    return [Sheet(college, answers) for college, answers in found.values_list("college", "answers")]


def frame_of(wave: Wave) -> Mapping[Stratum, int]:
    """The firms that were asked, by the size of their sheet and the sector they answered (their own word for it).

    A firm that has not answered counts under the sector that most answers of its size gave, for lack of a better word.
    """
    asked = wave.invitations.filter(college="companies").select_related("organisation")
    answered = [(item, Sheet(item.college, item.answers)) for item in asked if item.answered_at]
    found: dict[Stratum, int] = {}
    sectors: dict[str, list[str]] = {}
    for _item, sheet in answered:
        found[sheet.stratum] = found.get(sheet.stratum, 0) + 1
        sectors.setdefault(sheet.stratum[0], []).append(sheet.stratum[1])
    for item in asked:
        if not item.answered_at:
            size = SIZES.get(item.organisation.headcount if item.organisation else "", "")
            listed = sectors.get(size, [""])
            stratum = (size, max(sorted(set(listed)), key=listed.count))
            found[stratum] = found.get(stratum, 0) + 1
    return found


def rates(wave: Wave) -> Sequence[tuple[str, str, bool]]:
    """Everyone asked: college, size of the organisation's sheet, whether they answered."""
    rows = wave.invitations.values_list("college", "organisation__headcount", "answered_at")
    return [(college, SIZES.get(band or "", ""), answered is not None) for college, band, answered in rows]


def to_invite(wave: Wave, kinds: Sequence[str]) -> QuerySet[Organisation]:
    """The organisations of these kinds that the wave has not asked yet."""
    asked = wave.invitations.exclude(organisation=None).values("organisation_id")
    return Organisation.objects.filter(cluster=wave.cluster, kind__in=kinds).exclude(pk__in=asked).order_by("name")


def exported(wave: Wave) -> list[tuple[Any, ...]]:
    """The list of those asked, for a spreadsheet: college, name, address, reminders, day of the answer."""
    return [
        (
            item.get_college_display(),
            item.name,
            item.email,
            item.reminders,
            item.answered_at and item.answered_at.date(),
        )
        for item in invitations(wave)
    ]
