"""Bad files as they are read on the command line: a sentence and an exit code, never a trace."""

import csv
import errno
import json
import os
import subprocess
import sys
import time

import pytest
from tests.bad_inputs import BAD, GOOD, HEAD, Bad

from grappe.cli import console
from grappe.cli.entry import run
from grappe.needs import NEEDS
from grappe.tables import open_store


@pytest.fixture(autouse=True)
def bare_machine(home, monkeypatch):
    """A fresh home, no real data."""
    monkeypatch.setenv("GRAPPE_HOME", str(home))
    monkeypatch.delenv("GRAPPE_DATA", raising=False)


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_it_is_read_row_by_row_or_refused_with_a_sentence(tmp_path, capsys, bad: Bad):
    file, store = tmp_path / bad.name, tmp_path / "store"
    file.write_bytes(bad.content(console.today()))
    code = run(["needs", "read", str(file), "--into", str(store), "--json", "--lang", "fr"])
    told = capsys.readouterr()
    if bad.rows is None:
        assert (code, told.out) == (3, "")
        assert bad.said in told.err
        assert bad.name in told.err
        assert len(told.err.splitlines()) == 1
        assert not (store / "manifest.json").exists() or not open_store(store).count(NEEDS)
        return
    assert code == 0, told.err
    answer = json.loads(told.out)
    assert tuple(answer[name] for name in ("rows", "accepted", "warned", "refused")) == bad.rows
    assert answer["rows"] == answer["accepted"] + answer["refused"] + answer["unchanged"]
    assert bad.said in json.dumps(answer["issues"], ensure_ascii=False)
    assert open_store(store).count(NEEDS) == answer["accepted"]


def test_a_file_read_twice_changes_nothing(tmp_path, capsys):
    file, store = tmp_path / "besoins.csv", tmp_path / "store"
    file.write_text(HEAD + GOOD, "utf-8")
    for accepted, unchanged in ((1, 0), (0, 1)):
        assert run(["needs", "read", str(file), "--into", str(store), "--json"]) == 0
        answer = json.loads(capsys.readouterr().out)
        assert (answer["accepted"], answer["unchanged"]) == (accepted, unchanged)
    assert open_store(store).count(NEEDS) == 1


def test_a_full_disk_is_a_sentence_and_the_store_stays_as_it_was(tmp_path, capsys, monkeypatch):
    file, store = tmp_path / "besoins.csv", tmp_path / "store"
    file.write_text(HEAD + GOOD, "utf-8")
    assert run(["needs", "read", str(file), "--into", str(store)]) == 0
    before = open_store(store).digest
    file.write_text(HEAD + GOOD + GOOD.replace("1;", "2;", 1), "utf-8")

    def full(_handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        assert run(["needs", "read", str(file), "--into", str(store), "--lang", "en"]) == 3
    assert "the disk is full" in capsys.readouterr().err
    assert open_store(store).digest == before
    assert run(["needs", "read", str(file), "--into", str(store)]) == 0
    assert open_store(store).count(NEEDS) == 2


def test_no_formula_leaves_in_an_export(tmp_path):
    file, store, out = tmp_path / "f.csv", tmp_path / "store", tmp_path / "out.csv"
    file.write_text(HEAD + "1;=1+1;1;CDI;Lille;59000;;;;\n", "utf-8")
    assert run(["needs", "read", str(file), "--into", str(store)]) == 0
    assert run(["needs", "export", str(store), "--out", str(out)]) == 0
    (row,) = csv.DictReader(out.read_text("utf-8").splitlines())
    assert row["title"] == "'=1+1"


def test_a_reading_killed_at_once_is_done_again_and_nothing_is_there_twice(tmp_path, home):
    file, store = tmp_path / "besoins.csv", tmp_path / "store"
    rows = (GOOD.replace("1;", f"{number};", 1) for number in range(20_000))
    file.write_text(HEAD + "".join(rows), "utf-8")
    command = [sys.executable, "-m", "grappe.cli", "needs", "read", str(file), "--into", str(store), "--json"]
    environment = os.environ | {"GRAPPE_HOME": str(home)}
    reading = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    for _wait in range(600):  # it has begun to write
        if any((store / "parts").glob("*")) or reading.poll() is not None:
            break
        time.sleep(0.02)
    reading.kill()
    reading.wait()
    held = open_store(store, create=True).count(NEEDS)
    assert held in (0, 20_000)
    again = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    answer = json.loads(again.stdout)
    assert answer["accepted"] + answer["unchanged"] == 20_000
    assert answer["accepted"] == 20_000 - held
    assert open_store(store).count(NEEDS) == 20_000
