"""What leaves the cluster: only published figures, each with what it rests on; nobody is named."""

import io
import json
import zipfile
from datetime import date

import pyarrow as pa
import pytest

from grappe.analysis import (
    FIGURES,
    Respondent,
    Sheet,
    analyse_survey,
    needs_letter,
    open_data,
    recommendations,
    recommendations_paper,
    survey_figures,
    table_schema,
)
from grappe.analysis.barometer import Barometer
from grappe.analysis.totals import Totals
from grappe.needs import questionnaire
from grappe.papers import Paper, Table, Text, paper_docx, paper_pdf
from grappe.words import standard_rules

DAY = date(2026, 11, 24)


def occupation(code, needs, disclosure="published"):
    return {
        "occupation": code, "label_fr": f"Métier {code}", "label_en": f"Job {code}", "needs": needs, "positions": needs,
        "employers": 9, "share": 0.5, "share_low": 0.4, "share_high": 0.6, "needs_without_largest": None,
        "disclosure": disclosure,
    }  # fmt: skip


def tension(code, level):
    return {
        "occupation": code, "label_fr": f"Métier {code}", "label_en": f"Job {code}", "official_level": level,
        "fap": "D1", "year": 2019, "survey_n": 9, "observed_share": 0.5, "survey_low": 0.2, "survey_high": 0.8,
    }  # fmt: skip


@pytest.fixture
def item():
    empty = pa.table({})
    rows = [occupation("H2913", 40), occupation("M1805", 30), occupation("Z9999", None, "suppressed")]
    return Barometer(
        cluster="Mécabrume", day=DAY,
        totals=Totals(70, 70, 70, 0, 0, 0, 12, 12, None, None),
        minimum=5, releases=(), occupations=pa.Table.from_pylist(rows), departements=empty, months=empty,
        contracts=empty, occupation_departements=empty, outlines=empty, open=True,
        tension=pa.Table.from_pylist([tension("H2913", 5), tension("M1805", 2), tension("K1111", 5)]),
    )  # fmt: skip


def texts(paper: Paper) -> str:
    cells = [str(cell) for block in paper.blocks if isinstance(block, Table) for row in block.rows for cell in row]
    return "\n".join([*cells, *(block.text for block in paper.blocks if isinstance(block, Text))])


def test_the_letter_holds_published_occupations_alone_with_their_interval(item):
    said = texts(needs_letter(item, to="École des Hauts"))
    assert "Métier H2913 (H2913)" in said
    assert "50\u00a0% (40–60\u00a0%)" in said
    assert "Z9999" not in said
    assert "K1111" not in said  # tense, but nobody asks for it here
    assert "École des Hauts" in needs_letter(item, to="École des Hauts").subtitle
    assert "Job H2913" in texts(needs_letter(item, language="en"))


def test_the_letter_names_skills_on_the_rise_where_they_were_looked_for(item):
    rising = pa.table({"label": ["Soudage robotisé"], "state": ["growing"], "ads": [12]})
    assert "en croissance" in texts(needs_letter(item, rising=rising))


def test_recommendations_cite_their_evidence_and_leave_the_rest_to_the_officer(item):
    drafts = recommendations(item)
    assert [draft.objective.fr for draft in drafts] == ["Pourvoir : Métier H2913"]
    assert "40 besoins chez 9 employeurs" in drafts[0].evidence.fr
    assert "à compléter" in texts(recommendations_paper(item, drafts))


def test_what_firms_are_ready_for_is_recommended_where_the_interval_allows(item):
    answers = {"readiness": {"campaign": "yes", "group": "no"}, "tension_causes": {"shortage": 5, "housing": 1}}
    sheets = [Sheet("companies", answers) for _firm in range(12)]
    survey = analyse_survey(sheets, population=None, rules=standard_rules(), day=DAY)
    said = [draft.objective.fr for draft in recommendations(item, survey)]
    assert "Lancer ensemble : campagne commune sur les métiers" in said
    assert "Agir sur une cause : manque de candidats" in said
    assert not any("groupement" in text or "logement" in text for text in said)


def test_papers_open_as_word_and_pdf(item):
    paper = needs_letter(item)
    assert paper_pdf(paper).startswith(b"%PDF")
    assert zipfile.ZipFile(io.BytesIO(paper_docx(paper))).testzip() is None


class OneStore:
    """A store that holds these figures."""

    folder, digest = "s", "d"

    def __init__(self, rows):
        self.table = FIGURES.from_rows(rows)

    def read(self, frame, columns=None):
        return self.table

    def has(self, frame):
        return False


def test_open_data_holds_no_withheld_row_and_says_what_each_column_is(monkeypatch):
    monkeypatch.setattr("grappe.analysis.publishing.coding_releases", lambda store: ["rome v460"])
    common = {"cut": "occupation", "territory": "", "month": "", "contract": ""}
    store = OneStore(
        [
            common | {"occupation": "H2913", "needs": 12, "disclosure": "published"},
            common | {"occupation": "M1805", "needs": None, "disclosure": "suppressed"},
        ]
    )
    content = open_data(store, cluster="Mécabrume", day=DAY)
    archive = zipfile.ZipFile(io.BytesIO(content))
    rows = archive.read("figures.csv").decode()
    assert "H2913" in rows
    assert "M1805" not in rows
    schema = json.loads(archive.read("figures.schema.json"))
    assert rows.splitlines()[0].replace('"', "").split(",") == [field["name"] for field in schema["fields"]]
    assert (
        "Licence" in archive.read("catalogue.jsonld").decode() or "licence" in archive.read("catalogue.jsonld").decode()
    )
    assert open_data(store, cluster="Mécabrume", day=DAY) == content


def test_a_table_schema_says_type_unit_and_what_empty_means():
    fields = {field["name"]: field for field in table_schema(FIGURES)["fields"]}
    assert fields["needs"]["type"] == "integer"
    assert "disclosure" in fields
    assert fields["cut"]["constraints"]["required"]


def test_survey_figures_are_reused_as_they_are():
    rows = survey_figures(questionnaire("unions"), [Respondent("unions", {})], minimum=5, dominance=0.85)
    assert set(rows["disclosure"].to_pylist()) == {"suppressed"}
