"""Who may see figures, who may see the names behind them, who may compute them anew."""

from grappe.web.clusters.models import Role
from grappe.web.policy import may, twin
from grappe.words import Sentence

check_see_occupations = may(
    "occupations.see",
    *Role,
    said=Sentence("Les métiers sont visibles des membres de la grappe.", "Occupations are for members of the cluster."),
)
can_see_occupations = twin(check_see_occupations)

check_see_askers = may(
    "askers.see",
    Role.OFFICER,
    Role.AUDITOR,
    said=Sentence(
        "Les noms des adhérents qui demandent un métier sont visibles du chargé de mission et de l'auditeur.",
        "The names of the members who ask for an occupation are shown to the officer and the auditor.",
    ),
)
can_see_askers = twin(check_see_askers)

check_recompute = may(
    "occupations.recompute",
    Role.OFFICER,
    said=Sentence("Seul le chargé de mission recalcule les chiffres.", "Only the officer computes the figures anew."),
)
can_recompute = twin(check_recompute)

check_publish = may(
    "figures.publish",
    Role.OFFICER,
    said=Sentence("Seul le chargé de mission publie les chiffres.", "Only the officer publishes the figures."),
)
can_publish = twin(check_publish)
