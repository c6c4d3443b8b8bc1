"""Programmes and interventions through their addresses: a school's syllabus to its gap, an offer to its evidence."""

import io
import zipfile
from datetime import timedelta

import docx
import icalendar
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web.figured import fill, references

from grappe.demonstration import invented_syllabus
from grappe.web.clusters.models import Organisation
from grappe.web.evidence.models import EvidenceFact
from grappe.web.jobs.models import Job
from grappe.web.jobs.running import run
from grappe.web.teach import queries, showing
from grappe.web.teach.models import SchoolIntervention, SchoolProgramme

ASKED = {"H2901": 3, "H1208": 6, "I1304": 5, "M1805": 4}


@pytest.fixture
def needy(officer, settings):
    """A cluster with the starter references and coded needs."""
    references(settings.HOME)
    fill(officer.cluster, ASKED)
    return officer.cluster


def sent(client, content=None, name="syllabus.docx", **more):
    file = SimpleUploadedFile(name, invented_syllabus() if content is None else content)
    return client.post("/former/envoyer", {"file": file, **more})


def downloaded(client, address):
    return client.get(address).getvalue()


@pytest.fixture
def mapped(people, browse, needy, school_organisation, monkeypatch):
    """A programme that the school sent and confirmed, its skills read."""
    monkeypatch.setattr("grappe.web.jobs.enqueueing.enqueue", lambda job: None)
    client = browse(people["school"])
    sent(client, school=school_organisation.pk)
    record = SchoolProgramme.objects.get()
    client.post(f"/former/{record.uuid}/confirmer")
    run(str(Job.objects.get(kind="programmes.map").uuid))
    record.refresh_from_db()
    return record


def test_a_file_is_previewed_before_it_counts(people, browse, school_organisation):
    client = browse(people["school"])
    answer = sent(client, school=school_organisation.pk)
    record = SchoolProgramme.objects.get()
    assert answer["Location"] == f"/former/{record.uuid}/"
    page = client.get(answer["Location"]).content.decode()
    assert "Enregistrer ce programme" in page
    assert "Robotique" in page
    assert "cours sans texte" in page
    assert record.school == school_organisation
    assert browse(people["auditor"]).get(answer["Location"]).status_code == 403
    assert record.title not in browse(people["member"]).get("/former/").content.decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.4 /Image", "numérisé"),
        (b"", "vide"),
        (b"des mots", "ne dit pas de programme"),
        (b"PK\x03\x04", "abîmé"),
    ],
)
def test_a_bad_file_is_refused_beside_its_field_and_nothing_is_kept(people, browse, school_organisation, content, said):
    answer = sent(browse(people["school"]), content, school=school_organisation.pk)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not SchoolProgramme.objects.exists()


def test_a_school_sends_its_own_programmes_only(people, browse, cluster, organisation):
    other = Organisation.objects.create(cluster=cluster, key="ecole2", name="Autre école", kind="school")
    for wrong in (other.pk, organisation.pk):
        assert sent(browse(people["school"]), school=wrong).status_code == 422
    assert sent(browse(people["officer"]), school=other.pk).status_code == 302
    record = SchoolProgramme.objects.get()
    assert browse(people["school"]).get(f"/former/{record.uuid}/").status_code == 403
    assert browse(people["school"]).post(f"/former/{record.uuid}/confirmer").status_code == 403
    assert browse(people["member"]).post("/former/envoyer", {}).status_code == 403


def test_a_dropped_preview_is_gone(people, browse, school_organisation):
    client = browse(people["school"])
    sent(client, school=school_organisation.pk)
    client.post(f"/former/{SchoolProgramme.objects.get().uuid}/retirer")
    assert not SchoolProgramme.objects.exists()


def test_a_school_sees_its_gap_against_the_needs_of_the_cluster(mapped, people, browse):
    client = browse(people["school"])
    page = client.get(f"/former/{mapped.uuid}/ecart").content.decode()
    found = queries.measured(mapped, queries.profile(mapped.cluster)).gap
    assert found.shares.covered > 0
    assert f"{found.shares.covered:.0%}".removesuffix("%") in page
    assert "Le meilleur petit changement" in page
    better = client.get(f"/former/{mapped.uuid}/ecart?heures=20").content.decode()
    assert "des besoins en plus" in better
    assert client.get(f"/former/{mapped.uuid}/ecart?heures=beaucoup").status_code == 200
    assert downloaded(client, f"/former/{mapped.uuid}/ecart?export=xlsx").startswith(b"PK")


