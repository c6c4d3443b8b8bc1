"""The review of codes: titles that wait, proposals with reasons, a person decides and can take it back."""

import pytest

from grappe.coding import CODED, normalise
from grappe.needs import NEEDS
from grappe.references import install
from grappe.web.audit.models import AuditEvent
from grappe.web.review import actions, queries
from grappe.web.review.models import Confirmation
from grappe.web.stores import store_of


@pytest.fixture
def rome(settings):
    return install(settings.HOME, "rome", download=False)


def need(number, title):
    row = dict.fromkeys(NEEDS.names) | {"need_id": f"ads:{number}", "source": "ads", "source_key": str(number)}
    return row | {"kind": "ad", "title": title, "positions": 1, "employer": f"Atelier {number}"}


def proposal(number, rank, code, decision="review"):
    row = dict.fromkeys(CODED.names) | {"need_id": f"ads:{number}", "nomenclature": "rome", "rank": rank}
    row |= {"code": code, "label": f"Métier {code}", "score": 0.6, "probability": 0.5 / rank, "decision": decision}
    row |= {"by": "model", "reason_fr": f"raison {code}", "reason_en": f"reason {code}", "matched": [], "ignored": []}
    return row | {"release": "rome test", "title": "x"}


@pytest.fixture
def coded(officer, rome):
    """Two spellings of one title and another that wait, one that is coded."""
    store = store_of(officer.cluster)
    titles = ["Soudeur plasturgiste H/F", "Soudeuse plasturgiste", "Agent polyvalent", "Soudeur"]
    store.write(NEEDS, NEEDS.from_rows(need(n, title) for n, title in enumerate(titles)), source="ads", commit="1")
    rows = [proposal(n, rank, code) for n in (0, 1, 2) for rank, code in ((1, "H2913"), (2, "H2902"))]
    store.write(CODED, CODED.from_rows([*rows, proposal(3, 1, "H2913", "auto")]), source="coding", commit="1")
    return officer


@pytest.fixture(autouse=True)
def no_refresh(monkeypatch):
    monkeypatch.setattr("grappe.web.review.actions.refresh", lambda by: None)


def test_spellings_of_a_title_wait_as_one_the_most_frequent_first(coded, browse):
    items = queries.waiting(coded.cluster)
    assert [(item.title, item.needs) for item in items] == [("Soudeur plasturgiste H/F", 2), ("Agent polyvalent", 1)]
    text = browse(coded).get("/verifier/").content.decode()
    assert "raison H2913" in text
    assert 'aria-keyshortcuts="1"' in text
    english = browse(coded)
    english.cookies["grappe_language"] = "en"
    assert "reason H2913" in english.get("/verifier/").content.decode()


def test_a_decision_settles_every_spelling_and_leads_to_the_next_title(coded, browse):
    client = browse(coded)
    response = client.post(
        "/verifier/decider",
        {"title": "Soudeuse plasturgiste", "code": "H2913", "following": queries.waiting(coded.cluster)[1].key},
        follow=True,
    )
    text = response.content.decode()
    assert "Agent polyvalent" in text
    assert [item.title for item in queries.waiting(coded.cluster)] == ["Agent polyvalent"]
    kept = Confirmation.objects.get()
    assert (kept.title_key, kept.code) == (normalise("Soudeur plasturgiste").key, "H2913")
    assert kept.release.startswith("rome ")
    assert AuditEvent.objects.filter(action="title.confirm", purpose="H2913").exists()


def test_another_code_can_be_typed_and_an_unknown_one_is_refused(coded, browse):
    client = browse(coded)
    assert (
        client.post("/verifier/decider", {"title": "Agent polyvalent", "code": "other", "other": "h2913"}).status_code
        == 302
    )
    assert Confirmation.objects.get().code == "H2913"
    for code in ("Z9999", "H0000", "<b>"):
        response = client.post("/verifier/decider", {"title": "x", "code": "other", "other": code})
        assert response.status_code >= 400
    assert Confirmation.objects.count() == 1


def test_none_fits_is_a_decision_too_and_can_be_taken_back(coded, browse):
    client = browse(coded)
    client.post("/verifier/decider", {"title": "Agent polyvalent", "code": ""})
    kept = Confirmation.objects.get()
    assert "aucun métier ne convient" in client.get("/verifier/decisions").content.decode()
    assert client.post(f"/verifier/decisions/{kept.uuid}/reprendre").status_code == 302
    assert not Confirmation.objects.exists()
    assert len(queries.waiting(coded.cluster)) == 2


def test_the_auditor_looks_and_decides_nothing(coded, auditor, member, browse):
    assert browse(auditor).get("/verifier/").status_code == 200
    assert browse(auditor).post("/verifier/decider", {"title": "x", "code": ""}).status_code == 403
    assert browse(member).get("/verifier/").status_code == 403


def test_another_cluster_takes_nothing_back(coded, browse, membership_in, other_cluster):
    kept = actions.confirm_title(by=coded, title="Agent polyvalent", code="")
    foreign = browse(membership_in(other_cluster, "officer"))
    assert foreign.post(f"/verifier/decisions/{kept.uuid}/reprendre").status_code == 404
    assert "Agent polyvalent" not in foreign.get("/verifier/").content.decode()


def test_with_nothing_to_review_the_page_says_so(officer, browse):
    assert "Rien à vérifier" in browse(officer).get("/verifier/").content.decode()


@pytest.mark.parametrize("title", ["", "  ", "\0", "***", "\n\t"])
def test_a_title_without_a_word_decides_for_no_need(coded, browse, title):
    assert browse(coded).post("/verifier/decider", {"title": title, "code": "H2913"}).status_code >= 400
    assert not Confirmation.objects.exists()


def test_a_title_longer_than_any_is_kept_as_the_needs_cut_it(coded, browse):
    browse(coded).post("/verifier/decider", {"title": "x" * 5000 + "\0", "code": "H2913"})
    assert len(Confirmation.objects.get().title) == 300
