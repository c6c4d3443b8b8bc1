"""Surveys on the site: prepared, asked, answered by page and by workbook, reminded, closed, read."""

import io
from datetime import date

import openpyxl
import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from grappe.analysis import analyse_survey
from grappe.web.clusters.models import Organisation, Role
from grappe.web.needs.models import Need
from grappe.web.surveys import queries
from grappe.web.surveys.actions import create_wave, invite_organisations, open_wave, send_answers
from grappe.web.surveys.models import Invitation, Wave
from grappe.words import standard_rules

GOOD = {"q.headcount": "50", "q.sector": "industry", "q.difficulty": "oui", "q.tension_causes.housing": "5"}


@pytest.fixture(autouse=True)
def no_refresh(monkeypatch):
    """Coding and analysis have their own tests."""
    monkeypatch.setattr("grappe.web.surveys.views.refresh", lambda by: None)


@pytest.fixture
def wave(officer, organisation) -> Wave:
    made = create_wave(by=officer, name="Besoins 2027", closes=date(2027, 1, 31))
    invite_organisations(by=officer, wave=made, kinds=["company"])
    open_wave(by=officer, wave=made)
    return made


@pytest.fixture
def invitation(wave, organisation) -> Invitation:
    return wave.invitations.get(organisation=organisation)


def test_from_preparing_to_reading(officer, member, organisation, browse, django_capture_on_commit_callbacks):
    client = browse(officer)
    page = client.post("/enquetes/nouvelle", {"name": "Besoins 2027", "closes": "2027-01-31"})
    address = page["Location"]
    client.post(f"{address}inviter", {"kinds": ["company"]})
    client.post(
        f"{address}inviter-une-personne", {"college": "unions", "name": "Union locale", "email": "ul@syndicat.example"}
    )
    assert "Atelier Nord" in client.get(address).content.decode()
    client.post(f"{address}ouvrir")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{address}relancer")
    assert sorted(message.to[0] for message in mail.outbox) == ["member@meca.example", "ul@syndicat.example"]
    assert "Besoins 2027" in mail.outbox[0].subject
    invitation = Invitation.objects.get(organisation=organisation)
    assert f"/enquetes/r/{invitation.token}/" in next(m.body for m in mail.outbox if "member" in m.to[0])
    answered = browse(member).post(f"/enquetes/reponse/{invitation.uuid}/", GOOD | {"send": "1"})
    assert "Merci" in answered.content.decode()
    assert client.post(f"{address}clore")["Location"] == f"{address}resultats"
    text = client.get(f"{address}resultats").content.decode()
    assert "trop peu de réponses" in text
    assert browse(member).get(f"{address}resultats").status_code == 200


def test_a_bad_answer_is_shown_beside_its_question_and_nothing_typed_is_lost(member, invitation, browse):
    client = browse(member)
    address = f"/enquetes/reponse/{invitation.uuid}/"
    page = client.post(
        address, GOOD | {"q.head_age": "7", "q.remarks": "À voir", "q.hires.1.positions": "3", "send": "1"}
    )
    text = page.content.decode()
    assert page.status_code == 422
    assert "2 réponses sont à corriger" in text
    assert "hors de 16 à 99" in text
    assert "il manque le métier" in text
    invitation.refresh_from_db()
    assert invitation.answered_at is None
    again = client.get(address).content.decode()
    assert 'value="7"' in again
    assert "À voir" in again


def test_a_draft_is_kept_without_being_counted(member, invitation, wave, browse):
    client = browse(member)
    client.post(f"/enquetes/reponse/{invitation.uuid}/", {"q.headcount": "12", "draft": "1"})
    invitation.refresh_from_db()
    assert (invitation.written, invitation.answered_at) == ({"headcount": "12"}, None)
    assert queries.sheets(wave) == []
    assert "questionnaires à remplir" in client.get("/").content.decode()


def test_planned_hires_become_needs_and_an_answer_changed_replaces_them(member, invitation, organisation, browse):
    client = browse(member)
    address = f"/enquetes/reponse/{invitation.uuid}/"
    first = {"q.hires.1.title": "Soudeur TIG", "q.hires.1.positions": "2", "q.hires.1.difficult": "oui"}
    client.post(address, GOOD | first | {"q.hires.2.title": "Ajusteur", "send": "1"})
    assert set(Need.objects.values_list("title", "positions", "difficult", "kind", "organisation")) == {
        ("Soudeur TIG", 2, True, "survey", organisation.pk),
        ("Ajusteur", 1, None, "survey", organisation.pk),
    }
    client.post(address, GOOD | first | {"q.hires.1.positions": "5", "send": "1"})
    assert list(Need.objects.values_list("title", "positions")) == [("Soudeur TIG", 5)]


def test_who_holds_the_address_answers_without_an_account_until_the_wave_is_closed(officer, invitation, wave, browse):
    address = f"/enquetes/r/{invitation.token}/"
    visitor = Client()
    assert "Votre entreprise" in visitor.get(address).content.decode()
    assert "Merci" in visitor.post(address, GOOD | {"send": "1"}).content.decode()
    invitation.refresh_from_db()
    assert (invitation.answers["headcount"], invitation.answered_by) == (50, None)
    browse(officer).post(f"/enquetes/{wave.uuid}/clore")
    assert visitor.get(address).status_code == 409
    assert visitor.post(address, GOOD | {"send": "1"}).status_code == 409
    assert visitor.get("/enquetes/r/nimporte/").status_code == 404


