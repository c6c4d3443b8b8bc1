"""What a survey of twenty firms may say, and what it may not."""

import pytest

from grappe.analysis import Respondent, perception_gaps, post_stratified, response_rates, survey_figures
from grappe.needs import questionnaire

FIRMS = questionnaire("companies")


def figures(answers, college="companies", weights=None):
    people = [
        Respondent(college, given, 1.0 if weights is None else weights[rank]) for rank, given in enumerate(answers)
    ]
    return survey_figures(questionnaire(college), people, minimum=5, dominance=0.85).to_pylist()


def row(rows, question, item="", choice=""):
    return next(r for r in rows if (r["question"], r["item"], r["choice"]) == (question, item, choice))


@pytest.mark.parametrize(("k", "n", "low", "high"), [(4, 7, 0.25, 0.84), (11, 21, 0.32, 0.72)])
def test_57_percent_is_never_said_alone(k, n, low, high):
    """4 of 7 is 57 %, and anything from 25 to 84 %."""
    said = row(figures([{"difficulty": rank < k} for rank in range(n)]), "difficulty", choice="yes")
    assert (said["n"], round(said["share_low"], 2), round(said["share_high"], 2)) == (n, low, high)


def test_under_five_answers_nothing_is_said_but_how_many():
    said = row(figures([{"difficulty": True}] * 4), "difficulty", choice="yes")
    assert (said["n"], said["share"], said["disclosure"]) == (4, None, "suppressed")


def test_a_question_left_empty_is_not_a_no():
    said = row(figures([{"difficulty": True}] * 6 + [{}] * 14), "difficulty", choice="yes")
    assert (said["n"], said["share"]) == (6, 1.0)


def test_one_firm_of_half_the_staff_does_not_give_its_answer_away():
    """Headcount 49 % in one firm: the total is said. Retirements 90 % in one firm: only the median is."""
    answers = [{"headcount": 490.0, "retirements_5y": 90.0}] + [{"headcount": 51.0, "retirements_5y": 1.0}] * 10
    rows = figures(answers)
    assert row(rows, "headcount")["total"] == 1000
    assert round(row(rows, "headcount")["largest_share"], 2) == 0.49
    retirements = row(rows, "retirements_5y")
    assert (retirements["median"], retirements["total"], retirements["largest_share"]) == (1.0, None, None)


def test_five_equal_marks_are_no_certainty():
    said = row(figures([{"priorities": {"pooling": 3}}] * 5), "priorities", "pooling")
    assert said["mean"] == 3
    assert said["mean_low"] < 2.8
    assert said["mean_high"] > 3.2


def test_few_small_firms_answer_and_weigh_more_but_never_too_much():
    """90 small and 10 large firms; 2 small and 8 large ones answer. Unbounded, a small firm would weigh 4.5."""
    small, large = ("0-9", "industry"), ("250+", "industry")
    weights = post_stratified([small] * 2 + [large] * 8, {small: 90, large: 10}, cap=3)
    assert weights.capped == (small,)
    assert weights.by_stratum[small] == 3
    assert weights.by_stratum[large] == pytest.approx(0.5)
    assert weights.effective == pytest.approx(5.0)


def test_a_stratum_without_answer_is_spoken_for_by_its_size_or_said_to_be_missing():
    frame = {("0-9", "trade"): 10, ("0-9", "industry"): 10, ("250+", "trade"): 3}
    weights = post_stratified([("0-9", "industry")] * 5, frame, cap=3)
    assert weights.merged == (("0-9", "trade"),)
    assert weights.uncovered == 3


def test_gaps_of_perception_are_results_where_the_interval_allows():
    """Firms see pay as no problem, unions do: that is a finding. On housing they differ by chance."""
    firms = [Respondent("companies", {"tension_causes": {"pay": 1 + n % 2, "housing": 1 + n % 5}}) for n in range(20)]
    unions = [Respondent("unions", {"tension_causes": {"pay": 4 + n % 2, "housing": 1 + n % 5}}) for n in range(7)]
    gaps = {row["item"]: row for row in perception_gaps([*firms, *unions], minimum=5).to_pylist()}
    assert gaps["pay"]["verdict"] == "lower"
    assert gaps["pay"]["gap"] == pytest.approx(1.5 - 31 / 7)
    assert gaps["housing"]["verdict"] == "unclear"


def test_a_college_of_four_is_not_compared():
    people = [Respondent(college, {"priorities": {"training": 3}}) for college in ["companies"] * 9 + ["unions"] * 4]
    assert perception_gaps(people, minimum=5).num_rows == 0


def test_response_rates_have_their_interval():
    rate = response_rates([("companies", rank < 21) for rank in range(40)])["companies"]
    assert (rate.k, rate.n) == (21, 40)
    assert rate.interval[0] < 0.525 < rate.interval[1]
