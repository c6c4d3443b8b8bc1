"""Members' needs on screen: list, page, typing in, two people at once, tenants apart."""

from datetime import date

import pytest

from grappe.needs import NEEDS
from grappe.web.audit.models import AuditEvent
from grappe.web.jobs.models import Job
from grappe.web.listing import KEPT
from grappe.web.needs import actions, queries
from grappe.web.needs.models import Need
from grappe.web.needs.taking_in import OrganisationFinder, store_rows, table_of

DAY = date(2026, 3, 2)


def typed(**changed):
    return {"title": "Chaudronnière", "positions": "2", "contract": "cdi", "version": "1", **changed}


@pytest.fixture
def need(member):
    return actions.add_need(by=member, day=DAY, title="Soudeur TIG", positions=3, contract="cdi", place="Lille")


def test_a_member_types_in_a_need_of_its_own(member, browse):
    response = browse(member).post("/besoins/nouveau", typed(skills="Soudage TIG ; Lecture de plan"))
    need = Need.objects.get()
    assert response["Location"] == f"/besoins/{need.uuid}"
    assert (need.organisation, need.employer) == (member.organisation, "Atelier Nord")
    assert need.skills == ["Soudage TIG", "Lecture de plan"]
    assert AuditEvent.objects.filter(action="need.add", actor=member.user).count() == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "obligatoire"),
        ("positions", "10000", "9999"),
        ("postcode", "ABC", "cinq chiffres"),
        ("rome_given", "Z99", "H2902"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_kept(member, browse, field, value, said):
    response = browse(member).post("/besoins/nouveau", typed(**{field: value}))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Need.objects.exists()


def test_pay_needs_a_unit_and_an_order(member, browse):
    text = browse(member).post("/besoins/nouveau", typed(pay_min="30000", pay_max="20000")).content.decode()
    assert "plus petit que le minimum" in text
    assert "par heure, par mois ou par an" in text


def test_markup_in_a_title_is_shown_as_text(member, browse, need):
    actions.change_need(by=member, need=need, version=1, title="<script>alert(1)</script>")
    text = browse(member).get(f"/besoins/{need.uuid}").content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


def test_the_second_of_two_people_is_told_and_nothing_is_lost(officer, member, browse, need):
    first, second = browse(officer), browse(member)
    assert first.post(f"/besoins/{need.uuid}/modifier", typed(title="Soudeur MIG")).status_code == 302
    response = second.post(f"/besoins/{need.uuid}/modifier", typed(title="Soudeuse"))
    assert response.status_code == 409
    text = response.content.decode()
    assert "Quelqu" in text
    assert "Soudeur MIG" in text
    assert "Soudeuse" in text
    need.refresh_from_db()
    assert (need.title, need.version) == ("Soudeur MIG", 2)


def test_saving_what_is_there_already_writes_nothing(member, need):
    actions.change_need(by=member, need=need, version=1, title="Soudeur TIG")
    need.refresh_from_db()
    assert need.version == 1


def test_a_member_neither_sees_nor_edits_the_need_of_another(membership_in, cluster, school_organisation, browse, need):
    stranger = membership_in(cluster, "member", school_organisation)
    client = browse(stranger)
    assert client.get(f"/besoins/{need.uuid}").status_code == 404
    assert client.post(f"/besoins/{need.uuid}/retirer").status_code == 404
    assert "Soudeur TIG" not in client.get("/besoins/").content.decode()


def test_another_cluster_gets_404_on_every_page(membership_in, other_cluster, browse, need):
    client = browse(membership_in(other_cluster, "officer"))
    for page in ("", "/modifier", "/retirer"):
        assert client.get(f"/besoins/{need.uuid}{page}").status_code == 404
        assert client.post(f"/besoins/{need.uuid}{page}").status_code in (404, 405)
    assert Need.objects.count() == 1


def test_an_auditor_reads_and_changes_nothing(auditor, browse, need):
    client = browse(auditor)
    assert client.get(f"/besoins/{need.uuid}").status_code == 200
    for page in ("/besoins/nouveau", f"/besoins/{need.uuid}/modifier", f"/besoins/{need.uuid}/retirer"):
        assert client.get(page).status_code == 403


def test_removing_asks_first_and_leaves_a_trace(member, browse, need):
    client = browse(member)
    assert "Soudeur TIG" in client.get(f"/besoins/{need.uuid}/retirer").content.decode()
    assert Need.objects.exists()
    assert client.post(f"/besoins/{need.uuid}/retirer").status_code == 302
    assert not Need.objects.exists()
    assert AuditEvent.objects.filter(action="need.remove").exists()


def test_the_list_filters_sorts_and_pages_in_six_queries(officer, browse, django_assert_max_num_queries):
    rows = [row(source_key=str(number), title=f"Soudeur {number:03}", positions=1 + number % 9) for number in range(45)]
    store_rows(cluster=officer.cluster, source="enquête", rows=rows, organisation=None)
    client = browse(officer)
    with django_assert_max_num_queries(6):
        text = client.get("/besoins/").content.decode()
    assert "1 à 20 sur 45" in text
    assert "Soudeur 044" in client.get("/besoins/?tri=-title").content.decode()
    assert "41 à 45 sur 45" in client.get("/besoins/?page=3").content.decode()
    assert "Aucun besoin" in client.get("/besoins/?contract=cdd").content.decode()
    assert client.get("/besoins/?tri=nothing&page=x&contract=y").status_code == 200


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("soudeuse", True),
        ("SOUDEURS", True),
        ("soud", True),
        ("chargée d’affaires", True),
        ("lille", True),
        ("boulanger", False),
        ("'\"*&|", True),
    ],
)
def test_words_are_found_whatever_gender_number_and_accents(officer, words, found):
    rows = [row(source_key="1", title="Soudeur, chargé d'affaires", place="Lille")]
    store_rows(cluster=officer.cluster, source="enquête", rows=rows, organisation=None)
    assert queries.matching(officer, {"q": words}).exists() is found


