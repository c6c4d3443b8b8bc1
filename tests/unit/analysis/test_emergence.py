"""Emergence: states of skills, what is left out, and what is not said."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from tests.oracles.invented_needs import need, stored

from grappe.analysis import EMERGENCE, emergence
from grappe.analysis.rising import false_discovery, risen

DAY = date(2026, 3, 2)


def ads(month, skills, count=40, employers=20, **given):
    """Advertisements of one month: each of ``skills`` (name → how many of them name it) beside "Soudage"."""
    year, number = divmod(month, 12)
    named = [[name for name, many in skills.items() if place < many] for place in range(count)]
    return [
        {
            "published": date(2025 + year, number + 1, 5),
            "skills": ["Soudage", *one],
            "employer": f"e{(7 * place + 3 * month) % employers}",
        }
        | given
        for place, one in enumerate(named)
    ]


@pytest.fixture
def told(tmp_path, rome, rules):
    def telling(*groups, **how):
        rows = [need(number, **row) for number, row in enumerate(row for group in groups for row in group)]
        return emergence(stored(tmp_path / "store", rows), rome=rome, rules=rules, day=DAY, **how)

    return telling


def states(found):
    return {row["skill"]: row["state"] for row in found.table.to_pylist()}


def test_each_state(told):
    old = {"Fax": 20, "Cobot": 0, "Python": 8, "Anglais": 2, "Plan": 12}
    new = {"Fax": 4, "Cobot": 3, "Python": 22, "Anglais": 2, "Plan": 12}
    found = told(*(ads(month, old) for month in range(6)), *(ads(month, new) for month in range(6, 12)), months=6)
    assert states(found) == {
        "cobot": "emerging",
        "python": "growing",
        "fax": "declining",
        "anglais": "steady",
        "plan": "core",
        "soudage": "core",
    }
    assert (found.period, found.before) == (("2025-07", "2025-12"), ("2025-01", "2025-06"))
    assert (found.ads, found.ads_before, found.states["emerging"], found.caution) == (240, 240, 1, None)
    assert found.table["skill"][0].as_py() == "cobot"


def test_spellings_are_one_skill_and_its_commonest_one_is_shown(told):
    rows = ads(0, {}) + ads(1, {"PYTHON": 9, "Python ": 11}) + ads(1, {"python": 10})
    found = {row["skill"]: row for row in told(rows, months=1).table.to_pylist()}
    assert (found["python"]["label"], found["python"]["ads"]) == ("Python", 21)


def test_twenty_ads_of_one_employer_are_no_emergence(told):
    one = ads(1, {"Cobot": 30}, employers=1)
    many = ads(1, {"Drone": 30}, employers=40)
    found = told(ads(0, {}, count=80), one, many, months=1, disclosure=False, least_ads=10)
    assert states(found)["drone"] == "emerging" or states(found)["drone"] == "growing"
    assert "cobot" not in states(found)


def test_few_employers_are_told_under_the_owners_eyes_only(told):
    rows = [*ads(0, {}), *ads(1, {"Cobot": 12}, employers=4)]
    assert "cobot" not in states(told(rows, months=1))


def test_clocks_ahead_days_not_known_and_ads_without_skills_are_counted_apart(told):
    rows = [*ads(0, {}), *ads(1, {}), *ads(20, {}, count=3), {"published": None}, {"published": date(2025, 1, 2)}]
    found = told(rows)
    assert (found.future, found.undated, found.silent) == (3, 1, 1)
    assert found.period == ("2025-02", "2025-02")


def test_a_missing_month_is_said(told):
    found = told(ads(0, {}), ads(1, {}), ads(3, {}), months=2)
    assert found.missing_months == ("2025-03",)
    assert "2025-03" in found.caution.fr


def test_a_source_of_one_period_only_tells_nothing_of_a_rise(told):
    feed = ads(1, {"Cobot": 40}, source="new feed")
    found = told(ads(0, {}), ads(1, {}), feed, months=1)
    assert found.sources_left_out == ("new feed",)
    assert "cobot" not in states(found)


def test_one_month_is_no_comparison(told):
    found = told(ads(0, {"Cobot": 20}))
    assert (found.table, found.period) == (EMERGENCE.check(EMERGENCE.empty()), None)
    assert "périodes" in found.caution.fr


def test_skills_recognised_in_texts_count_beside_those_named(tmp_path, rome, rules):
    rows = [need(number, **row) for number, row in enumerate(ads(0, {}) + ads(1, {}))]
    read = pa.table({"need_id": [f"t:{number}" for number in range(40, 70)], "skill": ["Cobot"] * 30})
    store = stored(tmp_path / "store", rows)
    found = emergence(store, rome=rome, rules=rules, day=DAY, months=1, found_skills=read)
    assert {row["skill"]: row["ads"] for row in found.table.to_pylist()}["cobot"] == 30


def test_by_occupation_each_compares_with_its_own(told):
    weld = ads(0, {"Cobot": 2}, code="H2913") + ads(1, {"Cobot": 20}, code="H2913")
    fit = ads(0, {"Cobot": 20}, code="H2901") + ads(1, {"Cobot": 20}, code="H2901")
    rows = told(weld, fit, by_occupation=True, months=1).table.to_pylist()
    assert {(row["occupation"], row["skill"]): row["state"] for row in rows} == {
        ("H2913", "cobot"): "growing",
        ("H2901", "cobot"): "core",
        ("H2913", "soudage"): "core",
        ("H2901", "soudage"): "core",
    }


def test_without_change_false_discoveries_are_few():
    draw = np.random.default_rng(7)
    share = draw.uniform(0.005, 0.2, 4000)
    size = np.full(4000, 1500.0)
    now, before = (draw.binomial(1500, share).astype(float) for _ in range(2))
    change = risen((now, size), (before, size), np.ones(4000))
    assert np.mean(change.p < 0.05) < 0.06
    assert np.sum(false_discovery(change.p, np.ones(4000, bool)) <= 0.05) <= 3


def test_the_adjustment_is_that_of_benjamini_and_hochberg():
    p = np.array([0.04, 0.01, np.nan, 0.03, 0.5])
    found = false_discovery(p, ~np.isnan(p))
    assert found[[0, 1, 3, 4]] == pytest.approx([0.04 * 4 / 3, 0.04, 0.04 * 4 / 3, 0.5])
    assert np.isnan(found[2])
