"""The survey as it is typed: form out, answers in, figures."""

import json
from pathlib import Path

import openpyxl
import pytest

from grappe.cli.entry import run


@pytest.fixture
def typed(tmp_path, monkeypatch, capsys):
    """Types a command; gives what it says on standard output, or on standard error where another code is expected."""
    monkeypatch.setenv("GRAPPE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def type_(*words, code=0):
        capsys.readouterr()
        given = run([*words, "--lang", "fr"])
        said = capsys.readouterr()
        assert given == code, said
        return said.err if code else said.out

    return type_


def form(typed, name, **answers):
    typed("needs", "survey", "form", "--wave", "2026", "--respondent", name, "--out", f"{name}.xlsx")
    book = openpyxl.load_workbook(f"{name}.xlsx")
    sheet = book["Réponses"]
    for row in range(4, sheet.max_row + 1):
        key = sheet.cell(row, 4).value
        if key in answers and not sheet.cell(row, 5).value:
            sheet.cell(row, 3).value = answers[key]
    book["Recrutements"].cell(2, 1).value = "Soudeur TIG"
    book.save(f"{name}.xlsx")
    return f"{name}.xlsx"


def test_from_the_form_to_the_figures(typed):
    files = [
        form(typed, f"m{n}", headcount=str(10 + n), sector="Industrie", difficulty="oui" if n < 4 else "non")
        for n in range(7)
    ]
    read = json.loads(typed("needs", "survey", "read", *files, "--into", "s", "--json"))
    assert (read["answered"], read["forms"][0]["hires"], read["forms"][0]["issues"]) == (7, 1, [])
    Path("base.csv").write_text("size,sector,organisations\n10-49,industry,40\n0-9,trade,12\n")
    done = json.loads(typed("analyse", "survey", "s", "--wave", "2026", "--frame", "base.csv", "--out", "r", "--json"))
    assert (done["answered"], done["weighted"], done["uncovered"]) == ({"companies": 7}, True, 12)
    rows = Path("r/figures.csv").read_text().splitlines()
    said = next(row for row in rows if row.startswith("companies,difficulty,,yes"))
    n, _effective, share, low, high = said.split(",")[4:9]
    assert (n, round(float(share), 2), round(float(low), 2), round(float(high), 2)) == ("7", 0.57, 0.25, 0.84)
    exported = typed("needs", "export", "s", "--out", "needs.csv", "--json")
    assert json.loads(exported)["rows"] == 7


def test_a_second_answer_replaces_the_first(typed):
    typed("needs", "survey", "read", form(typed, "m", headcount="10", sector="Commerce"), "--into", "s")
    typed("needs", "survey", "read", form(typed, "m", headcount="12", sector="Commerce"), "--into", "s")
    done = json.loads(typed("analyse", "survey", "s", "--wave", "2026", "--out", "r", "--json"))
    assert done["answered"] == {"companies": 1}


def test_an_empty_form_is_no_answer(typed):
    read = typed("needs", "survey", "read", form(typed, "m"), "--into", "s", "--json")
    assert json.loads(read)["answered"] == 1  # its planned hire
    typed("needs", "survey", "form", "--wave", "2026", "--respondent", "v", "--out", "v.xlsx")
    assert json.loads(typed("needs", "survey", "read", "v.xlsx", "--into", "s", "--json"))["answered"] == 0


def test_what_cannot_be_analysed_is_said(typed):
    Path("autre.xlsx").write_bytes(b"")
    assert "questionnaire" in typed("needs", "survey", "read", "autre.xlsx", "--into", "s", code=3)
    typed("needs", "survey", "read", form(typed, "m", headcount="10", sector="Commerce"), "--into", "s")
    assert "2027" in typed("analyse", "survey", "s", "--wave", "2027", "--out", "r", code=3)
    Path("base.csv").write_text("size,sector,organisations\n10-49,trade,beaucoup\n")
    refused = typed("analyse", "survey", "s", "--wave", "2026", "--frame", "base.csv", "--out", "r", code=3)
    assert "ligne 2" in refused
    assert "beaucoup" in refused