def row(**changed):
    empty = dict.fromkeys(NEEDS.names)
    return {**empty, "kind": "survey", "title": "Soudeur", "positions": 1, "source_key": "1", **changed}


def test_rows_sent_twice_are_unchanged_and_a_changed_one_is_coded_anew(officer, organisation):
    def send(*rows):
        return store_rows(cluster=officer.cluster, source="enquête", rows=rows, organisation=None)

    assert send(row(), row(source_key="2", employer="ATELIER NORD")) == (2, 0, 0)
    Need.objects.update(decision="auto", occupation="H2913")
    assert send(row(), row(source_key="2", employer="ATELIER NORD")) == (0, 0, 2)
    assert send(row(title="Soudeuse"), row(source_key="2", employer="ATELIER NORD")) == (0, 1, 1)
    assert Need.objects.get(key="1").decision == "waiting"
    assert Need.objects.get(key="2").decision == "auto"
    assert Need.objects.get(key="2").organisation == organisation


def test_records_go_back_to_the_frame(officer, need):
    table = table_of(queries.needs(officer))
    assert table["need_id"].to_pylist() == [f"saisie:{need.key}"]
    assert table["member"].to_pylist() == ["atelier-nord"]
    assert table["pay_min"].to_pylist() == [None]


def test_a_need_without_employer_is_its_members_and_counts_under_its_siret(member, organisation):
    organisation.siret = "73282932000074"
    organisation.save()
    store_rows(cluster=member.cluster, source="enquête", rows=[row()], organisation=organisation)
    table = table_of(queries.needs(member))
    assert (table["employer"].to_pylist(), table["siret"].to_pylist()) == (["Atelier Nord"], ["73282932000074"])


