"""Deeds on labels: keyword-only, atomic, audited, one per gesture. The engine says what a state allows."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from grappe.teach import Event, LabelCase, label_of_case, scheme_of, step, write_json
from grappe.web.audit.actions import record
from grappe.web.clusters.models import Membership
from grappe.web.label import queries
from grappe.web.label.models import LabelApplication, LabelCall, LabelEvent, LabelReviewer
from grappe.web.label.rules import check_apply, check_gesture, check_run_labels
from grappe.words import Kind, Refused, Sentence, Where


@transaction.atomic
def open_call(
    *, by: Membership, name: str, scheme: str, opens: date, closes: date, committee: Sequence[Mapping[str, Any]]
) -> LabelCall:
    """A call with its scheme, frozen, and its committee. Raises ``Refused`` for a scheme that cannot be read."""
    check_run_labels(by)
    scheme_of(scheme)
    call = LabelCall.objects.create(
        cluster=by.cluster, name=name, scheme=scheme, opens=opens, closes=closes, committee=list(committee)
    )
    record(action="label.call", by=by, subject=call)
    return call


@transaction.atomic
def apply_for_label(*, by: Membership, call: LabelCall, programme: str, today: date) -> LabelApplication:
    """A school begins its application. Raises ``Refused`` outside the days of the call."""
    check_apply(by)
    assert by.organisation is not None
    _check_open(call, today)
    number = LabelApplication.objects.filter(cluster=by.cluster).count() + 1
    row = LabelApplication.objects.create(
        cluster=by.cluster,
        call=call,
        school=by.organisation,
        key=f"{call.opens.year}-{number:02d}",
        programme=programme,
    )
    record(action="label.apply", by=by, subject=row)
    return row


@transaction.atomic
def make_gesture(
    *, by: Membership, application: LabelApplication, do: str, at: datetime, data: Mapping[str, Any], who: str = ""
) -> LabelCase:
    """One event of a case, by ``who`` (a committee member whose vote the officer writes down) or by the person.

    Raises ``Refused`` as the engine does: conflict of interest, no quorum, a vote after the deadline, no reasons.
    """
    check_gesture(by, application, do)
    locked = LabelApplication.objects.select_for_update(of=("self",)).select_related("call", "school", "cluster")
    row = locked.get(pk=application.pk)
    if do == "submit" and row.version == 0:
        _check_open(row.call, at.date())
    event = Event(at, do, who or str(by.user), dict(data))
    case = step(queries.case_of(row), event)
    kept = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in event.data.items()}
    LabelEvent.objects.create(
        application=row, number=len(case.events), at=at, do=do, by=event.by, actor=by.user, data=kept
    )
    row.state, row.valid_from, row.valid_until = case.state, case.valid_from, case.valid_until
    row.version += 1
    row.save(update_fields=["state", "valid_from", "valid_until", "version"])
    if case.state == "withdrawn":
        _revoke(row, at)
    record(action="label.gesture", by=by, subject=row, purpose=do)
    return case


@transaction.atomic
def name_reviewer(
    *, by: Membership, application: LabelApplication, reviewer: Membership, employer: str, at: datetime
) -> None:
    """A reviewer is named with their employer. Raises ``Refused`` for a conflict of interest."""
    data = {"reviewer": {"name": str(reviewer.user), "employer": employer}}
    make_gesture(by=by, application=application, do="assign", at=at, data=data)
    LabelReviewer.objects.create(application=application, membership=reviewer, employer=employer)
    record(action="label.reviewer", by=by, subject=application)


@transaction.atomic
def issue_credential(
    *, by: Membership, application: LabelApplication, at: datetime, status_address: str, language: str
) -> dict[str, Any]:
    """The credential of a label in force, signed with the key of the cluster, kept to be downloaded by anyone."""
    check_run_labels(by)
    label = label_of_case(queries.case_of(application), language=language)
    document = queries.book(application.cluster, status_address).issue(label, at)
    write_json(queries.credential_file(application), document)
    record(action="label.credential", by=by, subject=application)
    return document


@transaction.atomic
def change_key(*, by: Membership, at: datetime, stolen: str = "") -> None:
    """Another key signs from now on; ``stolen`` names one whose credentials no longer hold."""
    check_run_labels(by)
    book = queries.book(by.cluster)
    if stolen:
        book.keys.steal(stolen, at.date())
    else:
        book.keys.rotate(at.date())
    book.publish(at)
    record(action="label.key", by=by, purpose="stolen" if stolen else "rotated")


def _check_open(call: LabelCall, day: date) -> None:
    if not call.opens <= day <= call.closes:
        raise Refused(
            Sentence(
                f"cet appel est ouvert du {call.opens:%d/%m/%Y} au {call.closes:%d/%m/%Y}",
                f"this call is open from {call.opens.isoformat()} to {call.closes.isoformat()}",
            ),
            kind=Kind.CALL,
            where=Where(column="at", value=str(day)),
        )


def _revoke(row: LabelApplication, at: datetime) -> None:
    """The credential of a withdrawn label is revoked with it, where one was issued."""
    book = queries.book(row.cluster)
    if any(entry.label == row.key and entry.revoked is None for entry in book.issued()):
        book.revoke(row.key, "label retiré", at)
