"""How long things are kept, and what an erasure must leave standing."""

from dataclasses import dataclass
from datetime import date, timedelta

from grappe.web.clusters.models import Membership, Role, User
from grappe.web.policy import twin
from grappe.words import Kind, Refused, Sentence, standard_rules


@dataclass(frozen=True, slots=True)
class Retention:
    """Days that things are kept, on a day."""

    raw_files: int
    refused_rows: int
    idle_accounts: int


def retention(today: date) -> Retention:
    """The periods in force on a day, from the dated rules."""
    rules = standard_rules()
    names = ("retention-raw-files", "retention-refused-rows", "retention-idle-accounts")
    return Retention(*(int(rules.value(name, today)) for name in names))


def idle_since(today: date) -> date:
    """Who has not logged in since that day has an account to be erased."""
    return today - timedelta(days=retention(today).idle_accounts)


def check_erase_own_account(user: User) -> None:
    """Everyone may leave, but a cluster with people in it keeps an officer."""
    for own in Membership.objects.filter(user=user, role=Role.OFFICER).select_related("cluster"):
        others = Membership.objects.filter(cluster=own.cluster).exclude(user=user)
        if others.exists() and not others.filter(role=Role.OFFICER).exists():
            raise Refused(
                Sentence(
                    f"Vous êtes le dernier chargé de mission de « {own.cluster.name} ».",
                    f"You are the last officer of “{own.cluster.name}”.",
                ),
                hint=Sentence("Donnez d'abord ce rôle à quelqu'un d'autre.", "Give this role to somebody else first."),
                kind=Kind.CALL,
            )


can_erase_own_account = twin(check_erase_own_account)
