"""The occupations on screen: figures for everyone, names for two roles, nothing withheld ever shown."""

import io
import re

import openpyxl
import pytest
from tests.web.figured import EMPLOYERS, LONELY, PEOPLE, fill, references

from grappe.analysis import COVERAGE, FIGURES, UNKNOWN
from grappe.web.audit.models import AuditEvent
from grappe.web.clusters.models import Cluster
from grappe.web.jobs.models import Job
from grappe.web.occupations import labels, pictures, queries
from grappe.web.stores import store_of
from grappe.web.templatetags.grappe import number, percent

PAGES = ["/metiers/", f"/metiers/{LONELY}", "/metiers/H2913"]
OUTSIDERS = ("member", "school", "network", "reviewer")  #: roles that see no row behind a figure but their own
FILES = ["/metiers/?export=csv", "/metiers/?export=xlsx", "/metiers/barometre.xlsx"]


@pytest.fixture
def figured(people, settings):
    """The people of a cluster whose figures were computed."""
    references(settings.HOME)
    fill(people["officer"].cluster)
    return people


def text_of(response) -> str:
    """All text of a page or file."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if not content.startswith(b"PK"):
        return content.decode()
    book = openpyxl.load_workbook(io.BytesIO(content))
    return " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


def plain(text: str) -> str:
    """Without the spaces that group digits."""
    return re.sub(r"(?<=\d)[\s\u202f\u00a0,](?=\d)", "", text)


def test_the_dashboard_says_what_it_rests_on(figured, browse):
    text = text_of(browse(figured["officer"]).get("/metiers/"))
    assert "2 novembre 2026" in text
    assert "rome test" in text
    assert 'href="/metiers/H2913"' in text
    assert "n = 27" in text
    assert "Recalculer" in text


def test_every_role_sees_the_figures_and_two_see_names(figured, browse):
    for role, membership in figured.items():
        client = browse(membership)
        assert client.get("/metiers/").status_code == 200, role
        sheet = text_of(client.get("/metiers/H2913"))
        assert ("Secrète H2913" in sheet) == (role in ("officer", "auditor")), role
        assert "Secrète" not in text_of(client.get("/metiers/")), role
        assert ("/offres/?occupation=H2913" in sheet) == (role in ("officer", "auditor")), role


@pytest.mark.parametrize(
    ("address", "roles"),
    [
        *((page, ("member", "school", "network", "reviewer")) for page in PAGES),
        *((file, ("network",)) for file in FILES),
    ],
)
def test_a_withheld_figure_never_shows(figured, browse, address, roles):
    for role in roles:
        text = text_of(browse(figured[role]).get(address))
        assert str(PEOPLE) not in plain(text), (role, address)
        assert str(PEOPLE * EMPLOYERS[LONELY]) not in plain(text), (role, address)
        assert "Secrète" not in text, (role, address)


def test_withheld_rows_say_so_and_why(figured, browse):
    text = text_of(browse(figured["school"]).get("/metiers/"))
    row = text.split(f'href="/metiers/{LONELY}"')[-1].split("</tr>")[0]
    assert "secret statistique" in row
    assert "moins de 5 employeurs" in text
    held = store_of(figured["officer"].cluster).read(FIGURES).to_pylist()
    statuses = {row["occupation"]: row["disclosure"] for row in held if row["cut"] == "occupation"}
    assert statuses[LONELY] == "suppressed"
    assert "complementary" in statuses.values()


def test_where_the_total_is_withheld_the_counts_of_the_store_are_too(people, browse, settings):
    references(settings.HOME)
    fill(people["officer"].cluster, {LONELY: 2})
    withheld = text_of(browse(people["school"]).get("/metiers/"))
    assert 'class="figure"' not in withheld
    assert "n = 6" not in withheld
    assert "n = –" in withheld
    assert 'class="figure"' in text_of(browse(people["officer"]).get("/metiers/"))


def test_the_table_filters_sorts_and_exports(figured, browse):
    client = browse(figured["officer"])
    listed = [row["occupation"] for row in client.get("/metiers/?tri=label").context["listing"].rows]
    assert sorted(listed) == sorted(EMPLOYERS)
    assert client.get("/metiers/?domain=I").context["listing"].total == 1
    assert client.get("/metiers/?q=SOUDEUR").context["listing"].total == 1
    assert client.get("/metiers/?q=%27%3B+DROP").context["listing"].total == 0
    assert client.get("/metiers/?tri=-needs%3BDROP&domain=zz&page=x").status_code == 200
    published = client.get("/metiers/?disclosure=published").context["listing"].rows
    assert {row["disclosure"] for row in published} == {"published"}
    head = text_of(client.get("/metiers/?export=csv&q=soudeur")).splitlines()
    assert head[0].startswith("occupation,label,needs")
    assert len(head) == 2


def test_before_the_first_computation_the_page_says_so(officer, browse, settings):
    references(settings.HOME)
    assert "pas encore été calculés" in text_of(browse(officer).get("/metiers/"))
    assert browse(officer).get("/metiers/barometre.pdf").status_code == 404
    assert "pas de besoin codé" in text_of(browse(officer).get("/metiers/H2913"))


@pytest.mark.parametrize("code", ["Z9999", "H9999", "x", "h2913"])
def test_an_unknown_occupation_is_not_found(figured, browse, code):
    assert browse(figured["officer"]).get(f"/metiers/{code}").status_code == 404


def test_only_the_officer_computes_anew_and_publishes(figured, browse, monkeypatch):
    monkeypatch.setattr("grappe.web.jobs.enqueueing.enqueue", lambda job: None)
    for role, membership in figured.items():
        client = browse(membership)
        expected = 302 if role == "officer" else 403
        assert client.post("/metiers/recalculer").status_code == expected, role
        assert client.post("/metiers/publier", {"published": "yes"}).status_code == expected, role
        assert client.get("/metiers/recalculer").status_code == 405
    assert Job.objects.filter(kind="occupations.refresh").count() == 1
    assert Cluster.objects.get(pk=figured["officer"].cluster_id).published
    assert AuditEvent.objects.filter(action="figures.publish").count() == 1
    browse(figured["officer"]).post("/metiers/publier", {"published": "no"})
    assert not Cluster.objects.get(pk=figured["officer"].cluster_id).published


def test_another_cluster_sees_nothing_of_it(figured, browse, other_cluster, membership_in):
    stranger = browse(membership_in(other_cluster, "officer"))
    assert "pas encore été calculés" in text_of(stranger.get("/metiers/"))
    assert "Secrète" not in text_of(stranger.get("/metiers/H2913"))
    assert "pas de besoin codé" in text_of(stranger.get("/metiers/H2913"))


def test_english_pages_and_files_are_in_english(figured, browse):
    client = browse(figured["officer"])
    client.cookies["grappe_language"] = "en"
    text = text_of(client.get("/metiers/"))
    assert "statistical confidentiality" in text
    assert "Welder" in text
    assert "Les chiffres de ce graphique" not in text
    assert "Welder" in text_of(client.get("/metiers/H2913"))
    assert client.get("/metiers/barometre.pdf").content.startswith(b"%PDF-")
    assert "Welder" in text_of(client.get("/metiers/barometre.xlsx"))


@pytest.mark.parametrize(("address", "most"), [("/metiers/", 6), ("/metiers/H2913", 6)])
def test_a_page_makes_few_queries_of_the_database(figured, browse, address, most, django_assert_max_num_queries):
    client = browse(figured["officer"])
    with django_assert_max_num_queries(most):
        assert client.get(address).status_code == 200


def test_every_figure_opens_the_rows_behind_it(figured, browse):
    client = browse(figured["officer"])
    for query in ("occupation=H2902", "departement=59", "month=2026-02"):
        behind = client.get(f"/offres/?{query}")
        assert behind.context["listing"].total > 0, query
        assert "retirer ce filtre" in text_of(behind)
        assert client.get(f"/besoins/?{query}").status_code == 200
    assert client.get("/offres/?departement=75").context["listing"].total == 0
    for wrong in ("month=9999999999-1", "month=x", "member=x", "departement=%00"):
        assert client.get(f"/besoins/?{wrong}").status_code == 200, wrong


@pytest.mark.parametrize(
    ("value", "decimals", "shown"), [(2 / 3, 1, "66,7\u202f%"), (0.29, 0, "29\u202f%"), (0.999, 0, "100\u202f%")]
)
def test_shares_are_rounded_never_cut(value, decimals, shown):
    assert percent(value, decimals) == shown
    assert number(1234567.86, 1).endswith("567,9")
    assert number(None) == percent(None) == "–"


def test_levels_are_words_and_marks():
    assert labels.level(None) is None
    shown = labels.level(4)
    assert (str(shown.word), shown.marks) == ("forte", "●●●●○")
    assert [level for _name, level, _about in labels.levels(None)] == [None] * 6


def test_pictures_leave_out_what_is_withheld():
    hidden = {"month": "2026-01", "contract": "cdi", "territory": "59", "needs": None, "share": None}
    assert pictures.months([hidden]) == []
    assert pictures.contracts([hidden]) == []
    assert pictures.line(hidden, "Nord").needs == "secret statistique"
    assert pictures.within([hidden], {"needs": 10}) == []
    assert pictures.ads_behind({"departement": UNKNOWN}, True) == ""
    assert pictures.ads_behind({"departement": "59"}, False) == ""


def test_coverage_is_of_the_store(figured):
    held = queries.coverage(figured["officer"].cluster)
    assert held["needs"] == 3 * sum(EMPLOYERS.values())
    assert set(held) == set(COVERAGE.names)
