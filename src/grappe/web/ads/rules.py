"""Who may see job ads."""

from grappe.web.clusters.models import Role
from grappe.web.policy import may, twin
from grappe.words import Sentence

check_see_ads = may(
    "ads.see",
    Role.OFFICER,
    Role.AUDITOR,
    said=Sentence(
        "Les offres d'emploi sont visibles du chargé de mission et de l'auditeur.",
        "Job ads are shown to the officer and the auditor.",
    ),
)
can_see_ads = twin(check_see_ads)