def test_the_same_programme_gives_the_same_shares_as_the_engine(mapped):
    from grappe.teach import gap

    needs = queries.profile(mapped.cluster)
    one = queries.content(mapped)
    assert queries.measured(mapped, needs).gap.shares == gap([one], queries.links(mapped), needs).shares


def test_before_its_skills_are_read_a_programme_says_so(people, browse, needy, school_organisation, monkeypatch):
    monkeypatch.setattr("grappe.web.jobs.enqueueing.enqueue", lambda job: None)
    client = browse(people["school"])
    sent(client, school=school_organisation.pk)
    record = SchoolProgramme.objects.get()
    client.post(f"/former/{record.uuid}/confirmer")
    assert "en cours de lecture" in client.get(f"/former/{record.uuid}/ecart").content.decode()


def test_what_a_person_says_of_a_link_prevails_and_outlives_a_new_reading(mapped, people, browse):
    link = mapped.links[0]
    client = browse(people["school"])
    said = {"course": link["course"], "skill": link["skill"], "decision": "rejected"}
    client.post(f"/former/{mapped.uuid}/competences/dire", said)
    run(str(Job.objects.filter(kind="programmes.map").latest("pk").uuid))
    mapped.refresh_from_db()
    row = next(
        row
        for row in queries.links(mapped).to_pylist()
        if (row["course"], row["skill"]) == (link["course"], link["skill"])
    )
    assert row["decision"] == "rejected"
    assert "rejeté" in client.get(f"/former/{mapped.uuid}/competences").content.decode()
    assert client.post(f"/former/{mapped.uuid}/competences/dire", said | {"skill": "0"}).status_code == 409
    assert browse(people["member"]).post(f"/former/{mapped.uuid}/competences/dire", said).status_code == 403


def test_the_map_has_a_table_beside_its_flows(mapped, people, browse):
    page = browse(people["officer"]).get("/former/ecart").content.decode()
    assert 'class="sankey"' in page
    assert "Les mêmes parts en tableau" in page
    assert 'class="heat"' in page
    measured = [queries.measured(mapped, queries.profile(mapped.cluster))]
    flows = showing.flows(measured, queries.profile(mapped.cluster))
    assert sum(flow.share for flow in flows) == pytest.approx(1.0)
    assert b"skill" in downloaded(browse(people["officer"]), "/former/ecart?export=csv")
    assert b"evidence" in downloaded(browse(people["officer"]), f"/former/{mapped.uuid}/competences?export=csv")


def test_a_programme_leaves_in_three_formats(mapped, people, browse):
    client = browse(people["school"])
    for ending in ("xlsx", "xml", "jsonld"):
        answer = client.get(f"/former/{mapped.uuid}/programme.{ending}")
        assert answer.status_code == 200
        assert "attachment" in answer["Content-Disposition"]
    assert client.get("/former/modele.xlsx").status_code == 200


def asked(people, browse, organisation, school_organisation, *, role="member", days=-3, **more):
    start = timezone.localdate() + timedelta(days=days)
    said = {
        "school": school_organisation.pk, "member": organisation.pk, "kind": "course", "title": "Soudage robotisé",
        "start": start, "end": start, "hours": "6", "expert": "A. Nonyme", "terms": "Déplacement pris en charge",
    }  # fmt: skip
    return browse(people[role]).post("/former/interventions/nouvelle", said | more)


def test_a_members_offer_is_agreed_happens_and_becomes_evidence(people, browse, organisation, school_organisation):
    assert asked(people, browse, organisation, school_organisation).status_code == 302
    one = SchoolIntervention.objects.get()
    address = f"/former/interventions/{one.uuid}/"
    assert one.state == "proposed"
    assert browse(people["member"]).post(f"{address}avancer", {"gesture": "agree"}).status_code == 403
    assert "Accepter" in browse(people["school"]).get(address).content.decode()
    browse(people["school"]).post(f"{address}avancer", {"gesture": "agree"})
    browse(people["member"]).post(f"{address}avancer", {"gesture": "do"})
    one.refresh_from_db()
    fact = EvidenceFact.objects.get(uuid=one.fact)
    assert (one.state, fact.kind, fact.school, fact.partner) == (
        "done",
        "intervention",
        school_organisation,
        "Atelier Nord",
    )
    assert browse(people["school"]).post(f"{address}avancer", {"gesture": "do"}).status_code == 409
    assert EvidenceFact.objects.count() == 1
    assert "dans les preuves" in browse(people["school"]).get(address).content.decode()


