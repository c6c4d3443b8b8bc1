"""``grappe evidence``: a locker begun, its figures, what is missing, its dossier, and what is refused."""

import json
from pathlib import Path

import docx
import pytest

from grappe.cli.entry import run

DAY = ["--day", "2026-11-24"]


@pytest.fixture
def locker(tmp_path) -> Path:
    folder = tmp_path / "locker"
    assert run(["evidence", "start", str(folder), "--demo", "--facts", "80", *DAY]) == 0
    return folder


def called(capsys, *arguments: str) -> dict:
    capsys.readouterr()
    assert run(["evidence", *arguments, *DAY, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_figures_name_their_facts(locker, tmp_path, capsys):
    said = called(capsys, "figures", str(locker), "--out", str(tmp_path / "figures.csv"))
    assert (said["facts"], said["refused"]) == (80, 0)
    assert {row["number"] for row in said["indicators"]} == set(range(1, 12))
    assert all(row["facts"] for row in said["indicators"] if row["value"] and row["n"])
    assert (tmp_path / "figures.csv").read_text("utf-8").startswith("number,key,part")


def test_a_dossier_is_written_as_its_name_says(locker, tmp_path, capsys):
    word, pdf = tmp_path / "d.docx", tmp_path / "d.pdf"
    said = called(capsys, "dossier", str(locker), "--out", str(word), "--edition", "cti-2016")
    assert (said["edition"], said["facts"]) == ("cti-2016", 80)
    assert len(docx.Document(str(word)).tables) > 10
    called(capsys, "dossier", str(locker), "--out", str(pdf), "--audience", "public")
    assert pdf.read_bytes().startswith(b"%PDF")


def test_what_is_missing_is_listed(locker, capsys):
    codes = {gap["code"] for gap in called(capsys, "missing", str(locker))["missing"]}
    assert {"document", "validation", "renamed", "overdue"} <= codes


def test_an_edition_of_the_schools_own_is_named_in_its_profile(locker, capsys):
    text = 'name = "Lue"\nvalid_from = 2025-03-01\n[[heading]]\nid = "Z"\nfr = "Nos mots"\n'
    (locker / "own.toml").write_text(text, "utf-8")
    profile = locker / "dossier.toml"
    profile.write_text(profile.read_text("utf-8").replace('"cti-2025"', '"own.toml"'), "utf-8")
    assert called(capsys, "missing", str(locker))["edition"] == "own"


def test_bad_rows_are_told_and_strict_refuses_them(locker, tmp_path, capsys):
    facts = locker / "facts.csv"
    facts.write_text(facts.read_text("utf-8") + "X,2027-02-29,visit,Visite" + "," * 14 + "\n", "utf-8")
    capsys.readouterr()
    assert run(["evidence", "figures", str(locker), "--lang", "en", *DAY]) == 0
    err = capsys.readouterr().err
    assert "row 82" in err
    assert "2027 is no leap year" in err
    out = tmp_path / "d.pdf"
    assert run(["evidence", "dossier", str(locker), "--out", str(out), "--strict", *DAY]) == 4
    assert not out.exists()


def test_wrong_calls_are_refused(locker, tmp_path):
    assert run(["evidence", "dossier", str(locker), "--out", str(tmp_path / "d.odt"), *DAY]) == 2
    assert run(["evidence", "dossier", str(tmp_path / "none"), "--out", str(tmp_path / "d.pdf"), *DAY]) == 2
    assert run(["evidence", "start", str(locker), *DAY]) == 2
    assert run(["evidence", "missing", str(locker), "--edition", "cti-1998", *DAY]) == 2
    (locker / "facts.csv").unlink()
    assert run(["evidence", "figures", str(locker), *DAY]) == 3
