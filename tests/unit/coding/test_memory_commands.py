"""``grappe code learn`` and ``grappe code review``: results, refusals and exit codes."""

import csv
import json

import pytest

from grappe.cli.entry import run
from grappe.tables import read_file


@pytest.fixture
def called(home, monkeypatch, capsys):
    """Runs a command in a fresh home; gives exit code, standard output and standard error."""
    monkeypatch.setenv("GRAPPE_HOME", str(home))
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    monkeypatch.delenv("GRAPPE_DATA", raising=False)

    def call(*arguments: object) -> tuple[int, str, str]:
        code = run(["code", *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def known(tmp_path):
    path = tmp_path / "known.csv"
    path.write_text("Poste,ROME\nOpérateur plasma,H2913\nOpératrice plasma,H2913\nVeilleur,Z9999\n", "utf-8")
    return path


@pytest.fixture
def titles(tmp_path):
    path = tmp_path / "titles.csv"
    path.write_text("Intitulé\nOpérateur plasma nuit\n", "utf-8")
    return path


def first(path) -> dict[str, object]:
    return read_file(path).to_pylist()[0]


def test_titles_are_learned_used_left_aside_and_forgotten(called, known, titles, tmp_path):
    out = tmp_path / "o.csv"
    asked = ("occupations", titles, "--column", "Intitulé", "--out", out, "--json")
    before = json.loads(called(*asked)[1])["model"]
    without = first(out)["code"]
    code, said, _err = called("learn", known, "--title", "Poste", "--code", "ROME", "--json")
    told = json.loads(said)
    assert (code, told["learned"], told["unknown"], told["sources"]) == (0, 1, 1, ["known.csv"])
    assert len(told["digest"]) == 64
    assert json.loads(called(*asked)[1])["model"].startswith(f"{before} + mémoire")
    assert first(out)["code"] == "H2913"
    assert "Mémoire : 2 × « Opérateur plasma »" in first(out)["reason"]
    assert json.loads(called(*asked, "--no-memory")[1])["model"] == before
    assert first(out)["code"] == without
    assert json.loads(called("learn", "--forget", "--json")[1])["forgotten"] == 1
    assert json.loads(called(*asked)[1])["model"] == before


def test_learning_twice_gives_the_same_digest(called, known):
    asked = ("learn", known, "--title", "Poste", "--code", "ROME", "--json")
    assert json.loads(called(*asked)[1])["digest"] == json.loads(called(*asked)[1])["digest"]


def test_a_column_that_is_not_there_is_named_and_an_unclear_call_is_refused(called, known):
    code, _said, err = called("learn", known, "--title", "Post", "--code", "ROME")
    assert code == 3
    assert "Post: colonne absente" in err
    assert called("learn")[0] == 2
    assert called("learn", known, "--forget")[0] == 2
    code, _said, err = called("learn", "--forget", "--source", "autre")
    assert (code, "n'a rien appris" in err) == (2, True)


def test_a_memory_can_be_made_again(called, known):
    called("learn", known, "--title", "Poste", "--code", "ROME")
    assert called("learn", "--again")[0] == 0


def completed(sheet, choices: dict[str, str], path) -> None:
    """The sheet with choices typed in, by title."""
    rows = list(csv.DictReader(sheet.read_text("utf-8").splitlines()))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(row | {"choice": choices.get(row["title"], "")} for row in rows)


def test_titles_go_out_to_review_and_good_rows_come_back(called, store_of, tmp_path):
    store, sheet = store_of(["Soudeur chaudière inox", "Soudeuse", "Monteur chaudière"]), tmp_path / "review.csv"
    called("occupations", store.folder)
    code, said, _err = called("review", "export", store.folder, "--out", sheet, "--json")
    assert (code, json.loads(said)["titles"]) == (0, 2)
    completed(sheet, {"Soudeur chaudière inox": "H2913", "Monteur chaudière": "Z9"}, sheet)
    refused = tmp_path / "refused.csv"
    code, said, _err = called("review", "import", store.folder, sheet, "--refused", refused, "--json")
    told = json.loads(said)
    assert (code, told["chosen"], told["auto"], told["review"], told["agreement"]) == (0, 1, 2, 1, None)
    (bad,) = told["refused"]
    assert (bad["column"], bad["value"]) == ("choice", "Z9")
    assert first(refused)["row"] == str(bad["row"])
    assert "1 choix pris" in called("review", "import", store.folder, sheet)[1]


def test_two_reviewers_are_compared_and_what_they_differ_on_waits(called, store_of, tmp_path):
    titles = ["Soudeur chaudière inox", "Monteur chaudière", "Agent métal polyvalent"]
    store, sheet = store_of(titles), tmp_path / "review.csv"
    called("occupations", store.folder)
    called("review", "export", store.folder, "--out", sheet)
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    completed(sheet, dict.fromkeys(titles, "H2913") | {titles[2]: "aucun"}, one)
    completed(sheet, dict.fromkeys(titles, "H2913") | {titles[1]: "H2902", titles[2]: "aucun"}, other)
    told = json.loads(called("review", "import", store.folder, one, other, "--json")[1])
    assert (told["agreement"]["titles"], told["agreement"]["agreed"], told["chosen"]) == (3, 2, 2)
    assert told["agreement"]["low"] <= told["agreement"]["kappa"] <= told["agreement"]["high"]
    assert told["differ"] == ["monteur chaudier"]
    assert "κ = " in called("review", "import", store.folder, one, other)[1]


def test_a_change_of_release_is_shown_then_accepted(called, store_of, tmp_path):
    store, out = store_of(["Soudeuse", "Soudeur chaudière"]), tmp_path / "touched.csv"
    called("occupations", store.folder)
    code, said, _err = called("review", "release", store.folder, "--out", out, "--json")
    told = json.loads(said)
    assert (code, told["older"], told["touched"], told["why"]) == (0, 0, 0, {})
    assert "--accept" in called("review", "release", store.folder)[1]
    assert json.loads(called("review", "release", store.folder, "--accept", "--json")[1])["older"] == 0


def test_what_a_memory_brings_is_measured_on_titles_it_has_not_seen(called, tmp_path):
    path = tmp_path / "labelled.csv"
    words = ["plasma", "inox", "titane", "cuivre", "zinc", "bronze", "laiton", "acier", "fonte", "étain"]
    rows = [f"Opérateur {one} {other},H2913" for one in words for other in words if one < other]
    path.write_text("\n".join(["title,rome", *rows]) + "\n", "utf-8")
    code, said, _err = called("benchmark", "titles", path, "--memory", "--json")
    told = json.loads(said)
    assert code == 0
    assert told["n"] + told["lessons"] == len(rows)
    assert told["top1"] == 1.0
    assert told["references"]["top1"] < 1.0
