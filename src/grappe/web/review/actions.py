"""Deeds on codes: keyword-only, atomic, audited, one per gesture."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from grappe.coding import normalise
from grappe.references import OCCUPATIONS
from grappe.web.audit.actions import record
from grappe.web.clusters.models import Membership, User
from grappe.web.jobs.actions import start_job
from grappe.web.jobs.models import Job
from grappe.web.refreshing import REFRESH, refresh
from grappe.web.review.models import Confirmation, ReviewDeed, SecondOpinion
from grappe.web.review.rules import check_review, check_second
from grappe.web.stores import release
from grappe.words import Kind, Refused, RomeCode, Sentence, Where

TITLE_LIMIT = 300
GROUP_LIMIT = 500  #: titles decided by one gesture
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_KEPT = ("title", "code", "label", "release")


@transaction.atomic
def confirm_titles(*, by: Membership, titles: Sequence[str], code: str) -> ReviewDeed:
    """A person chooses the occupation of titles (``code=""``: none fits). Every need with one of them follows.

    Raises ``Refused`` for a title without a word, for too many titles, and for a code that the release in use does
    not know.
    """
    check_review(by)
    keyed = _keyed(titles)
    label, rome = _label(code)
    known = {one.title_key: one for one in Confirmation.objects.filter(cluster=by.cluster, title_key__in=keyed)}
    values = {"code": code, "label": label, "release": rome, "decided_by": by.user, "decided_at": timezone.now()}
    Confirmation.objects.bulk_create(
        [Confirmation(cluster=by.cluster, title_key=key, title=title, **values) for key, title in keyed.items()],
        update_conflicts=True,
        unique_fields=["cluster", "title_key"],
        update_fields=["title", *values],
    )
    deed = ReviewDeed.objects.create(
        cluster=by.cluster,
        title=next(iter(keyed.values())),
        titles=len(keyed),
        code=code,
        label=label,
        before=[{"key": key, "was": _was(known.get(key))} for key in keyed],
        done_by=by.user,
    )
    record(action="titles.confirm", by=by, subject=deed, purpose=code or "—", counts={"titles": len(keyed)})
    refresh(by=by)
    return deed


@transaction.atomic
def undo_deed(*, by: Membership, deed: ReviewDeed) -> int:
    """Puts titles back as they were before a gesture; how many. Those decided otherwise since stay as they are.

    Raises ``Refused`` for a gesture that is undone already.
    """
    check_review(by)
    if not ReviewDeed.objects.filter(pk=deed.pk, undone_at=None).update(undone_at=timezone.now()):
        raise Refused(Sentence("cette décision est déjà annulée", "this decision is undone already"), kind=Kind.CALL)
    was = {one["key"]: one["was"] for one in deed.before}
    theirs = Confirmation.objects.filter(cluster=by.cluster, title_key__in=was, code=deed.code)
    back = list(theirs.select_for_update())
    Confirmation.objects.filter(pk__in=[one.pk for one in back if was[one.title_key] is None]).delete()
    earlier = [_restored(one, was[one.title_key]) for one in back if was[one.title_key]]
    Confirmation.objects.bulk_update(earlier, [*_KEPT, "decided_by"])
    record(action="titles.undo", by=by, subject=deed, purpose=deed.code or "—", counts={"titles": len(back)})
    refresh(by=by)
    return len(back)


@transaction.atomic
def forget_confirmation(*, by: Membership, confirmation: Confirmation) -> None:
    """Takes a decision back; the title is coded by the model again."""
    check_review(by)
    record(action="title.forget", by=by, subject=confirmation, purpose=confirmation.code or "—")
    confirmation.delete()
    refresh(by=by)


@transaction.atomic
def give_second_opinion(*, by: Membership, confirmation: Confirmation, code: str) -> SecondOpinion:
    """Another person says the code of a title that somebody decided; it changes no code, it measures agreement."""
    check_second(by, confirmation)
    label, _rome = _label(code)
    opinion, _made = SecondOpinion.objects.update_or_create(
        cluster=by.cluster,
        title_key=confirmation.title_key,
        defaults={"title": confirmation.title, "code": code, "label": label, "decided_by": by.user},
    )
    record(action="titles.second", by=by, subject=confirmation, purpose=code or "—")
    return opinion


@transaction.atomic
def accept_release(*, by: Membership) -> Job:
    """Codes again, under the release in use, what keeps a code of another one."""
    check_review(by)
    job = start_job(by=by, kind=REFRESH, arguments={"upgrade": True})
    record(action="titles.upgrade", by=by, subject=job, purpose=str(release("rome")))
    return job


def _keyed(titles: Sequence[str]) -> dict[str, str]:
    """Normalised title → title as it is kept."""
    keyed: dict[str, str] = {}
    for written in titles:
        title = _CONTROL.sub(" ", written)[:TITLE_LIMIT].strip()
        key = normalise(title).key[:TITLE_LIMIT]
        if not key:
            sentence = Sentence("cet intitulé ne contient aucun mot", "this title holds no word")
            raise Refused(sentence, kind=Kind.CALL, where=Where(value=title[:80]))
        keyed.setdefault(key, title)
    if not keyed or len(keyed) > GROUP_LIMIT:
        raise Refused(
            Sentence(f"choisir de 1 à {GROUP_LIMIT} intitulés à la fois", f"choose 1 to {GROUP_LIMIT} titles at once"),
            kind=Kind.CALL,
        )
    return keyed


def _label(code: str) -> tuple[str, str]:
    """The label of a code, empty for no code, and the release it is of. Raises ``Refused`` for an unknown code."""
    rome = release("rome")
    if not code:
        return "", str(rome)
    labels = dict(zip(*(rome.read(OCCUPATIONS)[name].to_pylist() for name in ("code", "label_fr")), strict=True))
    if RomeCode.parse(code) is None or code not in labels:
        raise Refused(
            Sentence("ce code n'est pas dans la version installée du ROME", "this code is not in the installed ROME"),
            kind=Kind.CALL,
            where=Where(value=code),
        )
    return str(labels[code])[:200], str(rome)


def _was(known: Confirmation | None) -> dict[str, Any] | None:
    return {**{name: getattr(known, name) for name in _KEPT}, "decided_by": known.decided_by_id} if known else None


def _restored(confirmation: Confirmation, earlier: Mapping[str, Any]) -> Confirmation:
    """A decision with the values it had before; nameless where that person's account is gone."""
    for name in _KEPT:
        setattr(confirmation, name, earlier[name])
    confirmation.decided_by = User.objects.filter(pk=earlier["decided_by"]).first()
    return confirmation
