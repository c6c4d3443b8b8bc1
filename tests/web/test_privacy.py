"""People's data: declared, handed out, erased, forgotten when its time is over."""

import json
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.utils import timezone

from grappe.web.audit.models import AuditEvent
from grappe.web.audit.queries import verified
from grappe.web.clusters.models import Membership, User
from grappe.web.privacy.actions import erase_account, forget_what_is_over
from grappe.web.privacy.register import REGISTER
from grappe.web.sending.models import Step, Upload
from grappe.web.stores import folder_of
from grappe.words import Refused

TEXT = (models.CharField, models.TextField, models.JSONField)


def test_every_record_with_text_says_what_it_keeps_of_people():
    declared = {kept.model for kept in REGISTER}
    with_text = {
        model.__name__
        for model in apps.get_app_config("grappe").get_models()
        if any(isinstance(field, TEXT) for field in model._meta.get_fields())
    }
    assert with_text <= declared, with_text - declared


@pytest.mark.parametrize("kept", [kept for kept in REGISTER if kept.personal], ids=lambda kept: kept.model)
def test_the_register_names_fields_that_exist_and_says_why_in_two_languages(kept):
    fields = {field.name for field in apps.get_model("grappe", kept.model)._meta.get_fields()}
    assert set(kept.personal) <= fields
    assert all(said.fr and said.en for said in (kept.things, kept.purpose, kept.basis, kept.until))


def test_a_person_takes_their_data_away(member, browse):
    client = browse(member)
    client.post("/langue", {"language": "en", "next": "/"})
    about = json.loads(client.get("/donnees/moi.json").content)
    assert about["account"]["email"] == member.user.email
    assert [access["organisation"] for access in about["accesses"]] == ["Atelier Nord"]
    assert "account.language" in {deed["action"] for deed in about["deeds"]}
    assert other_people(member) not in json.dumps(about)


def other_people(membership):
    return User.objects.exclude(pk=membership.user_id).first().email


def test_a_person_erases_their_account_and_the_journal_still_holds(member, browse, cluster):
    client, elsewhere = browse(member), browse(member)
    assert client.get("/donnees/effacer").status_code == 200
    assert client.post("/donnees/effacer")["Location"] == "/compte/login/"
    gone = User.objects.get(pk=member.user_id)
    assert (gone.name, gone.is_active, gone.has_usable_password()) == ("Compte effacé", False, False)
    assert "member" not in gone.email
    assert not Membership.objects.filter(user=gone).exists()
    assert elsewhere.get("/").status_code == 302
    assert AuditEvent.objects.filter(action="account.erase", cluster=cluster, actor=gone).count() == 1
    assert verified(cluster)[1] is None


def test_the_last_officer_hands_the_role_on_first(officer, browse):
    page = browse(officer).post("/donnees/effacer")
    assert page.status_code == 422
    assert "dernier chargé de mission" in page.content.decode()
    with pytest.raises(Refused):
        erase_account(user=officer.user)
    assert User.objects.get(pk=officer.user_id).email == officer.user.email


def sent(cluster, age, *, name="a.csv", state=Step.DONE):
    folder = folder_of(cluster) / "uploads"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("Dupont;06 12 34 56 78")
    (folder / f"{name}.xlsx").write_text("lignes refusées")
    upload = Upload.objects.create(
        cluster=cluster, name=name, source="a", path=f"uploads/{name}", size=1, digest="", state=state,
        refused_path=f"uploads/{name}.xlsx", issues=[{"value": "Dupont"}],
    )  # fmt: skip
    Upload.objects.filter(pk=upload.pk).update(created_at=timezone.now() - timedelta(days=age))
    return upload


@pytest.mark.parametrize(
    ("age", "state", "left"),
    [
        (29, Step.DONE, ["a.csv", "a.csv.xlsx"]),
        (32, Step.DONE, ["a.csv.xlsx"]),
        (182, Step.DONE, []),
        (182, Step.READING, ["a.csv", "a.csv.xlsx"]),
    ],
)
def test_what_was_sent_is_forgotten_when_its_time_is_over(
    cluster, age, state, left, django_capture_on_commit_callbacks
):
    upload = sent(cluster, age, state=state)
    with django_capture_on_commit_callbacks(execute=True):
        forget_what_is_over(today=timezone.localdate())
    assert sorted(path.name for path in (folder_of(cluster) / "uploads").iterdir()) == left
    upload.refresh_from_db()
    assert bool(upload.issues) == bool("a.csv.xlsx" in left)


def test_forgetting_again_finds_nothing_and_says_nothing(cluster):
    sent(cluster, 200)
    today = timezone.localdate()
    assert forget_what_is_over(today=today) == {"files": 1, "refused": 1}
    assert forget_what_is_over(today=today) == {"files": 0, "refused": 0}
    assert AuditEvent.objects.filter(action="needs.forget").count() == 2


def test_a_file_that_waited_too_long_is_given_up(cluster):
    upload = sent(cluster, 40, state=Step.PREVIEW)
    forget_what_is_over(today=timezone.localdate())
    upload.refresh_from_db()
    assert upload.state == Step.DROPPED


def test_an_account_idle_for_two_years_is_pointed_out(officer, member, browse):
    User.objects.filter(pk=member.user_id).update(last_login=timezone.now() - timedelta(days=800))
    page = browse(officer).get("/membres/comptes").content.decode()
    assert page.count("inactif depuis deux ans") == 1


def test_a_visitor_sees_no_register(db):
    assert Client().get("/donnees/").status_code == 302


def test_the_periods_are_dated_rules():
    from grappe.web.privacy.rules import retention

    assert retention(date(2026, 11, 24)).raw_files == 30
