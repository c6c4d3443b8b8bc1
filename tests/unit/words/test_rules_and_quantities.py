"""Dated rules, periods, pay, refusals."""

from datetime import date

import pytest

from grappe.words import (
    Kind,
    Month,
    Pay,
    Period,
    Refused,
    SchoolYear,
    Sentence,
    Source,
    Where,
    full_time_equivalents,
    read_rules,
    standard_rules,
    weeks,
)


def test_a_rule_has_the_value_of_the_day(tmp_path):
    (tmp_path / "aid.toml").write_text(
        """[aid]
fr = "Aide"
en = "Aid"
unit = "euros"
article = "D6243-2"
confirmed_by = "l'OPCO"
values = [{ value = 0, from = 2026-01-01, source = "a" }, { value = 2000, from = 2026-03-09, source = "b" }]
""",
        "utf-8",
    )
    rules = read_rules(tmp_path / "aid.toml")
    assert rules.value("aid", date(2026, 2, 1)) == 0
    assert rules.value("aid", date(2026, 3, 10)) == 2000
    with pytest.raises(Refused, match="aucune valeur"):
        rules["aid"].on(date(2025, 12, 31))


def test_a_profile_takes_the_place_of_the_standard_rules(tmp_path):
    (tmp_path / "ours.toml").write_text(
        '[disclosure-minimum]\nfr = "x"\nen = "x"\nunit = "employers"\nconfirmed_by = "x"\n'
        'values = [{ value = 8, from = 2000-01-01, source = "charte" }]\n',
        "utf-8",
    )
    rules = standard_rules().with_profile(read_rules(tmp_path / "ours.toml"))
    assert rules.value("disclosure-minimum", date(2026, 1, 1)) == 8
    assert rules.value("legal-week", date(2026, 1, 1)) == 35


def test_every_standard_rule_names_a_source_and_who_confirms():
    for rule in standard_rules().values():
        assert rule.confirmed_by
        assert all(dated.source for dated in rule.values)


def test_unknown_rules_and_broken_files_are_refused(tmp_path):
    with pytest.raises(Refused) as refusal:
        standard_rules()["nothing"]
    assert refusal.value.kind is Kind.MISSING
    (tmp_path / "broken.toml").write_text("[aid", "utf-8")
    with pytest.raises(Refused, match="illisible"):
        read_rules(tmp_path / "broken.toml")


def test_periods_are_half_open():
    january = Month(2026, 1).period
    assert date(2026, 1, 31) in january
    assert date(2026, 2, 1) not in january
    assert not january.overlaps(Month(2026, 2).period)
    with pytest.raises(Refused):
        Period(date(2026, 1, 1), date(2026, 1, 1))


def test_months_count_across_years():
    assert Month.parse("2026-11").plus(3) == Month(2027, 2)
    assert Month(2026, 1).plus(-1) == Month(2025, 12)
    assert str(Month.of(date(2026, 3, 9))) == "2026-03"
    for text in ("2026-13", "mars", ""):
        with pytest.raises(Refused):
            Month.parse(text)


def test_a_school_year_starts_in_september():
    assert SchoolYear.of(date(2026, 8, 31)) == SchoolYear(2025)
    assert str(SchoolYear.of(date(2026, 9, 1))) == "2026–2027"


def test_weeks_are_cut_to_the_period():
    found = weeks(Period(date(2026, 3, 4), date(2026, 3, 17)))
    assert [week.days for week in found] == [5, 7, 1]
    assert sum(week.days for week in found) == 13


def test_pay_comes_to_the_year():
    assert Pay(12, 12, "hour").per_year(hours_per_week=35).low == 21840
    assert Pay(2000, 2500, "month").per_year(hours_per_week=35, months=13) == Pay(26000, 32500, "year")
    assert Pay(20, 30, "year").middle == 25
    for low, high, unit in ((3, 2, "month"), (-1, 2, "month"), (1, 2, "day")):
        with pytest.raises(Refused):
            Pay(low, high, unit)


def test_full_time_equivalents():
    assert full_time_equivalents(17.5, full_time_hours=35) == 0.5


def test_a_refusal_says_where_what_and_what_to_do():
    refusal = Refused(
        Sentence("valeur inconnue", "unknown value"),
        hint=Sentence("corriger", "correct it"),
        where=Where(file="a.xlsx", sheet="Besoins", row=3, column="ROME", value="Z9999\n"),
    )
    assert refusal.said("fr") == "a.xlsx: Besoins: ligne 3: ROME: « Z9999 »: valeur inconnue: corriger"
    assert refusal.said("en") == "a.xlsx: Besoins: row 3: ROME: « Z9999 »: unknown value: correct it"


def test_a_source_is_cited_on_one_line():
    assert Source("ROME", "France Travail", "LO 2.0").cited() == "France Travail, ROME, LO 2.0"
