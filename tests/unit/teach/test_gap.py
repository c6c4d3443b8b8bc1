"""Skills of courses, the gap against needs, the best small change, the lag: small cases with known answers."""

from datetime import date

import pyarrow as pa
import pytest

from grappe.references import install
from grappe.teach import (
    COURSE_SKILLS,
    NEED_PROFILE,
    Change,
    Company,
    Course,
    ImproveProblem,
    Programme,
    Semester,
    SkillsMapper,
    Teacher,
    Unit,
    adaptation_lags,
    gap,
    gap_by,
    improve,
    improve_problem,
    map_skills,
    median_lag,
    need_profile,
    nomenclature_of,
    occupations_of,
    read_links,
    read_profile,
    resolved,
    titles_gap,
)
from grappe.teach.certifications import Certification
from grappe.teach.levels import level_of
from grappe.words import Refused


@pytest.fixture(scope="module")
def rome(tmp_path_factory):
    return install(tmp_path_factory.mktemp("home"), "rome", data=None, download=False)


@pytest.fixture(scope="module")
def mapper(rome):
    return SkillsMapper.of_release(rome)


def programme(*courses, title="Métaux", school="École du Val"):
    return Programme(title, (Semester(5, (Unit("U1", "Unité", tuple(courses), 30.0),)),), school=school)


def links(*rows):
    """``(course, skill, level, decision)`` as ``COURSE_SKILLS``."""
    return COURSE_SKILLS.from_rows(
        {
            "course": course,
            "skill": skill,
            "label": skill,
            "level": level,
            "evidence": "",
            "probability": 0.9,
            "decision": decision,
        }
        for course, skill, level, decision in rows
    )


def needs(**weights):
    """Skill → weight, or (weight, level), as a ``NEED_PROFILE``."""
    rows = [(skill, *(said if isinstance(said, tuple) else (said, None))) for skill, said in weights.items()]
    return NEED_PROFILE.from_rows(
        {"skill": skill, "weight": weight, "level": level, "occupations": []} for skill, weight, level in rows
    )


def states(found):
    return {row["skill"]: row["state"] for row in found.rows.to_pylist()}


ONE = programme(Course("c1", "Soudage", 20.0), Course("c2", "Dessin", 30.0))


def test_needs_are_covered_partly_covered_or_missing_and_the_rest_is_surplus():
    found = gap(
        [ONE],
        links(("c1", "weld", "applies", "auto"), ("c1", "read", "aware", "auto"), ("c2", "draw", "masters", "auto")),
        needs(weld=2.0, read=1.0, plan=1.0),
    )
    assert states(found) == {"weld": "covered", "read": "partly", "plan": "missing", "draw": "surplus"}
    assert found.shares.as_dict() == {"covered": 0.5, "partly": 0.25, "missing": 0.25, "surplus": 0.6}


def test_hours_are_shared_by_the_skills_of_a_course_and_places_are_named():
    found = gap([ONE], links(("c1", "weld", "applies", "auto"), ("c1", "read", "aware", "auto")), needs(weld=1.0))
    rows = {row["skill"]: row for row in found.rows.to_pylist()}
    assert (rows["weld"]["hours"], rows["weld"]["courses"], rows["weld"]["semesters"]) == (10.0, ["c1"], ["S5"])


def test_a_need_with_a_level_wants_that_level():
    taught = links(("c1", "weld", "aware", "auto"))
    assert states(gap([ONE], taught, needs(weld=(1.0, "aware")))) == {"weld": "covered"}
    assert states(gap([ONE], taught, needs(weld=(1.0, "masters")))) == {"weld": "partly"}


def test_doubtful_links_are_dropped_from_the_sure_result_and_rejected_ones_from_both():
    taught = links(("c1", "weld", "applies", "review"), ("c2", "draw", "applies", "rejected"))
    found = gap([ONE], taught, needs(weld=1.0, draw=1.0))
    assert (found.shares.covered, found.sure.covered) == (0.5, 0.0)
    assert states(found) == {"weld": "covered", "draw": "missing"}
    assert [row["state_sure"] for row in found.rows.to_pylist()] == ["missing", "missing"]


def test_a_group_covers_what_one_of_its_programmes_covers():
    other = programme(Course("c1", "Plans", 10.0), title="Plans")
    tables = [links(("c1", "weld", "applies", "auto")), links(("c1", "plan", "applies", "auto"))]
    wanted = needs(weld=1.0, plan=1.0)
    alone = gap_by([ONE, other], tables, wanted, key=lambda one: one.title)
    together = gap_by([ONE, other], tables, wanted, key=lambda one: one.school)
    assert {name: one.shares.covered for name, one in alone.items()} == {"Métaux": 0.5, "Plans": 0.5}
    assert together["École du Val"].shares.covered == 1.0


