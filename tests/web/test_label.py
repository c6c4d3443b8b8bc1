"""Labels on the site: from the call to a credential that anyone verifies, with the engine's refusals on the way."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from grappe.teach import check_badge, read_register, scheme_text
from grappe.web.audit.models import AuditEvent
from grappe.web.clusters.models import Membership, Role, User
from grappe.web.label import actions, queries
from grappe.web.label.models import LabelApplication, LabelCall
from grappe.words import Refused

COMMITTEE = [{"name": f"Membre {n}", "employer": f"Atelier {n}", "links": []} for n in range(1, 6)]
DOCUMENTS = ["application", "programme", "governance"]


@pytest.fixture
def call(officer):
    day = timezone.localdate()
    return actions.open_call(
        by=officer,
        name="Label 2026",
        scheme=scheme_text("default"),
        opens=day,
        closes=day + timedelta(days=30),
        committee=COMMITTEE,
    )


@pytest.fixture
def reviewers(people, cluster):
    second = User.objects.create_user("second@meca.example", name="Second Relecteur")
    return [people["reviewer"], Membership.objects.create(user=second, cluster=cluster, role=Role.REVIEWER)]


@pytest.fixture
def row(people, call):
    return actions.apply_for_label(by=people["school"], call=call, programme="Mécatronique", today=timezone.localdate())


def gesture(client, row, do, **data):
    posted = {f"{do}-{name}": value for name, value in data.items()}
    return client.post(f"/labels/dossier/{row.uuid}/geste/{do}", posted)


def points(value=3):
    ids = ("needs", "blocks", "governance", "teachers", "company", "equipment", "placement", "transitions")
    return {f"p_{each}": value for each in (*ids, "access", "improvement", "openness")}


def state(row):
    return LabelApplication.objects.get(pk=row.pk).state


@pytest.fixture
def deliberating(people, officer, reviewers, row, browse):
    """A case as the screens bring it to its sitting."""
    school, desk = browse(people["school"]), browse(officer)
    assert gesture(school, row, "submit", text="Notre formation.", documents=DOCUMENTS).status_code == 302
    assert gesture(desk, row, "admit").status_code == 302
    for number, reviewer in enumerate(reviewers):
        done = gesture(desk, row, "assign", reviewer=reviewer.pk, employer=f"Université {number}")
        assert done.status_code == 302, done.content.decode()
        assert gesture(browse(reviewer), row, "review", **points()).status_code == 302
    assert gesture(desk, row, "close_reviews").status_code == 302
    assert gesture(desk, row, "hear", text="La directrice des études.").status_code == 302
    closes = (timezone.localtime() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    present = [f"Membre {n}" for n in range(1, 5)]
    opened = gesture(desk, row, "open_session", present=present, chair="Membre 1", closes=closes)
    assert opened.status_code == 302, opened.content.decode()
    return desk


def test_from_the_call_to_a_credential_that_anyone_verifies(deliberating, row, cluster, settings, tmp_path):
    for number in (1, 2, 3):
        assert gesture(deliberating, row, "vote", member=f"Membre {number}", vote="label").status_code == 302
    assert gesture(deliberating, row, "decide", outcome="label", reasons="Bien ancrée.").status_code == 302
    assert state(row) == "valid"
    assert deliberating.post(f"/labels/dossier/{row.uuid}/attester").status_code == 302
    visitor = Client()
    page = visitor.get(f"/labels/registre/{cluster.key}/")
    assert page.status_code == 200
    assert "Mécatronique" in page.content.decode()
    document = visitor.get(f"/labels/registre/{cluster.key}/{row.key}.json").json()
    status = visitor.get(f"/labels/registre/{cluster.key}/statuts.json").json()
    (tmp_path / "keys.json").write_text(visitor.get(f"/labels/registre/{cluster.key}/cles.json").content.decode())
    found = check_badge(
        document, timezone.now() + timedelta(days=1), status=status, register=read_register(tmp_path / "keys.json")
    )
    assert (found.valid, found.status, found.key) == (True, "standing", "known")
    assert document["credentialStatus"]["statusListCredential"].endswith(f"/registre/{cluster.key}/statuts.json")
    for name in ("appel", "fiche", "proces-verbal", "decision", "certificat"):
        answer = deliberating.get(f"/labels/dossier/{row.uuid}/papier/{name}.pdf")
        assert answer.content.startswith(b"%PDF"), name


def test_a_withdrawn_label_revokes_its_credential_after_the_school_was_heard(
    deliberating, row, people, browse, cluster
):
    for number in (1, 2, 3):
        gesture(deliberating, row, "vote", member=f"Membre {number}", vote="label")
    gesture(deliberating, row, "decide", outcome="label", reasons="Bien ancrée.")
    deliberating.post(f"/labels/dossier/{row.uuid}/attester")
    gesture(deliberating, row, "contest", grounds="Charte non tenue.")
    early = gesture(deliberating, row, "withdraw", reasons="Sans attendre.")
    assert (early.status_code, state(row)) == (400, "contested")
    gesture(browse(people["school"]), row, "answer", text="Nous contestons.")
    assert gesture(deliberating, row, "withdraw", reasons="Réponse insuffisante.").status_code == 302
    document = json.loads(queries.credential_file(row).read_text("utf-8"))
    status = Client().get(f"/labels/registre/{cluster.key}/statuts.json").json()
    found = check_badge(document, timezone.now() + timedelta(days=1), status=status)
    assert (found.valid, found.status) == (False, "revoked")


def test_a_decision_has_reasons_and_a_quorum(deliberating, row):
    for number in (1, 2, 3):
        gesture(deliberating, row, "vote", member=f"Membre {number}", vote="label")
    assert gesture(deliberating, row, "decide", outcome="label", reasons="").status_code == 400
    for number in (3, 4):
        gesture(deliberating, row, "leave", member=f"Membre {number}")
    lost = gesture(deliberating, row, "decide", outcome="label", reasons="Bien ancrée.")
    assert lost.status_code == 400
    assert "quorum" in lost.content.decode()
    assert state(row) == "deliberating"


def test_a_reviewer_from_the_applicants_house_is_refused(people, officer, row, browse):
    gesture(browse(people["school"]), row, "submit", text="Notre formation.", documents=DOCUMENTS)
    desk = browse(officer)
    gesture(desk, row, "admit")
    refused = gesture(desk, row, "assign", reviewer=people["reviewer"].pk, employer="école des hauts")
    assert refused.status_code == 400
    assert "conflit d&#x27;intérêts" in refused.content.decode()
    assert row.reviewers.count() == 0
    assert browse(people["reviewer"]).get(f"/labels/dossier/{row.uuid}/").status_code == 404


def test_a_call_that_is_closed_takes_no_application(people, call):
    LabelCall.objects.filter(pk=call.pk).update(closes=call.opens)
    call.refresh_from_db()
    with pytest.raises(Refused):
        actions.apply_for_label(
            by=people["school"], call=call, programme="X", today=timezone.localdate() + timedelta(days=1)
        )


def test_a_scheme_that_borrows_a_public_name_is_refused(officer, browse):
    text = scheme_text("default").replace('name = "Formation ancrée"', 'name = "Diplôme de la grappe"')
    day = timezone.localdate().isoformat()
    posted = {"name": "X", "opens": day, "closes": day, "committee": "A ; B", "scheme": text}
    answer = browse(officer).post("/labels/appel", posted)
    assert answer.status_code == 200
    assert "reconnaissance publique" in answer.content.decode()
    assert LabelCall.objects.count() == 0


def test_every_gesture_is_in_the_journal(deliberating, row):
    done = AuditEvent.objects.filter(action="label.gesture", object_ref=str(row.uuid))
    assert [event.purpose for event in done.order_by("number")][:3] == ["submit", "admit", "assign"]


def test_a_stolen_key_no_longer_counts(deliberating, row, officer, browse, cluster, tmp_path):
    for number in (1, 2, 3):
        gesture(deliberating, row, "vote", member=f"Membre {number}", vote="label")
    gesture(deliberating, row, "decide", outcome="label", reasons="Bien ancrée.")
    deliberating.post(f"/labels/dossier/{row.uuid}/attester")
    document = json.loads(queries.credential_file(row).read_text("utf-8"))
    stolen = document["issuer"]["id"]
    assert browse(officer).post("/labels/cles", {"stolen": stolen}).status_code == 302
    (tmp_path / "keys.json").write_text(Client().get(f"/labels/registre/{cluster.key}/cles.json").content.decode())
    found = check_badge(document, timezone.now() + timedelta(days=1), register=read_register(tmp_path / "keys.json"))
    assert (found.valid, found.key) == (False, "stolen")
