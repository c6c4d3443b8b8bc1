"""Weights of a survey for any frame and any answers."""

from hypothesis import given
from hypothesis import strategies as st

from grappe.analysis import post_stratified

STRATA = [(size, sector) for size in ("0-9", "10-49", "250+") for sector in ("industry", "trade")]


@st.composite
def surveys(draw):
    population = draw(st.dictionaries(st.sampled_from(STRATA), st.integers(1, 200), min_size=1))
    answered = [s for s, count in population.items() for _ in range(draw(st.integers(0, min(count, 12))))]
    return answered, population


@given(surveys(), st.floats(1, 10))
def test_weights_have_mean_one_and_respect_the_cap(survey, cap):
    answered, population = survey
    weights = post_stratified(answered, population, cap=cap)
    listed = [weights.by_stratum[stratum] for stratum in answered]
    if listed:
        assert abs(sum(listed) / len(listed) - 1) < 1e-9
        assert max(listed) <= cap + 1e-9
        assert weights.effective <= len(listed) + 1e-9


@given(surveys())
def test_without_cap_the_weighted_sizes_are_those_of_the_population(survey):
    """The slow way: the share of each size among the weighted answers is its share among the organisations covered."""
    answered, population = survey
    weights = post_stratified(answered, population, cap=1e9)
    sizes = {size for size, _sector in answered}
    covered = sum(count for (size, _sector), count in population.items() if size in sizes)
    for size in sizes:
        seen = sum(weights.by_stratum[stratum] for stratum in answered if stratum[0] == size) / len(answered)
        expected = sum(count for (other, _sector), count in population.items() if other == size) / covered
        assert abs(seen - expected) < 1e-9
    assert weights.uncovered == sum(population.values()) - (covered if answered else 0)
