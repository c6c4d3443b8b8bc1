"""What a shared job costs, told in euros."""

from dataclasses import replace
from datetime import date

import pytest

from grappe.pool import (
    Job,
    PartNeed,
    PoolProblem,
    Rates,
    aid_rules,
    apprentice_money,
    collective_advice,
    exposure,
    invoice_rate,
    job_price,
    money_rates,
    pool_rules,
)
from grappe.words import Refused

DAY = date(2026, 11, 24)
RULES = pool_rules("code-no-agreement", day=DAY)
RATES = Rates(charges=0.4, leave=0.1, benefits=0.0, fee=0.1, temp_coefficient=2.0, payroll_months=3)


def need(name: str, halfdays: int, pay: float | None = None) -> PartNeed:
    weeks = (halfdays,) * 47 + (0,) * 5
    return PartNeed(name, f"M {name}", "baker", 48.0, 2.0, (True,) * 12, weeks, pay_hour=pay)


def priced(*needs: PartNeed, rates: Rates = RATES):
    return job_price(PoolProblem(needs, RULES), Job(1, needs, 0.0), rates)


def test_6_gross_times_coefficient():
    """The published example: 12 € × 1.87 = 22.44 €."""
    assert invoice_rate(12.00, 1.87) == 22.44


def test_the_rate_is_gross_with_charges_leave_benefits_and_fee():
    price = priced(need("bakery", 4, 12.0), need("mill", 3, 12.0))
    assert price.coefficient == pytest.approx(1.4 * 1.1 * 1.1)
    assert [user.rate for user in price.users] == [20.33, 20.33]
    assert price.users[0].year == round(20.33 * 4 * 47 * 3.5, 2)


def test_who_pays_its_own_people_more_owes_a_top_up():
    price = priced(need("bakery", 4, 12.0), need("mill", 3, 13.0))
    assert [user.top_up for user in price.users] == [0.0, 1.0]
    assert price.users[1].rate == invoice_rate(13.0, RATES.coefficient)


def test_the_group_loses_nothing_when_the_fee_is_left():
    """All hours of a part-time job are sold: the fee is the margin."""
    assert priced(need("bakery", 4, 12.0), need("mill", 3, 12.0)).break_even == pytest.approx(1 / 1.1, abs=1e-3)


def test_a_full_time_contract_pays_hours_that_nobody_buys():
    price = priced(need("bakery", 6, 12.0), replace(need("mill", 0, 12.0), weeks=(4,) * 40 + (0,) * 12))
    assert (price.paid_hours, sum(user.hours for user in price.users)) == (1607.0, 1547.0)


def test_what_else_would_cost():
    """A loan is at cost price, temporary work at its coefficient, a part-time contract below 24 h is not lawful."""
    user = priced(need("bakery", 4, 10.0), need("mill", 3, 10.0)).users[0]
    assert (user.loan, user.temp_work) == (round(15.4 * 658, 2), 13160.0)
    assert user.direct_hire == round(15.4 * 1607, 2)
    assert not user.part_time_lawful


@pytest.mark.parametrize(
    ("split", "shares"),
    [("equal", (1, 1)), ("hours", (4, 3)), ("headcount", (10, 90))],
)
def test_joint_liability_is_split_by_the_rule_of_the_statutes(split, shares):
    price = priced(need("bakery", 4, 12.0), need("mill", 3, 12.0))
    found = exposure([price], RATES, split=split, headcounts={"M bakery": 10, "M mill": 90})
    whole = price.cost / 4
    assert list(found.values()) == pytest.approx([whole * share / sum(shares) for share in shares], abs=0.01)


def test_a_price_needs_a_pay():
    with pytest.raises(Refused):
        priced(need("bakery", 4), need("mill", 3))


def test_rates_are_dated_data_of_the_group(tmp_path):
    own = tmp_path / "money.toml"
    own.write_text(
        '[fee-rate]\nfr = "Frais"\nen = "Fee"\nunit = "share"\nconfirmed_by = "nous"\n'
        'values = [{ value = 0.2, from = 2026-01-01, source = "Assemblée du 3 janvier" }]\n',
        "utf-8",
    )
    assert money_rates(DAY).fee == 0.08
    assert money_rates(DAY, file=own).fee == 0.2


@pytest.mark.parametrize(
    ("signed", "headcount", "aid"),
    [(date(2026, 2, 1), 80, 0), (date(2026, 3, 10), 80, 2000), (date(2026, 3, 10), 250, 750)],
)
def test_10_an_engineering_contract_is_aided_from_8_march_2026(signed, headcount, aid):
    found = apprentice_money(aid_rules(), level=7, headcount=headcount, signed=signed)
    assert (found.aid, found.participation) == (aid, 750)


def test_15_collective_advice_of_six_firms():
    """40,000 € without tax: the State pays min(20,000, 15,000)."""
    assert collective_advice(aid_rules(), cost=40_000, day=DAY) == 15_000
