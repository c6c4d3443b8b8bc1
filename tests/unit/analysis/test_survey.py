"""Survey figures question by question, and what weights refuse."""

import pytest

from grappe.analysis import SURVEY_FIGURES, Respondent, post_stratified, survey_figures
from grappe.needs import COLLEGES, questionnaire
from grappe.words import Refused

FIRMS = questionnaire("companies")


def figures(answers, weights=None):
    people = [Respondent("companies", given, weights[rank] if weights else 1.0) for rank, given in enumerate(answers)]
    rows = survey_figures(FIRMS, people, minimum=2, dominance=0.85).to_pylist()
    return {(row["question"], row["item"], row["choice"]): row for row in rows}


def test_each_choice_of_several_has_its_share():
    rows = figures([{"worries": ["recruit", "costs"]}, {"worries": ["recruit"]}, {"worries": ["orders"]}])
    assert rows["worries", "", "recruit"]["share"] == pytest.approx(2 / 3)
    assert rows["worries", "", "finance"]["share"] == 0


def test_stances_and_parts_and_high_marks():
    given = {"readiness": {"group": "yes"}, "age_pyramid": {"u30": 3.0, "o55": 1.0}, "priorities": {"training": 4}}
    other = {"readiness": {"group": "no"}, "age_pyramid": {"u30": 5.0}, "priorities": {"training": 2}}
    rows = figures([given, other])
    assert rows["readiness", "group", "yes"]["share"] == 0.5
    assert rows["age_pyramid", "u30", ""]["total"] == 8
    assert rows["age_pyramid", "o55", ""]["disclosure"] == "suppressed"
    assert rows["priorities", "training", ""]["mean"] == 3
    assert rows["priorities", "training", "high"]["share"] == 0.5


def test_weights_move_shares_and_means_and_widen_the_interval():
    answers = [{"difficulty": True, "priorities": {"training": 5}}] + [
        {"difficulty": False, "priorities": {"training": 1}}
    ] * 3
    plain, weighted = figures(answers), figures(answers, [3.0, 1 / 3, 1 / 3, 1 / 3])
    assert weighted["difficulty", "", "yes"]["share"] == pytest.approx(0.75)
    assert weighted["priorities", "training", ""]["mean"] == pytest.approx(4)
    assert weighted["difficulty", "", "yes"]["n_effective"] < plain["difficulty", "", "yes"]["n_effective"] == 4


def test_nobody_answered():
    rows = figures([])
    assert {row["n"] for row in rows.values()} == {0}
    assert {row["disclosure"] for row in rows.values()} == {"suppressed"}


@pytest.mark.parametrize("college", COLLEGES)
def test_every_questionnaire_gives_a_table_of_the_frame(college):
    table = survey_figures(questionnaire(college), [Respondent(college, {})], minimum=5, dominance=0.85)
    assert tuple(table.column_names) == SURVEY_FIGURES.names
    assert table.num_rows > 20


def test_more_answers_than_organisations_is_refused():
    with pytest.raises(Refused) as refusal:
        post_stratified([("0-9", "trade")] * 3, {("0-9", "trade"): 2}, cap=3)
    assert "0-9 × trade" in refusal.value.said("fr")


def test_a_cap_below_the_mean_is_refused():
    with pytest.raises(Refused):
        post_stratified([("0-9", "")], {("0-9", ""): 1}, cap=0.5)


def test_without_answers_there_are_no_weights():
    weights = post_stratified([], {("0-9", ""): 4}, cap=3)
    assert (weights.by_stratum, weights.effective, weights.uncovered) == ({}, 0.0, 4)
