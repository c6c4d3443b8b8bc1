"""Who may see and change the cluster's people and organisations."""

from grappe.web.clusters.models import Membership, Organisation, Role
from grappe.web.policy import NotAllowed, may, twin
from grappe.words import Sentence

check_see_members = may(
    "members.see",
    Role.OFFICER,
    Role.MEMBER,
    Role.SCHOOL,
    Role.AUDITOR,
    said=Sentence(
        "La liste des membres est réservée aux membres de la grappe.", "The list of members is for members only."
    ),
)
can_see_members = twin(check_see_members)

check_edit_members = may(
    "members.edit",
    Role.OFFICER,
    said=Sentence(
        "Seul le chargé de mission ajoute ou modifie des membres.", "Only the officer adds or changes members."
    ),
)
can_edit_members = twin(check_edit_members)

check_see_accounts = may(
    "accounts.see",
    Role.OFFICER,
    Role.AUDITOR,
    said=Sentence(
        "Les comptes sont visibles du chargé de mission et de l'auditeur.",
        "Accounts are shown to the officer and the auditor.",
    ),
)
can_see_accounts = twin(check_see_accounts)


def check_edit_organisation(membership: Membership | None, organisation: Organisation) -> None:
    """The officer edits every organisation of the cluster, a member or school its own."""
    own = membership is not None and membership.organisation_id == organisation.pk
    same_cluster = membership is not None and membership.cluster_id == organisation.cluster_id
    if not (same_cluster and (own or can_edit_members(membership))):
        raise NotAllowed(
            Sentence("Vous ne modifiez que la fiche de votre organisation.", "You edit your own organisation only.")
        )


can_edit_organisation = twin(check_edit_organisation)
