"""A cluster is opened with its first officer from the command line."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from grappe.web.audit.models import AuditEvent
from grappe.web.clusters.models import Membership, Role


def opened(key: str = "jura", name: str = "Pôle du Jura") -> dict[str, str | None]:
    said = StringIO()
    call_command("open_cluster", key, name=name, officer="Claire@Pole.example", stdout=said)
    return json.loads(said.getvalue())


def test_a_cluster_opens_with_its_officer(db):
    said = opened()
    officer = Membership.objects.get(cluster__key="jura")
    assert (officer.role, officer.user.email) == (Role.OFFICER, "claire@pole.example")
    assert officer.user.check_password(said["password"])
    assert set(AuditEvent.objects.values_list("action", flat=True)) >= {"cluster.create", "account.appoint"}


def test_the_same_call_again_changes_nothing(db):
    first = opened()
    assert opened()["password"] is None
    assert Membership.objects.get().user.check_password(first["password"])


def test_a_key_belongs_to_one_name(db):
    opened()
    with pytest.raises(CommandError, match="choose another key"):
        opened(name="Autre pôle")
