"""Profiles of rules: the built-in one, and files that hold what they must."""

import pytest

from grappe.pool import pool_rules
from grappe.words import Kind, Refused

CORE = {
    "hours_per_halfday": "3.5",
    "halfdays_per_week_max": "10",
    "halfdays_per_year_min": "100",
    "halfdays_per_year_max": "400",
    "users_max": "4",
    "km_max": "30",
    "travel_counts": "true",
}


def profile(tmp_path, **changes):
    path = tmp_path / "rules.toml"
    values = {key: value for key, value in (CORE | changes).items() if value is not None}
    path.write_text("\n".join(f"{key} = {value}" for key, value in values.items()), "utf-8")
    return path


def test_the_built_in_profile_is_thirty_five_hours_in_ten_halfdays():
    rules = pool_rules("core")
    assert rules.hours_per_halfday * rules.halfdays_per_week_max == 35


def test_a_file_is_a_profile_and_unknown_keys_are_left_alone(tmp_path):
    rules = pool_rules(profile(tmp_path, minimum_wage="12"))
    assert (rules.km_max, rules.travel_counts, rules.users_max) == (30.0, True, 4)
    assert pool_rules(profile(tmp_path, users_max="3.0")).users_max == 3


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"km_max": None}, "km_max"),
        ({"km_max": '"near"'}, "km_max"),
        ({"km_max": "nan"}, "km_max"),
        ({"users_max": "1"}, "users_max"),
        ({"users_max": "true"}, "users_max"),
        ({"users_max": "2.5"}, "users_max"),
        ({"travel_counts": "1"}, "travel_counts"),
        ({"halfdays_per_week_max": "0"}, "halfdays_per_week_max"),
        ({"halfdays_per_year_min": "500"}, "halfdays_per_year_min"),
    ],
)
def test_a_value_that_cannot_be_is_refused_where_it_is(tmp_path, changes, column):
    with pytest.raises(Refused) as refusal:
        pool_rules(profile(tmp_path, **changes))
    assert refusal.value.where.column == column
    assert refusal.value.kind is Kind.INPUT


def test_what_is_no_profile_is_refused(tmp_path):
    with pytest.raises(Refused) as unknown:
        pool_rules("strict")
    assert unknown.value.kind is Kind.CALL
    path = tmp_path / "rules.toml"
    path.write_bytes(b"km_max = \xff")
    with pytest.raises(Refused, match="illisible"):
        pool_rules(path)
