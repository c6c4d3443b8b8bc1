"""``grappe code``: results, files, refusals and exit codes."""

import csv
import json

import pytest
from click.testing import CliRunner

from grappe.cli.entry import run
from grappe.coding import CODED
from grappe.tables import open_store, read_file


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
def titles(tmp_path):
    path = tmp_path / "titles.csv"
    rows = ["id,Intitulé,rank", "1,Soudeuse (H/F),a", "2,,b", "3,Soudeuse (H/F),c", "4,Soudeur chaudière inox,d"]
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def test_a_file_is_coded_beside_its_own_columns(called, titles, tmp_path):
    out = tmp_path / "coded.csv"
    code, said, _err = called("occupations", titles, "--column", "Intitulé", "--top", 2, "--out", out, "--json")
    told = json.loads(said)
    assert code == 0
    assert {name: told[name] for name in ("rows", "auto", "review", "none")} == {
        "rows": 4, "auto": 2, "review": 1, "none": 1,
    }  # fmt: skip
    assert told["release"].startswith("rome ")
    assert told["model"]
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert list(rows[0]) == [
        "id", "Intitulé", "rank_in", "rank", "code", "label", "score", "probability", "decision", "reason", "release",
    ]  # fmt: skip
    assert [(row["id"], row["rank"]) for row in rows] == [
        ("1", "1"), ("1", "2"), ("2", "1"), ("3", "1"), ("3", "2"), ("4", "1"), ("4", "2"),
    ]  # fmt: skip
    assert rows[0]["code"] == "H2913"
    assert rows[0]["reason"].startswith("Même intitulé que « Soudeur / Soudeuse ».")


def test_reasons_are_said_in_the_language_asked_for(called, titles, tmp_path):
    out = tmp_path / "coded.jsonl"
    called("occupations", titles, "--column", "Intitulé", "--out", out, "--lang", "en")
    assert read_file(out)["reason"][0].as_py().startswith("Same title as")


def test_a_missing_column_is_named_with_its_neighbours(called, titles, tmp_path):
    code, said, err = called("occupations", titles, "--column", "Intitule", "--out", tmp_path / "o.csv")
    assert (code, said) == (3, "")
    assert err.strip().endswith("Intitule: colonne absente: colonnes voisines : Intitulé")


@pytest.mark.parametrize(("given", "missing"), [((), "--column"), (("--column", "Intitulé"), "--out")])
def test_an_incomplete_call_is_a_wrong_call(called, titles, given, missing):
    code, _said, err = called("occupations", titles, *given)
    assert code == 2
    assert f"il manque {missing}" in err


def test_an_absent_file_and_an_absent_reference_are_refused(called, titles, tmp_path):
    assert called("occupations", tmp_path / "no.csv", "--column", "a", "--out", tmp_path / "o.csv")[0] == 3
    code, _said, err = called(
        "occupations", titles, "--column", "Intitulé", "--to", "esco", "--out", tmp_path / "o.csv"
    )
    assert code == 5
    assert "grappe references install esco" in err


def test_a_store_is_coded_in_place(called, store_of):
    store = store_of(["Soudeuse", "😀"])
    code, said, _err = called("occupations", store.folder, "--json")
    told = json.loads(said)
    assert (code, told["rows"], told["auto"], told["none"], told["coded"]) == (0, 2, 1, 1, 2)
    assert json.loads(called("occupations", store.folder, "--json")[1])["coded"] == 0
    assert open_store(store.folder).count(CODED) >= 2


def test_a_folder_that_is_no_store_is_refused(called, tmp_path):
    assert called("occupations", tmp_path)[0] == 5
    code, _out, err = called("occupations", tmp_path / "nowhere")
    assert code == 5
    assert "aucun entrepôt ici" in err


def test_skills_are_coded(called, tmp_path):
    source, out = tmp_path / "skills.csv", tmp_path / "coded.csv"
    source.write_text("phrase\nAppliquer les consignes de sécurité de l'atelier\n", "utf-8")
    code, said, _err = called("skills", source, "--column", "phrase", "--to", "rome", "--out", out, "--json")
    assert (code, json.loads(said)["auto"]) == (0, 1)
    assert read_file(out)["code"][0].as_py() == "950001"


def test_a_list_is_ranked(called, tmp_path):
    for name, text in {"q": "q1\tSoudeuse\n", "c": "c1\tSoudeur\nc2\tSoudeuse\nc3\tChef soudeur\n",
                       "m": "c1\tW\nc2\tW\nc3\tC\n"}.items():  # fmt: skip
        (tmp_path / f"{name}.tsv").write_text(text, "utf-8")
    given = ("--queries", tmp_path / "q.tsv", "--corpus", tmp_path / "c.tsv", "--top", 2, "--out", tmp_path / "r.tsv")
    code, said, _err = called("rank", *given, "--concepts", tmp_path / "m.tsv", "--json")
    assert (code, json.loads(said)["rows"]) == (0, 2)
    lines = [line.split("\t") for line in (tmp_path / "r.tsv").read_text("utf-8").splitlines()]
    assert [line[:3] for line in lines] == [["q1", "c1", "1"], ["q1", "c3", "2"]]
    called("rank", *given)
    lines = [line.split("\t") for line in (tmp_path / "r.tsv").read_text("utf-8").splitlines()]
    assert [line[1] for line in lines] == ["c1", "c2"]


def test_figures_are_printed(called, tmp_path):
    path = tmp_path / "labelled.csv"
    path.write_text("title,rome\nSoudeuse,H2913\nCariste,H2913\n", "utf-8")
    code, said, _err = called("benchmark", "titles", path, "--json")
    assert (code, json.loads(said)["top1"]) == (0, 0.5)
    assert "top1: 0.5" in called("benchmark", "titles", path)[1]


def test_the_help_of_every_command_is_there():
    from grappe.cli.code import command

    for name in ("occupations", "skills", "rank", "benchmark"):
        assert CliRunner().invoke(command, [name, "--help"]).exit_code == 0


def test_a_model_is_built_and_used(called, titles, tmp_path, monkeypatch):
    monkeypatch.setattr("grappe.coding.models.build_model.__kwdefaults__", {"seed": 0, "steps": 3, "progress": None})
    code, said, _err = called("model", "build", "--json")
    told = json.loads(said)
    assert code == 0
    assert told["bytes"] > 0
    assert len(told["digest"]) == 64
    code, said, _err = called("occupations", titles, "--column", "Intitulé", "--out", tmp_path / "o.csv", "--json")
    assert json.loads(said)["model"].endswith(f"text 2.{told['digest'][:8]}")
    again = json.loads(called("model", "build", "--out", tmp_path / "other", "--json")[1])
    assert again["digest"] == told["digest"]
