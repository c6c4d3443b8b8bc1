"""Rotations: as good as the best of all, the bound holds, lawful by other code, repaired with the fewest moves."""

from pathlib import Path

from hypothesis import HealthCheck, assume, event, given, settings
from tests.oracles import rotation as oracle
from tests.oracles.invented_rotations import small_rotations

from grappe.pool import check_rotation, repair, rotate, rotation_of, write_rotation
from grappe.words import Interrupted

SLOW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
HERE = Path()


@SLOW
@given(small_rotations())
def test_a_rotation_is_as_good_as_the_best_of_all(document):
    best = oracle.fewest(document)
    found = rotate(rotation_of(document, folder=HERE), seconds=60)
    event("solution" if best is not None else "none")
    if best is None:
        assert found.status in ("infeasible", "unknown")
        assert not found.stays
    else:
        assert (found.status, found.objective, found.bound) == ("optimal", best, best)


@SLOW
@given(document=small_rotations())
def test_what_comes_out_is_lawful_by_other_code(document, tmp_path_factory):
    problem = rotation_of(document, folder=HERE)
    found = rotate(problem, seconds=60)
    assume(found.stays)
    folder = tmp_path_factory.mktemp("rotation")
    write_rotation(problem, found, folder)
    checked = check_rotation(folder, problem)
    assert checked.violations == ()
    assert checked.points == found.points


@SLOW
@given(document=small_rotations())
def test_a_conflict_names_apprentices_who_cannot_be_placed_together(document):
    found = rotate(rotation_of(document, folder=HERE), seconds=60)
    assume(found.status == "infeasible")
    named = [person for person in document["apprentices"] if person["apprentice"] in found.conflict]
    assert len(named) == len(found.conflict) > 0
    assert oracle.fewest(document | {"apprentices": named}) is None
    for person in named:
        assert oracle.fewest(document | {"apprentices": [other for other in named if other is not person]}) is not None


@SLOW
@given(document=small_rotations())
def test_a_repair_moves_as_little_as_can_be(document, tmp_path_factory):
    problem = rotation_of(document, folder=HERE)
    planned = rotate(problem, seconds=60)
    employers = {person["employer"] for person in document["apprentices"]}
    gone = next((c["company"] for c in document["companies"] if c["company"] not in employers), None)
    assume(planned.stays and gone)
    folder = tmp_path_factory.mktemp("repair")
    write_rotation(problem, planned, folder)
    before: dict[str, list[str]] = {}
    for stay in planned.stays:
        before.setdefault(stay.apprentice, []).append(stay.host)
    left = document | {"companies": [company for company in document["companies"] if company["company"] != gone]}
    best = oracle.fewest_moves(left, before)
    found = repair(problem, folder, gone, seconds=60)
    if best is None:
        assert not found.stays
        return
    event(f"moves: {best}")
    assert (found.status, found.moves, found.bound) == ("optimal", best, best)
    write_rotation(problem, found, folder / "after", without=(gone,))
    assert check_rotation(folder / "after", problem).violations == ()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(document=small_rotations())
def test_a_stop_at_any_moment_gives_an_honest_answer(document):
    best = oracle.fewest(document)

    def stop(_done, _total, _message):
        raise Interrupted

    found = rotate(rotation_of(document, folder=HERE), seconds=60, progress=stop)
    assert found.interrupted
    assert best is None or found.bound <= best
    assert found.objective is None or best is None or found.objective >= best
