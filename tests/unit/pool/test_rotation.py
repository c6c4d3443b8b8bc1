"""Rotation: reading problems and calendars, shapes, exact pricing, files, command line."""

import itertools
import json
from datetime import date
from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest
from benchmarks.rotation_instances import rotation_document, write_calendar
from click.testing import CliRunner
from icalendar import Calendar

from grappe.cli.pool import command
from grappe.demonstration import Town, rotation_asked
from grappe.pool import check_rotation, hosting_agreements, read_rotation, repair, rotate, rotation_of, write_rotation
from grappe.pool.rotation import MENTIONS, read_school_calendar, stays
from grappe.pool.rotation.arrays import Arrays
from grappe.pool.rotation.scans import scans_of
from grappe.pool.watch import Watch
from grappe.words import Interrupted, Kind, Refused

FOUR = [
    {"block": "B1", "from": "2026-09-07", "to": "2026-11-13"},
    {"block": "B2", "from": "2027-01-04", "to": "2027-02-05"},
    {"block": "B3", "from": "2027-04-05", "to": "2027-05-07"},
    {"block": "B4", "from": "2027-06-07", "to": "2027-07-09"},
]
LEAST = {
    "apprentices": [{"apprentice": 1, "employer": "A"}],
    "companies": [{"company": "A"}, {"company": "B"}],
    "blocks": FOUR,
}


def refusal(document, tmp_path):
    with pytest.raises(Refused) as refused:
        rotation_of(document, folder=tmp_path, file="p.json")
    return refused.value.said("en")


