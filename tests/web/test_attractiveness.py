"""Domain or territory, the sheet of a territory, skills on the rise: from releases and the cluster's own figures."""

import pytest
from tests.web.figured import LONELY, fill, references

from grappe.analysis import EMERGENCE, FIGURES, official_effects
from grappe.references import TENSIONS, current
from grappe.web.attractiveness import queries
from grappe.web.stores import store_of


@pytest.fixture
def figured(people, settings):
    references(settings.HOME)
    fill(people["officer"].cluster)
    return people


def test_the_explorer_says_which_it_is_for_a_pair(figured, browse, settings):
    client = browse(figured["school"])
    page = client.get("/metiers/domaine-ou-territoire").content.decode()
    assert "Domaine ou territoire ?" in page
    found = official_effects(current(settings.HOME, "labour")).found
    pair = found.pairs.to_pylist()[0]
    said = client.get(
        f"/metiers/domaine-ou-territoire?metier={pair['occupation']}&territoire={pair['territory']}"
    ).content.decode()
    assert f"{pair['occupation']} × {pair['territory']}" in said
    assert "surtout" in said
    nothing = client.get("/metiers/domaine-ou-territoire?metier=ZZZ&territoire=99").content.decode()
    assert "pas de valeur" in nothing


def test_its_table_is_the_engines_table(figured, browse, settings):
    response = browse(figured["officer"]).get("/metiers/domaine-ou-territoire?export=csv")
    rows = b"".join(response.streaming_content).decode().splitlines()
    found = official_effects(current(settings.HOME, "labour")).found
    assert len(rows) == found.effects.num_rows + 1


def test_only_the_last_year_of_the_departements_is_decomposed(figured, settings):
    labour = current(settings.HOME, "labour")
    found = official_effects(labour)
    rows = [row for row in labour.read(TENSIONS).to_pylist() if row["territory_level"] == "departement"]
    last = [row for row in rows if row["year"] == found.year]
    assert found.rows + found.unknown <= len(last)
    assert {row["key"] for row in queries.ranked(found, "territory")} <= {row["territory"] for row in last}


def test_a_territory_shows_published_figures_and_its_standing(figured, browse, settings):
    found = official_effects(current(settings.HOME, "labour"))
    code = queries.ranked(found, "territory")[0]["key"]
    page = browse(figured["member"]).get(f"/metiers/territoires/{code}").content.decode()
    assert "1e sur" in page
    assert LONELY not in page
    assert browse(figured["member"]).get("/metiers/territoires/999").status_code == 404


def test_without_statistics_the_explorer_says_how_to_get_them(people, browse, settings, tmp_path):
    settings.HOME = tmp_path
    response = browse(people["officer"]).get("/metiers/domaine-ou-territoire")
    assert response.status_code == 503
    assert "references install labour" in response.content.decode()


def test_skills_on_the_rise_come_from_the_store(figured, browse):
    store = store_of(figured["officer"].cluster)
    client = browse(figured["network"])
    assert "Aucune compétence" in client.get("/metiers/competences").content.decode()
    row = {
        "occupation": "", "skill": "soudage robotise", "label": "Soudage robotisé", "state": "growing", "ads": 40,
        "employers": 9, "share": 0.2, "share_low": 0.15, "share_high": 0.26, "ads_before": 10, "share_before": 0.05,
        "log_odds": 1.2, "log_odds_low": 0.7, "log_odds_high": 1.7, "q": 0.001,
    }  # fmt: skip
    store.replace(EMERGENCE, EMERGENCE.from_rows([row]), commit="1")
    page = client.get("/metiers/competences").content.decode()
    assert "En croissance" in page
    assert "Soudage robotisé" in page
    assert "hors référentiel" in page


def test_the_cartography_adds_up_published_cells_alone(figured, browse):
    cluster = figured["officer"].cluster
    rows = queries.cartography(cluster)
    figures = store_of(cluster).read(FIGURES).to_pylist()
    shown = [row for row in figures if row["cut"] == "occupation,territory" and row["disclosure"] == "published"]
    assert sum(row["needs"] for row in rows) == sum(row["needs"] for row in shown)
    page = browse(figured["member"]).get("/metiers/cartographie").content.decode()
    assert "Cartographie des métiers" in page
    assert LONELY not in page
    assert ("Industrie" in page) == any(row["occupation"].startswith("H") for row in shown)