def test_a_profile_weighs_the_occupations_and_what_emerges(rome):
    plain = need_profile({"H2913": 3.0, "M1805": 1.0}, rome).to_pylist()
    assert sum(row["weight"] for row in plain) == pytest.approx(1.0)
    weakest = plain[-1]["skill"]
    risen = {
        row["skill"]: row
        for row in need_profile({"H2913": 3.0, "M1805": 1.0}, rome, emerging=frozenset({weakest})).to_pylist()
    }
    assert risen[weakest]["emerging"] is True
    assert risen[weakest]["weight"] > plain[-1]["weight"]
    assert need_profile({"H2913": 1.0}, rome, most=3).num_rows == 3


def test_a_profile_of_unknown_occupations_is_refused(rome):
    with pytest.raises(Refused):
        need_profile({"Z9999": 1.0}, rome)
    with pytest.raises(Refused):
        occupations_of("soudeur:3")
    assert occupations_of("M1805:3; H2913") == {"M1805": 3.0, "H2913": 1.0}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("skill,label\nweld,x\n", "missing column"),
        ("skill,weight\nweld,0\n", "weight above 0"),
        ("skill,weight\nweld,deux\n", "weight above 0"),
        ("skill,weight\nweld,1\nweld,2\n", "twice"),
        ("skill,weight,level\nweld,1,expert\n", "unknown level"),
        ("skill,weight\n", "empty"),
    ],
)
def test_a_bad_profile_is_refused_at_its_place(tmp_path, text, said):
    path = tmp_path / "profile.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(Refused) as refusal:
        read_profile(path)
    assert said in refusal.value.said("en")


def test_labels_of_a_profile_become_codes(rome, tmp_path):
    path = tmp_path / "profile.csv"
    path.write_text("skill,weight\nLangage Python,2\nautre chose,1\n", "utf-8")
    read = read_profile(path)
    found = resolved(read, rome).to_pylist()
    assert nomenclature_of(read) is None
    assert (found[0]["label"], found[0]["skill"].isdigit(), found[1]["skill"]) == (
        "Langage Python",
        True,
        "autre chose",
    )


def test_courses_are_mapped_with_level_sentence_and_confidence(mapper):
    course = Course("c1", "Robotique", 30.0, {"tp": 20.0}, text="Programmer une trajectoire de robot.\nPas de soudage.")
    rows = map_skills([course], mapper).to_pylist()
    best = rows[0]
    assert best["label"] == "Programmer une trajectoire de robot"
    assert (best["evidence"], best["level"], best["decision"]) == (
        "Programmer une trajectoire de robot",
        "applies",
        "auto",
    )
    assert all(0.4 <= row["probability"] <= 1 for row in rows)


def test_a_course_gives_the_same_links_whatever_comes_with_it(mapper):
    courses = [
        Course(f"c{place}", title, 20.0, text=f"{title}.")
        for place, title in enumerate(("Langage Python", "Droit du travail", "Gestion de projet"))
    ]
    alone = [row for course in courses for row in map_skills([course], mapper).to_pylist()]
    assert map_skills(courses, mapper).to_pylist() == alone
    assert len(alone) >= 3


def test_what_a_person_said_is_kept(mapper, tmp_path):
    course = Course("c1", "Langage Python", 20.0, text="Langage Python.")
    first = map_skills([course], mapper)
    skill = first["skill"][0].as_py()
    said = links(
        ("c1", skill, "masters", "rejected"), ("c1", "own", "applies", "confirmed"), ("c1", "seen", "aware", "auto")
    )
    again = {row["skill"]: row for row in map_skills([course], mapper, kept=said).to_pylist()}
    assert (again[skill]["decision"], again[skill]["level"]) == ("rejected", "masters")
    assert again["own"]["decision"] == "confirmed"
    assert "seen" not in again


def test_links_are_read_back_and_a_bad_decision_is_refused(tmp_path):
    path = tmp_path / "links.csv"
    path.write_text("course,skill,decision\nc1,weld,confirmed\nc1,read,\n", "utf-8")
    assert read_links(path)["decision"].to_pylist() == ["confirmed", "confirmed"]
    path.write_text("course,skill,decision\nc1,weld,perhaps\n", "utf-8")
    with pytest.raises(Refused):
        read_links(path)


@pytest.mark.parametrize(
    ("sentence", "hours", "level"),
    [
        ("Connaître les procédés de soudage", {}, "aware"),
        ("Mettre en œuvre un procédé de soudage", {}, "applies"),
        ("Maîtriser le soudage", {}, "masters"),
        ("Comprendre et appliquer une norme", {}, "aware"),
        ("Introduction to welding", {}, "aware"),
        ("Design a welded joint", {}, "masters"),
        ("Soudage", {"tp": 20.0, "cm": 10.0}, "applies"),
        ("Soudage", {"cm": 20.0}, "aware"),
        ("Soudage", {}, "aware"),
    ],
)
def test_levels_come_from_verbs_then_from_the_share_of_practice(sentence, hours, level):
    assert level_of(sentence, Course("c", "Cours", None, hours)) == level


