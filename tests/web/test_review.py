"""The review of codes: titles that wait, proposals with reasons, a person decides and can take it back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grappe.coding import CODED, normalise
from grappe.needs import NEEDS
from grappe.references import install
from grappe.web.audit.models import AuditEvent
from grappe.web.clusters.models import Membership, User
from grappe.web.jobs.models import Job
from grappe.web.review import actions, agreeing, queries
from grappe.web.review.models import Confirmation, ReviewDeed, SecondOpinion
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
    assert AuditEvent.objects.filter(action="titles.confirm", purpose="H2913").exists()


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
    deed = actions.confirm_titles(by=coded, titles=["Agent polyvalent"], code="")
    kept = Confirmation.objects.get()
    foreign = browse(membership_in(other_cluster, "officer"))
    assert foreign.post(f"/verifier/decisions/{kept.uuid}/reprendre").status_code == 404
    assert foreign.post(f"/verifier/annuler/{deed.uuid}").status_code == 404
    assert foreign.post(f"/verifier/second-avis/{kept.uuid}", {"code": ""}).status_code == 404
    assert Confirmation.objects.exists()
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


@pytest.fixture
def many(officer, rome):
    """Four alike titles with one proposal, one with another, one without a word."""
    store = store_of(officer.cluster)
    titles = [
        "Soudeur plasma",
        "Soudeur plasma inox",
        "Soudeuse plasma (H/F)",
        "Soudeur plasma titane",
        "Magasinier",
        "😀",
    ]
    store.write(NEEDS, NEEDS.from_rows(need(n, title) for n, title in enumerate(titles)), source="ads", commit="1")
    codes = ["H2913"] * 4 + ["N1103", "H2913"]
    rows = [proposal(n, 1, code) for n, code in enumerate(codes)]
    store.write(CODED, CODED.from_rows(rows), source="coding", commit="1")
    return officer


def test_alike_titles_are_decided_at_once_and_undone_at_once(many, browse):
    client = browse(many)
    groups = queries.grouped(queries.waiting(many.cluster))
    leader = next(group for group in groups if group.code == "H2913")
    assert len(leader.alike) == 2, "a spelling more is the same title"
    text = client.get(f"/verifier/?titre={leader.key}").content.decode()
    assert text.count('name="also"') == 2
    also = [one.title for one in leader.alike]
    text = client.post("/verifier/decider", {"title": leader.title, "also": also, "code": "H2913"}, follow=True)
    assert "et 2 intitulés voisins" in text.content.decode()
    assert Confirmation.objects.count() == 3
    deed = ReviewDeed.objects.get()
    back = client.post(f"/verifier/annuler/{deed.uuid}", follow=True).content.decode()
    assert "3 intitulés comme avant" in back
    assert not Confirmation.objects.exists()
    assert queries.grouped(queries.waiting(many.cluster)) == groups
    assert client.post(f"/verifier/annuler/{deed.uuid}").status_code >= 400


def test_a_ticked_off_title_is_left_out(many, browse):
    browse(many).post("/verifier/decider", {"title": "Soudeur plasma", "also": [], "code": "H2913"})
    assert Confirmation.objects.count() == 1


def test_undoing_gives_back_the_decision_of_before_and_leaves_a_later_one(many):
    actions.confirm_titles(by=many, titles=["Soudeur plasma"], code="H2913")
    second = actions.confirm_titles(by=many, titles=["Soudeur plasma", "Magasinier"], code="H2902")
    actions.confirm_titles(by=many, titles=["Magasinier"], code="")
    assert actions.undo_deed(by=many, deed=second) == 1
    assert dict(Confirmation.objects.values_list("title", "code")) == {"Soudeur plasma": "H2913", "Magasinier": ""}


def test_too_many_titles_at_once_are_refused(many, browse):
    also = [f"Soudeur {chr(97 + n // 26)}{chr(97 + n % 26)}x" for n in range(510)]
    assert browse(many).post("/verifier/decider", {"title": "x", "also": also, "code": "H2913"}).status_code >= 400
    assert not Confirmation.objects.exists()


def test_a_title_without_a_word_does_not_wait_for_ever(many):
    assert "😀" not in [item.title for item in queries.waiting(many.cluster)]


def test_every_page_says_the_same_count(many, browse):
    client = browse(many)
    pending = queries.pending(many.cluster)
    said = f"intitulés à vérifier, pour {pending.needs} besoins"
    home = client.get("/").content.decode()
    assert said in home
    assert f'<strong class="figure">{pending.titles}</strong>' in home
    assert f"{pending.titles} {said}" in client.get("/verifier/").content.decode()


def test_a_title_whose_decision_was_taken_back_waits_before_it_is_coded_anew(many):
    store = store_of(many.cluster)
    decided = [proposal(4, 1, "N1103", "auto") | {"by": "person"}]
    store.write(CODED, CODED.from_rows(decided), source="coding", commit="2")
    assert "Magasinier" in [item.title for item in queries.waiting(many.cluster)]
    actions.confirm_titles(by=many, titles=["Magasinier"], code="N1103")
    assert "Magasinier" not in [item.title for item in queries.waiting(many.cluster)]


def test_the_reference_is_searched_where_no_proposal_fits(many, browse):
    text = browse(many).get("/verifier/?q=plombier").content.decode()
    assert "métier trouvé" in text or "métiers trouvés" in text
    assert 'form="review"' in text
    for typed in ("<b>", "%", "'", "x" * 5000, "\0"):
        assert browse(many).get("/verifier/", {"q": typed, "titre": typed}).status_code == 200


@pytest.fixture
def colleague(many, cluster, membership_in):
    """Another officer of the cluster."""
    user = User.objects.create(email="collegue@meca.example", name="Collègue")
    return Membership.objects.create(user=user, cluster=cluster, role="officer")


def test_a_second_opinion_is_blind_measures_and_changes_nothing(many, colleague, browse):
    actions.confirm_titles(by=many, titles=["Soudeur plasma"], code="H2913")
    actions.confirm_titles(by=many, titles=["Magasinier"], code="H2902")
    client = browse(colleague)
    for _time in range(2):
        page = client.get("/verifier/second-avis").content.decode()
        assert "raison" not in page
        assert "probabilité" not in page
        asked = Confirmation.objects.get(title=agreeing.next_second(colleague).confirmation.title)
        given = "H2913" if asked.title == "Soudeur plasma" else "N1103"
        assert client.post(f"/verifier/second-avis/{asked.uuid}", {"code": given}).status_code == 302
    page = client.get("/verifier/second-avis").content.decode()
    assert "2 intitulés avec deux avis, dont 1 en accord" in page
    assert "κ = " in page
    assert "Avis différents, à trancher" in page
    assert dict(Confirmation.objects.values_list("title", "code")) == {"Soudeur plasma": "H2913", "Magasinier": "H2902"}


def test_nobody_gives_a_second_opinion_on_their_own_decision(many, browse):
    actions.confirm_titles(by=many, titles=["Soudeur plasma"], code="H2913")
    kept = Confirmation.objects.get()
    assert agreeing.next_second(many) is None
    assert browse(many).post(f"/verifier/second-avis/{kept.uuid}", {"code": "H2913"}).status_code == 403
    assert not SecondOpinion.objects.exists()


def test_a_change_of_release_is_shown_and_accepted(many, browse, auditor):
    client = browse(many)
    page = client.get("/verifier/version").content.decode()
    assert "Soudeur plasma" not in page, "the proposals' titles are all x"
    assert "gardent le code d'une autre version" in client.get("/verifier/").content.decode().replace("&#x27;", "'")
    assert client.post("/verifier/version/accepter").status_code == 302
    assert Job.objects.get(kind="occupations.refresh").arguments == {"upgrade": True}
    assert browse(auditor).post("/verifier/version/accepter").status_code == 403
    assert browse(auditor).get("/verifier/version").status_code == 200


@pytest.mark.parametrize("address", ["/verifier/", "/verifier/second-avis", "/verifier/decisions", "/verifier/version"])
def test_a_page_asks_few_questions_however_much_waits(address, many, browse):
    for n in range(30):
        title = f"Soudeur {chr(97 + n)}zx" if n < 26 else f"Soudeur {chr(71 + n)}yx"
        actions.confirm_titles(by=many, titles=[title], code="H2913")
    client = browse(many)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    assert len([one for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]) <= 9
