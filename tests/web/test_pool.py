"""Sharing on screen: part needs in words, the board, a plan that follows decisions, its papers, calls answered."""

import csv
import io
import json
import re

import pytest

from grappe.cli.entry import run
from grappe.pool import read_part_needs
from grappe.web.clusters.models import Organisation, Site
from grappe.web.pool.actions import ask_shared_need, decide_sharing, plan_shared_jobs
from grappe.web.pool.models import SharedNeed, SharingDecision, SharingPlan, SharingProfile

YEAR = [4] * 30 + [0] * 5 + [4] * 17


@pytest.fixture(autouse=True)
def site(organisation) -> Site:
    """Where the member works, so that travel can be counted."""
    return Site.objects.create(organisation=organisation, key="lille", name="Lille", lat=50.63, lon=3.06)


@pytest.fixture
def firms(cluster, organisation) -> list[Organisation]:
    """Four members of one town."""
    named = [("moulin", "Moulin Bleu"), ("cantine", "Cantine du Port"), ("camping", "Camping des Dunes")]
    made = [
        Organisation.objects.create(cluster=cluster, key=key, name=name, kind="company", commune="Lille", insee="59350")
        for key, name in named
    ]
    return [organisation, *made]


@pytest.fixture
def asked(officer, firms):
    """Makes a part need of the firm of a rank."""

    def ask(rank: int, *, halfdays: str = "1" * 10 + "00", weeks=YEAR, **fields) -> SharedNeed:
        values = {"title": "Boulanger", "occupation": "D1102", "lat": 50.63, "lon": 3.06, "pay_hour": 12.5} | fields
        return ask_shared_need(by=officer, organisation=firms[rank], halfdays=halfdays, weeks=list(weeks), **values)

    return ask


@pytest.fixture
def planned(officer, asked, day, django_capture_on_commit_callbacks):
    """Two needs that make a job and one that stays out, planned."""
    asked(0, halfdays="111111000000")
    asked(1, halfdays="000000111100")
    asked(2, weeks=[2] * 47 + [0] * 5)
    with django_capture_on_commit_callbacks(execute=True):
        made = plan_shared_jobs(by=officer, rules="code-no-agreement", day=day)
    made.refresh_from_db()
    return made


def fill(**changes) -> dict:
    """A form as a member fills it in."""
    return {
        "title": "Boulanger",
        "occupation": "D1102",
        "halfdays": ["1", "2", "3", "4"],
        "seasons": "1-30: 4 ; 36-52: 4",
    } | changes


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_words_become_a_grid_that_the_member_confirms(member, browse):
    client = browse(member)
    words = {"title": "Boulanger", "occupation": "D1102", "words": "deux jours par semaine, pas le vendredi"}
    response = client.post("/partager/besoins/nouveau", words | {"understand": "1"})
    assert "4 demi-journée(s) par semaine (14 h), possibles : lundi, mardi, mercredi, jeudi" in text_of(response)
    assert not SharedNeed.objects.exists()
    form = response.context["form"]
    sent = {name: form.data.getlist(name) for name in form.data if name != "understand"}
    saved = client.post("/partager/besoins/nouveau", sent)
    assert saved.status_code == 302, text_of(saved)
    need = SharedNeed.objects.get()
    assert (need.halfdays, set(need.weeks), need.organisation.key) == ("111111110000", {4}, "atelier-nord")


def test_words_alone_are_never_saved_without_a_look(member, browse):
    response = browse(member).post(
        "/partager/besoins/nouveau", fill(halfdays=[], seasons="", words="trois matins par semaine")
    )
    assert response.status_code == 200
    assert "Ce qui a été compris" in text_of(response)
    assert not SharedNeed.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"seasons": ""}, "Dites combien"),
        ({"seasons": "1-60: 4"}, "semaines de 1 à 52"),
        ({"seasons": "1-10: 4 ; 5-6: 2"}, "déjà dites"),
        ({"seasons": "1-10: 8"}, "Moins de demi-journées"),
        ({"seasons": "1-10: 80"}, "semaines de 1 à 52"),
        ({"place": "Nullepart-les-Eaux"}, "Lieu inconnu"),
        ({"forbidden": ["atelier-nord"]}, "Sélectionnez un choix valide"),
        ({"words": "parfois", "seasons": "", "halfdays": []}, "combien"),
    ],
)
def test_what_cannot_be_a_need_is_said_beside_the_field(member, browse, changes, said):
    response = browse(member).post("/partager/besoins/nouveau", fill(**changes))
    assert response.status_code == 422
    assert said in text_of(response)
    assert not SharedNeed.objects.exists()


