"""Small part needs to plan with."""

from dataclasses import replace

import pytest

from grappe.pool import PartNeed, PoolRules

RULES = PoolRules(
    hours_per_halfday=3.5,
    halfdays_per_week_max=10,
    halfdays_per_year_min=260,
    halfdays_per_year_max=520,
    users_max=3,
    km_max=30.0,
    travel_counts=False,
)
NEED = PartNeed(
    need="n1",
    member="m1",
    occupation="baker",
    lat=47.0,
    lon=2.0,
    halfdays=(True,) * 10 + (False,) * 2,
    weeks=(4,) * 52,
)


@pytest.fixture
def rules() -> PoolRules:
    """Jobs of five to ten half-days a week, three users, 30 km."""
    return RULES


@pytest.fixture
def made():
    """Makes the need of a member: four half-days a week, Monday to Friday, unless said otherwise."""

    def make(need: str, member: str, **changes) -> PartNeed:
        return replace(NEED, need=need, member=member, **changes)

    return make
