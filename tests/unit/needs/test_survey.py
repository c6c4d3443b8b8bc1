"""The survey: its bank, what is said of bad answers, the form that goes out and comes back."""

from datetime import date

import openpyxl
import pytest

from grappe.needs import (
    COLLEGES,
    check_answers,
    needs_of_hires,
    questionnaire,
    read_survey_workbook,
    survey_workbook,
)
from grappe.words import Refused

FIRMS = questionnaire("companies")
ASKED = {"headcount": "50", "sector": "Industrie"}


def objections(written):
    return [(told.question, told.item, told.sentence.fr) for told in check_answers(FIRMS, ASKED | written).objections]


def answers(written):
    return check_answers(FIRMS, ASKED | written).answers


@pytest.mark.parametrize("college", COLLEGES)
def test_every_question_is_said_in_two_languages_and_asked_once(college):
    asked = questionnaire(college)
    keys = [question.key for block in asked.blocks for question in block.questions]
    assert len(keys) == len(set(keys)) > 4
    for question in asked.questions.values():
        said = [question.text, *(choice.label for choice in question.choices)]
        assert all(text.fr and text.en for text in said)
        assert bool(question.choices) == (question.kind in ("one", "many", "scale", "stances", "parts"))
        assert not question.sums_to or question.sums_to in asked.questions


def test_colleges_share_questions_so_that_their_perceptions_compare():
    shared = set.intersection(*(set(questionnaire(college).questions) for college in COLLEGES))
    assert {"tension_causes", "territory", "priorities"} <= shared


def test_a_college_that_the_bank_does_not_know_is_refused():
    with pytest.raises(Refused) as refusal:
        questionnaire("friends")
    assert "companies" in refusal.value.said("en")


def test_answers_are_read_as_people_write_them():
    found = answers(
        {
            "temporary_fte": "1 200,5",
            "outlook": "higher",
            "transmission": "Oui",
            "worries": "Recruter ; Coûts et énergie",
            "tension_causes": {"housing": "5", "Manque de candidats": 4},
            "readiness": {"group": "peut-être", "visits": "yes"},
            "key_occupations": "Soudeur TIG\nAjusteur ; Soudeur TIG",
            "remarks": "<b>Rien</b> à dire",
            "hires": [{"title": "Soudeur", "positions": "2", "difficult": "oui"}, {"title": "", "positions": ""}],
        }
    )
    assert found["temporary_fte"] == 1200.5
    assert found["outlook"] == "up"
    assert found["transmission"] is True
    assert found["worries"] == ["recruit", "costs"]
    assert found["tension_causes"] == {"housing": 5, "shortage": 4}
    assert found["readiness"] == {"group": "maybe", "visits": "yes"}
    assert found["key_occupations"] == ["Soudeur TIG", "Ajusteur"]
    assert found["remarks"] == "Rien à dire"
    assert found["hires"] == [{"title": "Soudeur", "positions": 2, "difficult": True, "seasonal": None, "cause": ""}]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ({"outlook": "à voir"}, ("outlook", "", "ce n'est pas un des choix")),
        ({"worries": "Recruter;Coûts et énergie;Financement;Réglementation"}, ("worries", "", "4 choix, 3 au plus")),
        ({"tension_causes": {"housing": "6"}}, ("tension_causes", "housing", "réponse ou ligne inconnue")),
        ({"tension_causes": "beaucoup"}, ("tension_causes", "", "réponse illisible")),
        ({"retirements_2y": "deux"}, ("retirements_2y", "", "ce n'est pas un nombre")),
        ({"head_age": "7"}, ("head_age", "", "hors de 16 à 99")),
        ({"transmission": "bientôt"}, ("transmission", "", "ni oui ni non")),
        ({"hires": [{"title": "", "positions": "3"}]}, ("hires", "1", "il manque le métier")),
        (
            {"hires": [{"title": "Soudeur", "positions": "1,5"}]},
            ("hires", "1", "ce n'est pas un nombre de postes de 1 à 9 999"),
        ),
        ({"color": "bleu"}, ("color", "", "question inconnue")),
        (
            {"age_pyramid": {"u30": "10", "u45": "20", "u55": "10", "o55": "5"}},
            ("age_pyramid", "", "la somme fait 45, le total déclaré est 50"),
        ),
        (
            {"retirements_2y": "5", "retirements_5y": "3"},
            ("retirements_5y", "", "moins de départs en cinq ans qu'en deux"),
        ),
    ],
)
def test_a_bad_answer_is_told_and_leaves_the_others(written, told):
    assert objections(written) == [told]
    assert answers(written)["headcount"] == 50


