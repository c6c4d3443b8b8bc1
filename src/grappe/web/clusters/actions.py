"""Deeds on clusters, organisations and people: keyword-only, atomic, audited, one per gesture."""

from typing import Any

from django.db import transaction

from grappe.web.audit.actions import record
from grappe.web.clusters.models import Cluster, Membership, Organisation, Role, User
from grappe.web.clusters.rules import check_edit_members, check_edit_organisation


@transaction.atomic
def choose_language(*, user: User, language: str) -> None:
    """Keeps the language a person reads in."""
    User.objects.filter(pk=user.pk).update(language=language)
    record(action="account.language", actor=user, subject=user, fields=["language"])


@transaction.atomic
def create_cluster(*, key: str, name: str, officer: User, **fields: Any) -> Membership:
    """A new cluster and its first officer."""
    cluster = Cluster.objects.create(key=key, name=name, **fields)
    membership = Membership.objects.create(user=officer, cluster=cluster, role=Role.OFFICER)
    record(action="cluster.create", cluster=cluster, subject=cluster, fields=["key", "name", *fields])
    return membership


@transaction.atomic
def save_organisation(*, by: Membership, organisation: Organisation | None, **fields: Any) -> Organisation:
    """A new organisation of the actor's cluster, or new values for one."""
    if organisation is None:
        check_edit_members(by)
        organisation = Organisation(cluster=by.cluster)
    else:
        check_edit_organisation(by, organisation)
    changed = [name for name, value in fields.items() if getattr(organisation, name) != value]
    for name in changed:
        setattr(organisation, name, fields[name])
    organisation.save()
    record(action="organisation.save", by=by, subject=organisation, fields=changed)
    return organisation


@transaction.atomic
def enter_cluster(*, membership: Membership) -> None:
    """Someone with several memberships chooses the one to work in."""
    record(action="cluster.enter", by=membership, subject=membership.cluster)
