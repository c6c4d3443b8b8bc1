"""Deeds on surveys: a wave made, opened, closed; people asked and reminded; answers kept and sent."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.mail import send_mass_mail
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from grappe.needs import Answered, check_answers, needs_of_hires, questionnaire, survey_source
from grappe.web.audit.actions import record
from grappe.web.clusters.models import Membership, User
from grappe.web.needs.taking_in import store_rows
from grappe.web.surveys.mails import Mail
from grappe.web.surveys.models import College, Invitation, Stage, Wave
from grappe.web.surveys.queries import to_invite
from grappe.web.surveys.rules import check_run_surveys, check_stage

#: Kinds of organisations of a cluster → the college they are asked in.
COLLEGE_OF = {
    "company": College.COMPANIES,
    "school": College.TRAINING,
    "association": College.ACTORS,
    "public": College.ACTORS,
    "network": College.ACTORS,
}


@transaction.atomic
def create_wave(*, by: Membership, name: str, closes: date) -> Wave:
    """A wave in preparation, that asks nobody yet."""
    check_run_surveys(by)
    key = _free_key(by, name)
    wave = Wave.objects.create(cluster=by.cluster, key=key, name=name, closes=closes)
    record(action="survey.create", by=by, subject=wave, fields=["name", "closes"])
    return wave


def _free_key(by: Membership, name: str) -> str:
    stem = slugify(name)[:30] or "enquete"
    taken = set(Wave.objects.filter(cluster=by.cluster, key__startswith=stem).values_list("key", flat=True))
    return next(key for key in (stem, *(f"{stem}-{rank}" for rank in range(2, 999))) if key not in taken)


@transaction.atomic
def invite_organisations(*, by: Membership, wave: Wave, kinds: Sequence[str]) -> int:
    """Asks every organisation of these kinds, those already asked excepted; gives how many are new."""
    check_run_surveys(by)
    check_stage(wave, Stage.DRAFT, Stage.OPEN)
    new = [
        Invitation(
            wave=wave,
            college=COLLEGE_OF[organisation.kind],
            organisation=organisation,
            name=organisation.name,
            token=secrets.token_urlsafe(32),
        )
        for organisation in to_invite(wave, kinds)
    ]
    Invitation.objects.bulk_create(new)
    record(action="survey.invite", by=by, subject=wave, counts={"organisations": len(new)})
    return len(new)


@transaction.atomic
def invite_person(*, by: Membership, wave: Wave, college: str, name: str, email: str) -> Invitation:
    """Asks somebody outside the list of members, by name and address; asked again, the same invitation comes back."""
    check_run_surveys(by)
    check_stage(wave, Stage.DRAFT, Stage.OPEN)
    given = {"college": college, "name": name, "token": secrets.token_urlsafe(32)}
    invitation, _made = Invitation.objects.get_or_create(wave=wave, email=email.strip().lower(), defaults=given)
    record(action="survey.invite", by=by, subject=wave, fields=["email", "name"])
    return invitation


@transaction.atomic
def open_wave(*, by: Membership, wave: Wave) -> None:
    """Lets people answer, with the question bank of the day."""
    check_run_surveys(by)
    check_stage(wave, Stage.DRAFT, Stage.CLOSED)
    _move(wave, Stage.OPEN, version=questionnaire("companies").version)
    record(action="survey.open", by=by, subject=wave)


@transaction.atomic
def close_wave(*, by: Membership, wave: Wave) -> None:
    """Ends the answering; results are shown to the members from now on."""
    check_run_surveys(by)
    check_stage(wave, Stage.OPEN)
    _move(wave, Stage.CLOSED)
    record(action="survey.close", by=by, subject=wave)


def _move(wave: Wave, stage: Stage, **changes: Any) -> None:
    Wave.objects.filter(pk=wave.pk).update(stage=stage, **changes)
    wave.stage = stage


@transaction.atomic
def remind(*, by: Membership, wave: Wave, mails: Sequence[Mail]) -> int:
    """Sends these mails to who has not answered, and counts the reminder; gives how many were sent.

    The mails leave once all is kept: nobody is reminded by a gesture that failed.
    """
    check_run_surveys(by)
    check_stage(wave, Stage.OPEN)
    asked = [mail.invitation for mail in mails if mail.to]
    for invitation in asked:
        invitation.reminders, invitation.reminded_at = invitation.reminders + 1, timezone.now()
    Invitation.objects.bulk_update(asked, ["reminders", "reminded_at"])
    messages = [(mail.subject, mail.text, None, list(mail.to)) for mail in mails if mail.to]
    transaction.on_commit(lambda: send_mass_mail(messages))
    record(action="survey.remind", by=by, subject=wave, counts={"reminders": len(asked)})
    return len(asked)


@transaction.atomic
def keep_draft(*, invitation: Invitation, written: Mapping[str, Any], by: User | None = None) -> None:
    """Keeps what was typed, right or wrong, without sending it."""
    check_stage(invitation.wave, Stage.OPEN)
    Invitation.objects.filter(pk=invitation.pk).update(written=written)
    record(action="survey.draft", actor=by, cluster=invitation.wave.cluster, subject=invitation)


@transaction.atomic
def send_answers(
    *, invitation: Invitation, written: Mapping[str, Any], by: User | None = None, whole: bool = True
) -> Answered:
    """Sends the answers where all are good; gives them with what is wrong with the others.

    ``whole`` False lets the good answers of a workbook enter and leaves the bad ones out. Planned hires become needs of
    the organisation, in place of those of an earlier answer.
    """
    check_stage(invitation.wave, Stage.OPEN)
    done = check_answers(questionnaire(invitation.college), written)
    kept: dict[str, Any] = {"written": written}
    if done.answers and not (whole and done.refused):
        kept |= {"answers": done.answers, "answered_at": timezone.now(), "answered_by": by}
        _store_hires(invitation, done.answers.get("hires", ()))
        counts = {"answers": len(done.answers), "refused": len(done.refused)}
        record(action="survey.answer", actor=by, cluster=invitation.wave.cluster, subject=invitation, counts=counts)
    else:
        record(action="survey.draft", actor=by, cluster=invitation.wave.cluster, subject=invitation)
    Invitation.objects.filter(pk=invitation.pk).update(**kept)
    return done


def _store_hires(invitation: Invitation, hires: Sequence[Mapping[str, Any]]) -> None:
    """Planned hires as needs of the organisation; those it no longer plans go."""
    organisation = invitation.organisation
    if organisation is None or invitation.college != College.COMPANIES:
        return
    source, day = survey_source(invitation.wave.key), timezone.localdate()
    employer = {
        "employer": organisation.name,
        "siret": organisation.siret or None,
        "naf": organisation.naf or None,
        "insee": organisation.insee or None,
        "place": organisation.commune or None,
        "member": organisation.key,
    }
    table = needs_of_hires(hires, source=source, respondent=organisation.key, day=day, employer=employer)
    rows = table.to_pylist()
    planned = {row["source_key"] for row in rows}
    old = organisation.needs.filter(source=source[:80]).exclude(key__in=planned)
    old.delete()
    store_rows(cluster=invitation.wave.cluster, source=source[:80], rows=rows, organisation=organisation)
