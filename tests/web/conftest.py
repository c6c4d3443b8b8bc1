"""One cluster with a person in every role, another cluster beside it, and clients logged in as each."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from grappe.web.clusters.models import Cluster, Membership, Organisation, Role, User


@pytest.fixture
def cluster(db: None) -> Cluster:
    """The cluster under test."""
    return Cluster.objects.create(key="meca", name="Grappe Mécatronique", insee="59350")


@pytest.fixture
def other_cluster(db: None) -> Cluster:
    """Another tenant, whose things must never show."""
    return Cluster.objects.create(key="autre", name="Autre grappe", insee="44109")


@pytest.fixture
def organisation(cluster: Cluster) -> Organisation:
    """A member company of the cluster."""
    return Organisation.objects.create(
        cluster=cluster, key="atelier-nord", name="Atelier Nord", kind="company", commune="Lille", insee="59350"
    )


@pytest.fixture
def school_organisation(cluster: Cluster) -> Organisation:
    """A member school of the cluster."""
    return Organisation.objects.create(cluster=cluster, key="ecole", name="École des Hauts", kind="school")


@pytest.fixture
def membership_in(db: None) -> Callable[..., Membership]:
    """Makes a person with a role in a cluster."""

    def make(cluster: Cluster, role: str, organisation: Organisation | None = None) -> Membership:
        user, _made = User.objects.get_or_create(
            email=f"{role}@{cluster.key}.example", defaults={"name": f"{role.title()} {cluster.key}"}
        )
        return Membership.objects.create(user=user, cluster=cluster, role=role, organisation=organisation)

    return make


@pytest.fixture
def people(
    cluster: Cluster,
    organisation: Organisation,
    school_organisation: Organisation,
    membership_in: Callable[..., Membership],
) -> dict[str, Membership]:
    """A person in every role of the cluster, by role."""
    of = {Role.MEMBER: organisation, Role.SCHOOL: school_organisation}
    return {role.value: membership_in(cluster, role, of.get(role)) for role in Role}


@pytest.fixture
def officer(people: dict[str, Membership]) -> Membership:
    """The officer of the cluster."""
    return people["officer"]


@pytest.fixture
def member(people: dict[str, Membership]) -> Membership:
    """The person of a member company."""
    return people["member"]


@pytest.fixture
def auditor(people: dict[str, Membership]) -> Membership:
    """The auditor of the cluster."""
    return people["auditor"]


@pytest.fixture
def browse() -> Callable[..., Client]:
    """A client logged in as the person of a membership: ``browse(officer).get("/membres/")``."""

    def log_in(membership: Membership, **headers: Any) -> Client:
        client = Client(**headers)
        client.force_login(membership.user)
        session = client.session
        session["membership"] = str(membership.uuid)
        session.save()
        return client

    return log_in


@pytest.fixture
def visit(chromium: Browser, live_server: Any, browse: Callable[..., Client]) -> Iterator[Callable[..., Page]]:
    """Opens an address in Chromium as the person of a membership (``None``: a visitor).

    A console error (such as a breach of the content security policy) fails the test.
    """
    contexts, errors = [], []

    def open_page(membership: Membership | None, address: str = "/", **settings: Any) -> Page:
        context = chromium.new_context(base_url=live_server.url, locale="fr-FR", **settings)
        contexts.append(context)
        if membership is not None:
            session = browse(membership).cookies["grappe_session"].value
            context.add_cookies([{"name": "grappe_session", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    problems = [error for error in errors if "status of 4" not in error]
    assert not problems, problems
