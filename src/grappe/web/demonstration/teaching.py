"""The demonstration's schools send their programmes; a member offers a course, another one is asked for a jury."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.core.files.base import ContentFile

from grappe.demonstration import SyllabusStyle, invented_syllabus
from grappe.web.clusters.models import Membership, OrganisationKind, Role
from grappe.web.clusters.queries import choices_of_organisation
from grappe.web.jobs.models import Job
from grappe.web.jobs.running import run
from grappe.web.teach.actions import MAP, confirm_programme, move_intervention, propose_intervention, receive_programme
from grappe.web.teach.queries import seen_interventions, seen_programmes

_PROGRAMMES = (
    ("Mécatronique", "étudiant", SyllabusStyle()),
    ("Production", "apprenti", SyllabusStyle(merged_credits=True)),
)


def teach(people: Sequence[Membership], day: date) -> None:
    """Two programmes with their skills read, one intervention done and one asked for; nothing is done twice."""
    officer = next(person for person in people if person.role == Role.OFFICER)
    school = next((person for person in people if person.role == Role.SCHOOL), None)
    if school is None or seen_programmes(officer).exists():
        return
    for title, status, style in _PROGRAMMES:
        content = invented_syllabus(title, status, style)
        (made,) = receive_programme(by=school, file=ContentFile(content, f"syllabus-{title.lower()}.docx"))
        confirm_programme(by=school, programme=made)
    for job in Job.objects.filter(cluster=officer.cluster, kind=MAP).order_by("pk"):
        run(str(job.uuid))
    _intervene(school, officer, day)


def _intervene(school: Membership, officer: Membership, day: date) -> None:
    members = choices_of_organisation(officer.cluster).filter(kind=OrganisationKind.COMPANY)[:2]
    if len(members) < 2 or school.organisation is None or seen_interventions(officer).exists():
        return
    programme = seen_programmes(school).first()
    done = propose_intervention(
        by=officer,
        school=school.organisation,
        member=members[0],
        kind="course",
        title="Robots collaboratifs en atelier",
        programme=programme,
        course="Robotique",
        start=day - timedelta(days=30),
        end=day - timedelta(days=29),
        hours=6.0,
        terms="Supports laissés à l'école.",
    )
    for gesture in ("agree", "do"):
        move_intervention(by=officer, intervention=done, gesture=gesture, today=day)
    propose_intervention(
        by=school,
        school=school.organisation,
        member=members[1],
        kind="jury",
        title="Jury des projets industriels",
        programme=programme,
        course="Projet industriel",
        start=day + timedelta(days=40),
        end=day + timedelta(days=40),
        hours=4.0,
    )
