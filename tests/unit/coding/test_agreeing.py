"""Agreement of two reviewers beyond chance."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grappe.coding import agreement, both


def decided(codes: str) -> dict[str, str]:
    return {f"title {place}": code.strip("-") for place, code in enumerate(codes)}


def test_a_table_known_from_the_literature():
    """Cohen 1960: 200 cases, three categories, agreement .70 observed, .41 by chance."""
    table = {"AA": 88, "AB": 14, "AC": 18, "BA": 10, "BB": 40, "BC": 10, "CA": 2, "CB": 6, "CC": 12}
    first = decided("".join(pair[0] * n for pair, n in table.items()))
    second = decided("".join(pair[1] * n for pair, n in table.items()))
    found = agreement(first, second)
    assert (found.titles, found.agreed) == (200, 140)
    assert found.kappa == pytest.approx((0.70 - 0.41) / (1 - 0.41), abs=1e-4)
    assert found.low < found.kappa < found.high


def test_only_common_titles_count_and_none_fits_is_a_decision():
    found = agreement({"a": "X", "b": "", "c": "X"}, {"a": "X", "b": "", "d": "Y"})
    assert (found.titles, found.agreed, found.kappa) == (2, 2, 1.0)


@pytest.mark.parametrize(("one", "other"), [("", ""), ("AA", "AA")])
def test_kappa_has_no_meaning_without_a_choice(one, other):
    assert agreement(decided(one), decided(other)).kappa is None


def test_what_both_decided_leaves_out_what_they_differ_on():
    said, differ = both({"a": "X", "b": "Y", "c": "Z"}, {"a": "X", "b": "W", "d": ""})
    assert said == {"a": "X", "c": "Z", "d": ""}
    assert differ == ["b"]


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("ABC")), min_size=2, max_size=40))
def test_kappa_does_not_depend_on_who_comes_first(pairs):
    first = {str(place): one for place, (one, _other) in enumerate(pairs)}
    second = {str(place): other for place, (_one, other) in enumerate(pairs)}
    assert agreement(first, second) == agreement(second, first)


def test_the_interval_is_as_wide_as_resampling_says():
    rng = random.Random(3)
    pairs = [
        (code, code if rng.random() < 0.7 else rng.choice("ABC")) for code in (rng.choice("ABC") for _ in range(300))
    ]
    kappas = []
    for _ in range(400):
        drawn = [rng.choice(pairs) for _ in pairs]
        kappas.append(agreement(*({str(p): pair[side] for p, pair in enumerate(drawn)} for side in (0, 1))).kappa)
    kappas.sort()
    found = agreement(*({str(p): pair[side] for p, pair in enumerate(pairs)} for side in (0, 1)))
    assert found.low == pytest.approx(kappas[10], abs=0.03)
    assert found.high == pytest.approx(kappas[-11], abs=0.03)