def test_a_member_sees_its_needs_and_how_many_go_with_them_not_whose(member, browse, asked):
    asked(0, halfdays="111111000000")
    asked(1, halfdays="000000111100")
    said = text_of(browse(member).get("/partager/"))
    assert "B1 · Boulanger" in said
    assert "Moulin Bleu" not in said
    assert browse(member).get("/partager/plans/00000000-0000-4000-8000-000000000000").status_code == 403


def test_the_officer_sees_the_map_the_job_its_checks_and_its_price(officer, browse, planned):
    client = browse(officer)
    board = client.get("/partager/")
    assert "Carte des complémentarités" in board.content.decode()
    assert "1 emplois, 2 besoins placés sur 3" in text_of(board)
    said = text_of(client.get(f"/partager/plans/{planned.uuid}/emplois/1"))
    assert "Code du travail, L3121-20" in said
    assert "Atelier Nord" in said
    assert "Prix hors taxes" in said
    assert "à confirmer" in said


def test_a_plan_is_polled_as_a_piece(officer, browse, planned):
    response = browse(officer).get(f"/partager/plans/{planned.uuid}", headers={"HX-Request": "true"})
    assert response.content.decode().lstrip().startswith("<section")
    assert planned.over
    assert planned.status == "optimal"


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_the_annex_is_printed(officer, browse, planned, kind, start):
    response = browse(officer).get(f"/partager/plans/{planned.uuid}/emplois/1/annexe-l1253-9.{kind}")
    assert response.content.startswith(start)
    assert "attachment" in response["Content-Disposition"]


def test_every_paper_of_a_job_opens(officer, browse, planned):
    client = browse(officer)
    page = client.get(f"/partager/plans/{planned.uuid}/emplois/1")
    links = set(re.findall(r'href="([^"]+\.(?:docx|ics))"', page.content.decode()))
    assert len(links) >= 9
    for link in links:
        assert client.get(link).status_code == 200, link
    assert client.get(f"/partager/plans/{planned.uuid}/emplois/1/rien.pdf").status_code == 404
    assert client.get(f"/partager/plans/{planned.uuid}/emplois/9").status_code == 404


def test_a_refused_job_is_not_proposed_again(officer, browse, planned, day, django_capture_on_commit_callbacks):
    browse(officer).post("/partager/decider", {"choice": "apart", "needs": ["B1", "B2"]})
    with django_capture_on_commit_callbacks(execute=True):
        again = plan_shared_jobs(by=officer, rules="code-no-agreement", day=day)
    again.refresh_from_db()
    assert ["B1", "B2"] not in [job["needs"] for job in again.jobs]


def test_decisions_that_conflict_are_named_on_the_plan(officer, asked, browse, day, django_capture_on_commit_callbacks):
    asked(0, halfdays="111100000000")
    asked(1, halfdays="111100000000")
    decide_sharing(by=officer, choice="together", needs=["B1", "B2"])
    with django_capture_on_commit_callbacks(execute=True):
        made = plan_shared_jobs(by=officer, rules="code-no-agreement", day=day)
    said = text_of(browse(officer).get(f"/partager/plans/{made.uuid}"))
    assert "aucun plan ne garde ensemble : B1 + B2" in said


def test_needs_tried_by_hand_show_their_checks_at_once_and_write_nothing(officer, browse, planned):
    client = browse(officer)
    said = text_of(client.get("/partager/essayer?needs=B1&needs=B2"))
    assert "aucune règle n'est enfreinte" in said
    assert "au moins une règle est enfreinte" in text_of(client.get("/partager/essayer?needs=B1&needs=B3"))
    assert not SharingDecision.objects.exists()


