"""Who may see figures, and who may decide on a title."""

from grappe.web.clusters.models import Role
from grappe.web.policy import may, twin
from grappe.words import Sentence

check_see_occupations = may(
    "occupations.see",
    *Role,
    said=Sentence("Les métiers sont visibles des membres de la grappe.", "Occupations are for members of the cluster."),
)
can_see_occupations = twin(check_see_occupations)
