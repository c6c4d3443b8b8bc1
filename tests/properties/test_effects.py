"""Two-way effects equal a dense least squares, part by part, whatever holes and weights the table has."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles import two_way as oracle

from grappe.analysis import Observations, effects

CELLS = st.tuples(
    st.sampled_from("abcde"), st.sampled_from("stuvwxyz"), st.integers(-50, 50), st.sampled_from([0, 0.5, 1, 20, 3000])
)
TABLES = st.lists(CELLS, min_size=1, max_size=40).filter(lambda rows: any(row[3] for row in rows))
SLOWLY = settings(max_examples=120, deadline=None)


def found(rows, **how):
    columns = [list(column) for column in zip(*rows, strict=True)]
    return effects(
        Observations(columns[0], columns[1], np.array(columns[2], float), np.array(columns[3], float)), **how
    )


@SLOWLY
@given(TABLES)
def test_effects_are_those_of_dense_least_squares_in_each_part(rows):
    table = found(rows).effects.to_pylist()
    told = {(row["effect"], row["key"]): (row["value"], row["part"]) for row in table}
    seen = 0
    for part in oracle.parts([row for row in rows if row[3]]):
        _, alpha, beta = oracle.effects(part)
        expected = {("occupation", key): value for key, value in alpha.items()}
        expected |= {("territory", key): value for key, value in beta.items()}
        assert {key: told[key][0] for key in expected} == pytest.approx(expected, abs=1e-6)
        assert len({told[key][1] for key in expected}) == 1
        seen += len(expected)
    assert seen == len(told)


@SLOWLY
@given(TABLES)
def test_the_four_terms_add_up_and_the_largest_is_named(rows):
    for row, given_ in zip(found(rows).pairs.to_pylist(), rows, strict=True):
        assert row["observed"] == given_[2]
        if row["mu"] is None:
            assert given_[3] == 0
            continue
        assert row["mu"] + row["alpha"] + row["beta"] + row["gamma"] == pytest.approx(row["observed"], abs=1e-9)
        sizes = {"domain": abs(row["alpha"]), "territory": abs(row["beta"]), "pair": abs(row["gamma"])}
        if row["mostly"] is not None:
            assert sizes[row["mostly"]] == pytest.approx(max(sizes.values()))
            assert row["share"] == pytest.approx(max(sizes.values()) / sum(sizes.values()))


@SLOWLY
@given(TABLES, st.sampled_from(["classical", "robust"]), st.randoms())
def test_neither_the_order_of_the_rows_nor_their_sides_matter(rows, variance, shuffler):
    mixed = list(rows)
    shuffler.shuffle(mixed)
    swapped = [(b, a, value, weight) for a, b, value, weight in mixed]
    told = bounds(found(rows, variance=variance))
    other = {"occupation": "territory", "territory": "occupation"}
    assert bounds(found(mixed, variance=variance)) == pytest.approx(told, abs=1e-6, nan_ok=True)
    turned = {(other[kind], key): value for (kind, key), value in bounds(found(swapped, variance=variance)).items()}
    assert turned == pytest.approx(told, abs=1e-6, nan_ok=True)


def bounds(result):
    """Half of each interval; NaN where there is none."""
    rows = result.effects.to_pylist()
    return {(r["effect"], r["key"]): np.nan if r["low"] is None else r["value"] - r["low"] for r in rows}


@SLOWLY
@given(st.integers(2, 6), st.integers(2, 6), st.integers(0, 1000))
def test_a_far_value_does_not_pull_the_robust_estimate(many, few, seed):
    draw = np.random.default_rng(seed)
    alpha, beta = draw.normal(size=many * 3), draw.normal(size=few * 3)
    rows = [(f"o{o}", f"t{t}", alpha[o] + beta[t], 1.0) for o in range(many * 3) for t in range(few * 3)]
    struck = [(*rows[0][:2], rows[0][2] + 1000.0, 1.0), *rows[1:]]
    clean, robust, pulled = (found(table, method=how) for table, how in
                             ((rows, "wls"), (struck, "huber"), (struck, "wls")))  # fmt: skip
    away = [np.abs(np.subtract(result.effects["value"], clean.effects["value"])).max() for result in (robust, pulled)]
    assert away[0] < away[1] / 50
