"""Indicators with answers that are known beforehand."""

import csv

import pytest

from grappe.analysis import (
    INDICATORS,
    concentration,
    duncan,
    in_transition,
    replacement_need,
    seasonality,
    single_points,
    strategic,
    tension_level,
)
from grappe.words import Refused


@pytest.mark.parametrize(("value", "level"), [(0.20, 4), (-0.60, 1), (0.13, 3), (-0.26, 2), (0.51, 5)])
def test_a_dares_value_has_a_level(value, level):
    assert tension_level(value) == level


def test_every_level_that_dares_publishes_follows_from_its_value(data):
    with (data / "labour" / "tensions.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["Tension "], row["Catégorie Tension"]) for row in csv.DictReader(file)]
    told = [(float(value), int(float(level))) for value, level in rows if value and level]
    assert len(told) > 17_000
    assert [pair for pair in told if tension_level(pair[0]) != pair[1]] == []


@pytest.mark.parametrize(
    ("demand", "supply", "mismatch"),
    [
        ({"N": 50, "S": 50}, {"N": 100, "S": 0}, 0.5),
        ({"N": 3, "S": 1}, {"N": 300, "S": 100}, 0.0),
        ({"N": 1}, {"S": 1}, 1.0),
        ({"N": 1}, {"N": 0}, None),  # a territory without jobseekers alone: nothing to compare
        ({"N": 1, "S": 1}, {"N": 5, "S": None}, 0.0),  # masked is unknown, never 0
    ],
)
def test_geographic_mismatch(demand, supply, mismatch):
    assert duncan(demand, supply) == mismatch


def test_one_employer_with_half_of_the_staff():
    largest, index = concentration([49, *[1] * 51])
    assert (largest, round(index, 4)) == (0.49, 0.2452)
    assert concentration([]) is None


def test_replacement_need_is_unknown_where_a_part_is():
    assert replacement_need(200, retirements=30, turnover=0.08, growth=-10) == pytest.approx(100)
    assert replacement_need(200, retirements=0, turnover=0, growth=-50) == 0
    assert replacement_need(200, retirements=30, turnover=None, growth=0) is None
    with pytest.raises(Refused, match="contradictoires"):
        replacement_need(20, retirements=30, turnover=0, growth=0)


def test_a_season_needs_two_whole_years():
    years = {f"{year}-{month:02d}": 30.0 if month == 6 else 10.0 for year in (2024, 2025) for month in range(1, 13)}
    found = seasonality(years | {"2026-01": 900.0})
    assert (found[6], round(found[1], 3)) == (pytest.approx(36 / 14), 0.857)
    assert seasonality({month: count for month, count in years.items() if month < "2025-06"}) is None


def test_flags():
    assert single_points({"soudure TIG": 1, "lecture de plan": 4, "métrologie": 0}) == ("métrologie", "soudure TIG")
    assert strategic(key=True, emerging=False, changing=True, level=4)
    assert not strategic(key=True, emerging=True, changing=True, level=None)
    assert in_transition(["H2913", "H2901"], {"H2913", "H2901", "F1101"})
    assert not in_transition(["H2913", "M1805"], {"H2913"})
    assert not in_transition([], {"H2913"})


def test_every_indicator_says_what_it_is():
    assert all(one.definition.fr and one.formula and one.source and one.null.en for one in INDICATORS)
    assert len({one.name for one in INDICATORS}) == len(INDICATORS)
