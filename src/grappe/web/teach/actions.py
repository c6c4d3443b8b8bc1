"""Deeds on programmes and interventions: keyword-only, atomic, audited, one per gesture."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from grappe.teach import INTERVENTION_KINDS, LEVELS, Programme, next_state, programmes_as_json, read_file_of_programmes
from grappe.web.audit.actions import record
from grappe.web.clusters.models import Membership, Organisation, Role
from grappe.web.evidence.actions import record_fact
from grappe.web.jobs.actions import start_job
from grappe.web.teach.models import SchoolIntervention, SchoolProgramme, SkillWord
from grappe.web.teach.rules import (
    check_change_programme,
    check_gesture,
    check_propose_interventions,
    check_school,
    check_send_programmes,
)
from grappe.words import Kind, Refused, Sentence, Where

MAP = "programmes.map"
LARGEST = 50 * 1024 * 1024
REMARKS_KEPT = 200


@transaction.atomic
def receive_programme(*, by: Membership, file: File, school: Organisation | None = None) -> list[SchoolProgramme]:
    """Reads a file of a school into previews: nothing counts before confirmation. Raises ``Refused`` for a bad file."""
    check_send_programmes(by)
    school = by.organisation if by.role == Role.SCHOOL else school
    check_school(by, school)
    assert school is not None
    name = Path(file.name or "programme").name[-200:]
    programmes, remarks = _read(file, name)
    made = [
        SchoolProgramme.objects.create(
            cluster=by.cluster,
            school=school,
            title=(one.title or name)[:200],
            file_name=name,
            content=programmes_as_json([one]),
            remarks=remarks,
            sent_by=by.user,
        )
        for one in programmes
    ]
    for programme in made:
        record(action="programme.send", by=by, subject=programme, purpose=Path(name).suffix)
    return made


def _read(file: File, name: str) -> tuple[tuple[Programme, ...], list[list[str]]]:
    if (file.size or 0) > LARGEST:
        raise Refused(Sentence("fichier trop grand", "file too large"), where=Where(file=name))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("file" + "".join(Path(name).suffixes[-2:])[-12:])
        with path.open("wb") as stream:
            stream.writelines(file.chunks())
        try:
            found = read_file_of_programmes(path)
        except Refused as refusal:
            where = Where(name, refusal.where.sheet, refusal.where.row, refusal.where.column, refusal.where.value)
            raise Refused(refusal.sentence, hint=refusal.hint, kind=refusal.kind, where=where) from refusal
    programmes = tuple(one for one in found.programmes if one.semesters)
    if not programmes:
        said = Sentence("aucun programme avec des cours", "no programme with courses")
        raise Refused(said, where=Where(file=name))
    remarks = [[_remark(remark, "fr"), _remark(remark, "en")] for remark in found.remarks[:REMARKS_KEPT]]
    return programmes, remarks


def _remark(remark: Any, language: str) -> str:
    where = Where(None, remark.where.sheet, remark.where.row, remark.where.column, remark.where.value)
    place, said = where.said(language), remark.sentence.said(language)
    return f"{place} : {said}" if place else said


@transaction.atomic
def confirm_programme(*, by: Membership, programme: SchoolProgramme) -> None:
    """Takes a programme in for good and starts the reading of its skills."""
    check_change_programme(by, programme)
    if not SchoolProgramme.objects.filter(pk=programme.pk, confirmed_at=None).update(confirmed_at=timezone.now()):
        raise Refused(Sentence("ce programme est déjà confirmé", "this programme is confirmed already"), kind=Kind.CALL)
    start_job(by=by, kind=MAP, arguments={"programme": str(programme.uuid)})
    record(action="programme.confirm", by=by, subject=programme)


@transaction.atomic
def remove_programme(*, by: Membership, programme: SchoolProgramme) -> None:
    """Takes a programme out, with what was said of its skills; interventions in it stay."""
    check_change_programme(by, programme)
    record(action="programme.remove", by=by, subject=programme)
    programme.delete()


@transaction.atomic
def say_of_skill(
    *, by: Membership, programme: SchoolProgramme, course: str, skill: str, decision: str, level: str = ""
) -> SkillWord:
    """A person confirms or rejects that a course teaches a skill, at a level. Raises ``Refused`` for another link."""
    check_change_programme(by, programme)
    link = next((row for row in programme.links if (row["course"], row["skill"]) == (course, skill)), None)
    if link is None or decision not in ("confirmed", "rejected"):
        raise Refused(Sentence("ce lien n'est pas dans la carte", "this link is not in the map"), kind=Kind.CALL)
    said, _made = SkillWord.objects.update_or_create(
        programme=programme,
        course=course,
        skill=skill,
        defaults={
            "label": link["label"][:300],
            "level": level if level in LEVELS else link["level"],
            "decision": decision,
            "decided_by": by.user,
        },
    )
    record(action="programme.skill", by=by, subject=programme, purpose=decision)
    return said


@transaction.atomic
def propose_intervention(
    *, by: Membership, school: Organisation, member: Organisation, **said: Any
) -> SchoolIntervention:
    """A member proposes, or a school asks for, an intervention. ``said``: kind, title, dates, hours, course, terms …

    Raises ``Refused`` for an end before the start, an unknown kind, or organisations of another cluster.
    """
    check_propose_interventions(by)
    if {school.cluster_id, member.cluster_id} != {by.cluster_id} or school.kind != "school" or member.kind == "school":
        raise Refused(
            Sentence("Choisissez une école et un adhérent.", "Choose a school and a member."), kind=Kind.INPUT
        )
    own = {Role.SCHOOL: school.pk, Role.MEMBER: member.pk}.get(Role(by.role))
    if own is not None and own != by.organisation_id:
        raise Refused(
            Sentence("Vous parlez pour votre organisation.", "You speak for your own organisation."), kind=Kind.CALL
        )
    if said["kind"] not in INTERVENTION_KINDS or said["end"] < said["start"]:
        raise Refused(Sentence("La fin vient avant le début.", "It ends before it starts."), kind=Kind.INPUT)
    state = "asked" if by.role == Role.SCHOOL else "proposed"
    made = SchoolIntervention.objects.create(
        cluster=by.cluster, school=school, member=member, state=state, made_by=by.user, **said
    )
    record(action="intervention.propose", by=by, subject=made, purpose=made.kind)
    return made


@transaction.atomic
def move_intervention(*, by: Membership, intervention: SchoolIntervention, gesture: str, today: date) -> None:
    """Agrees to, declines, cancels or does an intervention; done, it becomes a fact in the evidence of the school."""
    check_gesture(by, intervention, gesture)
    before, start = intervention.state, intervention.start
    after = next_state(before, gesture, start=start, day=today)
    if not SchoolIntervention.objects.filter(pk=intervention.pk, state=before).update(state=after):
        raise Refused(Sentence("quelqu'un a répondu entre-temps", "somebody answered meanwhile"), kind=Kind.CALL)
    intervention.state = after
    if after == "done":
        _leave_fact(by, intervention, today)
    record(action="intervention.move", by=by, subject=intervention, purpose=gesture)


def _leave_fact(by: Membership, intervention: SchoolIntervention, today: date) -> None:
    kind = INTERVENTION_KINDS[intervention.kind][1]
    details = {
        "intervention": f"employer=company; unit_taught={intervention.course}"
        if intervention.course
        else "employer=company",
        "research": "type=chair",
        "internship": f"student={intervention.expert or '?'}",
    }
    fact = record_fact(
        by=by,
        school=intervention.school,
        day=min(intervention.end, today),
        kind=kind,
        title=intervention.title,
        today=today,
        origin=f"intervention:{intervention.uuid}",
        quantity=f"{intervention.hours:g}" if intervention.hours else "",
        partner=intervention.member.name,
        member="yes",
        programme=intervention.programme.title if intervention.programme else "",
        role=intervention.expert,
        details=details.get(kind, ""),
    )
    SchoolIntervention.objects.filter(pk=intervention.pk).update(fact=fact.uuid)
