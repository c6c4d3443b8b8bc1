"""Who may look at the review, and who decides."""

from grappe.web.clusters.models import Membership, Role
from grappe.web.policy import NotAllowed, may, twin
from grappe.web.review.models import Confirmation
from grappe.words import Sentence

check_review = may(
    "titles.review",
    Role.OFFICER,
    said=Sentence("Seul le chargé de mission vérifie les codes.", "Only the officer reviews codes."),
)
can_review = twin(check_review)

check_see_reviews = may(
    "titles.see",
    Role.OFFICER,
    Role.AUDITOR,
    said=Sentence(
        "La vérification des codes est visible du chargé de mission et de l'auditeur.",
        "The review of codes is shown to the officer and the auditor.",
    ),
)
can_see_reviews = twin(check_see_reviews)


def check_second(by: Membership | None, confirmation: Confirmation) -> None:
    """A second opinion is that of another person than the one who decided."""
    check_review(by)
    if by is not None and confirmation.decided_by_id == by.user_id:
        raise NotAllowed(
            Sentence(
                "Le second avis revient à une autre personne que celle qui a décidé.",
                "The second opinion is for another person than the one who decided.",
            )
        )


can_second = twin(check_second)
