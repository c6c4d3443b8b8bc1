"""Who may read the journal."""

from grappe.web.clusters.models import Role
from grappe.web.policy import may, twin
from grappe.words import Sentence

check_see_journal = may(
    "journal.see",
    Role.OFFICER,
    Role.AUDITOR,
    said=Sentence(
        "Le journal est lu par le chargé de mission et l'auditeur.", "The journal is for the officer and the auditor."
    ),
)
can_see_journal = twin(check_see_journal)