def test_a_bad_answer_does_not_enter_and_a_doubtful_one_does():
    assert "outlook" not in answers({"outlook": "à voir"})
    assert "age_pyramid" not in answers({"age_pyramid": {"u30": "10"}})
    assert answers({"retirements_2y": "5", "retirements_5y": "3"})["retirements_5y"] == 3
    assert check_answers(FIRMS, ASKED | {"retirements_2y": "5", "retirements_5y": "3"}).refused == []


def test_a_required_answer_is_asked_for():
    assert [told.question for told in check_answers(FIRMS, {}).objections] == ["headcount", "sector"]


def filled(tmp_path, answered, hires=(), language="fr"):
    path = tmp_path / "enquete.xlsx"
    path.write_bytes(
        survey_workbook(FIRMS, wave="2026", respondent="atelier", day=date(2026, 11, 24), language=language)
    )
    book = openpyxl.load_workbook(path)
    sheet = book["Réponses"]
    for row in range(4, sheet.max_row + 1):
        sheet.cell(row, 3).value = answered.get((sheet.cell(row, 4).value, sheet.cell(row, 5).value or ""))
    for row, hire in enumerate(hires, start=2):
        for column, value in enumerate(hire, start=1):
            book["Recrutements"].cell(row, column).value = value
    book.save(path)
    return path


def test_the_form_goes_out_and_comes_back(tmp_path):
    path = filled(
        tmp_path,
        {
            ("headcount", ""): 50,
            ("sector", ""): "Industrie",
            ("tension_causes", "pay"): 4,
            ("worries", ""): "Recruter ; Financement",
        },
        [("Soudeur TIG", 2, "oui", None, "Manque de candidats")],
    )
    back = read_survey_workbook(path)
    assert (back.wave, back.respondent, back.asked.college) == ("2026", "atelier", "companies")
    found = check_answers(back.asked, back.written)
    assert found.objections == []
    assert found.answers["tension_causes"] == {"pay": 4}
    assert found.answers["worries"] == ["recruit", "finance"]
    assert found.answers["hires"][0]["title"] == "Soudeur TIG"


def test_a_bad_cell_is_found_again_by_sheet_and_row(tmp_path):
    back = read_survey_workbook(filled(tmp_path, {("headcount", ""): "beaucoup", ("sector", ""): "Industrie"}))
    told = check_answers(back.asked, back.written).objections[0]
    where = back.rows[told.question, told.item]
    assert (where.sheet, where.row, where.column, where.value) == ("Réponses", 4, "C", "beaucoup")


def test_another_workbook_is_refused(tmp_path):
    path = tmp_path / "autre.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(Refused) as refusal:
        read_survey_workbook(path)
    assert "questionnaire de Grappe" in refusal.value.said("fr")


def test_the_same_day_gives_the_same_bytes():
    once, again = (survey_workbook(FIRMS, wave="w", respondent="r", day=date(2026, 1, 2)) for _time in range(2))
    assert once == again


def test_planned_hires_become_needs_and_a_second_answer_replaces_the_first():
    hires = answers({"hires": [{"title": "Soudeur TIG", "positions": 2, "difficult": "oui", "seasonal": "non"}]})[
        "hires"
    ]
    table = needs_of_hires(
        hires, source="enquete-2026", respondent="atelier", day=date(2026, 11, 24), employer={"member": "atelier"}
    )
    row = table.to_pylist()[0]
    assert (row["need_id"], row["kind"]) == ("enquete-2026:atelier:soudeur tig", "survey")
    assert (row["positions"], row["difficult"], row["seasonal"], row["member"]) == (2, True, False, "atelier")
