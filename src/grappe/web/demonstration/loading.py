"""The whole demonstration, step by step: cluster, files taken in as an officer would, coding, analysis."""

from datetime import date

from grappe.demonstration import demonstrate
from grappe.web import stores
from grappe.web.clusters.models import Cluster, Membership
from grappe.web.demonstration.actions import PASSWORD, load_demonstration
from grappe.web.demonstration.queries import demonstration_cluster, people
from grappe.words import Progress, Sentence

SEED = 2026


def load(*, day: date, tell: Progress) -> Cluster:
    """The demonstration's cluster; made, coded and analysed where it is absent or unfinished."""
    present = demonstration_cluster()
    if present is not None:
        return present
    tell(0, 5, Sentence("Démonstration : tirage", "Demonstration: drawing"))
    rome, places = stores.release("rome"), stores.release("places")
    demonstration = demonstrate(SEED, day=day, rome=rome, places=places)
    tell(1, 5, Sentence("Démonstration : membres et comptes", "Demonstration: members and accounts"))
    return load_demonstration(demonstration=demonstration)


def accounts(cluster: Cluster) -> list[dict[str, str]]:
    """One account for each role, with the password that everybody knows."""
    found: dict[str, Membership] = {}
    for membership in people(cluster):
        found.setdefault(membership.role, membership)
    return [
        {"role": role, "email": membership.user.email, "name": membership.user.name, "password": PASSWORD}
        for role, membership in found.items()
    ]
