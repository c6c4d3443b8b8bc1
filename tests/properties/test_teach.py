"""What holds for any programme and any set of changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles.teach import allowed, best_worth

from grappe.teach import (
    COURSE_SKILLS,
    NEED_PROFILE,
    Change,
    Course,
    ImproveProblem,
    Programme,
    Semester,
    Unit,
    gap,
    improve,
    improving,
)
from grappe.teach.levels import LEVELS

changes = st.builds(
    Change,
    course=st.sampled_from("abc"),
    skill=st.sampled_from("vwxyz"),
    level=st.sampled_from(LEVELS),
    hours=st.integers(0, 12).map(float),
    worth=st.integers(0, 50).map(lambda value: value / 100),
    programme=st.sampled_from(("p", "q")),
    members=st.sampled_from(((), ("m",))),
)
problems = st.builds(
    ImproveProblem,
    changes=st.lists(changes, max_size=9).map(tuple),
    hours=st.integers(0, 30).map(float),
    room=st.dictionaries(st.sampled_from("abc"), st.integers(0, 15).map(float)),
    courses=st.none() | st.integers(0, 3),
)


@settings(deadline=None, max_examples=150)
@given(problems)
def test_the_best_small_change_is_the_best_of_all(problem):
    found = improve(problem)
    assert found.status == "optimal"
    assert allowed(problem, found.chosen)
    best = best_worth(problem)
    assert abs(found.objective - best) <= 1e-3 * max(best, 1e-9) + 1e-9
    assert found.bound >= found.objective


@settings(deadline=None, max_examples=100)
@given(problems)
def test_a_problem_solved_by_its_core_is_solved_as_well(problem):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(improving, "DIRECT", 0)
        patched.setattr(improving, "CORE", 1)
        found = improve(problem)
    best = best_worth(problem)
    assert allowed(problem, found.chosen)
    assert abs(found.objective - best) <= 1e-3 * max(best, 1e-9) + 1e-9


links = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.sampled_from("vwxyz"),
        st.sampled_from(LEVELS),
        st.sampled_from(("auto", "review", "rejected")),
    ),
    max_size=12,
    unique_by=lambda link: link[:2],
)
weights = st.dictionaries(st.sampled_from("vwxyz"), st.floats(0.01, 100), min_size=1)


@given(links, weights)
def test_shares_add_up_and_certainty_never_covers_more(taught, wanted):
    courses = tuple(Course(code, code, 10.0) for code in "abc")
    programme = Programme("p", (Semester(5, (Unit("u", "u", courses, 30.0),)),))
    table = COURSE_SKILLS.from_rows(
        {"course": a, "skill": b, "label": b, "level": c, "evidence": "", "probability": 0.5, "decision": d}
        for a, b, c, d in taught
    )
    needs = NEED_PROFILE.from_rows(
        {"skill": skill, "weight": weight, "occupations": []} for skill, weight in wanted.items()
    )
    found = gap([programme], table, needs)
    for one in (found.shares, found.sure):
        assert abs(one.covered + one.partly + one.missing - 1) < 1e-9
        assert 0 <= one.surplus <= 1
    assert found.sure.covered <= found.shares.covered + 1e-12
    assert found.sure.missing >= found.shares.missing - 1e-12
