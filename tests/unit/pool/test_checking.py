"""The checker names each kind of violation, in plans written here by hand."""

import csv
import json
from dataclasses import replace

import pytest
from benchmarks.pool_instances import write

from grappe.pool import PoolProblem, check
from grappe.words import Refused

EARLY, LATE = (True,) * 5 + (False,) * 7, (False,) * 5 + (True,) * 5 + (False,) * 2


@pytest.fixture
def told(made, rules, tmp_path):
    """Writes two needs in one job, changed as asked, and gives what the checker says."""

    def tell(first=None, second=None, *, jobs=None, schedule=None, out=(), plan=None, **limits):
        needs = (
            replace(made("n1", "m1", halfdays=EARLY, weeks=(3,) * 52), **(first or {})),
            replace(made("n2", "m2", halfdays=LATE, weeks=(2,) * 52), **(second or {})),
        )
        problem = PoolProblem(needs, rules.__class__(**(rules.as_json() | limits)))
        write(problem, tmp_path)
        folder = tmp_path / "plan"
        rows = [("1", need.need, need.member, need.year) for need in needs]
        table(folder / "jobs.csv", "job,need,member,halfdays", jobs(rows) if jobs else rows)
        worked = [("1", week, halfday, need) for week in range(1, 53) for halfday, need in WEEK]
        table(folder / "schedule.csv", "job,week,halfday,need", schedule(worked) if schedule else worked)
        table(folder / "unplaced.csv", "need,why,missing", out)
        if plan:
            (folder / "plan.json").write_text(json.dumps(FIGURES | plan), "utf-8")
        found = check(folder, tmp_path / "needs.csv", problem.rules, similar=frozenset({("baker", "cook")}))
        return [violation.en for violation in found.violations]

    return tell


YEAR_OF_259 = {"halfdays_per_year_min": 1, "halfdays_per_year_max": 259}
WEEK = ((1, "n1"), (2, "n1"), (3, "n1"), (6, "n2"), (7, "n2"))
FIGURES = {"objective": 260, "bound": 260, "gap": 0.0, "jobs": 1, "needs_placed": 2, "status": "optimal"}


def table(path, header, rows):
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header.split(","), *rows])


def test_a_lawful_plan_has_no_violation(told):
    assert told() == []
    assert told({"occupation": "cook"}, plan={}) == []


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ({}, {"member": "m1"}, "job 1: n1, n2 are of the same member"),
        ({"forbidden": frozenset({"m2"})}, {}, "job 1: n1, n2 forbid each other"),
        ({}, {"forbidden": frozenset({"m1"})}, "job 1: n1, n2 forbid each other"),
        ({"occupation": "driver"}, {}, "job 1: n1, n2 ask for occupations that are not similar (driver, baker)"),
        ({"lat": 47.5}, {}, "job 1: n1, n2 are 55.6 km apart, 30 at most"),
    ],
)
def test_neighbours_that_may_not_meet_are_named(told, first, second, said):
    assert told(first, second) == [said]


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ({"halfdays_per_year_min": 300}, "job 1: 260 half-days a year, outside the limits 300–520"),
        (YEAR_OF_259, "job 1: 260 half-days a year, outside the limits 1–259"),
        ({"halfdays_per_week_max": 4}, "job 1, week 1: 5 half-days, 4 at most"),
    ],
)
def test_limits_that_are_passed_are_named(told, limits, said):
    assert told(**limits)[0] == said


@pytest.mark.parametrize(
    ("jobs", "said"),
    [
        (lambda rows: [*rows, rows[0]], "need n1 is placed 2 times"),
        (lambda rows: [*rows, ("1", "n9", "m9", 10)], "need n9 does not exist"),
        (lambda rows: [rows[0]], "job 1: 1 needs, 2 to 3 expected"),
        (lambda rows: [rows[0]], "need n2 is neither placed nor left out"),
        (lambda rows: [rows[0], ("2", *rows[1][1:])], "job 2: 1 needs, 2 to 3 expected"),
        (lambda rows: [rows[0], ("1", "n2", "m1", 104)], "need n2 is of m2, not of m1"),
        (lambda rows: [rows[0], ("1", "n2", "m2", 105)], "need n2 has 104 half-days, not 105"),
    ],
)
def test_needs_in_the_wrong_place_are_named(told, jobs, said):
    assert said in told(jobs=jobs)


@pytest.mark.parametrize(
    ("schedule", "said"),
    [
        (lambda rows: rows[1:], "week 1: need n1 has 2 half-days instead of 3"),
        (lambda rows: [*rows, rows[0]], "job 1, week 1: half-day 1 is taken 2 times"),
        (lambda rows: [("1", 1, 8, "n1"), *rows[1:]], "week 1: need n1 cannot have half-day 8"),
        (lambda rows: [("1", 1, 13, "n1"), *rows[1:]], "week 1: need n1 cannot have half-day 13"),
        (lambda rows: [*rows, ("1", 53, 1, "n1")], "week 53 does not exist"),
        (lambda rows: [("2", *rows[0][1:]), *rows[1:]], "week 1: need n1 is not of job 2"),
    ],
)
def test_halfdays_that_are_wrong_are_named(told, schedule, said):
    assert said in told(schedule=schedule)


def test_a_need_is_not_both_placed_and_left_out(told):
    assert told(out=[("n1", "why", "missing")]) == ["need n1 is both placed and left out"]


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ({"objective": 261}, "“objective” says 261, not 260"),
        ({"jobs": 2}, "“jobs” says 2, not 1"),
        ({"bound": 200}, "the bound 200 is below the objective 260"),
        ({"gap": 0.1}, "the gap 0.1 is not bound ÷ objective − 1"),
        ({"bound": 273, "gap": 0.05}, "“optimal” with a bound above"),
    ],
)
def test_figures_that_are_not_true_are_named(told, plan, said):
    assert said in told(plan=plan)


def test_files_that_are_missing_or_broken_are_refused(told, rules, tmp_path):
    told()
    (tmp_path / "plan" / "jobs.csv").write_text("job,need\n1,n1\n", "utf-8")
    with pytest.raises(Refused, match="absente"):
        check(tmp_path / "plan", tmp_path / "needs.csv", rules)
    (tmp_path / "plan" / "jobs.csv").unlink()
    with pytest.raises(Refused, match="introuvable"):
        check(tmp_path / "plan", tmp_path / "needs.csv", rules)
    told()
    (tmp_path / "plan" / "plan.json").write_text("{", "utf-8")
    with pytest.raises(Refused, match="illisible"):
        check(tmp_path / "plan", tmp_path / "needs.csv", rules)