def test_the_place_that_was_typed_is_found_again_when_it_changes(member, need, monkeypatch):
    monkeypatch.setattr("grappe.web.needs.locating.release_or_none", lambda name: None)
    store_rows(
        cluster=member.cluster,
        source="s",
        rows=[row(departement="59", insee="59350")],
        organisation=member.organisation,
    )
    imported = Need.objects.get(source="s")
    assert imported.departement == "59"
    actions.change_need(by=member, need=imported, version=1, place="Nantes", postcode="44000")
    imported.refresh_from_db()
    assert (imported.departement, imported.insee, imported.lat) == ("44", "", None)


def test_the_departement_goes_from_the_file_to_the_record_and_back(officer):
    store_rows(cluster=officer.cluster, source="s", rows=[row(departement="974")], organisation=None)
    assert table_of(Need.objects.all())["departement"].to_pylist() == ["974"]


def test_every_change_of_a_need_asks_for_one_computation(member, need):
    changed = actions.change_need(by=member, need=need, version=1, title="Ajusteur")
    actions.remove_need(by=member, need=changed)
    assert [job.state for job in Job.objects.filter(kind="occupations.refresh")] == ["waiting"]


def test_days_that_are_not_known_come_last_up_and_down(officer, browse):
    rows = [
        row(source_key=day or "x", title=f"le {day}", published=day or None) for day in ("2026-01-01", "", "2026-02-01")
    ]
    store_rows(cluster=officer.cluster, source="s", rows=rows, organisation=None)
    for sort, shown in (
        ("published", ["le 2026-01-01", "le 2026-02-01", "le "]),
        ("-published", ["le 2026-02-01", "le 2026-01-01", "le "]),
    ):
        listing = browse(officer).get(f"/besoins/?tri={sort}").context["listing"]
        assert [need.title for need in listing.rows] == shown


def test_who_takes_the_name_of_another_gets_none_of_its_needs(officer, organisation, school_organisation):
    finder = OrganisationFinder(officer.cluster, None)
    row = {"member": None, "siret": None, "employer": "ATELIER NORD"}
    assert finder.find(row) == organisation
    for name in ("Atelier Nord", "73282932000074", organisation.key):
        school_organisation.name = name
        school_organisation.save()
        organisation.siret = "73282932000074"
        organisation.save()
        finder = OrganisationFinder(officer.cluster, None)
        assert finder.find({**row, "employer": name}) in (None, organisation)
        assert finder.find({**row, "siret": organisation.siret}) == organisation
        assert finder.find({**row, "member": organisation.key}) == organisation


def test_two_keys_that_begin_alike_are_two_needs(officer):
    keys = ["k" * 300 + "1", "k" * 300 + "2"]
    counts = store_rows(
        cluster=officer.cluster, source="s", rows=[row(source_key=key) for key in keys], organisation=None
    )
    again = store_rows(
        cluster=officer.cluster, source="s", rows=[row(source_key=key) for key in keys], organisation=None
    )
    assert (counts, again) == ((2, 0, 0), (0, 0, 2))


def test_a_file_that_does_not_name_the_member_takes_no_need_away_from_it(member):
    for organisation, title in ((member.organisation, "Soudeur"), (None, "Soudeuse")):
        store_rows(cluster=member.cluster, source="s", rows=[row(title=title)], organisation=organisation)
    need = Need.objects.get()
    assert (need.title, need.organisation) == ("Soudeuse", member.organisation)


@pytest.mark.parametrize("page", ["/besoins/", "/offres/", "/metiers/", "/verifier/"])
def test_no_filter_that_a_person_types_breaks_a_list(officer, browse, page):
    names = (*(name for name in KEPT if name != "member"), "q", "contract", "decision", "tri", "page", "titre")
    for value in ("\0", "'", "%", "2026-13", "é" * 3000, "-1", "../.."):
        for asked in (names, ("member",)):
            answer = browse(officer).get(page, dict.fromkeys(asked, value))
            assert answer.status_code == 200, (asked, value[:9])