def workbook(client, address, answers):
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{address}questionnaire.xlsx").content))
    sheet = book["Réponses"]
    for row in range(4, sheet.max_row + 1):
        key = (sheet.cell(row, 4).value, sheet.cell(row, 5).value or "")
        sheet.cell(row, 3).value = answers.get(key)
    buffer = io.BytesIO()
    book.save(buffer)
    return SimpleUploadedFile("rempli.xlsx", buffer.getvalue())


def test_a_workbook_is_filled_in_offline_and_its_good_answers_enter(member, invitation, browse):
    client, address = browse(member), f"/enquetes/reponse/{invitation.uuid}/"
    filled = {
        ("headcount", ""): "50",
        ("sector", ""): "Industrie",
        ("head_age", ""): "sept",
        ("worries", ""): "Recruter",
    }
    page = client.post(f"{address}classeur", {"file": workbook(client, address, filled)})
    text = page.content.decode()
    assert "Les bonnes réponses sont enregistrées" in text
    assert "« sept » : ce n'est pas un nombre" in text.replace("&#x27;", "'")
    invitation.refresh_from_db()
    assert invitation.answers == {"headcount": 50, "sector": "industry", "worries": ["recruit"]}


def test_another_firms_workbook_is_refused(officer, member, wave, invitation, cluster, browse):
    Organisation.objects.create(cluster=cluster, key="autre", name="Autre", kind="company")
    invite_organisations(by=officer, wave=wave, kinds=["company"])
    other = wave.invitations.exclude(pk=invitation.pk).get()
    file = workbook(browse(officer), f"/enquetes/reponse/{other.uuid}/", {("headcount", ""): "9"})
    page = browse(member).post(f"/enquetes/reponse/{invitation.uuid}/classeur", {"file": file})
    assert page.status_code == 422
    assert "autre invitation" in page.content.decode()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 rien", b"<html>"])
def test_what_is_no_workbook_is_refused_with_a_sentence(member, invitation, browse, content):
    address = f"/enquetes/reponse/{invitation.uuid}/classeur"
    page = browse(member).post(address, {"file": SimpleUploadedFile("a.xlsx", content)})
    assert page.status_code == 422


def test_a_member_answers_for_its_own_organisation_only(officer, membership_in, wave, cluster, browse):
    other = Organisation.objects.create(cluster=cluster, key="autre", name="Autre", kind="company")
    invite_organisations(by=officer, wave=wave, kinds=["company"])
    stranger = membership_in(cluster, Role.MEMBER, other)
    own, foreign = wave.invitations.get(organisation=other), wave.invitations.exclude(organisation=other).get()
    client = browse(stranger)
    assert client.get(f"/enquetes/reponse/{own.uuid}/").status_code == 200
    assert client.get(f"/enquetes/reponse/{foreign.uuid}/").status_code == 403


def test_results_wait_for_the_closing_for_everyone_but_officer_and_auditor(people, wave, browse):
    address = f"/enquetes/{wave.uuid}/resultats"
    seen = {role for role, person in people.items() if browse(person).get(address).status_code == 200}
    assert seen == {"officer", "auditor"}


def answered(officer, cluster, wave, number):
    for rank in range(number):
        Organisation.objects.create(cluster=cluster, key=f"f{rank}", name=f"F{rank}", kind="company", headcount="10-19")
    invite_organisations(by=officer, wave=wave, kinds=["company"])
    for rank, item in enumerate(wave.invitations.filter(organisation__key__startswith="f").order_by("pk")):
        written = {"headcount": 15, "sector": "industry", "difficulty": rank < 4, "priorities": {"training": 4}}
        send_answers(invitation=item, written=written)


def test_the_page_says_what_the_engine_says(officer, cluster, wave, browse):
    answered(officer, cluster, wave, 7)
    text = browse(officer).get(f"/enquetes/{wave.uuid}/resultats").content.decode()
    assert "25\u202f% – 84\u202f%" in text
    survey = analyse_survey(queries.sheets(wave), population=None, rules=standard_rules(), day=date(2027, 1, 1))
    exported = browse(officer).get(f"/enquetes/{wave.uuid}/resultats?export=csv")
    lines = b"".join(exported.streaming_content).decode().splitlines()
    assert len(lines) == survey.figures.num_rows + 1


def test_a_closed_wave_is_weighted_by_the_firms_that_were_asked(officer, cluster, wave, browse):
    answered(officer, cluster, wave, 7)
    client = browse(officer)
    client.post(f"/enquetes/{wave.uuid}/clore")
    text = client.get(f"/enquetes/{wave.uuid}/resultats").content.decode()
    assert "redressées par taille et secteur" in text
    assert "1 entreprises sont d" in text  # the member whose size is not known, and who has not answered


def test_a_wave_and_its_list_ask_few_questions(officer, cluster, wave, browse, django_assert_max_num_queries):
    answered(officer, cluster, wave, 30)
    client = browse(officer)
    with django_assert_max_num_queries(7):
        client.get(f"/enquetes/{wave.uuid}/")
    with django_assert_max_num_queries(6):
        client.get(f"/enquetes/{wave.uuid}/resultats")


def test_another_clusters_survey_is_not_found(membership_in, other_cluster, wave, invitation, browse):
    client = browse(membership_in(other_cluster, Role.OFFICER))
    for address in (
        f"/enquetes/{wave.uuid}/",
        f"/enquetes/{wave.uuid}/resultats",
        f"/enquetes/reponse/{invitation.uuid}/",
    ):
        assert client.get(address).status_code == 404
