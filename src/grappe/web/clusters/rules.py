"""Who may see and change the cluster's people and organisations."""

from grappe.web.clusters.models import Membership, Organisation, Role
from grappe.web.policy import NotAllowed, may, twin
from grappe.words import Kind, Refused, Sentence

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

check_edit_accounts = may(
    "accounts.edit",
    Role.OFFICER,
    said=Sentence("Seul le chargé de mission ouvre ou retire des accès.", "Only the officer gives or takes access."),
)
can_edit_accounts = twin(check_edit_accounts)


def check_edit_organisation(membership: Membership | None, organisation: Organisation) -> None:
    """The officer edits every organisation of the cluster, a member or school its own."""
    own = membership is not None and membership.organisation_id == organisation.pk
    same_cluster = membership is not None and membership.cluster_id == organisation.cluster_id
    if not (same_cluster and (own or can_edit_members(membership))):
        raise NotAllowed(
            Sentence("Vous ne modifiez que la fiche de votre organisation.", "You edit your own organisation only.")
        )


def check_give_role(membership: Membership, role: str, organisation: Organisation | None) -> None:
    """Members and schools speak for an organisation of the officer's cluster, the other roles for none."""
    check_edit_accounts(membership)
    needs_one = role in (Role.MEMBER, Role.SCHOOL)
    if needs_one and (organisation is None or organisation.cluster_id != membership.cluster_id):
        raise Refused(
            Sentence(
                "Choisissez l'organisation de cet adhérent ou de cette école.",
                "Choose the organisation of this member or school.",
            ),
            kind=Kind.INPUT,
        )


def check_withdraw(membership: Membership, withdrawn: Membership) -> None:
    """The officer withdraws anyone's access to the cluster but their own, so that a cluster keeps an officer."""
    check_edit_accounts(membership)
    if withdrawn.cluster_id != membership.cluster_id:
        raise NotAllowed(Sentence("Cet accès est celui d'une autre grappe.", "This access is another cluster's."))
    if withdrawn.pk == membership.pk:
        raise Refused(
            Sentence("Vous ne pouvez pas retirer votre propre accès.", "You cannot withdraw your own access."),
            hint=Sentence("Demandez-le à un autre chargé de mission.", "Ask another officer."),
            kind=Kind.CALL,
        )


can_edit_organisation = twin(check_edit_organisation)
can_give_role = twin(check_give_role)
can_withdraw = twin(check_withdraw)
