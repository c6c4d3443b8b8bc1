"""Who may see, send and change needs, and what the state of a file allows."""

from grappe.web.clusters.models import Membership, Role
from grappe.web.needs.models import Need
from grappe.web.policy import NotAllowed, may, twin
from grappe.words import Sentence

check_see_needs = may(
    "needs.see",
    Role.OFFICER,
    Role.MEMBER,
    Role.AUDITOR,
    said=Sentence(
        "Les besoins sont visibles du chargé de mission, de l'auditeur et, pour les siens, de chaque adhérent.",
        "Needs are shown to the officer, the auditor and, for its own, each member.",
    ),
)
can_see_needs = twin(check_see_needs)

check_send_needs = may(
    "needs.send",
    Role.OFFICER,
    Role.MEMBER,
    said=Sentence(
        "Seuls le chargé de mission et les adhérents envoient des besoins.", "Only the officer and members send needs."
    ),
)
can_send_needs = twin(check_send_needs)


def check_see_need(membership: Membership | None, need: Need) -> None:
    """The officer and the auditor see every need of the cluster, a member those of its organisation."""
    check_see_needs(membership)
    assert membership is not None
    if membership.role == Role.MEMBER and need.organisation_id != membership.organisation_id:
        raise NotAllowed(Sentence("Ce besoin est celui d'un autre adhérent.", "This need is another member's."))


can_see_need = twin(check_see_need)


def check_edit_need(membership: Membership | None, need: Need) -> None:
    """The officer edits every need, a member those of its organisation."""
    check_send_needs(membership)
    check_see_need(membership, need)


can_edit_need = twin(check_edit_need)
