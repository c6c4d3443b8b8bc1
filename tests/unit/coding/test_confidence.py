"""Chances: bounds, fit, calibration error."""

import random

import pytest

from grappe.coding.confidence import (
    ENOUGH,
    Confidence,
    Logistic,
    calibration_error,
    observed,
    standard_confidence,
)


def test_a_better_score_and_a_longer_lead_are_surer():
    one = standard_confidence()
    low, high = one.chances([0.5, 0.5], [False, False]), one.chances([0.9, 0.5], [False, False])
    assert 0 < low[0] < high[0] < 1
    assert high[1] < low[1]


def test_chances_of_one_title_add_up_to_one_at_most():
    chances = Confidence(Logistic(5, 0, 0, 0), Logistic(5, 0, 0, 0)).chances([0.9] * 5, [False] * 5)
    assert sum(chances) == pytest.approx(1)
    assert standard_confidence().chances([], []) == []


def test_the_lead_is_over_the_best_other_and_has_a_limit():
    assert observed([0.9, 0.8, 0.2], [True, False, False]) == [
        (0.9, pytest.approx(0.1), True),
        (0.8, pytest.approx(-0.1), False),
        (0.2, pytest.approx(-0.7), False),
    ]
    assert observed([0.9], [False]) == [(0.9, ENOUGH, False)]


def test_a_fit_finds_the_parameters_that_made_the_data():
    rng = random.Random(7)
    true = Logistic(-2, 4, 3, 1)
    seen = [(rng.random(), rng.random() * ENOUGH, rng.random() < 0.5) for _ in range(4_000)]
    found = Logistic.fitted(seen, [rng.random() < true.at(one) for one in seen])
    gaps = [abs(found.at(one) - true.at(one)) for one in seen]
    assert max(gaps) < 0.06


def test_calibration_error_is_zero_where_the_share_is_the_chance():
    assert calibration_error([0.25] * 4, [True, False, False, False]) == 0
    assert calibration_error([1.0, 1.0], [False, False]) == 1
    assert calibration_error([0.0, 1.0], [False, True]) == 0
