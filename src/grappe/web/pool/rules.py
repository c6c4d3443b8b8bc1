"""Who may describe part needs, see plans and decide on shared jobs."""

from grappe.web.clusters.models import Membership, Role
from grappe.web.policy import NotAllowed, may, twin
from grappe.web.pool.models import SharedNeed
from grappe.words import Kind, Refused, Sentence

check_see_sharing = may(
    "sharing.see",
    Role.OFFICER,
    Role.MEMBER,
    Role.AUDITOR,
    said=Sentence(
        "Le partage est visible du chargé de mission, de l'auditeur et, pour ses besoins, de chaque adhérent.",
        "Shared jobs are shown to the officer, the auditor and, for its own needs, each member.",
    ),
)
can_see_sharing = twin(check_see_sharing)

check_ask_sharing = may(
    "sharing.ask",
    Role.OFFICER,
    Role.MEMBER,
    said=Sentence(
        "Seuls le chargé de mission et les adhérents décrivent des besoins.",
        "Only the officer and members describe needs.",
    ),
)
can_ask_sharing = twin(check_ask_sharing)

check_plan_sharing = may(
    "sharing.plan",
    Role.OFFICER,
    said=Sentence("Seul le chargé de mission propose des emplois partagés.", "Only the officer plans shared jobs."),
)
can_plan_sharing = twin(check_plan_sharing)

check_see_plans = may(
    "plans.see",
    Role.OFFICER,
    Role.AUDITOR,
    said=Sentence(
        "Les emplois proposés sont visibles du chargé de mission et de l'auditeur.",
        "Proposed jobs are shown to the officer and the auditor.",
    ),
)
can_see_plans = twin(check_see_plans)


def check_edit_shared_need(membership: Membership | None, need: SharedNeed) -> None:
    """The officer edits every part need of the cluster, a member those of its organisation; none once withdrawn."""
    check_ask_sharing(membership)
    assert membership is not None
    if membership.role == Role.MEMBER and need.organisation_id != membership.organisation_id:
        raise NotAllowed(Sentence("Ce besoin est celui d'un autre adhérent.", "This need is another member's."))
    if need.withdrawn:
        raise Refused(Sentence("Ce besoin est retiré.", "This need is withdrawn."), kind=Kind.CALL)


can_edit_shared_need = twin(check_edit_shared_need)
