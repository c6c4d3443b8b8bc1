"""Legal profiles: what they hold, what is refused, and how a cluster lays its own values over them."""

from datetime import date

import pytest

from grappe.pool import PROFILES, pool_rules, profile_text
from grappe.words import Refused

DAY = date(2026, 11, 24)
LEGAL = [name for name in PROFILES if name != "core"]


@pytest.mark.parametrize("name", LEGAL)
def test_every_rule_has_value_unit_article_dates_and_origin(name):
    for told in pool_rules(name, day=DAY).legal.as_json():
        assert told["unit"]
        assert told["origin"]
        assert told["confirmed_by"]
        assert told["article"] or "Grappe" in told["origin"]
        assert told["valid_from"] <= DAY.isoformat()


def test_a_core_profile_has_no_legal_rules():
    assert pool_rules("core").legal is None


def test_a_file_lays_its_values_over_a_profile(tmp_path):
    file = tmp_path / "ours.toml"
    file.write_text(
        'extends = "code-with-agreement"\nkm_max = 12\n\n[rules.week-max]\n'
        'values = [{ value = 46, from = 2020-01-01, source = "Accord du 1er janvier 2020" }]\n',
        "utf-8",
    )
    rules = pool_rules(file, day=DAY)
    assert (rules.km_max, rules.users_max) == (12.0, 3)
    assert (rules.legal.value("week-max"), rules.legal.value("mean-max")) == (46.0, 46.0)
    assert rules.legal.rule("week-max").article == "Code du travail, L3121-20"
    assert rules.legal.dated("week-max").source == "Accord du 1er janvier 2020"


def test_a_value_holds_from_its_first_day_to_its_last(tmp_path):
    file = tmp_path / "ours.toml"
    values = (
        '{ value = 46, from = 2020-01-01, to = 2024-12-31, source = "Ancien accord" }, '
        '{ value = 44, from = 2025-01-01, source = "Nouvel accord" }'
    )
    file.write_text(f'extends = "code-no-agreement"\n[rules.week-max]\nvalues = [{values}]\n', "utf-8")
    days = (date(2020, 1, 1), date(2024, 12, 31), date(2025, 1, 1))
    assert [pool_rules(file, day=day).legal.value("week-max") for day in days] == [46.0, 46.0, 44.0]
    with pytest.raises(Refused, match="week-max"):
        pool_rules(file, day=date(2019, 12, 31))


@pytest.mark.parametrize(
    ("before", "after", "column"),
    [
        ("[rules.week-max]", "[rules.weak-max]", "week-max"),
        ("{ value = 48, from", "{ from", "week-max.value"),
        ('values = [{ value = 48, from = 2016-08-10, source = "Code du travail" }]', "values = []", "week-max.values"),
        ("value = 48,", "value = 480,", "week-max"),
        ('unit = "hours"\narticle = "Code du travail, L3131-1"', 'article = "L3131-1"', "daily-rest.unit"),
        ("travel_counts = true", "", "travel_counts"),
        ("km_max = 30.0", "km_max = 30.0\nrules = 3\n[other]", "rule"),
        ("[rules.legal-week]", "[[rules.legal-week]]", "rules"),
    ],
)
def test_a_profile_with_a_missing_or_wrong_value_is_refused(tmp_path, before, after, column):
    text = profile_text("code-no-agreement")
    assert before in text
    file = tmp_path / "ours.toml"
    file.write_text(text.replace(before, after), "utf-8")
    with pytest.raises(Refused) as refused:
        pool_rules(file, day=DAY)
    said = str(refused.value.where.column or "") + refused.value.said("en")
    assert column in said


def test_a_profile_extends_one_that_exists(tmp_path):
    (tmp_path / "ours.toml").write_text('extends = "ours"\n', "utf-8")
    with pytest.raises(Refused, match="profil"):
        pool_rules(tmp_path / "ours.toml")
