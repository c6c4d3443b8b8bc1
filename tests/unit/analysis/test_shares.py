"""Shares and their intervals."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oracles import demand as oracle

from grappe.analysis import Share, local_difficulty, wilson
from grappe.words import Refused

COUNTS = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(COUNTS)
def test_wilson_solves_its_equation_and_holds_the_share(counts):
    k, n = counts
    low, high = wilson(k, n)
    assert 0 <= low <= k / n <= high <= 1
    assert all(math.isclose(a, b, abs_tol=1e-9) for a, b in zip((low, high), oracle.wilson(k, n), strict=True))


@given(COUNTS, st.floats(0.5, 0.89))
def test_more_confidence_asks_for_a_wider_interval(counts, level):
    low, high = wilson(*counts, level)
    wide_low, wide_high = wilson(*counts, level + 0.1)
    assert wide_low <= low
    assert high <= wide_high


def test_nobody_asked_means_anything_is_possible():
    assert wilson(0, 0) == (0.0, 1.0)
    assert Share(0, 0).value is None


@pytest.mark.parametrize(("k", "n"), [(-1, 5), (6, 5)])
def test_an_impossible_share_is_refused(k, n):
    with pytest.raises(Refused):
        wilson(k, n)


@given(COUNTS, st.floats(0, 1), st.floats(0.5, 50))
def test_a_shrunk_share_lies_between_what_was_answered_and_the_reference(counts, p0, m):
    d, n = counts
    local = local_difficulty(d, n, p0=p0, m=m)
    assert min(d / n, p0) - 1e-12 <= local.share <= max(d / n, p0) + 1e-12
    assert math.isclose(local.share, local.weight * d / n + (1 - local.weight) * p0)


def test_without_answers_the_reference_stands():
    local = local_difficulty(0, 0, p0=0.6, m=10)
    assert (local.share, local.weight) == (0.6, 0.0)


@pytest.mark.parametrize(("p0", "m"), [(1.2, 10), (0.5, 0)])
def test_an_impossible_reference_is_refused(p0, m):
    with pytest.raises(Refused):
        local_difficulty(1, 2, p0=p0, m=m)
