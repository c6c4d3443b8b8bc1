"""Each reason why a need stays out, and what would take it in."""

import pytest

from grappe.pool import PoolProblem, plan, unplaced

ALONE = {"weeks": (4,) * 52}


def left(problem: PoolProblem):
    return {entry.need: entry for entry in unplaced(problem, plan(problem, seconds=10))}


@pytest.mark.parametrize(
    ("reason", "changes"),
    [
        ("no_similar", {"occupation": "driver"}),
        ("too_far", {"lat": 48.0}),
        ("forbidden", {"forbidden": frozenset({"m2"})}),
        ("weeks", {"weeks": (8,) * 52}),
        ("year", {"weeks": (1,) * 40 + (0,) * 12}),
        ("too_large", {"halfdays": (True,) * 12, "weeks": (11,) * 52}),
    ],
)
def test_the_first_filter_that_leaves_no_partner_is_the_reason(made, rules, reason, changes):
    problem = PoolProblem((made("n1", "m1", **changes), made("n2", "m2")), rules)
    assert left(problem)["n1"].reason == reason


def test_a_need_may_stay_out_because_others_bring_more(made, rules):
    needs = (made("n1", "m1"), made("n2", "m2", priority=3), made("n3", "m3", weeks=(6,) * 52))
    assert {need: entry.reason for need, entry in left(PoolProblem(needs, rules)).items()} == {"n1": "others_better"}


def test_what_is_missing_is_said_in_halfdays_weeks_place_and_occupation(made, rules):
    entry = left(PoolProblem((made("n1", "m1"),), rules))["n1"]
    assert entry.complement.halfdays == 260 - 4 * 52
    assert entry.missing.en == (
        "52 half-day(s) of another member, 1 a week at most, weeks 1–52, "
        "within 30 km of 47, 2, occupation similar to baker"
    )


def test_two_needs_that_stay_out_may_ask_for_a_third_together(made, rules):
    needs = (made("n1", "m1", weeks=(2,) * 52), made("n2", "m2", weeks=(2,) * 52))
    entry = left(PoolProblem(needs, rules))["n1"]
    assert entry.complement.beside == ("n1", "n2")
    assert entry.complement.halfdays == 52
    assert "with n2" in entry.missing.en


def test_nothing_helps_a_need_that_is_too_large_alone(made, rules):
    entry = left(PoolProblem((made("n1", "m1", halfdays=(True,) * 12, weeks=(11,) * 52),), rules))["n1"]
    assert entry.complement is None
    assert entry.missing.en == "no complement would do"
