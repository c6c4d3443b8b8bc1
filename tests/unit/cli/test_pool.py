"""``grappe pool``: files in, files out, one JSON object, exit codes."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from benchmarks.pool_instances import instance, write

from grappe.cli.entry import run


@pytest.fixture
def needs(tmp_path):
    """Forty needs with their rules and similar occupations."""
    write(instance(40, 1), tmp_path)
    return tmp_path / "needs.csv"


@pytest.fixture
def called(home, monkeypatch, capsys):
    """Runs a command; gives exit code, standard output and standard error."""
    monkeypatch.setenv("GRAPPE_HOME", str(home))
    monkeypatch.delenv("GRAPPE_DATA", raising=False)

    def call(*arguments: object) -> tuple[int, str, str]:
        code = run(["pool", *map(str, arguments), "--lang", "en"])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def options(needs, *, similar=True):
    folder = needs.parent
    return ["--rules", folder / "rules.toml", *(["--similar", folder / "similar.csv"] if similar else [])]


def test_a_plan_is_written_told_and_checked(called, needs, tmp_path):
    out = tmp_path / "plan"
    code, said, _err = called("plan", needs, *options(needs), "--out", out, "--json")
    told = json.loads(said)
    assert (code, told["status"], told["gap"], told["needs"]) == (0, "optimal", 0.0, 40)
    assert told["objective"] == told["bound"] > 0
    with (out / "jobs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["job", "need", "member", "halfdays"]
    assert len(rows) == told["needs_placed"]
    assert len({row["job"] for row in rows}) == told["jobs"]
    whole = json.loads((out / "plan.json").read_text("utf-8"))
    assert {check["result"] for job in whole["plan"] for check in job["checks"]} == {"pass"}
    code, said, _err = called("check", out, "--needs", needs, *options(needs, similar=False), "--json")
    assert (code, json.loads(said)["ok"], json.loads(said)["violations"]) == (0, True, [])


def test_a_changed_plan_does_not_pass(called, needs, tmp_path):
    out = tmp_path / "plan"
    called("plan", needs, *options(needs), "--out", out)
    lines = (out / "schedule.csv").read_text("utf-8").splitlines()
    (out / "schedule.csv").write_text("\n".join(lines[:-1]) + "\n", "utf-8")
    code, said, _err = called("check", out, "--needs", needs, *options(needs), "--json")
    told = json.loads(said)
    assert (code, told["ok"], len(told["violations"])) == (0, False, 1)
    assert "instead of" in told["violations"][0]


def test_bad_rows_are_said_and_the_others_planned(called, needs, tmp_path):
    lines = needs.read_text("utf-8").splitlines()
    needs.write_text("\n".join([*lines, lines[1]]) + "\n", "utf-8")
    code, said, err = called("plan", needs, *options(needs), "--out", tmp_path / "plan", "--json")
    assert (code, json.loads(said)["refused"]) == (0, 1)
    assert f"{needs}: row 42: need: « n0 »: this need came before" in err
    code, said, err = called("plan", needs, *options(needs), "--out", tmp_path / "strict", "--strict")
    assert (code, said) == (4, "")
    assert not (tmp_path / "strict").exists()


def test_the_references_say_what_is_similar_when_nobody_else_does(called, needs, tmp_path):
    code, said, _err = called("plan", needs, *options(needs, similar=False), "--out", tmp_path / "plan", "--json")
    assert (code, json.loads(said)["status"]) == (0, "optimal")
    whole = json.loads((tmp_path / "plan" / "plan.json").read_text("utf-8"))
    assert whole["similar_from"].startswith("rome")
    (tmp_path / "plan" / "plan.json").unlink()
    code, said, _err = called("check", tmp_path / "plan", "--needs", needs, "--rules", needs.parent / "rules.toml")
    assert code == 0
    assert "nothing wrong" in said


def test_the_built_in_profile_is_named_and_others_refused(called, needs, tmp_path):
    similar = ["--similar", needs.parent / "similar.csv"]
    assert called("plan", needs, "--rules", "core", *similar, "--out", tmp_path / "plan")[0] == 0
    assert called("plan", needs, "--rules", "none", *similar, "--out", tmp_path / "plan")[0] == 2
    assert called("plan", tmp_path / "no.csv", "--rules", "core", *similar, "--out", tmp_path / "plan")[0] == 3
    assert called("plan", needs, "--rules", "core", *similar, "--out", needs)[0] == 2
    assert called("check", tmp_path / "nowhere", "--needs", needs, "--rules", "core")[0] == 3


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not tell who waits for signals")
def test_a_polite_kill_leaves_the_best_plan_so_far(called, tmp_path):
    write(instance(900, 3), tmp_path)
    out = tmp_path / "plan"
    arguments = ["pool", "plan", tmp_path / "needs.csv", *options(tmp_path / "needs.csv"), "--out", out, "--json"]
    command = [sys.executable, "-m", "grappe.cli", *map(str, arguments), "--seconds", "200"]
    environment = os.environ | {"GRAPPE_HOME": str(tmp_path / "home")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        while not waits_for_signals(process):
            time.sleep(0.05)
        time.sleep(1.5)
        process.send_signal(signal.SIGTERM)
        said, _err = process.communicate(timeout=60)
    told = json.loads(said)
    assert process.returncode == 130
    assert told["interrupted"] is True
    assert 0 < told["objective"] <= told["bound"]
    assert called("check", out, "--needs", tmp_path / "needs.csv", "--rules", tmp_path / "rules.toml")[0] == 0


def waits_for_signals(process: subprocess.Popen[bytes]) -> bool:
    """Whether a process holds a handler for a polite kill, as Linux tells it."""
    status = Path(f"/proc/{process.pid}/status").read_text("utf-8")
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt"))
    return bool(int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1)
