"""Sending a file: looked at, matched, previewed, confirmed, read; bad rows come back to be corrected."""

import io
import json
import os
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from grappe.needs import NEEDS
from grappe.web.audit.models import AuditEvent
from grappe.web.needs.models import Need
from grappe.web.sending.models import SourceMapping, Upload
from grappe.web.sending.queries import path_of
from grappe.web.stores import store_of

SHEET = (
    "Intitulé du poste;Nombre de postes;Type de contrat;Commune;Code postal\n"
    "Soudeur TIG;2;CDI;Lille;59000\n"
    ";1;CDI;Lille;59000\n"
    "Ajusteur;dix mille;CDD;Lille;59000\n"
    "Fraiseur;10000;CDD;Lille;59000\n"
    "Tourneur;1;CDI;Lille;59000\n"
)


@pytest.fixture(autouse=True)
def no_refresh(monkeypatch):
    """Coding and analysis have their own tests."""
    monkeypatch.setattr("grappe.web.sending.tasks.refresh", lambda by: None)


def csv(text=SHEET, name="besoins.csv", encoding="utf-8"):
    return SimpleUploadedFile(name, text.encode(encoding))


def send(client, file, **fields):
    return client.post("/envois/nouveau", {"file": file, **fields})


def test_a_member_sends_a_sheet_with_three_bad_rows_and_corrects_them(
    member, browse, django_capture_on_commit_callbacks
):
    client = browse(member)
    page = client.get(send(client, csv())["Location"])
    text = page.content.decode()
    assert "2 entreraient" in text
    assert "3 seraient refusées" in text
    assert "Ajusteur · dix mille" in text
    assert not Need.objects.exists()

    upload = Upload.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/envois/{upload.uuid}/confirmer")
    upload.refresh_from_db()
    assert (upload.state, upload.rows, upload.accepted, upload.refused) == ("done", 5, 2, 3)
    assert upload.job.result["rows"] == 5
    assert upload.job.result["issues"] == []  # what the cells held stands with the file alone
    assert upload.source == "adherent-atelier-nord"
    assert {need.organisation_id for need in Need.objects.all()} == {member.organisation_id}
    report = client.get(f"/envois/{upload.uuid}").content.decode()
    assert "dix mille" in report

    refused = b"".join(client.get(f"/envois/{upload.uuid}/refus.xlsx").streaming_content)
    book = openpyxl.load_workbook(io.BytesIO(refused))
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    title, positions = heads.index("Intitulé du poste") + 1, heads.index("Nombre de postes") + 1
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, title).value = sheet.cell(row, title).value or "Monteur"
        sheet.cell(row, positions).value = 1
    corrected = io.BytesIO()
    book.save(corrected)
    with django_capture_on_commit_callbacks(execute=True):
        location = send(client, SimpleUploadedFile("corrigé.xlsx", corrected.getvalue()))["Location"]
        client.post(f"{location}/confirmer")
    again = Upload.objects.order_by("-pk")[0]
    assert (again.accepted, again.refused) == (3, 0)
    assert Need.objects.count() == 5


def test_the_same_file_twice_changes_nothing(officer, browse, django_capture_on_commit_callbacks):
    client = browse(officer)
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"{send(client, csv())['Location']}/confirmer")
    last = Upload.objects.order_by("-pk")[0]
    assert (last.accepted, last.refused, last.unchanged) == (0, 3, 2)
    assert Need.objects.count() == 2


def ads(*titles):
    return json.dumps(
        {
            "resultats": [
                {
                    "id": f"{rank:03}ABCD",
                    "intitule": title,
                    "description": "Au sein de l'atelier.",
                    "dateCreation": "2026-02-03T10:00:00.000Z",
                    "lieuTravail": {"libelle": "59 - LILLE", "codePostal": "59000"},
                    "romeCode": "H2913",
                    "typeContrat": "CDI",
                }
                for rank, title in enumerate(titles)
            ],
            "filtresPossibles": [],
        }
    )


def test_ads_go_to_the_store_and_not_to_the_records(officer, browse, django_capture_on_commit_callbacks):
    client = browse(officer)
    file = SimpleUploadedFile("page.json", ads("Soudeur", "<b>Tourneur</b><script>x</script>").encode())
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{send(client, file)['Location']}/confirmer")
    assert not Need.objects.exists()
    table = store_of(officer.cluster).read(NEEDS)
    assert sorted(table["title"].to_pylist()) == ["Soudeur", "Tourneur"]
    assert AuditEvent.objects.get(action="needs.read").counts["accepted"] == 2


UNKNOWN = "ref|poste|texte|societe|ville|mise en ligne\n" + "".join(
    f"R{number}|Technicien de maintenance H/F {number}|Vous assurez la maintenance des lignes de production et "
    f"le suivi des interventions de l'atelier numéro {number}.|Ateliers du Nord|Lille|0{number}/02/2026\n"
    for number in range(1, 9)
)