def test_an_unpooled_need_becomes_a_call_and_its_answer_completes_the_job(
    officer, member, asked, firms, browse, day, membership_in, django_capture_on_commit_callbacks
):
    asked(1, halfdays="111000000000", weeks=[3] * 30 + [0] * 5 + [3] * 17)
    with django_capture_on_commit_callbacks(execute=True):
        plan_shared_jobs(by=officer, rules="code-no-agreement", day=day)
    client = browse(member)
    board = text_of(client.get("/partager/"))
    assert "Qui a besoin de temps partagé en D1102" in board
    assert "Moulin Bleu" not in board
    page = client.get("/partager/besoins/nouveau?appel=B1")
    form = page.context["form"]
    sent = {"title": "Boulanger", **{name: form.initial[name] for name in form.initial}}
    assert client.post("/partager/besoins/nouveau", sent).status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        made = plan_shared_jobs(by=officer, rules="code-no-agreement", day=day)
    made.refresh_from_db()
    assert [job["needs"] for job in made.jobs] == [["B1", "B2"]]


def test_the_needs_leave_as_the_command_line_reads_them(officer, browse, planned, tmp_path):
    response = browse(officer).get("/partager/besoins.csv")
    file = tmp_path / "needs.csv"
    file.write_bytes(b"".join(response.streaming_content))
    read = read_part_needs(file)
    assert read.refused == ()
    assert [need.need for need in read.needs] == ["B1", "B2", "B3"]
    assert len(list(csv.reader(io.StringIO(file.read_text("utf-8"))))) == 4


def test_screen_and_command_line_make_the_same_plan(officer, browse, planned, tmp_path, capsys):
    file, pairs = tmp_path / "needs.csv", tmp_path / "similar.csv"
    file.write_bytes(b"".join(browse(officer).get("/partager/besoins.csv").streaming_content))
    pairs.write_text("occupation,similar\n", "utf-8")
    words = ["pool", "plan", str(file), "--rules", planned.rules, "--day", planned.day.isoformat()]
    assert run([*words, "--similar", str(pairs), "--out", str(tmp_path / "plan"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["objective"], told["bound"]) == (planned.objective, planned.bound)
    plan = json.loads((tmp_path / "plan" / "plan.json").read_text("utf-8"))
    assert [job["needs"] for job in plan["plan"]] == [job["needs"] for job in planned.jobs]
    checks = {check["rule"]: check["value"] for check in plan["plan"][0]["checks"]}
    page = text_of(browse(officer).get(f"/partager/plans/{planned.uuid}/emplois/1"))
    assert f"Code du travail, L3121-20 {checks['week-max']:g}".replace(".", ",") in page


def test_the_cluster_lays_its_own_value_over_a_rule(officer, browse, planned, day):
    client = browse(officer)
    sent = {"profil": "code-no-agreement", "rule": "part-time-week", "value": "20", "source": "Accord de branche"}
    assert client.post("/partager/regles", sent).status_code == 302
    assert SharingProfile.objects.get().values["part-time-week"]["value"] == 20
    said = text_of(client.get("/partager/regles"))
    assert "Accord de branche" in said
    wrong = [sent | {"value": "vingt"}, sent | {"source": " "}, sent | {"rule": "rien"}, sent | {"value": "2000"}]
    for attempt in wrong:
        assert client.post("/partager/regles", attempt).status_code in (400, 422), attempt


def test_two_people_changing_a_need_are_told(officer, browse, asked):
    need = asked(0)
    client = browse(officer)
    sent = fill(organisation="atelier-nord", version=need.version)
    assert client.post(f"/partager/besoins/{need.uuid}/modifier", sent | {"title": "Chef"}).status_code == 302
    second = client.post(f"/partager/besoins/{need.uuid}/modifier", sent | {"title": "Autre"})
    assert second.status_code in (400, 409)
    assert SharedNeed.objects.get().title == "Chef"


def test_a_withdrawn_need_enters_no_plan(officer, browse, planned, day):
    need = SharedNeed.objects.get(number=1)
    assert browse(officer).post(f"/partager/besoins/{need.uuid}/retirer").status_code == 302
    made = plan_shared_jobs(by=officer, rules="code-no-agreement", day=day)
    assert [told["need"] for told in made.problem["needs"]] == ["B2", "B3"]


def test_lists_ask_few_questions_of_the_database(officer, browse, planned, asked, django_assert_max_num_queries):
    for rank in range(4):
        asked(rank)
    client = browse(officer)
    with django_assert_max_num_queries(16):
        client.get("/partager/")
    assert SharingPlan.objects.count() == 1
