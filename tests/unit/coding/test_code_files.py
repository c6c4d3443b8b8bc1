"""A large file is coded part by part; a call that was stopped, however, ends with the same bytes when given again."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grappe.cli import code_files
from grappe.cli.entry import run
from grappe.tables import read_file
from grappe.words import Interrupted

TITLES = [
    "Soudeuse (H/F)",
    "",
    "Soudeur chaudière TIG",
    'Agent "d\'accueil", nuit',
    "Cariste / Soudeur",
    "=1+1",
    "Vendeur",
]
ROWS = 400

#: What a killed call runs: parts of 20 rows, in this process.
SCRIPT = "import sys; from grappe.cli import code_files, entry; code_files.PART = 20; sys.exit(entry.run(sys.argv[1:]))"


@pytest.fixture
def titles(tmp_path) -> Path:
    path = tmp_path / "titles.csv"
    lines = [f'{row},"{TITLES[row % len(TITLES)].replace(chr(34), chr(34) * 2)} {row}"' for row in range(ROWS)]
    path.write_text("id,title\n" + "\n".join(lines) + "\n", "utf-8")
    return path


@pytest.fixture
def code(home, titles, monkeypatch, capsys):
    """Codes the titles into a file, in parts of so many rows; gives what was told."""
    monkeypatch.setenv("GRAPPE_HOME", str(home))
    monkeypatch.delenv("GRAPPE_DATA", raising=False)

    def call(out: Path, *, part: int, jobs: int = 1, more: tuple[str, ...] = ()) -> dict:
        monkeypatch.setattr(code_files, "PART", part)
        monkeypatch.setattr(code_files, "ALONE", 0)
        status = run([*arguments(titles, out), "--jobs", str(jobs), *more])
        told = capsys.readouterr().out
        return {"status": status, **(json.loads(told) if status == 0 else {})}

    return call


def arguments(titles: Path, out: Path) -> list[str]:
    return ["code", "occupations", str(titles), "--column", "title", "--out", str(out), "--json", "--lang", "fr"]


@pytest.mark.parametrize("ending", ["csv", "csv.gz", "tsv", "jsonl", "parquet"])
def test_parts_end_to_end_are_the_file_in_one_piece(code, tmp_path, ending):
    whole, parts = tmp_path / f"whole.{ending}", tmp_path / f"parts.{ending}"
    told, again = code(whole, part=10_000), code(parts, part=70)
    assert {name: told[name] for name in ("rows", "auto", "review", "none")} == {
        name: again[name] for name in ("rows", "auto", "review", "none")
    }
    assert told["rows"] == ROWS
    assert read_file(parts).equals(read_file(whole))
    if ending != "parquet":
        assert ending.endswith("gz") or parts.read_bytes() == whole.read_bytes()
    assert {path.name for path in tmp_path.iterdir()} >= {whole.name, parts.name}
    assert not list(tmp_path.glob(".*.parts"))


def test_several_processes_write_what_one_writes(code, tmp_path):
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    code(one, part=100)
    code(two, part=100, jobs=2)
    assert two.read_bytes() == one.read_bytes()


def test_a_call_that_was_killed_is_taken_up_again_with_the_same_bytes(code, titles, tmp_path, home):
    whole, killed = tmp_path / "whole.csv", tmp_path / "killed.csv"
    code(whole, part=10_000)
    folder = tmp_path / ".killed.csv.parts"
    environment = {**os.environ, "GRAPPE_HOME": str(home), "PYTHONWARNINGS": "ignore"}
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, *arguments(titles, killed), "--jobs", "1"], env=environment
    )
    deadline = time.monotonic() + 60
    while process.poll() is None and len(list(folder.glob("part-*.json"))) < 2 and time.monotonic() < deadline:
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait()
    done = {path.name: path.stat().st_mtime_ns for path in folder.glob("part-*.json")}
    assert not killed.exists() or not folder.exists()
    code(killed, part=20)
    assert killed.read_bytes() == whole.read_bytes()
    assert done or process.returncode == 0


def test_what_is_done_is_not_coded_again(code, tmp_path, monkeypatch):
    out, coded = tmp_path / "out.csv", []
    part_of = code_files._code_part

    def stopping(*told):
        if len(coded) == 3:
            raise Interrupted
        coded.append(told[-1])
        part_of(*told)

    monkeypatch.setattr(code_files, "_code_part", stopping)
    assert code(out, part=50)["status"] == 130
    assert coded == [0, 1, 2]
    monkeypatch.setattr(code_files, "_code_part", lambda *told: coded.append(told[-1]) or part_of(*told))
    assert code(out, part=50)["status"] == 0
    assert coded == list(range(8))


def test_other_options_start_anew(code, tmp_path, monkeypatch):
    out, part_of = tmp_path / "out.csv", code_files._code_part

    def stopping(*told):
        part_of(*told)
        raise Interrupted

    monkeypatch.setattr(code_files, "_code_part", stopping)
    assert code(out, part=50)["status"] == 130
    monkeypatch.setattr(code_files, "_code_part", part_of)
    assert code(out, part=50, more=("--top", "2"))["status"] == 0
    assert max(read_file(out)["rank"].to_pylist()) == "2"


def test_a_folder_that_cannot_be_written_is_refused(code, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    assert code(blocked / "out.csv", part=50)["status"] == 2
