"""The demand equals a slow count, and nobody works out what was withheld."""

import math
import tempfile
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.oracles import demand as oracle
from tests.oracles.invented_needs import PLACES, labour_release, need, place_release, rome_release, stored

from grappe.analysis import COMPLEMENTARY, CUTS, FIGURES, PUBLISHED, SUPPRESSED, analyse_store, demand, protect
from grappe.words import standard_rules

DAY, RULES = date(2026, 3, 2), standard_rules()
QUICK = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CODES = ["H2913", "H2917", "H2901", None]


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Small releases, made once."""
    home = tmp_path_factory.mktemp("home")
    return {"rome": rome_release(home), "places": place_release(home), "labour": labour_release(home)}


@st.composite
def needs_of_a_cluster(draw, largest=40):
    """Needs with anything unknown, employers that ask often and others that ask once."""
    return [_need(draw, number) for number in range(draw(st.integers(1, largest)))]


def _need(draw, number):
    pay = draw(
        st.none() | st.tuples(st.integers(10, 40), st.integers(0, 9), st.sampled_from(["hour", "month", "year"]))
    )
    month = draw(st.none() | st.integers(1, 3))
    insee = draw(st.none() | st.sampled_from(sorted(PLACES)))
    return need(
        number,
        code=draw(st.sampled_from(CODES)),
        decision=draw(st.sampled_from(["auto", "auto", "auto", "review"])),
        employer=draw(st.none() | st.sampled_from([f"e{n}" for n in range(9)] + [" E1 "])),
        contract=draw(st.none() | st.sampled_from(["cdi", "cdd"])),
        positions=draw(st.integers(1, 3)),
        insee=insee,
        departement=PLACES[insee][1] if insee else None,
        published=date(2026, month, 5) if month else None,
        pay_min=float(pay[0]) if pay else None,
        pay_max=float(pay[0] + pay[1]) if pay else None,
        pay_unit=pay[2] if pay else None,
    )


BY = st.lists(st.sampled_from(["occupation", "territory", "month", "contract"]), unique=True, max_size=4)


@QUICK
@given(needs=needs_of_a_cluster(), by=BY, territory=st.sampled_from(["departement", "commune", "region"]))
def test_demand_is_the_slow_count(world, needs, by, territory):
    place = {"commune": lambda code: code, "departement": lambda c: PLACES[c][1], "region": lambda c: PLACES[c][2]}
    expected = oracle.demand(needs, by, lambda row: place[territory](row["insee"]) if row["insee"] else None)
    given_ = {"by": tuple(by), "territory": territory, "rules": RULES, "day": DAY}
    with tempfile.TemporaryDirectory() as folder:
        store = stored(Path(folder) / "store", needs)
        found = demand(store, places=world["places"], disclosure=False, **given_).to_pylist()
        withheld = demand(store, places=world["places"], **given_).to_pylist()
    assert [tuple(row[name] for name in by) for row in found] == sorted(expected)
    for row, quiet in zip(found, withheld, strict=True):
        measures = expected[tuple(row[name] for name in by)]
        for name, value in measures.items():
            assert row[name] == value or math.isclose(row[name], value, abs_tol=1e-9), name
        assert (quiet["disclosure"] == SUPPRESSED) == (measures["employers"] < 5)
        assert quiet["needs"] == (row["needs"] if quiet["disclosure"] == PUBLISHED else None)
        if quiet["disclosure"] != PUBLISHED:
            assert {quiet[name] for name in measures} == {None}


@st.composite
def small_tables(draw):
    """Cells of a table of at most 3 × 3 with few needs, so that every possible world can be tried."""
    keys = [(a, b) for a in "xyz" for b in "pqr"]
    chosen = draw(st.lists(st.sampled_from(keys), unique=True, min_size=1, max_size=6))
    cells = {key: draw(st.lists(st.sampled_from("ABCDEF"), min_size=1, max_size=4)) for key in chosen}
    return {key: (len(who), len(who)) for key, who in cells.items()}, {key: set(who) for key, who in cells.items()}


@settings(max_examples=40, deadline=None)
@given(small_tables())
def test_an_attacker_with_endless_patience_finds_no_withheld_count(table):
    cells = oracle.margins(*table)
    minimum = 2
    columns = {name: [cell["key"][place] for cell in cells] for place, name in enumerate(("a", "b"))}
    columns |= {name: [cell[name] for cell in cells] for name in ("needs", "employers")}
    statuses = protect(pa.table(columns), by=("a", "b"), minimum=minimum).to_pylist()
    for cell, status in zip(cells, statuses, strict=True):
        assert (status == SUPPRESSED) == (cell["employers"] < minimum)
        cell |= {"hidden": status != PUBLISHED, "least": minimum if status == COMPLEMENTARY else 1}
    hidden = [cell["key"] for cell in cells if cell["hidden"]]
    most = max(cell["needs"] for cell in cells if None not in cell["key"]) + 2
    seen: dict[tuple, set[int]] = {key: set() for key in hidden}
    for world in oracle.worlds(cells, most):
        for key in hidden:
            seen[key].add(world[key])
        if all(len(values) > 1 for values in seen.values()):
            break
    assert {key: values for key, values in seen.items() if len(values) < 2} == {}


@QUICK
@given(needs=needs_of_a_cluster(largest=120))
def test_no_sum_or_difference_of_the_figures_on_screen_gives_a_withheld_one(world, needs):
    with tempfile.TemporaryDirectory() as folder:
        store = stored(Path(folder) / "store", needs)
        analyse_store(store, **world, rules=RULES, day=DAY)
        rows = store.read(FIGURES).to_pylist()
    for coded in (True, False):
        shown = [row for row in rows if ("occupation" in row["cut"]) == coded]
        cells = [(frozenset(_key(row).items()), row["disclosure"] != PUBLISHED) for row in shown]
        assert _worked_out(cells, coded) == []


def _key(row):
    return {name: row[name] for name in ("occupation", "territory", "month", "contract") if row[name]}


def _worked_out(cells, coded):
    """The withheld cells whose value every solution of all sums agrees on: nothing moves them.

    Sums that are not on screen (the coded needs of a month) are unknowns too.
    """
    hidden = {key: number for number, key in enumerate(key for key, withheld in cells if withheld)}
    rows = _sums(cells, coded, hidden)
    matrix = np.zeros((len(rows) + 1, len(hidden)))
    for number, row in enumerate(rows):
        matrix[number, list(row)] = list(row.values())
    _, sizes, directions = np.linalg.svd(matrix)
    free = directions[(sizes > 1e-9).sum() :]
    still = np.abs(free).max(axis=0, initial=0) < 1e-9
    return [dict(key) for key, withheld in cells if withheld and still[hidden[key]]]


def _sums(cells, coded, hidden):
    """Every "sum of cells = cell above" as unknown → coefficient; an unknown sum is numbered in ``hidden``."""
    known = {key for key, withheld in cells if not withheld}
    rows = []
    for names in {frozenset(cut) for cut in CUTS if ("occupation" in cut) == coded}:
        inside = [key for key in hidden.keys() | known if {name for name, _ in key} == names]
        for parent in {key - {pair} for key in inside for pair in key}:
            if parent not in known:
                hidden.setdefault(parent, len(hidden))
            children = [key for key in inside if key > parent]
            rows.append({hidden[key]: 1 for key in children if key in hidden} | _above(parent, hidden))
    return rows


def _above(parent, hidden):
    return {hidden[parent]: -1} if parent in hidden else {}
