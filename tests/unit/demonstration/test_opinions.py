"""The survey of the fictional cluster: good answers, four colleges, gaps to be found."""

from datetime import date

import pytest

from grappe.analysis import Sheet, analyse_survey
from grappe.demonstration import Member, Town, opinions
from grappe.needs import check_answers, questionnaire
from grappe.words import standard_rules

TOWN = Town("25056", "Besançon", "25", "27", 47.2, 6.0)


@pytest.fixture(scope="module")
def told():
    firms = [
        Member(f"m{n}", f"M{n}", "", "28.99B", "small", 8 + 7 * n, TOWN, None, "")  # type: ignore[arg-type]
        for n in range(60)
    ]
    return opinions(2026, members=firms, schools=[])


def test_every_answer_is_good(told):
    for opinion in told:
        if opinion.answers:
            assert check_answers(questionnaire(opinion.college), opinion.answers).objections == []


def test_the_same_seed_gives_the_same_answers(told):
    firms = [Member(f"m{n}", f"M{n}", "", "28.99B", "small", 8 + 7 * n, TOWN, None, "") for n in range(60)]  # type: ignore[arg-type]
    assert opinions(2026, members=firms, schools=[]) == told
    assert opinions(2027, members=firms, schools=[]) != told


def test_about_half_the_firms_answer_and_unions_see_pay_where_firms_do_not(told):
    firms = [opinion for opinion in told if opinion.college == "companies"]
    assert 0.35 < sum(1 for opinion in firms if opinion.answers) / len(firms) < 0.75
    sheets = [Sheet(opinion.college, opinion.answers) for opinion in told if opinion.answers]
    survey = analyse_survey(sheets, population=None, rules=standard_rules(), day=date(2026, 11, 24))
    gap = next(
        row
        for row in survey.gaps.to_pylist()
        if (row["item"], row["college"], row["other"]) == ("pay", "companies", "unions")
    )
    assert gap["verdict"] == "lower"


def test_nobody_can_be_written_to(told):
    assert all(opinion.email.endswith(".example") for opinion in told if opinion.email)
