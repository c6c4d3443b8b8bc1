"""``grappe analyse tension`` as it is typed."""

import csv
import json
from pathlib import Path

import pytest

from grappe.cli.entry import run

ROWS = [
    ("A", "01", "1,5", "10"),
    ("A", "02", "0,5", "10"),
    ("B", "01", "*", "3"),
    ("B", "02", "-1", "5"),
    ("B", "01", "0", "2"),
]


@pytest.fixture
def file(tmp_path: Path) -> str:
    lines = ["fap;dep;tension ;emploi", *(";".join(row) for row in ROWS)]
    (tmp_path / "t.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return str(tmp_path / "t.csv")


def call(file: str, out: Path, *more: str) -> list[str]:
    columns = ["--value", "tension", "--weight", "emploi", "--occupation", "fap", "--territory", "dep"]
    return ["analyse", "tension", file, *columns, "--out", str(out), *more]


def test_it_writes_effects_and_pairs_and_says_what_it_left_out(file, tmp_path, capsys):
    assert run(call(file, tmp_path / "out", "--pair", "A,01", "--json", "--lang", "en")) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["rows"], told["used"], told["unknown"], told["parts"]) == (5, 4, 1, 1)
    assert "mostly the territory (59%)" in told["sentences"][0]
    with (tmp_path / "out" / "pairs.csv").open(encoding="utf-8", newline="") as text:
        pairs = list(csv.DictReader(text))
    named = "occupation,territory,observed,mu,alpha,beta,gamma,mostly,share"
    assert list(pairs[0])[:9] == named.split(",")
    assert [row["territory"] for row in pairs] == ["01", "02", "02", "01"]
    assert (tmp_path / "out" / "effects.csv").read_text("utf-8").startswith("effect,key,value,low,high,weight")
    assert json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["value"] == "tension"


def test_strict_writes_nothing_where_a_row_is_wrong(file, tmp_path, capsys):
    with Path(file).open("a", encoding="utf-8") as text:
        text.write("B;02;fort;1\n")
    assert run(call(file, tmp_path / "out", "--strict")) == 4
    assert "fort" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert run(call(file, tmp_path / "out")) == 0


@pytest.mark.parametrize("option", [("--where", "emploi"), ("--pair", "A"), ("--value", "absent")])
def test_wrong_calls_are_said(file, tmp_path, option):
    assert run([*call(file, tmp_path / "out"), *option]) == 2


def test_dares_2019_by_departement(data, tmp_path, capsys, home, monkeypatch):
    monkeypatch.setenv("GRAPPE_HOME", str(home))
    given = ["--value", "Tension", "--weight", "Emploi moyen", "--occupation", "fap", "--territory", "dep"]
    given += ["--where", "niveau_fap=fap 225", "--out", str(tmp_path / "out"), "--json"]
    assert run(["analyse", "tension", str(data / "labour" / "tensions.csv"), *given]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["occupations"], told["parts"], told["refused"]) == (186, 1, 0)
    assert told["spread"]["domain"] > 4 * told["spread"]["territory"]
