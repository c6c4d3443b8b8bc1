"""``grappe analyse`` as it is typed."""

import csv
import json
from pathlib import Path

import pytest
from tests.oracles.invented_needs import need, place_release, stored

from grappe.cli.entry import run


@pytest.fixture(autouse=True)
def bare_machine(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home with four communes, no real data."""
    monkeypatch.setenv("GRAPPE_HOME", str(home))
    monkeypatch.delenv("GRAPPE_DATA", raising=False)
    place_release(home)


@pytest.fixture
def store(tmp_path: Path, day) -> str:
    needs = [need(n, code="H2913", employer=f"e{n}", departement="59", published=day) for n in range(6)]
    needs += [need(9, code="H2901", employer="e9", departement="62", published=day)]
    stored(tmp_path / "store", needs)
    return str(tmp_path / "store")


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "demand.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_demand_writes_a_table_and_where_it_comes_from(store, tmp_path, capsys):
    out = tmp_path / "out"
    assert run(["analyse", "demand", store, "--by", "occupation,territory,month", "--out", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["rows"], told["published"] + told["complementary"], told["suppressed"]) == (2, 1, 1)
    columns = "occupation,territory,month,needs,positions,employers,share,share_low,share_high,largest_employer_share,"
    columns += "needs_without_largest,permanent_share,permanent_low,permanent_high,pay_median_year,pay_n,disclosure"
    assert list(rows(out)[0])[:17] == columns.split(",")
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest["inputs"][0]["needs"] == 7
    assert len(manifest["inputs"][0]["digest"]) == 64
    assert manifest["releases"]["places"]["name"] == "places test"
    assert manifest["releases"]["codes"] == ["rome test"]
    assert manifest["parameters"]["rules"]["disclosure-minimum"]["value"] == 5
    assert {"grappe", "duckdb", "python"} <= manifest["versions"].keys()


def test_no_disclosure_shows_all_and_says_so_everywhere(store, tmp_path, capsys):
    out = tmp_path / "out"
    call = ["analyse", "demand", store, "--by", "occupation", "--out", str(out), "--no-disclosure", "--lang", "en"]
    assert run(call) == 0
    assert "WITHOUT disclosure control" in capsys.readouterr().out
    assert {row["occupation"]: row["needs"] for row in rows(out)} == {"H2913": "6", "H2901": "1"}
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest["parameters"]["disclosure"] is False
    assert any("WITHOUT" in note for note in manifest["notes"])


def test_totals_are_a_table_without_keys(store, tmp_path):
    assert run(["analyse", "demand", store, "--by", "", "--out", str(tmp_path / "out")]) == 0
    (row,) = rows(tmp_path / "out")
    assert (row["needs"], row["employers"], row["disclosure"]) == ("7", "7", "published")


@pytest.mark.parametrize("wrong", [["--by", "salary"], ["--territory", "canton"], ["--engine", "abacus"]])
def test_a_wrong_call_has_its_code_and_writes_nothing(store, tmp_path, wrong):
    assert run(["analyse", "demand", store, "--out", str(tmp_path / "out"), *wrong]) == 2
    assert not (tmp_path / "out").exists()


def test_a_store_that_is_not_there_is_missing(tmp_path, capsys):
    assert run(["analyse", "demand", str(tmp_path / "none"), "--out", str(tmp_path / "out")]) == 5
    assert "entrepôt" in capsys.readouterr().err
