"""``grappe demo`` as it is typed."""

import json
from pathlib import Path

import pytest

from grappe.cli.entry import run


@pytest.fixture(autouse=True)
def bare_machine(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fresh home, no real data."""
    monkeypatch.setenv("GRAPPE_HOME", str(home))
    monkeypatch.delenv("GRAPPE_DATA", raising=False)


def test_it_writes_a_whole_cluster_on_a_bare_machine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "demo"
    assert run(["demo", "--out", str(folder), "--day", "2026-03-02", "--no-download", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["members"], answer["schools"], answer["sites"], answer["ads"]) == (120, 3, 8, 3000)
    assert answer["day"] == "2026-03-02"
    assert all(Path(path).parent == folder and Path(path).is_file() for path in answer["files"].values())


def test_it_says_what_to_type_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo", "--out", str(tmp_path / "demo"), "--no-download", "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "120 members" in told
    assert "grappe needs read" in told


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "demo").write_text("here first", "utf-8")
    assert run(["demo", "--out", str(tmp_path / "demo"), "--no-download"]) == 2
    assert "ce n'est pas un dossier" in capsys.readouterr().err
    assert (tmp_path / "demo").read_text("utf-8") == "here first"
