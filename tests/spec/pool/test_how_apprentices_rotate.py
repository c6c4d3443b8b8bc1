"""How apprentice engineers rotate: the law's limits, as a checker that shares nothing with the solver reads them."""

import json
from pathlib import Path

import pytest

from grappe.pool import Stay, judge, rotate, rotation_of, rotation_profile

#: Six blocks of four weeks.
BLOCKS = [
    {"block": "B1", "from": "2026-09-07", "to": "2026-10-02"},
    {"block": "B2", "from": "2026-11-02", "to": "2026-11-27"},
    {"block": "B3", "from": "2027-01-04", "to": "2027-01-29"},
    {"block": "B4", "from": "2027-03-01", "to": "2027-03-26"},
    {"block": "B5", "from": "2027-05-03", "to": "2027-05-28"},
    {"block": "B6", "from": "2027-07-05", "to": "2027-07-30"},
]


def problem(apprentices, companies, **more):
    return rotation_of({"apprentices": apprentices, "companies": companies, "blocks": BLOCKS} | more, folder=Path())


def companies(*names, mentors=2):
    return [{"company": name, "mentors": mentors} for name in names]


def results(asked, hosts, rule):
    """What a rule says of apprentices whose hosts are given block by block."""
    stays = [
        Stay(person, f"B{block}", host, f"{host}-1")
        for person, row in hosts.items()
        for block, host in enumerate(row, 1)
    ]
    return {entry.subject: entry.result for entry in judge(asked, stays, {}) if entry.rule == rule}


def test_an_apprentice_of_a_company_has_two_other_hosts_at_most():
    asked = problem([{"apprentice": "Inès", "employer": "A"}], companies("A", "B", "C", "D"))
    assert results(asked, {"Inès": "AAABCD"}, "other-hosts") == {"Inès": "fail"}
    assert results(asked, {"Inès": "AAABCC"}, "other-hosts") == {"Inès": "pass"}


def test_an_apprentice_of_a_group_may_be_at_three_other_members_and_somebody_has_to_confirm_it():
    group = [{"company": "GE", "group": True}, *companies("A", "B", "C", "D")]
    asked = problem([{"apprentice": "Inès", "employer": "GE", "main": "A"}], group)
    assert results(asked, {"Inès": "AAABCD"}, "other-hosts-of-a-group") == {"Inès": "confirm"}


def test_half_of_company_time_at_least_is_spent_with_the_employer():
    asked = problem([{"apprentice": "Inès", "employer": "A"}], companies("A", "B"))
    assert results(asked, {"Inès": "AABBBB"}, "employer-share") == {"Inès": "fail"}
    assert results(asked, {"Inès": "AAABBB"}, "employer-share") == {"Inès": "pass"}
    wide = problem([{"apprentice": "Inès", "employer": "A"}], companies("A", "B"), rules="GE-wide")
    assert results(wide, {"Inès": "AABBBB"}, "employer-share") == {"Inès": "confirm"}


def test_the_first_swap_comes_after_45_company_days():
    asked = problem([{"apprentice": "Inès", "employer": "A"}], companies("A", "B"))
    assert results(asked, {"Inès": "AABBAA"}, "first-swap-days") == {"Inès": "fail"}
    assert results(asked, {"Inès": "AAABBA"}, "first-swap-days") == {"Inès": "pass"}


@pytest.mark.parametrize(("third_repeats", "expected"), [(False, "fail"), (True, "pass")])
def test_a_mentor_takes_a_third_apprentice_only_when_one_repeats_a_year(third_repeats, expected):
    people = [{"apprentice": name, "employer": "A"} for name in ("Inès", "Malo")]
    people.append({"apprentice": "Zoé", "employer": "A", "repeating": third_repeats})
    asked = problem(people, companies("A", mentors=1))
    hosts = dict.fromkeys(("Inès", "Malo", "Zoé"), "AAAAAA")
    assert results(asked, hosts, "apprentices-of-a-mentor") == {"A: A-1": expected}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"practice_months": 18, "internship_months": 6}, "fail"),
        ({"practice_months": 12, "diploma_level": 7, "diploma_in_field": True}, "pass"),
        ({"practice_months": 12, "diploma_level": 5, "diploma_in_field": True}, "fail"),
        ({"practice_months": 24}, "pass"),
        ({}, "confirm"),
    ],
)
def test_a_mentor_has_the_diploma_and_a_year_of_practice_or_two_years(said, expected):
    asked = problem(
        [{"apprentice": "Inès", "employer": "A"}], [{"company": "A", "mentors": [{"mentor": "A-1", **said}]}]
    )
    assert results(asked, {"Inès": "AAAAAA"}, "mentor-practice-with-diploma") == {"A: A-1": expected}


def test_whoever_cannot_be_placed_together_is_named():
    people = [{"apprentice": name, "employer": "A"} for name in ("Inès", "Malo", "Zoé")]
    found = rotate(problem(people, companies("A", "B", mentors=1)))
    assert found.status == "infeasible"
    assert set(found.conflict) == {"Inès", "Malo", "Zoé"}
    assert found.conflict_companies == ("A",)


def test_a_rule_has_a_value_an_article_and_somebody_who_confirms_it():
    profile = rotation_profile("strict")
    assert json.dumps({rule: profile[rule].article for rule in ("employer-share", "apprentices-of-a-mentor")}) == (
        '{"employer-share": "R6223-10 I", "apprentices-of-a-mentor": "R6223-6"}'
    )
