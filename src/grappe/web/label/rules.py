"""Who may see, run, apply for and review labels; what a state allows is the engine's table."""

from grappe.teach import LabelCase, possible
from grappe.web.clusters.models import Membership, Role
from grappe.web.label.models import LabelApplication
from grappe.web.policy import NotAllowed, may, twin
from grappe.words import Sentence

check_see_labels = may(
    "labels.see",
    Role.OFFICER,
    Role.SCHOOL,
    Role.REVIEWER,
    Role.AUDITOR,
    said=Sentence(
        "Les labels sont suivis par la grappe, les écoles et les relecteurs.",
        "Labels are followed by the cluster, the schools and the reviewers.",
    ),
)
can_see_labels = twin(check_see_labels)

check_run_labels = may(
    "labels.run",
    Role.OFFICER,
    said=Sentence("Seul le chargé de mission conduit les labels.", "Only the officer runs labels."),
)
can_run_labels = twin(check_run_labels)

check_apply = may(
    "labels.apply",
    Role.SCHOOL,
    said=Sentence("Seule une école candidate à un label.", "Only a school applies for a label."),
)
can_apply = twin(check_apply)

check_review_label = may(
    "labels.review",
    Role.REVIEWER,
    said=Sentence("Seul un relecteur désigné note un dossier.", "Only a named reviewer scores a case."),
)

#: Gesture → the check of who may make it.
BY_SCHOOL = ("submit", "note", "answer", "appeal")
BY_REVIEWER = ("review",)


def check_gesture(membership: Membership | None, row: LabelApplication, do: str) -> None:
    """Who may make a gesture on a case: its school, its reviewers, the officer for all the others."""
    if do in BY_SCHOOL:
        check_apply(membership)
        if membership is not None and membership.organisation_id != row.school_id:
            raise NotAllowed(Sentence("Ce dossier est celui d'une autre école.", "This case is another school's."))
    elif do in BY_REVIEWER:
        check_review_label(membership)
        if not row.reviewers.filter(membership=membership).exists():
            raise NotAllowed(Sentence("Vous ne relisez pas ce dossier.", "You do not review this case."))
    else:
        check_run_labels(membership)
    if membership is None or membership.cluster_id != row.cluster_id:
        raise NotAllowed(Sentence("Ce dossier est celui d'une autre grappe.", "This case is another cluster's."))


can_gesture = twin(check_gesture)


def gestures(membership: Membership, row: LabelApplication, case: LabelCase) -> list[str]:
    """The gestures that this person may make now."""
    return [do for do in possible(case) if can_gesture(membership, row, do)]
