"""A column of skills: phrases, lists and texts, on the command line and in memory."""

import json

import pytest

from grappe.cli.entry import run
from grappe.coding import SKILLS_CODED, Coder, build_model, code_skills, model_folder
from grappe.coding.skill_coding import items_of, kind_of
from grappe.references import SKILLS, install
from grappe.tables import read_file


@pytest.fixture(scope="module")
def skills_coder(rome) -> Coder:
    """A coder of skills to the starter release."""
    return Coder.of_skills(rome)


@pytest.fixture(scope="module")
def labels(rome) -> list[str]:
    """Some short skills of the starter release."""
    listed = [row["label_fr"] for row in rome.read(SKILLS).to_pylist()]
    return [label for label in listed if len(label.split()) <= 6][:3]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Lire un plan", "phrase"),
        ("Régler, contrôler et entretenir des machines", "phrase"),
        ("Soudage TIG ; lecture de plan", "list"),
        ("- souder\n- lire un plan", "list"),
        ("Excel, Word, PowerPoint", "list"),
        ("Vous soudez. Vous lisez des plans.", "text"),
        ("mot " * 30, "text"),
        ("", "phrase"),
    ],
)
def test_how_a_cell_is_read(text, kind):
    assert kind_of(text) == kind


def test_items_keep_their_words():
    assert items_of("- souder\n- lire un plan.\n") == ["souder", "lire un plan"]


def test_phrases_lists_and_texts_in_one_column(skills_coder, labels):
    cells = [labels[0], f"{labels[0]} ; {labels[1]} ; pas de permis exigé", None, f"Poste. Savoir {labels[2].lower()}."]
    found = code_skills(cells, skills_coder, top=3)
    SKILLS_CODED.check(found)
    rows = [[one for one in found.to_pylist() if one["row"] == row] for row in range(4)]
    assert (rows[0][0]["label"], rows[0][0]["kind"], len(rows[0])) == (labels[0], "phrase", 3)
    assert [one["label"] for one in rows[1]] == labels[:2]
    assert [(one["code"], one["decision"]) for one in rows[2]] == [(None, "none")]
    assert (rows[3][0]["label"], rows[3][0]["kind"]) == (labels[2], "text")
    assert rows[3][0]["evidence"] in rows[3][0]["reason_fr"]


def test_a_cell_can_be_read_as_told(skills_coder, labels):
    assert code_skills([labels[0]], skills_coder, kind="text")["kind"].to_pylist()[0] == "text"


@pytest.fixture
def called(tmp_path, monkeypatch, capsys):
    """Runs a command where a text model was built; gives exit code, standard output and standard error."""
    home = tmp_path / "home"
    monkeypatch.setenv("GRAPPE_HOME", str(home))
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    monkeypatch.delenv("GRAPPE_DATA", raising=False)
    rome = install(home, "rome", download=False)
    build_model([rome], steps=5).save(model_folder(home, [rome]))

    def call(*arguments: object) -> tuple[int, str, str]:
        code = run(["code", *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_a_file_of_skills(called, labels, tmp_path):
    source, out, free = tmp_path / "s.csv", tmp_path / "o.csv", tmp_path / "f.csv"
    source.write_text(f"id,phrase,rank\n1,{labels[0]},a\n2,Outil : PowerZorg,b\n3,,c\n", "utf-8")
    given = ("skills", source, "--column", "phrase", "--to", "rome", "--out", out, "--free", free, "--json")
    code, said, err = called(*given)
    told = json.loads(said)
    assert (code, err) == (0, "")
    assert (told["rows"], told["none"], told["free"]) == (3, told["none"], 1)
    assert sum(told[name] for name in ("auto", "review", "none")) == 3
    rows = read_file(out).to_pylist()
    assert list(rows[0])[:11] == [
        "id", "phrase", "rank_in", "rank", "code", "label", "score", "probability", "decision", "reason", "release",
    ]  # fmt: skip
    assert {row["id"] for row in rows} == {"1", "2", "3"}
    assert read_file(free)["name"].to_pylist() == ["PowerZorg"]


def test_wrong_calls_about_skills(called, tmp_path):
    source = tmp_path / "s.csv"
    source.write_text("phrase\nsouder\n", "utf-8")
    assert called("skills", source, "--to", "rome", "--out", tmp_path / "o.csv")[0] == 2
    assert called("skills", source, "--column", "phrase", "--to", "rome")[0] == 2
    code, _out, err = called("skills", source, "--column", "phrases", "--to", "rome", "--out", tmp_path / "o.csv")
    assert code == 3
    assert "colonnes voisines : phrase" in err


def test_a_model_is_told_and_fetched(called, tmp_path):
    code, said, _err = called("model", "fetch", "--json")
    assert (code, len(json.loads(said)["digest"])) == (0, 64)
    code, _out, err = called("model", "fetch", tmp_path / "nowhere")
    assert code == 5
    assert "grappe code model build" in err
