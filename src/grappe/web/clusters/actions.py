"""Deeds on clusters, organisations and people: keyword-only, atomic, audited, one per gesture."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from grappe.web.audit.actions import record
from grappe.web.clusters.models import Cluster, Membership, Organisation, Role, Site, User
from grappe.web.clusters.rules import (
    check_edit_members,
    check_edit_organisation,
    check_give_role,
    check_withdraw,
)
from grappe.words import Kind, Refused, Sentence

EDITABLE = ("name", "kind", "siret", "naf", "headcount", "insee", "commune")


@transaction.atomic
def choose_language(*, user: User, language: str) -> None:
    """Keeps the language a person reads in."""
    User.objects.filter(pk=user.pk).update(language=language)
    record(action="account.language", actor=user, subject=user, fields=["language"])


@transaction.atomic
def enter_cluster(*, membership: Membership) -> None:
    """Someone with several memberships chooses the one to work in."""
    record(action="cluster.enter", by=membership, subject=membership.cluster)


@transaction.atomic
def create_cluster(
    *, key: str, name: str, insee: str = "", fictional: bool = False, published: bool = False
) -> Cluster:
    """A new cluster without people; made by who runs the installation, from the command line."""
    cluster = Cluster.objects.create(key=key, name=name, insee=insee, fictional=fictional, published=published)
    record(action="cluster.create", cluster=cluster, subject=cluster, fields=["key", "name", "insee"])
    return cluster


@transaction.atomic
def appoint(
    *,
    cluster: Cluster,
    email: str,
    name: str,
    role: str,
    organisation: Organisation | None = None,
    password: str | None = None,
) -> Membership:
    """Gives a role without an officer's gesture: the first officer, the demonstration's people. Idempotent."""
    user, made = _person(email=email, name=name)
    if password is not None and (made or not user.has_usable_password()):
        user.set_password(password)
        user.save(update_fields=["password"])
    membership, made = Membership.objects.get_or_create(
        user=user, cluster=cluster, role=role, organisation=organisation
    )
    if made:
        record(action="account.appoint", cluster=cluster, subject=membership, fields=["user", "role", "organisation"])
    return membership


@transaction.atomic
def give_access(
    *, by: Membership, email: str, name: str, role: str, organisation: Organisation | None = None
) -> Membership:
    """Lets a person into the cluster; who has no account gets one, with a password to set by mail."""
    check_give_role(by, role, organisation)
    user, _made = _person(email=email, name=name)
    speaks_for = organisation if role in (Role.MEMBER, Role.SCHOOL) else None
    membership, made = Membership.objects.get_or_create(
        user=user, cluster=by.cluster, role=role, organisation=speaks_for
    )
    if not made:
        raise Refused(Sentence("Cette personne a déjà cet accès.", "This person already has this access."))
    record(action="account.give", by=by, subject=membership, fields=["user", "role", "organisation"])
    return membership


@transaction.atomic
def withdraw_access(*, by: Membership, membership: Membership) -> None:
    """Takes one access away; the person keeps the account and the accesses to other clusters."""
    check_withdraw(by, membership)
    record(action="account.withdraw", by=by, subject=membership, fields=["user", "role", "organisation"])
    membership.delete()


@transaction.atomic
def save_organisation(*, by: Membership, organisation: Organisation | None, values: Mapping[str, str]) -> Organisation:
    """A new organisation of the actor's cluster, or new values for one. ``values``: names of ``EDITABLE``."""
    if organisation is None:
        check_edit_members(by)
        organisation = Organisation(cluster=by.cluster, key=_free_key(by.cluster, values["name"]))
    else:
        check_edit_organisation(by, organisation)
    _check_siret_free(organisation, values.get("siret", ""))
    changed = [name for name in EDITABLE if name in values and getattr(organisation, name) != values[name]]
    for name in changed:
        setattr(organisation, name, values[name])
    organisation.save()
    record(action="organisation.save", by=by, subject=organisation, fields=changed)
    return organisation


@transaction.atomic
def load_organisations(
    *, cluster: Cluster, organisations: Sequence[Mapping[str, Any]], sites: Sequence[Mapping[str, Any]]
) -> dict[str, Organisation]:
    """Organisations and sites of a whole cluster at once, by key; what exists under its key is kept. Idempotent.

    Gives the organisations by key. ``sites`` name theirs by ``organisation`` (its key).
    """
    Organisation.objects.bulk_create(
        [Organisation(cluster=cluster, **row) for row in organisations], ignore_conflicts=True
    )
    found = {item.key: item for item in Organisation.objects.filter(cluster=cluster)}
    rows = [{**row, "organisation": found[row["organisation"]]} for row in sites]
    Site.objects.bulk_create([Site(**row) for row in rows], ignore_conflicts=True)
    counts = {"organisations": len(organisations), "sites": len(sites)}
    record(action="organisation.load", cluster=cluster, subject=cluster, counts=counts)
    return found


def _person(*, email: str, name: str) -> tuple[User, bool]:
    known = User.objects.filter(email=email.strip().lower()).first()
    return (known, False) if known else (User.objects.create_user(email, name=name), True)


def _free_key(cluster: Cluster, name: str) -> str:
    stem = slugify(name)[:50] or "organisation"
    taken = set(Organisation.objects.filter(cluster=cluster, key__startswith=stem).values_list("key", flat=True))
    return next(key for key in (stem, *(f"{stem}-{rank}" for rank in range(2, 9999))) if key not in taken)


def _check_siret_free(organisation: Organisation, siret: str) -> None:
    same = Organisation.objects.filter(cluster_id=organisation.cluster_id, siret=siret).exclude(pk=organisation.pk)
    if siret and same.exists():
        raise Refused(
            Sentence("Une organisation de la grappe porte déjà ce SIRET.", "An organisation already has this SIRET."),
            kind=Kind.INPUT,
        )
