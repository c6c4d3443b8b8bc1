"""Bad files as they are sent to the site: the same table as for the command line, through every step of the wizard."""

import csv
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.bad_inputs import BAD, GOOD, HEAD, Bad
from tests.web.figured import references

from grappe.needs import NEEDS, map_of
from grappe.web.jobs.actions import cancel_job, resume_job
from grappe.web.jobs.models import Job, State
from grappe.web.needs.models import Need
from grappe.web.sending import actions, tasks
from grappe.web.sending.models import SourceMapping, Upload
from grappe.web.sending.queries import path_of
from grappe.web.stores import folder_of, store_of
from grappe.words import Interrupted, Kind, Refused


@pytest.fixture(autouse=True)
def no_refresh(monkeypatch):
    """Coding and analysis have their own tests."""
    monkeypatch.setattr("grappe.web.sending.tasks.refresh", lambda by: None)


@pytest.fixture
def home_with_references(home, settings):
    """A home that knows the starter's codes."""
    settings.HOME = home
    references(home)
    return home


@pytest.fixture
def confirm(django_capture_on_commit_callbacks):
    """Confirms an upload and lets its reading run to its end."""

    def confirmed(client, upload: Upload):
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(f"/envois/{upload.uuid}/confirmer")
        upload.refresh_from_db()
        return answer

    return confirmed


def send(client, name: str, content: bytes | str, **fields: str):
    content = content.encode() if isinstance(content, str) else content
    return client.post("/envois/nouveau", {"file": SimpleUploadedFile(name, content), **fields})


def last() -> Upload:
    return Upload.objects.order_by("-pk")[0]


def stored(officer) -> int:
    return Need.objects.count() + store_of(officer.cluster).count(NEEDS)


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_it_is_read_row_by_row_or_refused_with_a_sentence(officer, browse, confirm, home_with_references, bad: Bad):
    client = browse(officer)
    answer = send(client, bad.name, bad.content(timezone.localdate()))
    if bad.rows is None:
        shown = client.get(answer["Location"], follow=True) if answer.status_code == 302 else answer
        assert shown.status_code in (200, 422)
        assert bad.said in shown.content.decode().replace("&#x27;", "'")
        if answer.status_code == 302:
            assert confirm(client, last()).status_code < 500
            assert last().state != "done"
        assert not stored(officer)
        return
    assert client.get(answer["Location"]).status_code == 200
    confirm(client, last())
    report = client.get(f"/envois/{last().uuid}").content.decode()
    upload = last()
    assert (upload.rows, upload.accepted, upload.warned, upload.refused) == bad.rows, report
    assert upload.rows == upload.accepted + upload.refused + upload.unchanged
    assert bad.said in report.replace("\xa0", " ")
    assert "<script>alert" not in report
    assert "onerror" not in report
    assert stored(officer) == upload.accepted
    for page in ("/besoins/", "/offres/"):
        assert client.get(page).status_code == 200


def test_no_formula_leaves_in_an_export(officer, browse, confirm):
    client = browse(officer)
    evil = ('=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)")
    rows = "".join(f"{n};{title.replace(';', ',')};1;CDI;Lille;59000;;;;\n" for n, title in enumerate(evil))
    send(client, "formules.csv", HEAD + rows.replace('"', ""))
    confirm(client, last())
    assert Need.objects.count() == len(evil)
    text = b"".join(client.get("/besoins/?export=csv").streaming_content).decode()
    titles = [row["title"] for row in csv.DictReader(text.splitlines())]
    assert len(titles) == len(evil)
    assert all(title.startswith("'") for title in titles), titles


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd.csv",
        "..\\..\\secret.csv",
        "/etc/cron.d/x.csv",
        "é" * 400 + ".csv",
        "a." + "é" * 190 + ".gz.csv",
        "besoins; filename=x.csv",
        "a.\x00b.csv",
        "<img src=x onerror=alert(1)>.csv",
    ],
)  # fmt: skip
def test_the_name_of_a_file_leads_nowhere(officer, browse, confirm, name):
    client = browse(officer)
    assert send(client, name, HEAD + GOOD + GOOD.replace(";2;", ";x;")).status_code == 302
    upload = last()
    uploads = folder_of(officer.cluster) / "uploads"
    assert path_of(upload).parent == uploads
    assert path_of(upload).suffix == ".csv"
    assert len(upload.name) <= 200
    confirm(client, upload)
    assert upload.state == "done"
    page = client.get(f"/envois/{upload.uuid}").content.decode()
    assert "<img src=x" not in page
    answer = client.get(f"/envois/{upload.uuid}/refus.xlsx")
    assert answer.status_code == 200
    assert "\n" not in answer["Content-Disposition"]
    b"".join(answer.streaming_content)


