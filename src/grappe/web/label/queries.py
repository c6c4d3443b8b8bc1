"""Reads of calls and cases of labels; every one starts from a membership or a cluster."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from grappe.teach import BadgeBook, Event, LabelCase, Scheme, person_from, replay, scheme_of
from grappe.web.clusters.models import Cluster, Membership, Role
from grappe.web.evidence import queries as evidence
from grappe.web.label.models import LabelApplication, LabelCall, LabelEvent
from grappe.web.stores import folder_of

#: States that the public register shows.
PUBLIC = ("valid", "contested", "lapsed", "withdrawn")


def calls(cluster: Cluster) -> QuerySet[LabelCall]:
    """The calls of a cluster, the newest first."""
    return (
        LabelCall.objects.filter(cluster=cluster).annotate(case_count=Count("applications")).order_by("-opens", "-pk")
    )


def call(cluster: Cluster, uuid: UUID) -> LabelCall:
    """One call. Raises ``LabelCall.DoesNotExist`` also for another cluster's."""
    return LabelCall.objects.get(cluster=cluster, uuid=uuid)


def scheme_of_call(call: LabelCall) -> Scheme:
    """The scheme that a call was opened with."""
    return scheme_of(call.scheme)


def applications(membership: Membership) -> QuerySet[LabelApplication]:
    """The cases a person may open: a school's own, a reviewer's, all of the cluster for officer and auditor."""
    found = LabelApplication.objects.filter(cluster=membership.cluster).select_related("school", "call")
    if membership.role == Role.SCHOOL:
        found = found.filter(school=membership.organisation)
    if membership.role == Role.REVIEWER:
        found = found.filter(reviewers__membership=membership)
    return found


def application(membership: Membership, uuid: UUID) -> LabelApplication:
    """One of those cases. Raises ``LabelApplication.DoesNotExist`` for any other."""
    return applications(membership).get(uuid=uuid)


def case_of(row: LabelApplication) -> LabelCase:
    """The case as its events made it."""
    start = LabelCase(
        case=row.key,
        scheme=scheme_of(row.call.scheme),
        cluster=row.cluster.name,
        school=row.school.name,
        programme=row.programme,
        committee=tuple(person_from(entry) for entry in row.call.committee),
    )
    return replay(start, [event_of(event) for event in row.events.order_by("number")])


def event_of(row: LabelEvent) -> Event:
    """A row of the history as the engine's event."""
    data: dict[str, Any] = dict(row.data)
    if "closes" in data:
        data["closes"] = datetime.fromisoformat(data["closes"])
    return Event(row.at, row.do, row.by, data)


def history(row: LabelApplication) -> QuerySet[LabelEvent]:
    """What happened to a case, in order."""
    return row.events.order_by("number")


def figures_of(row: LabelApplication, day: date) -> Mapping[str, float]:
    """The last known value of each figure of the school's evidence: what the grid's computed criteria read."""
    found: dict[str, float] = {}
    for indicator in evidence.figures(evidence.held(row.school, day)):
        for part in indicator.parts:
            values = [figure.value for figure in part.figures if figure.value is not None and figure.n]
            if values:
                found[part.key] = values[-1]
    return found


def reviewers(cluster: Cluster) -> QuerySet[Membership]:
    """The people of a cluster who may review."""
    return Membership.objects.filter(cluster=cluster, role=Role.REVIEWER).select_related("user").order_by("user__name")


def register(cluster: Cluster) -> QuerySet[LabelApplication]:
    """The public register: labels that were given, whatever became of them."""
    found = LabelApplication.objects.filter(cluster=cluster, state__in=PUBLIC).exclude(valid_from=None)
    return found.select_related("school", "call").order_by("-valid_from", "key")


def public_cluster(key: str) -> Cluster:
    """A cluster by its key. Raises ``Cluster.DoesNotExist``."""
    return Cluster.objects.get(key=key)


def book(cluster: Cluster, address: str | None = None) -> BadgeBook:
    """The credentials of a cluster, with its keys."""
    return BadgeBook(folder_of(cluster) / "labels", cluster.name, address)


def credential_file(row: LabelApplication) -> Any:
    """Where the credential of a label is kept; it may not exist yet."""
    return folder_of(row.cluster) / "labels" / "credentials" / f"{row.uuid}.json"


def waiting(membership: Membership) -> int:
    """Cases that wait for this person: a reviewer's to review, an officer's to move on, a school's to complete."""
    states = {
        Role.OFFICER: ("submitted", "assessed", "heard", "deliberating"),
        Role.SCHOOL: ("draft", "adjourned", "contested"),
        Role.REVIEWER: ("admissible",),
    }.get(Role(membership.role), ())
    found = applications(membership).filter(state__in=states)
    if membership.role == Role.REVIEWER:
        found = found.exclude(Q(events__do="review") & Q(events__actor=membership.user))
    return found.distinct().count()
