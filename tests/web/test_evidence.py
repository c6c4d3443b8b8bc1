"""A school's evidence on the site: facts typed in, imported, validated; figures down to their facts; the dossier."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from grappe.web.clusters.models import Organisation
from grappe.web.evidence import actions, queries
from grappe.web.evidence.models import EvidenceFact
from grappe.web.policy import NotAllowed
from grappe.words import Refused, SchoolYear

TODAY = date(2026, 11, 24)


@pytest.fixture
def school(people):
    return people["school"].organisation


@pytest.fixture
def keep(people, school):
    def record(**values):
        values = {"day": TODAY, "kind": "intervention", "title": "Cours de métrologie", "quantity": 6} | values
        return actions.record_fact(by=people["school"], school=school, today=TODAY, **values)

    return record


def test_what_another_part_saw_happen_becomes_evidence_once(people, school):
    facts = [
        actions.record_fact(
            by=people["member"],
            school=school,
            day=TODAY,
            today=TODAY,
            kind="intervention",
            title="Cours de métrologie",
            quantity=6,
            partner="Atelier Nord",
            member="yes",
            details="employer=company",
            origin="intervention:1",
        )
        for _time in range(2)
    ]
    assert facts[0].pk == facts[1].pk
    assert (facts[0].key, facts[0].quantity, facts[0].member) == ("F0001", 6.0, True)


def test_a_member_does_not_write_in_a_schools_locker(people, school):
    with pytest.raises(NotAllowed):
        actions.record_fact(by=people["member"], school=school, day=TODAY, today=TODAY, kind="visit", title="Visite")


def test_a_fact_to_come_or_without_what_it_needs_is_refused(keep):
    with pytest.raises(Refused):
        keep(day=TODAY + timedelta(days=1))
    with pytest.raises(Refused) as refused:
        keep(kind="council", title="Conseil")
    assert refused.value.where.column == "external"


def test_a_school_types_in_a_fact_and_sees_why_it_is_refused(people, school, browse):
    client = browse(people["school"])
    posted = {"day": "2026-03-02", "kind": "council", "title": "Conseil", "confidentiality": "auditor"}
    refused = client.post(f"/preuves/{school.uuid}/ajouter", posted)
    assert refused.status_code == 200
    assert "external" in refused.content.decode()
    saved = client.post(f"/preuves/{school.uuid}/ajouter", posted | {"details": "external=6; members=12"})
    assert saved.status_code == 302
    assert "Conseil" in client.get(f"/preuves/{school.uuid}/").content.decode()


def test_a_document_replaced_after_validation_is_seen(people, school, keep, browse, django_capture_on_commit_callbacks):
    client, fact = browse(people["school"]), keep()
    with django_capture_on_commit_callbacks(execute=True):
        for text in (b"premier", b"second"):
            sent = SimpleUploadedFile("convention.pdf", text)
            assert client.post(f"/preuves/fait/{fact.uuid}/joindre", {"document": sent}).status_code == 302
            if text == b"premier":
                client.post(f"/preuves/fait/{fact.uuid}/valider")
                assert "inchangé depuis la validation" in client.get(f"/preuves/fait/{fact.uuid}/").content.decode()
    assert "remplacé depuis la validation" in client.get(f"/preuves/fait/{fact.uuid}/").content.decode()
    assert client.get(f"/preuves/fait/{fact.uuid}/document").content == b"second"
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"/preuves/fait/{fact.uuid}/retirer").status_code == 302
    assert list(queries.documents_folder(school).iterdir()) == []


def test_a_document_that_is_none_is_refused(people, keep, browse):
    fact = keep()
    sent = SimpleUploadedFile("virus.exe", b"MZ")
    answer = browse(people["school"]).post(f"/preuves/fait/{fact.uuid}/joindre", {"document": sent})
    assert answer.status_code in (400, 403, 409, 422)
    fact.refresh_from_db()
    assert fact.path == ""


def test_a_file_is_checked_first_and_kept_when_the_box_is_ticked(people, school, browse):
    client = browse(people["school"])
    text = "fact,date,kind,title,quantity\nA,2026-01-10,visit,Visite,\nB,31/02/2026,visit,Visite,\n"
    address = f"/preuves/{school.uuid}/importer"
    looked = client.post(address, {"file": SimpleUploadedFile("faits.csv", text.encode())}).content.decode()
    assert "31/02/2026" in looked
    assert EvidenceFact.objects.count() == 0
    client.post(address, {"file": SimpleUploadedFile("faits.csv", text.encode()), "keep": "on"})
    assert [fact.key for fact in EvidenceFact.objects.all()] == ["A"]


def test_every_figure_opens_its_facts(people, school, keep, browse):
    keep(quantity=6, partner="Atelier Nord", member="yes")
    keep(kind="teaching", title="Cours", quantity=18, details="employer=academic")
    client, year = browse(people["school"]), SchoolYear.of(TODAY).first
    page = client.get(f"/preuves/{school.uuid}/indicateurs").content.decode()
    assert "25,0" in page
    assert f"?part=pro_share&amp;annee={year}" in page
    behind = client.get(f"/preuves/{school.uuid}/?part=pro_hours&annee={year}").content.decode()
    assert "Cours de métrologie" in behind
    assert "F0002" not in behind


def test_the_dossier_is_downloaded(people, school, keep, browse):
    keep()
    client = browse(people["school"])
    assert client.get(f"/preuves/{school.uuid}/dossier.pdf").content.startswith(b"%PDF")
    assert client.get(f"/preuves/{school.uuid}/dossier.docx").content.startswith(b"PK")
    assert client.get(f"/preuves/{school.uuid}/manques").status_code == 200


def test_a_school_keeps_its_own_edition_of_the_criteria(people, school, keep, browse):
    keep(criteria="Z")
    client = browse(people["school"])
    posted = {"programme": "Mécatronique", "first_year": 2024, "last_year": 2026, "edition": "cti-2025"}
    wrong = client.post(f"/preuves/{school.uuid}/profil", posted | {"own_edition": "rien"})
    assert wrong.status_code == 200
    own = 'name = "Lue"\nvalid_from = 2025-03-01\n[[heading]]\nid = "Z"\nfr = "Nos mots"\nverified = true\n'
    assert client.post(f"/preuves/{school.uuid}/profil", posted | {"own_edition": own}).status_code == 302
    held = queries.held(school, timezone.localdate())
    assert [heading.number for heading in held.edition.headings] == ["Z"]


def test_recommendations_are_followed(people, school, browse):
    client = browse(people["school"])
    posted = {"number": "1", "audit": "2022-03-01", "text": "Associer les entreprises", "state": "open"}
    assert client.post(f"/preuves/{school.uuid}/recommandations", posted).status_code == 302
    assert "Associer les entreprises" in client.get(f"/preuves/{school.uuid}/recommandations").content.decode()


def test_a_member_sees_the_facts_it_is_named_in_and_no_others(people, school, keep, browse, organisation):
    own, other = keep(partner=organisation.name), keep(partner="Autre", title="Autre chose")
    client = browse(people["member"])
    page = client.get(f"/preuves/{school.uuid}/").content.decode()
    assert own.title in page
    assert other.title not in page
    assert client.get(f"/preuves/fait/{other.uuid}/").status_code == 404
    assert client.get(f"/preuves/{school.uuid}/indicateurs").status_code == 403


def test_another_school_sees_nothing(people, school, keep, browse, cluster, membership_in):
    fact = keep()
    second = Organisation.objects.create(cluster=cluster, key="autre-ecole", name="Autre école", kind="school")
    people["school"].organisation = second
    people["school"].save()
    client = browse(people["school"])
    assert client.get(f"/preuves/{school.uuid}/").status_code == 404
    assert client.get(f"/preuves/fait/{fact.uuid}/").status_code == 404


def test_a_locker_of_facts_costs_few_queries(people, school, keep, browse, django_assert_max_num_queries):
    for number in range(25):
        keep(title=f"Cours {number}")
    client = browse(people["school"])
    with django_assert_max_num_queries(10):
        client.get(f"/preuves/{school.uuid}/")
    with django_assert_max_num_queries(12):
        client.get(f"/preuves/{school.uuid}/indicateurs")


def test_a_secret_document_is_its_schools(people, school, keep, browse):
    fact = keep(confidentiality="secret")
    browse(people["school"]).post(f"/preuves/fait/{fact.uuid}/joindre", {"document": SimpleUploadedFile("a.pdf", b"x")})
    assert browse(people["school"]).get(f"/preuves/fait/{fact.uuid}/document").status_code == 200
    assert browse(people["auditor"]).get(f"/preuves/fait/{fact.uuid}/document").status_code == 403