def test_of_two_endings_only_known_ones_are_kept(officer, browse):
    send(browse(officer), "x." + "y" * 180 + ".gz", b"\x1f\x8b")
    assert not Upload.objects.exists()


def test_two_confirmations_at_once_read_the_file_once(officer, browse, confirm, django_capture_on_commit_callbacks):
    send(browse(officer), "besoins.csv", HEAD + GOOD)
    first, second = (Upload.objects.select_related("cluster", "organisation").get() for _ in range(2))
    with django_capture_on_commit_callbacks():
        actions.confirm_upload(by=officer, upload=first)
    for deed in (actions.confirm_upload, actions.drop_upload):
        with pytest.raises(Refused) as refusal:
            deed(by=officer, upload=second)
        assert refusal.value.kind == Kind.CALL
    assert Job.objects.filter(kind="needs.read").count() == 1
    assert last().state == "reading"


#: A feed whose fields have to be matched by a person.
UNKNOWN = json.dumps([{"n": f"R{rank}", "w": f"Technicienne {rank}", "t": "Vous réglez."} for rank in range(1, 9)])


def test_a_mapping_saved_late_does_not_open_a_read_file_again(officer, browse, confirm):
    client = browse(officer)
    send(client, "flux.json", UNKNOWN)
    stale = Upload.objects.select_related("cluster", "organisation").get()
    Upload.objects.update(state="done")
    with pytest.raises(Refused):
        actions.match_fields(by=officer, upload=stale, feed_map=map_of(stale.feed_map))
    assert last().state == "done"
    assert not SourceMapping.objects.exists()


def test_a_file_to_be_matched_is_not_confirmed_before(officer, browse, confirm):
    client = browse(officer)
    send(client, "flux.json", UNKNOWN)
    upload = last()
    assert upload.state == "mapping"
    assert confirm(client, upload).status_code >= 400
    assert last().state == "mapping"


def test_a_members_mapping_gives_nobody_its_source(member, officer, browse):
    client = browse(member)
    address = client.get(send(client, "flux.json", UNKNOWN)["Location"])["Location"]
    chosen = {"title": "w", "source_key": "n"}
    assert client.post(address, chosen).status_code == 302
    send(browse(officer), "flux-de-la-region.json", UNKNOWN.replace("R1", "R99"))
    assert (last().state, last().source) == ("preview", "flux-de-la-region")


@pytest.fixture
def stopped(officer, browse, monkeypatch, django_capture_on_commit_callbacks):
    """A file whose reading was cancelled on its way."""
    client = browse(officer)
    send(client, "besoins.csv", HEAD + GOOD)

    def interrupted(*_arguments):
        raise Interrupted

    with monkeypatch.context() as patched, django_capture_on_commit_callbacks(execute=True):
        patched.setattr(tasks, "_staged", interrupted)
        client.post(f"/envois/{last().uuid}/confirmer")
    assert last().state == "reading"
    assert last().job.state == State.CANCELLED
    return last()


def test_a_stopped_reading_is_resumed_from_the_page_of_the_file(
    officer, browse, stopped, django_capture_on_commit_callbacks
):
    client = browse(officer)
    page = client.get(f"/envois/{stopped.uuid}").content.decode()
    assert "arrêtée avant la fin" in page
    assert f"/travaux/{stopped.job.uuid}/reprendre" in page
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/travaux/{stopped.job.uuid}/reprendre")
    assert (last().state, last().accepted) == ("done", 1)


def test_a_stopped_reading_is_given_up_and_then_not_resumed(
    officer, browse, stopped, django_capture_on_commit_callbacks
):
    client = browse(officer)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/envois/{stopped.uuid}/abandonner")
        client.post(f"/travaux/{stopped.job.uuid}/reprendre")
    assert last().state == "dropped"
    assert last().job.state == State.FAILED
    assert not Need.objects.exists()
    assert not path_of(stopped).exists()


def test_a_reading_under_way_is_not_given_up(officer, browse, stopped):
    Job.objects.update(state=State.RUNNING)
    assert browse(officer).post(f"/envois/{stopped.uuid}/abandonner").status_code >= 400
    assert last().state == "reading"


