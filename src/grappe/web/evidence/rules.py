"""Who may see and change a school's evidence."""

from grappe.web.clusters.models import Membership, Organisation, OrganisationKind, Role
from grappe.web.evidence.models import EvidenceFact
from grappe.web.policy import NotAllowed, may, twin
from grappe.words import Sentence

check_see_evidence = may(
    "evidence.see",
    Role.OFFICER,
    Role.MEMBER,
    Role.SCHOOL,
    Role.AUDITOR,
    said=Sentence(
        "Les preuves sont réservées aux écoles, aux adhérents qui y figurent et au chargé de mission.",
        "Evidence is for schools, for the members named in it and for the officer.",
    ),
)
can_see_evidence = twin(check_see_evidence)

check_see_dossier = may(
    "dossier.see",
    Role.OFFICER,
    Role.SCHOOL,
    Role.AUDITOR,
    said=Sentence("Le dossier est celui de l'école.", "The dossier is the school's."),
)
can_see_dossier = twin(check_see_dossier)

check_keep_evidence = may(
    "evidence.keep",
    Role.OFFICER,
    Role.SCHOOL,
    said=Sentence(
        "Les faits sont tenus par l'école et le chargé de mission.", "Facts are kept by the school and the officer."
    ),
)


def check_keep(membership: Membership | None, school: Organisation) -> None:
    """A school keeps its own facts; the officer those of every school of the cluster."""
    check_keep_evidence(membership)
    assert membership is not None
    own = membership.role == Role.OFFICER or membership.organisation_id == school.pk
    if not own or school.cluster_id != membership.cluster_id or school.kind != OrganisationKind.SCHOOL:
        raise NotAllowed(Sentence("Ces preuves sont celles d'une autre école.", "This evidence is another school's."))


can_keep = twin(check_keep)


def check_download(membership: Membership | None, fact: EvidenceFact) -> None:
    """A secret document is its school's and the officer's alone."""
    check_see_evidence(membership)
    if fact.confidentiality == "secret" and not can_keep(membership, fact.school):
        raise NotAllowed(Sentence("Ce document est confidentiel.", "This document is confidential."))


can_download = twin(check_download)
