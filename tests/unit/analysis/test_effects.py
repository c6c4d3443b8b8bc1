"""Domain or territory: what is known in advance, and tables at the edge."""

import numpy as np
import pyarrow as pa
import pytest

from grappe.analysis import Observations, effects, effects_map, observations, strongest, territory_effects_map, verdict
from grappe.words import Refused, Sentence


def of(rows, **how):
    """The decomposition of rows of occupation, territory, value, weight."""
    columns = list(zip(*rows, strict=True))
    values, weights = (np.array(column, float) for column in columns[2:])
    return effects(Observations(columns[0], columns[1], values, weights), **how)


SQUARE = [("a", "x", 4, 1), ("a", "y", 2, 1), ("b", "x", 2, 1), ("b", "y", 0, 1)]


def test_an_additive_table_is_all_domain_and_territory():
    found = of(SQUARE)
    assert (found.mean, found.freedom, found.parts) == (2, 1, 1)
    assert dict(zip(found.effects["key"].to_pylist(), found.effects["value"].to_pylist(), strict=True)) == (
        pytest.approx({"a": 1, "b": -1, "x": 1, "y": -1})
    )
    assert found.effects["low"].to_pylist() == pytest.approx(found.effects["value"].to_pylist())
    assert found.spread == pytest.approx((0.5, 0.5, 0))


def test_weights_decide_what_the_mean_is():
    found = of([("a", "x", 4, 3), ("a", "y", 4, 3), ("b", "x", 0, 1), ("b", "y", 0, 1)])
    assert found.mean == 3
    told = {row["key"]: row["value"] for row in found.effects.to_pylist() if row["effect"] == "occupation"}
    assert told == pytest.approx({"a": 1, "b": -3})


def test_parts_without_a_link_have_their_own_mean():
    found = of([*SQUARE, ("c", "z", 100, 1), ("d", "z", 104, 1)])
    parts = {row["key"]: row["part"] for row in found.effects.to_pylist()}
    assert (found.parts, parts) == (2, {"a": 1, "b": 1, "x": 1, "y": 1, "c": 2, "d": 2, "z": 2})
    assert found.pairs["mu"].to_pylist()[-2:] == pytest.approx([102, 102])


def test_a_row_of_weight_0_is_read_against_the_others_and_moves_nothing():
    found = of([*SQUARE, ("a", "x", 1000, 0), ("e", "x", 7, 0)])
    last = found.pairs.to_pylist()[-2:]
    assert (last[0]["gamma"], last[0]["mostly"]) == (pytest.approx(996), "pair")
    assert {last[1][name] for name in ("mu", "alpha", "gamma", "mostly", "part")} == {None}
    assert "e" not in found.effects["key"].to_pylist()


def test_no_variance_no_verdict():
    found = of([(o, t, 3.5, 2) for o in "abc" for t in "xy"])
    assert found.spread is None
    assert set(found.pairs["mostly"].to_pylist()) == {None}
    assert found.residual_deviation == pytest.approx(0, abs=1e-12)
    assert "rien qui permette" in verdict(found, "a", "x").fr


def test_a_row_that_decides_its_own_effect_is_given_to_nobody():
    found = of([*SQUARE, ("lone", "x", 9, 1)])
    assert found.pairs.to_pylist()[-1]["mostly"] is None


def test_without_freedom_there_is_no_interval():
    found = of(SQUARE[:3])
    assert (found.freedom, found.residual_deviation) == (0, None)
    assert set(found.effects["low"].to_pylist()) == {None}


@pytest.mark.parametrize("rows", [[("a", "x", 1, 0)], [("a", "x", 1, -1), ("a", "y", 1, 2)], [("a", "x", np.nan, 1)]])
def test_what_cannot_be_fitted_is_refused(rows):
    with pytest.raises(Refused):
        of(rows)


def test_a_verdict_names_the_lever_only_where_the_value_is_high():
    found = of([("a", "x", 9, 1), ("a", "y", 9.5, 1), ("b", "x", 1, 1), ("b", "y", 0, 1)])
    assert "surtout le métier" in verdict(found, "a", "x").fr
    assert "former" in verdict(found, "a", "x").fr
    assert "nothing presses" in verdict(found, "b", "y").en
    with pytest.raises(Refused, match="pas de valeur"):
        verdict(found, "a", "nowhere")


def test_the_strongest_come_first():
    assert strongest(of(SQUARE), "occupation", 1)["key"].to_pylist() == ["a"]


def table(**columns):
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def test_masked_is_unknown_never_zero():
    read = observations(
        table(
            o=["a", "a", "b", "b", None, "b"],
            t=["x", "y", "x", "y", "y", ""],
            v=["1,5", "*", "2", "n.d.", "3", "4"],
            w=["1 000", "1", "0", "5", "1", "1"],
        ),
        value="v",
        occupation="o",
        territory="t",
        weight="w",
    )
    assert read.found.value.tolist() == [1.5, 2.0]
    assert read.found.weight.tolist() == [1000.0, 0.0]
    assert (read.rows, read.unknown, read.unplaced, read.unweighted, read.refused_rows) == (6, 2, 2, 1, 0)


def test_a_row_that_is_wrong_is_refused_with_its_place():
    read = observations(
        table(o=["a", "b", "c", "d"], t=["x"] * 4, V=["1", "beaucoup", "1e999", "2"], w=["1", "1", "1", "-3"]),
        value="v ",
        occupation="o",
        territory="t",
        weight="w",
        file="f.csv",
    )
    assert (read.refused_rows, len(read.found.value)) == (3, 1)
    assert [(one.where.row, one.where.value) for one in read.refused] == [(3, "beaucoup"), (4, "1e999"), (5, "-3")]


def test_columns_and_filters_are_checked():
    rows = table(o=["a", "b"], t=["x", "x"], v=["1", "2"], year=["2019", "2020 "])
    kept = observations(rows, value="v", occupation="o", territory="t", where=[("year", "2020")])
    assert (kept.rows, kept.found.occupation, kept.found.weight.tolist()) == (1, ["b"], [1.0])
    with pytest.raises(Refused, match="absente"):
        observations(rows, value="w", occupation="o", territory="t")
    with pytest.raises(Refused, match="aucune ligne"):
        observations(rows, value="v", occupation="o", territory="t", where=[("year", "1900")])


def test_numbers_of_a_workbook_are_read_as_they_are():
    rows = pa.table({"o": ["a", "b"], "t": ["x", "y"], "v": [1, None], "w": [2.5, float("inf")]})
    read = observations(rows, value="v", occupation="o", territory="t", weight="w")
    assert (read.found.value.tolist(), read.unknown, read.refused_rows) == ([1.0], 0, 1)


def test_the_map_says_each_value_and_leaves_unknown_places_empty():
    outlines = pa.table({"code": ["59", "62"], "path": ["M0 0L9 0L9 9Z", "M9 0L20 0L20 9Z"]})
    drawn = effects_map(outlines, {"59": 0.3, "99": 1.0}, Sentence("<carte>", "map"), points={"99": (5.0, 5.0)})
    assert "&lt;carte&gt;" in drawn
    assert drawn.count("<circle") == 1
    alone = effects_map(outlines, {"59": -0.3}, Sentence("carte", "map"), language="en")
    assert "59 : -0.30" in alone
    assert ">−0.20<" in alone


def test_a_map_needs_outlines(places):
    with pytest.raises(Refused, match="outlines"):
        territory_effects_map(places, {"59": 0.3}, Sentence("carte", "map"), level="departement")