def test_a_bug_while_reading_leaves_a_file_that_can_be_resumed(
    officer, browse, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    client = browse(officer)
    send(client, "besoins.csv", HEAD + GOOD)

    def broken(*_arguments):
        raise ZeroDivisionError

    with monkeypatch.context() as patched, django_capture_on_commit_callbacks(execute=True):
        patched.setattr(tasks, "_staged", broken)
        client.post(f"/envois/{last().uuid}/confirmer")
    assert "Reprendre" in client.get(f"/envois/{last().uuid}").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        resume_job(by=officer, job=last().job)
    assert last().state == "done"


def test_a_disk_full_while_reading_is_said_and_the_reading_can_be_done_again(
    officer, browse, monkeypatch, django_capture_on_commit_callbacks
):
    client = browse(officer)
    send(client, "page.json", ads("Soudeur"))

    def full(*_arguments):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched, django_capture_on_commit_callbacks(execute=True):
        patched.setattr("os.fsync", full)
        client.post(f"/envois/{last().uuid}/confirmer")
    assert "disque est plein" in client.get(f"/envois/{last().uuid}").content.decode()
    assert not stored(officer)
    with django_capture_on_commit_callbacks(execute=True):
        resume_job(by=officer, job=last().job)
    assert (last().state, last().accepted) == ("done", 1)
    assert stored(officer) == 1


def ads(*titles: str) -> str:
    usual = {"description": "Souder.", "lieuTravail": {"libelle": "59 - LILLE"}, "typeContrat": "CDI"}
    usual |= {"dateCreation": "2026-02-03T10:00:00.000Z", "romeCode": "H2913"}
    return json.dumps(
        {"resultats": [usual | {"id": f"{n:03}XYZ", "intitule": title} for n, title in enumerate(titles)]}
    )


def test_an_attempt_after_the_ads_were_written_counts_them_as_new(officer, browse, confirm, monkeypatch):
    client = browse(officer)
    send(client, "page.json", ads("Soudeur", "Tourneur"))
    asked = []
    monkeypatch.setattr(tasks, "refresh", lambda by: asked.append(by))

    def killed(*_arguments):
        raise Interrupted

    with monkeypatch.context() as patched:
        patched.setattr(tasks, "_finish", killed)
        confirm(client, last())
    assert store_of(officer.cluster).count(NEEDS) == 2
    resume_job(by=officer, job=last().job)
    tasks.read_upload(last().job, lambda *_said: None)
    assert (last().state, last().accepted, last().unchanged) == ("done", 2, 0)
    assert asked == [officer]


def test_a_file_read_to_its_end_is_not_read_again(officer, browse, confirm):
    client = browse(officer)
    send(client, "besoins.csv", HEAD + GOOD)
    confirm(client, last())
    Need.objects.all().delete()
    tasks.read_upload(last().job, lambda *_said: None)
    assert (last().accepted, Need.objects.count()) == (1, 0)


def test_a_member_writes_over_no_other_members_needs(
    member, officer, browse, confirm, membership_in, school_organisation
):
    client = browse(member)
    send(client, "besoins.csv", HEAD + GOOD)
    confirm(client, last())
    own = Need.objects.get()
    thief = browse(membership_in(member.cluster, "member", school_organisation))
    stolen = f"need_id,source,source_key,kind,title,positions\nx,{own.source},{own.key},survey,Volé,1\n"
    send(thief, "vol.csv", stolen)
    confirm(thief, last())
    own.refresh_from_db()
    assert (own.title, own.organisation) == ("Soudeur TIG", member.organisation)
    assert {need.organisation_id for need in Need.objects.exclude(pk=own.pk)} <= {school_organisation.pk}


def test_the_officer_sends_a_members_file_again_and_nothing_counts_twice(member, officer, browse, confirm):
    for person in (member, officer):
        send(browse(person), "besoins.csv", HEAD + GOOD)
        confirm(browse(person), last())
    assert (last().accepted, last().unchanged, Need.objects.count()) == (0, 1, 1)
    assert last().organisation == member.organisation


def test_a_source_that_the_site_writes_under_is_kept_free(officer, browse, confirm):
    for name, fields in (("page.json", {"source": "Membres"}), ("membres.json", {})):
        send(browse(officer), name, ads("Soudeur"), **fields)
        assert last().source not in ("membres", "Membres")


def test_a_waiting_reading_that_is_cancelled_leaves_a_file_to_resume(
    officer, browse, django_capture_on_commit_callbacks
):
    client = browse(officer)
    send(client, "besoins.csv", HEAD + GOOD)
    with django_capture_on_commit_callbacks():
        client.post(f"/envois/{last().uuid}/confirmer")
    cancel_job(by=officer, job=last().job)
    assert "Reprendre" in client.get(f"/envois/{last().uuid}").content.decode()
