"""Whatever the seed and the day, the fictional cluster keeps its promises."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grappe.demonstration import demonstrate
from grappe.needs import NEEDS
from grappe.references import Release, install
from grappe.words import Siret


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> tuple[Release, Release]:
    """The starter releases of occupations and places."""
    home: Path = tmp_path_factory.mktemp("home")
    return install(home, "rome", download=False), install(home, "places", download=False)


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(), day=st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_any_seed_on_any_day(starter: tuple[Release, Release], seed: int, day: date) -> None:
    demo = demonstrate(seed, day=day, rome=starter[0], places=starter[1])
    needs = NEEDS.check(demo.needs_table)
    assert needs.num_rows == 910
    assert max(needs["published"].to_pylist()) < day
    days = [ad["dateCreation"][:10] for ad in demo.ads]
    assert len(days) == 3000
    assert days == sorted(days)
    assert days[-1] < day.isoformat()
    assert len({member.name for member in demo.members}) == 120
    assert all(Siret(member.siret).startswith("000") for member in demo.members)
