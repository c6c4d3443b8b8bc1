"""``grappe analyse duplicates`` and ``emergence`` as they are typed."""

import csv
import json
from datetime import timedelta
from pathlib import Path

import pytest
from tests.oracles.invented_needs import need, place_release, rome_release, stored

from grappe.cli import console
from grappe.cli.entry import run

TEXT = "Nous cherchons une personne pour souder des cuves en acier inoxydable dans notre atelier de Lille, en équipe."


@pytest.fixture(autouse=True)
def bare_machine(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home with small releases, no real data."""
    monkeypatch.setenv("GRAPPE_HOME", str(home))
    monkeypatch.delenv("GRAPPE_DATA", raising=False)
    place_release(home)
    rome_release(home)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_duplicates_are_written_kept_and_counted_once(tmp_path, capsys):
    needs = [need(n, description=TEXT, source=f"board {n}", employer=f"e{n}") for n in range(3)]
    stored(tmp_path / "store", [*needs, need(9, description="Autre chose. " * 9, employer="e9")])
    store, out = str(tmp_path / "store"), tmp_path / "groups.csv"
    assert run(["analyse", "duplicates", store, "--out", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["needs"], told["groups"], told["in_groups"], told["surplus"], told["across"]) == (4, 1, 3, 2, 1)
    assert list(rows(out)[0])[:4] == ["group", "need_id", "reason", "similarity"]
    assert [row["need_id"] for row in rows(out)] == ["t:0", "t:1", "t:2"]
    call = ["analyse", "demand", store, "--by", "kind", "--no-disclosure", "--out", str(tmp_path / "d"), "--json"]
    for option, expected in (([], "4"), (["--deduplicate", "exact"], "2"), (["--deduplicate", "near"], "2")):
        assert run([*call, *option]) == 0
        assert rows(tmp_path / "d" / "demand.csv")[0]["needs"] == expected
    manifest = json.loads((tmp_path / "d" / "manifest.json").read_text("utf-8"))
    assert (manifest["parameters"]["deduplicate"], manifest["duplicates"]["surplus"]) == ("near", 2)


def test_emergence_writes_states_and_says_what_it_compared(tmp_path, capsys):
    today = console.today()
    now = today.replace(day=1) - timedelta(15)  # in the middle of the month before, and of the one before that
    before = now - timedelta(31)
    needs = [
        need(n, published=now if n % 2 else before, skills=["Soudage", *(["Cobot"] if n % 2 else [])], employer=f"e{n}")
        for n in range(80)
    ]
    stored(tmp_path / "store", needs)
    out = tmp_path / "out"
    call = [
        "analyse",
        "emergence",
        str(tmp_path / "store"),
        "--months",
        "1",
        "--out",
        str(out),
        "--json",
        "--lang",
        "en",
    ]
    assert run(call) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["ads"], told["ads_before"], told["skills"], told["states"]["growing"]) == (40, 40, 2, 1)
    assert {row["skill"]: row["state"] for row in rows(out / "emergence.csv")} == {
        "cobot": "growing",
        "soudage": "core",
    }
    assert json.loads((out / "manifest.json").read_text("utf-8"))["months"] == 1
