"""Deeds on codes: keyword-only, atomic, audited, one per gesture."""

import re

from django.db import transaction

from grappe.coding import normalise
from grappe.references import OCCUPATIONS
from grappe.web.audit.actions import record
from grappe.web.clusters.models import Membership
from grappe.web.refreshing import refresh
from grappe.web.review.models import Confirmation
from grappe.web.review.rules import check_review
from grappe.web.stores import release
from grappe.words import Kind, Refused, RomeCode, Sentence, Where

TITLE_LIMIT = 300
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@transaction.atomic
def confirm_title(*, by: Membership, title: str, code: str) -> Confirmation:
    """A person chooses the occupation of a title (``code=""``: none fits). Every need with this title follows.

    Raises ``Refused`` for a title without a word and for a code that the release in use does not know.
    """
    check_review(by)
    title = _CONTROL.sub(" ", title)[:TITLE_LIMIT].strip()
    key = normalise(title).key[:TITLE_LIMIT]
    if not key:
        raise Refused(
            Sentence("cet intitulé ne contient aucun mot", "this title holds no word"),
            kind=Kind.CALL,
            where=Where(value=title[:80]),
        )
    rome = release("rome")
    labels = dict(zip(*(rome.read(OCCUPATIONS)[name].to_pylist() for name in ("code", "label_fr")), strict=True))
    if code and (RomeCode.parse(code) is None or code not in labels):
        raise Refused(
            Sentence("ce code n'est pas dans la version installée du ROME", "this code is not in the installed ROME"),
            kind=Kind.CALL,
            where=Where(value=code),
        )
    values = {"title": title, "code": code, "label": labels.get(code, ""), "release": str(rome)}
    confirmation, _made = Confirmation.objects.update_or_create(
        cluster=by.cluster, title_key=key, defaults=values | {"decided_by": by.user}
    )
    record(action="title.confirm", by=by, subject=confirmation, purpose=code or "—")
    refresh(by=by)
    return confirmation


@transaction.atomic
def forget_confirmation(*, by: Membership, confirmation: Confirmation) -> None:
    """Takes a decision back; the title is coded by the model again."""
    check_review(by)
    record(action="title.forget", by=by, subject=confirmation, purpose=confirmation.code or "—")
    confirmation.delete()
    refresh(by=by)