def test_an_unknown_feed_is_matched_once_and_remembered(officer, browse, django_capture_on_commit_callbacks):
    client = browse(officer)
    send(client, csv(UNKNOWN, "Flux des ateliers.csv"))
    assert Upload.objects.get().source == "flux-des-ateliers"
    Upload.objects.all().delete()
    location = send(client, csv(UNKNOWN, "flux.csv"), source="ateliers")["Location"]
    page = client.get(location, follow=True)
    if page.redirect_chain:
        text = page.content.decode()
        assert "Faire correspondre" in text
        assert "Technicien de maintenance" in text
        form = page.context["form"]
        chosen = {name: field.initial for name, field in form.fields.items()}
        assert chosen["title"] == "poste"
        client.post(page.redirect_chain[-1][0], chosen)
    upload = Upload.objects.get()
    assert upload.state == "preview"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{location}/confirmer")
    upload.refresh_from_db()
    assert (upload.accepted, upload.refused) == (8, 0)
    if SourceMapping.objects.exists():
        again = send(client, csv(UNKNOWN.replace("R1|", "R9|"), "flux2.csv"))["Location"]
        assert client.get(again).status_code == 200
        assert Upload.objects.order_by("-pk")[0].source == "ateliers"


def test_an_unknown_feed_shows_how_sure_the_proposal_is_and_an_example_of_each_path(officer, browse):
    feed = "".join(
        f'<fiche num="{number}"><quoi>Monteur câbleur H/F</quoi><ou cp="45000">Orléans</ou><genre>CDI</genre></fiche>'
        for number in range(1, 4)
    )
    client = browse(officer)
    location = send(client, csv(f"<bourse>{feed}</bourse>", "bourse.xml"))["Location"]
    form = client.get(location, follow=True).context["form"]
    assert ("quoi", "quoi · Monteur câbleur H/F") in form.fields["title"].choices
    assert str(form.fields["title"].help_text).endswith(" · Monteur câbleur H/F")
    assert "100 %" not in str(form.fields["title"].help_text)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (csv("", "vide.csv"), "vide"),
        (csv("Intitulé du poste;Nombre de postes\n", "entete.csv"), "entete.csv"),
        (SimpleUploadedFile("photo.png", b"\x89PNG"), "n&#x27;est pas lu"),
        (SimpleUploadedFile("bombe.xlsx", b"PK\x03\x04 nothing"), "bombe.xlsx"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence_and_not_kept(officer, browse, file, said):
    file.seek(0)
    response = send(browse(officer), file)
    if response.status_code == 302:  # readable as a container: the preview says what is wrong
        text = browse(officer).get(response["Location"]).content.decode()
    else:
        assert response.status_code == 422
        assert not Upload.objects.exists()
        text = response.content.decode()
    assert said in text
    assert not Need.objects.exists()


def test_a_full_disk_refuses_the_file_and_keeps_nothing(officer, browse, monkeypatch):
    opened = Path.open

    def full(path, *arguments, **named):
        if path.parent.name == "uploads":
            raise OSError(28, os.strerror(28))
        return opened(path, *arguments, **named)

    monkeypatch.setattr(Path, "open", full)
    response = send(browse(officer), csv())
    assert response.status_code == 422
    assert os.strerror(28) in response.content.decode()
    assert not Upload.objects.exists()


def test_a_file_can_be_given_up_and_not_confirmed_afterwards(officer, browse, django_capture_on_commit_callbacks):
    client = browse(officer)
    location = send(client, csv())["Location"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{location}/abandonner")
    upload = Upload.objects.get()
    assert upload.state == "dropped"
    assert not path_of(upload).exists()
    assert client.post(f"{location}/confirmer").status_code >= 400


def test_a_file_is_its_senders_and_its_officers_only(
    member, officer, browse, membership_in, cluster, other_cluster, school_organisation
):
    location = send(browse(member), csv())["Location"]
    assert browse(officer).get(location).status_code == 200
    stranger = membership_in(cluster, "member", school_organisation)
    foreign = membership_in(other_cluster, "officer")
    for client in (browse(stranger), browse(foreign)):
        assert client.get(location).status_code == 404
        for deed in ("confirmer", "abandonner"):
            assert client.post(f"{location}/{deed}").status_code == 404
        for page in ("correspondance", "refus.xlsx"):
            assert client.get(f"{location}/{page}").status_code == 404


def test_the_template_is_a_workbook_that_is_read_back(member, browse):
    content = browse(member).get("/envois/modele.xlsx").content
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames


def test_ads_are_listed_filtered_exported_and_shown_with_their_coding(
    officer, member, browse, django_capture_on_commit_callbacks
):
    client = browse(officer)
    file = SimpleUploadedFile("page.json", ads("Soudeur", "Tourneur=1", "Élagueur").encode())
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{send(client, file)['Location']}/confirmer")
    text = client.get("/offres/").content.decode()
    assert "1 à 3 sur 3" in text
    assert "à coder" in text
    assert client.get("/offres/?q=elagueur").content.decode().count("<tr>") == 2
    assert "Aucune offre" in client.get("/offres/?contract=cdd").content.decode()
    assert client.get("/offres/?tri=-title&page=99999999&q=%27").status_code == 200
    export = b"".join(client.get("/offres/?export=csv").streaming_content).decode()
    assert export.splitlines()[0].startswith("need_id,source,source_key,kind,title")
    assert len(export.splitlines()) == 4
    need_id = export.splitlines()[1].split(",")[0]
    assert "Au sein de l" in client.get(f"/offres/offre?id={need_id}").content.decode()
    assert client.get("/offres/offre?id=nothing").status_code == 404
    assert browse(member).get("/offres/").status_code == 403
