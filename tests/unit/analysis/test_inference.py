"""What many withheld cells give away is found without a dense table."""

import numpy as np
import pytest
from scipy import sparse

from grappe.analysis import inference


@pytest.mark.parametrize("seed", range(25))
def test_random_movements_find_what_the_null_space_says(seed, monkeypatch):
    draw = np.random.default_rng(seed)
    rows, count = draw.integers(3, 40), draw.integers(3, 60)
    equations = sparse.csc_matrix((draw.random((rows, count)) < 0.08) * draw.choice([1.0, -1.0], (rows, count)))
    exact = inference._still(equations)
    monkeypatch.setattr(inference, "DENSE", 0)
    assert (inference._still(equations) == exact).all()


def test_a_hundred_thousand_free_values_are_not_fixed_by_chance(monkeypatch):
    count = 100_000
    pairs = np.arange(count // 2)
    sums = (np.ones(count), (np.concatenate([pairs, pairs]), np.arange(count)))
    assert not inference._still(sparse.csc_matrix(sums, shape=(count // 2, count))).any()