@pytest.mark.parametrize(
    "kind", ["jury", "project", "visit", "equipment", "chair", "board", "internship", "apprenticeship"]
)
def test_every_kind_of_intervention_leaves_a_fact(kind, people, browse, organisation, school_organisation):
    asked(people, browse, organisation, school_organisation, kind=kind)
    one = SchoolIntervention.objects.get()
    for role, gesture in (("school", "agree"), ("officer", "do")):
        answer = browse(people[role]).post(f"/former/interventions/{one.uuid}/avancer", {"gesture": gesture})
        assert answer.status_code == 302, answer.content.decode()[:2000]
    assert EvidenceFact.objects.count() == 1


def test_a_school_asks_and_the_member_answers(people, browse, organisation, school_organisation):
    asked(people, browse, organisation, school_organisation, role="school")
    one = SchoolIntervention.objects.get()
    assert one.state == "asked"
    assert "interventions qui attendent" in browse(people["member"]).get("/").content.decode()
    browse(people["member"]).post(f"/former/interventions/{one.uuid}/avancer", {"gesture": "decline"})
    one.refresh_from_db()
    assert one.state == "declined"


def test_what_has_not_begun_is_not_done(people, browse, organisation, school_organisation):
    asked(people, browse, organisation, school_organisation, days=5)
    one = SchoolIntervention.objects.get()
    browse(people["school"]).post(f"/former/interventions/{one.uuid}/avancer", {"gesture": "agree"})
    assert (
        browse(people["school"]).post(f"/former/interventions/{one.uuid}/avancer", {"gesture": "do"}).status_code == 409
    )
    assert not EvidenceFact.objects.exists()


def test_an_intervention_that_ends_before_it_starts_is_refused_in_its_form(
    people, browse, organisation, school_organisation
):
    answer = asked(people, browse, organisation, school_organisation, end="2020-01-01")
    assert answer.status_code == 422
    assert "avant le début" in answer.content.decode()
    assert asked(people, browse, organisation, school_organisation, kind="gift").status_code == 422


def test_agreement_and_calendar_can_be_downloaded(people, browse, organisation, school_organisation):
    asked(people, browse, organisation, school_organisation)
    one = SchoolIntervention.objects.get()
    answer = browse(people["member"]).get(f"/former/interventions/{one.uuid}/convention.docx")
    text = "\n".join(
        cell.text
        for table in docx.Document(io.BytesIO(answer.content)).tables
        for row in table.rows
        for cell in row.cells
    )
    assert {"Atelier Nord", "École des Hauts", "A. Nonyme"} <= set(text.split("\n"))
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    book = icalendar.Calendar.from_ical(browse(people["school"]).get("/former/interventions/agenda.ics").content)
    (event,) = book.walk("VEVENT")
    assert (event["dtend"].dt - event["dtstart"].dt).days == 1


def test_a_member_sees_its_own_interventions_only(people, browse, cluster, organisation, school_organisation):
    other = Organisation.objects.create(cluster=cluster, key="autre", name="Autre atelier", kind="company")
    asked(people, browse, other, school_organisation, role="officer")
    one = SchoolIntervention.objects.get()
    assert browse(people["member"]).get(f"/former/interventions/{one.uuid}/").status_code == 403
    assert "Soudage robotisé" not in browse(people["member"]).get("/former/interventions/").content.decode()


@pytest.mark.parametrize(("address", "most"), [("/former/", 10), ("/former/ecart", 9), ("/former/interventions/", 8)])
def test_pages_ask_few_questions_however_many_programmes(
    address, most, mapped, people, browse, organisation, school_organisation
):
    for number in range(6):
        SchoolProgramme.objects.create(
            cluster=mapped.cluster, school=school_organisation, title=f"P{number}", file_name="p",
            content=mapped.content, links=mapped.links, release="x", confirmed_at=timezone.now(),
        )  # fmt: skip
        asked(people, browse, organisation, school_organisation)
    client = browse(people["officer"])
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    statements = [entry["sql"] for entry in counted if not entry["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(statements) <= most, "\n".join(statement[:150] for statement in statements)