def test_the_level_that_the_reader_of_skills_named_counts():
    assert level_of("Soudage", Course("c", "Cours"), "expertise") == "masters"
    assert level_of("Soudage", Course("c", "Cours"), "practice") == "applies"


def test_company_brings_skills_of_one_occupation_together(rome):
    company = Company.of_release(rome)
    profile = need_profile({"H2913": 1.0}, rome)["skill"].to_pylist()[:6]
    stranger = need_profile({"M1805": 1.0}, rome)["skill"].to_pylist()[0]
    near = company.with_others([*profile, stranger], [1.0] * 7)
    assert min(near[:6]) > near[6]
    assert company.with_others(["unknown"], [1.0]) == [0.5]


def test_titles_cover_their_own_occupations_wholly(rome):
    title = Certification("1", "Ingénieur", "Diplôme d'ingénieur", "", "", None, ("H2913",))
    rows = {row["occupation"]: row for row in titles_gap([title], rome).to_pylist()}
    assert (rows["H2913"]["covered"], rows["H2913"]["own"]) == (1.0, True)
    assert all(0 < row["covered"] <= 1 for row in rows.values())
    assert titles_gap([Certification("2", "Autre", "", "", "", None, ())], rome).num_rows == 0


def change(course, skill, hours, worth, **named):
    return Change(course, skill, "applies", hours, worth, **named)


def test_the_best_change_fits_the_hours_and_answers_a_need_once():
    problem = ImproveProblem(
        (change("a", "x", 8, 0.5), change("b", "x", 4, 0.5), change("a", "y", 6, 0.4), change("b", "z", 20, 0.9)), 12.0
    )
    found = improve(problem)
    assert (found.status, {one.course + one.skill for one in found.chosen}) == ("optimal", {"bx", "ay"})
    assert (found.objective, found.bound, found.gap, found.hours) == (pytest.approx(0.9), pytest.approx(0.9), 0.0, 10)


def test_room_of_a_course_and_number_of_courses_are_kept():
    changes = (change("a", "x", 8, 0.5), change("a", "y", 8, 0.4), change("b", "z", 8, 0.1))
    assert {one.skill for one in improve(ImproveProblem(changes, 100.0, {"a": 10.0})).chosen} == {"x", "z"}
    assert {one.skill for one in improve(ImproveProblem(changes, 100.0, courses=1)).chosen} == {"x", "y"}
    assert improve(ImproveProblem(changes, 100.0, courses=0)).chosen == ()
    assert improve(ImproveProblem(changes, 0.0)).objective == 0.0


def test_a_tie_goes_to_what_a_member_can_teach():
    found = improve(ImproveProblem((change("a", "x", 8, 0.5), change("b", "x", 8, 0.5, members=("m1",))), 8.0))
    assert [one.course for one in found.chosen] == ["b"]


def test_negative_hours_are_refused():
    with pytest.raises(Refused):
        improve(ImproveProblem((), -1.0))


def test_a_gap_becomes_changes_of_courses_with_members(rome):
    taught = links(("c1", "weld", "applies", "auto"), ("c2", "draw", "aware", "auto"))
    found = gap([ONE], taught, needs(weld=1.0, draw=1.0, plan=2.0))
    problem = improve_problem({"p": ONE}, {"p": found}, {"p": taught}, 10.0, teachers=(Teacher("m1", "plan"),))
    assert {one.skill for one in problem.changes} == {"draw", "plan"}
    assert problem.room == {"p/c1": 4.0, "p/c2": 6.0}
    best = improve(problem)
    assert {(one.skill, one.level, one.members) for one in best.chosen} >= {("plan", "aware", ("m1",))}
    assert all(one.hours <= problem.room[one.course] for one in best.chosen)


def test_lags_are_counted_in_months_and_open_needs_count_too():
    needed = {"a": date(2024, 1, 1), "b": date(2024, 1, 1), "c": date(2025, 1, 1), "d": date(2024, 3, 1)}
    taught = {"a": date(2024, 7, 1), "b": date(2025, 1, 1), "d": date(2023, 9, 1), "c": date(2027, 1, 1)}
    lags = adaptation_lags(needed, taught, date(2026, 1, 1))
    assert {lag.skill: round(lag.months) for lag in lags} == {"a": 6, "b": 12, "c": 12, "d": 0}
    assert [lag.skill for lag in lags if lag.taught is None] == ["c"]
    assert round(median_lag(lags) or 0) == 6
    assert median_lag(adaptation_lags({"a": date(2024, 1, 1)}, {}, date(2026, 1, 1))) is None
    with pytest.raises(Refused):
        adaptation_lags({"a": date(2027, 1, 1)}, {}, date(2026, 1, 1))


def test_frames_hold_what_they_declare(mapper):
    course = Course("c1", "Langage Python", 20.0, text="Langage Python. Gestion de projet.")
    found = map_skills([course], mapper)
    assert isinstance(COURSE_SKILLS.check(found), pa.Table)
