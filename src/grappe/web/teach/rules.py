"""Who may send programmes, speak of their skills, and propose, agree to and do interventions."""

from grappe.teach import INTERVENTION_STEPS
from grappe.web.clusters.models import Membership, Organisation, OrganisationKind, Role
from grappe.web.policy import NotAllowed, may, twin
from grappe.web.teach.models import SchoolIntervention, SchoolProgramme
from grappe.words import Kind, Refused, Sentence

check_see_programmes = may(
    "programmes.see",
    Role.OFFICER,
    Role.MEMBER,
    Role.SCHOOL,
    Role.AUDITOR,
    said=Sentence(
        "Les formations sont visibles des écoles, des adhérents, du chargé de mission et de l'auditeur.",
        "Programmes are shown to schools, members, the officer and the auditor.",
    ),
)
can_see_programmes = twin(check_see_programmes)

check_send_programmes = may(
    "programmes.send",
    Role.OFFICER,
    Role.SCHOOL,
    said=Sentence(
        "Une école ou le chargé de mission envoie un programme.", "A school or the officer sends a programme."
    ),
)
can_send_programmes = twin(check_send_programmes)

check_see_interventions = may(
    "interventions.see",
    Role.OFFICER,
    Role.MEMBER,
    Role.SCHOOL,
    Role.AUDITOR,
    said=Sentence(
        "Les interventions sont visibles des écoles, des adhérents, du chargé de mission et de l'auditeur.",
        "Interventions are shown to schools, members, the officer and the auditor.",
    ),
)
can_see_interventions = twin(check_see_interventions)

check_propose_interventions = may(
    "interventions.propose",
    Role.OFFICER,
    Role.MEMBER,
    Role.SCHOOL,
    said=Sentence("Un adhérent propose, une école demande.", "A member proposes, a school asks."),
)
can_propose_interventions = twin(check_propose_interventions)

_ELSEWHERE = Sentence("Cette formation est celle d'une autre école.", "This programme is another school's.")


def check_see_programme(by: Membership | None, record: SchoolProgramme) -> None:
    """A school sees its own programmes; what is not confirmed is for the school and the officer."""
    check_see_programmes(by)
    assert by is not None
    if by.role == Role.SCHOOL and by.organisation_id != record.school_id:
        raise NotAllowed(_ELSEWHERE)
    if record.confirmed_at is None and by.role not in (Role.SCHOOL, Role.OFFICER):
        raise NotAllowed(Sentence("Ce programme n'est pas confirmé.", "This programme is not confirmed."))


can_see_programme = twin(check_see_programme)


def check_change_programme(by: Membership | None, record: SchoolProgramme) -> None:
    """The school of a programme and the officer confirm it, drop it and speak of its skills."""
    check_send_programmes(by)
    assert by is not None
    if by.cluster_id != record.cluster_id or (by.role == Role.SCHOOL and by.organisation_id != record.school_id):
        raise NotAllowed(_ELSEWHERE)


can_change_programme = twin(check_change_programme)


def check_school(by: Membership, school: Organisation | None) -> None:
    """A programme belongs to a school of the cluster: the person's own, or any for the officer."""
    check_send_programmes(by)
    if school is None or school.cluster_id != by.cluster_id or school.kind != OrganisationKind.SCHOOL:
        raise Refused(
            Sentence("Choisissez une école de la grappe.", "Choose a school of the cluster."), kind=Kind.INPUT
        )
    if by.role == Role.SCHOOL and by.organisation_id != school.pk:
        raise NotAllowed(_ELSEWHERE)


def check_gesture(by: Membership | None, record: SchoolIntervention, gesture: str) -> None:
    """The other side agrees or declines; either side cancels or says that it was done; the officer does all of it."""
    check_propose_interventions(by)
    assert by is not None
    sides = {record.school_id: "school", record.member_id: "member"}
    side = "officer" if by.role == Role.OFFICER else sides.get(by.organisation_id or 0)
    answering = {"proposed": "school", "asked": "member"}.get(record.state)
    if by.cluster_id != record.cluster_id or side is None:
        raise NotAllowed(Sentence("Cette intervention n'est pas la vôtre.", "This intervention is not yours."))
    if gesture in ("agree", "decline") and side not in (answering, "officer"):
        raise NotAllowed(Sentence("L'autre partie répond.", "The other side answers."))


def gestures(by: Membership | None, record: SchoolIntervention) -> list[str]:
    """What this person may do with an intervention as it stands."""
    can = twin(check_gesture)
    return [gesture for gesture in INTERVENTION_STEPS[record.state] if can(by, record, gesture)]


def check_see_intervention(by: Membership | None, record: SchoolIntervention) -> None:
    """Both sides, the officer and the auditor see an intervention."""
    check_see_interventions(by)
    assert by is not None
    if by.role in (Role.SCHOOL, Role.MEMBER) and by.organisation_id not in (record.school_id, record.member_id):
        raise NotAllowed(Sentence("Cette intervention n'est pas la vôtre.", "This intervention is not yours."))
