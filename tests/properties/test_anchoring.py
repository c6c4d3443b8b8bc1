"""The eleven indicators, on any locker, are those of the slow judge; and each rests on the facts it names."""

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles.anchoring import anchoring

from grappe.evidence import Locker, Profile, example_rows, facts_of, indicators

DAY = date(2026, 11, 24)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), size=st.integers(1, 160))
def test_every_part_is_that_of_the_judge(seed: int, size: int) -> None:
    facts = facts_of(example_rows(Random(seed), DAY, size), DAY)
    profile = Profile("École", "Formation", 2021, 2025, territories=("Rives",))
    known = {fact.fact for fact in facts}
    for indicator in indicators(Locker(profile, facts)):
        for part in indicator.parts:
            for figure in part.figures:
                wanted = anchoring(facts, figure.year.first, profile.territories).get(part.key)
                assert figure.value == (wanted if wanted is None else pytest.approx(wanted)), (part.key, figure.year)
                assert set(figure.facts) <= known
