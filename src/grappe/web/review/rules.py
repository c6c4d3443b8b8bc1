"""Who may look at the review, and who decides."""

from grappe.web.clusters.models import Role
from grappe.web.policy import may, twin
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