def test_what_is_left_out_gets_its_default(tmp_path):
    problem = rotation_of(LEAST, folder=tmp_path)
    assert [block.days for block in problem.blocks] == [50, 25, 25, 25]
    assert [mentor.qualified for mentor in problem.companies[0].mentors] == [None]
    assert problem.apprentices[0].hosts == ("B",)
    assert (problem.rules.employer_share, problem.rules.first_swap_days) == (0.5, 45)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"apprentices": []}, "apprentices"),
        ({"apprentices": [{"apprentice": 1, "employer": "Z"}]}, "not in the problem"),
        ({"apprentices": [{"apprentice": 1, "employer": "A"}] * 2}, "used twice"),
        ({"companies": [{"company": "A", "group": True}]}, "name the main member"),
        ({"companies": [{"company": "A", "lat": 95}]}, "companies.0.lat"),
        ({"blocks": None}, "neither blocks nor calendar"),
        ({"blocks": [*FOUR, {"block": "B5", "from": "2027-07-09", "to": "2027-08-09"}]}, "overlaps"),
        ({"blocks": [{"block": "B1", "from": "2027-01-04", "to": "2026-01-04"}]}, "ends before"),
        ({"blocks": [*FOUR, {"block": "B1", "from": "2027-08-09", "to": "2027-08-13"}]}, "used twice"),
        ({"rules": "loose"}, "unknown rule profile"),
        ({"rules": {"employer-share": 3}}, "from 0 to 1"),
        ({"rules": {"wisdom": 3}}, "unknown rule"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_place(change, said, tmp_path):
    assert said in refusal(LEAST | change, tmp_path)


def test_a_file_that_is_no_json_is_refused(tmp_path):
    (tmp_path / "p.json").write_text("{", "utf-8")
    with pytest.raises(Refused, match="JSON"):
        read_rotation(tmp_path / "p.json")
    with pytest.raises(Refused, match="introuvable"):
        read_rotation(tmp_path / "q.json")


def calendar_of(tmp_path, rows):
    path = tmp_path / "calendar.csv"
    path.write_text("annee_scolaire,semaine_iso,lieu\n" + "\n".join(rows) + "\n", "utf-8")
    return path


def test_a_school_calendar_of_53_weeks_with_a_gap(tmp_path):
    rows = [f"2026-2027,{week},entreprise" for week in (51, 52, 53, 1)] + ["2026-2027,2,ecole"]
    rows += [f"2026-2027,{week},Entreprise au choix" for week in (5, 6)]
    read = read_school_calendar(calendar_of(tmp_path, rows))
    found = stays(read, split_weeks=12)
    assert [(stay.start, stay.end) for stay in found] == [
        (date(2026, 12, 14), date(2027, 1, 8)),
        (date(2027, 2, 1), date(2027, 2, 12)),
    ]
    assert "2 week(s)" in read.remarks[0].en


@pytest.mark.parametrize(
    ("row", "said"),
    [("2025-2026,53,ecole", "no such week"), ("2026-2027,40,usine", "entreprise or ecole"), ("x,1,ecole", "no such")],
)
def test_a_week_that_cannot_be_is_refused(row, said, tmp_path):
    with pytest.raises(Refused) as refused:
        read_school_calendar(calendar_of(tmp_path, ["2026-2027,39,entreprise", row]))
    assert said in refused.value.said("en")


def test_a_week_named_twice_is_refused(tmp_path):
    with pytest.raises(Refused, match="deux fois"):
        read_school_calendar(calendar_of(tmp_path, ["2026-2027,39,entreprise", "2026-2027,39,ecole"]))


def test_a_long_stay_becomes_equal_blocks(tmp_path):
    rows = [f"2026-2027,{week},entreprise" for week in range(1, 31)]
    found = stays(read_school_calendar(calendar_of(tmp_path, rows)), split_weeks=12)
    assert [(stay.end - stay.start).days for stay in found] == [67, 67, 67]


def test_an_absence_takes_days_and_a_whole_block_has_no_host(tmp_path):
    person = LEAST["apprentices"][0] | {
        "absences": [
            {"from": "2027-01-04", "to": "2027-02-07", "kind": "abroad"},
            {"from": "2026-09-07", "to": "2026-09-13"},
        ]
    }
    problem = rotation_of(LEAST | {"apprentices": [person]}, folder=tmp_path)
    assert problem.apprentices[0].days == (45, 0, 25, 25)
    assert problem.apprentices[0].away == {1: "abroad"}
    found = rotate(problem)
    assert [stay.block for stay in found.stays] == ["B1", "B3", "B4"]


def test_exact_pricing_lists_what_plain_enumeration_lists(tmp_path):
    """Every itinerary of a scan is lawful and priced as counted by hand, and none is left out."""
    document = LEAST | {
        "companies": [{"company": name, "skills": {"s": share}} for name, share in (("A", 0), ("B", 0.5), ("C", 1))],
        "targets": [{"skill": "s", "year": 1, "days": 30}],
        "rules": {"stay-days": 20, "last-blocks-together": 1},
    }
    problem = rotation_of(document, folder=tmp_path)
    arrays = Arrays(problem)
    (scan,), complete = scans_of(arrays)
    prices = np.random.default_rng(1).uniform(0, 9, (3, 4))
    found = scan.below(prices, 1e6)
    listed = {
        hosts: cost + sum(prices[host, block] for block, host in enumerate(hosts))
        for hosts in product(range(3), repeat=4)
        if hosts[0] == 0 and sum(day for day, host in zip((50, 25, 25, 25), hosts, strict=True) if not host) >= 62.5
        for cost in arrays.cost(problem.apprentices[0], np.array([hosts], dtype=np.int16)).tolist()
    }
    assert complete
    assert {tuple(row): round(price, 6) for row, price in zip(found.hosts.tolist(), found.prices, strict=True)} == {
        hosts: round(price, 6) for hosts, price in listed.items()
    }
    assert scan.best(prices) == pytest.approx(min(listed.values()))


@pytest.fixture(scope="module")
def ten(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ten")
    problem, document = folder / "p.json", rotation_document(10, 4, 1)
    for company in document["companies"]:  # room for those of a company that leaves
        company["mentors"].append({"mentor": f"{company['company']}-more"})
    problem.write_text(json.dumps(document), "utf-8")
    return folder, problem, read_rotation(problem)


@pytest.fixture(scope="module")
def planned(ten):
    folder, _path, problem = ten
    found = rotate(problem, seconds=60)
    write_rotation(problem, found, folder / "plan")
    return found


def test_ten_apprentices_are_planned_to_the_optimum(ten, planned):
    folder, _path, problem = ten
    assert planned.status == "optimal"
    assert check_rotation(folder / "plan", problem).ok


def test_calendars_are_the_same_bytes_and_their_events_keep_their_names(ten, planned):
    folder, _path, problem = ten
    write_rotation(problem, planned, folder / "again")
    first, again = (folder / name / "calendars" / "001.ics" for name in ("plan", "again"))
    assert first.read_bytes() == again.read_bytes()
    events = Calendar.from_ical(first.read_bytes()).walk("VEVENT")
    assert len({str(event["uid"]) for event in events}) == len(events) == len(problem.blocks)


def test_agreements_have_eleven_mentions(ten, planned):
    held = hosting_agreements(ten[2], planned)
    assert held
    assert len(MENTIONS) == 11
    assert all(set(entry["mentions"]) == set(MENTIONS) for entry in held)
    assert all("host_insurance" in entry["to_fill"] and "host_mentor" not in entry["to_fill"] for entry in held)


def test_a_changed_assignment_is_seen(ten, planned):
    folder, _path, problem = ten
    written = folder / "lie"
    write_rotation(problem, planned, written)
    rows = (written / "assignments.csv").read_text("utf-8").splitlines()
    apprentice, block, _host, _mentor = rows[1].split(",")
    other = next(company for company in problem.companies if company.company != problem.apprentices[0].main)
    rows[1] = f"{apprentice},{block},{other.company},{other.mentors[0].mentor}"
    (written / "assignments.csv").write_text("\n".join(rows) + "\n", "utf-8")
    assert not check_rotation(written, problem).ok


def test_a_repair_keeps_most_and_is_lawful(ten, planned):
    folder, _path, problem = ten
    found = repair(problem, folder / "plan", "c03", seconds=60)
    assert found.moves is not None
    assert 0 < found.moves < len(planned.stays) / 2
    write_rotation(problem, found, folder / "repaired", without=("c03",))
    assert check_rotation(folder / "repaired", problem).violations == ()
    assert "c03" not in {stay.host for stay in found.stays}


def test_who_is_not_there_cannot_leave(ten, planned):
    with pytest.raises(Refused) as refused:
        repair(ten[2], ten[0] / "plan", "nobody")
    assert refused.value.kind is Kind.CALL


def test_a_stop_gives_the_first_plan(ten):
    def stop(_done, _total, _message):
        raise Interrupted

    found = rotate(ten[2], progress=stop)
    assert found.interrupted
    assert found.status in ("feasible", "unknown")


@pytest.mark.parametrize("calls", [1, 3, 6, 10, 16, 24, 40])
def test_a_clock_that_runs_out_anywhere_gives_an_honest_answer(ten, planned, calls, monkeypatch):
    """The watch says no from some question on: inside the first plan, a round of pricing, the dive, the search."""
    asked = itertools.count()
    monkeypatch.setattr(Watch, "go", lambda _watch: next(asked) < calls)
    monkeypatch.setattr(Watch, "left", property(lambda _watch: 60.0 if next(asked) < calls else 0.0))
    found = rotate(ten[2], seconds=60)
    assert found.bound <= planned.bound
    assert found.objective is None or found.objective >= planned.objective


def call(*arguments):
    return CliRunner().invoke(command, ["rotate", *map(str, arguments)], standalone_mode=False)


def test_the_command_answers_and_checks(ten, planned, tmp_path):
    done = call(ten[1], "--out", tmp_path / "out", "--json")
    told = json.loads(done.stdout)
    assert (done.return_value, told["status"], told["objective"]) == (0, "optimal", planned.objective)
    head = (tmp_path / "out" / "assignments.csv").read_text("utf-8").splitlines()[0]
    assert head == "apprentice,block,host,mentor"
    checked = call(ten[1], "--check", tmp_path / "out", "--json")
    assert json.loads(checked.stdout)["ok"] is True
    same = CliRunner().invoke(
        command,
        ["check", str(tmp_path / "out"), "--needs", str(ten[1]), "--rules", "strict", "--json"],
        standalone_mode=False,
    )
    assert json.loads(same.stdout)["ok"] is True


def test_no_solution_is_code_6_and_says_who(tmp_path):
    people = [{"apprentice": number, "employer": "A"} for number in range(3)]
    (tmp_path / "p.json").write_text(json.dumps(LEAST | {"apprentices": people}), "utf-8")
    done = call(tmp_path / "p.json", "--out", tmp_path / "out", "--json", "--lang", "en")
    told = json.loads(done.stdout)
    assert (done.return_value, told["status"], sorted(told["conflict"])) == (6, "infeasible", ["0", "1", "2"])
    assert "cannot be placed together" in done.stderr


def test_an_incomplete_call_is_refused(ten):
    done = call(ten[1])
    assert isinstance(done.exception, Refused)
    assert done.exception.kind is Kind.CALL


def test_the_schema_is_told():
    told = json.loads(call("--schema").stdout)
    assert {"apprentices", "companies"} <= set(told["required"])


def test_a_calendar_beside_the_problem_is_read(tmp_path):
    write_calendar(tmp_path / "calendar.csv")
    document = {key: value for key, value in LEAST.items() if key != "blocks"}
    problem = rotation_of(document | {"calendar": {"file": "calendar.csv"}}, folder=tmp_path)
    assert [block.year for block in problem.blocks] == [1] * 11 + [2] * 11 + [3] * 11


def test_the_real_calendar_is_read(data):
    read = read_school_calendar(data / "education" / "eilco_alternance_calendar_2023_2026.csv")
    found = stays(read, split_weeks=12)
    assert read.remarks == ()
    assert [(stay.end - stay.start).days // 7 + 1 for stay in found][:5] == [1, 2, 1, 2, 2]


def test_the_rotation_of_the_demonstration_is_planned_and_passes_the_checker(tmp_path):
    towns = [Town("00000", f"Bourg {at}", "00", "00", 47 + 0.05 * at, 2.0) for at in range(8)]
    members = [SimpleNamespace(key=f"m{at}", name=f"Membre {at}", town=town) for at, town in enumerate(towns)]
    problem = rotation_of(rotation_asked(members, towns[0], date(2026, 11, 24)), folder=tmp_path)
    found = rotate(problem, seconds=60)
    write_rotation(problem, found, tmp_path / "plan")
    assert found.status == "optimal"
    assert check_rotation(tmp_path / "plan", problem).ok
