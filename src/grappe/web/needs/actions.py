"""Deeds on needs: keyword-only, atomic, audited, one per gesture."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import F

from grappe.web.audit.actions import record
from grappe.web.clusters.models import Membership, Role
from grappe.web.needs.locating import located
from grappe.web.needs.models import Need
from grappe.web.needs.rules import check_edit_need, check_send_needs
from grappe.web.needs.taking_in import search_text
from grappe.web.refreshing import refresh
from grappe.words import Refused, Sentence

ENTRY = "saisie"
FOUND = ("insee", "departement", "lat", "lon")


class EditedMeanwhile(Refused):
    """Somebody else changed the need since the page was opened; nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "Quelqu'un a modifié ce besoin pendant que vous l'aviez ouvert ; rien n'a été enregistré.",
                "Somebody changed this need while you had it open; nothing was saved.",
            ),
            hint=Sentence(
                "Comparez avec la version enregistrée, puis enregistrez de nouveau la vôtre.",
                "Compare with the saved version, then save yours again.",
            ),
        )


@transaction.atomic
def add_need(*, by: Membership, day: date, **fields: Any) -> Need:
    """A need typed in on screen. A member's need is always its own organisation's."""
    check_send_needs(by)
    if by.role == Role.MEMBER:
        fields["organisation"] = by.organisation
    fields.setdefault("published", day)
    need = Need(cluster=by.cluster, source=ENTRY, key=uuid4().hex, kind="entry")
    _set(need, fields)
    need.save(force_insert=True)
    record(action="need.add", by=by, subject=need, fields=sorted(fields))
    refresh(by=by)
    return need


@transaction.atomic
def change_need(*, by: Membership, need: Need, version: int, **fields: Any) -> Need:
    """New values for a need, if it still is at ``version``. Raises ``EditedMeanwhile`` otherwise."""
    check_edit_need(by, need)
    changed = [name for name, value in fields.items() if getattr(need, name) != value]
    if not changed:
        return need
    taken = Need.objects.filter(pk=need.pk, version=version).update(version=F("version") + 1)
    if not taken:
        raise EditedMeanwhile
    if "title" in changed:
        need.decision = "waiting"
    _set(need, {name: fields[name] for name in changed})
    need.version = version + 1
    need.save(update_fields=[*changed, *FOUND, "decision", "search_text", "employer", "updated_at", "version"])
    record(action="need.change", by=by, subject=need, fields=changed)
    refresh(by=by)
    return need


@transaction.atomic
def remove_need(*, by: Membership, need: Need) -> None:
    """Takes a need out for good."""
    check_edit_need(by, need)
    record(action="need.remove", by=by, subject=need)
    need.delete()
    refresh(by=by)


def _set(need: Need, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(need, name, value)
    if {"place", "postcode"} & fields.keys():
        for name, value in located(need.place, need.postcode).items():
            setattr(need, name, value)
    if need.organisation and not need.employer:
        need.employer = need.organisation.name
    need.search_text = search_text({name: getattr(need, name) for name in ("title", "employer", "place", "skills")})
