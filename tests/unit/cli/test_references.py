"""``grappe references``: list, install, diff, with their exit codes."""

import json

import pytest
from tests.unit.references.archives import rome_tables, rome_zip

from grappe.cli.entry import run


@pytest.fixture(autouse=True)
def empty_home(home, monkeypatch):
    monkeypatch.setenv("GRAPPE_HOME", str(home))
    monkeypatch.delenv("GRAPPE_DATA", raising=False)


def answer(capsys, *arguments):
    code = run(["references", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_without_data_or_network_the_starter_is_installed_and_what_lacks_is_said(capsys):
    code, payload = answer(capsys, "install", "--no-download")
    assert code == 0
    assert {entry["nomenclature"]: entry["origin"] for entry in payload["installed"]} == dict.fromkeys(
        ("rome", "naf", "places", "labour"), "starter"
    )
    assert [entry["nomenclature"] for entry in payload["missing"]] == ["esco", "crosswalk"]


def test_a_missing_reference_asked_for_by_name_exits_with_5(capsys):
    assert run(["references", "install", "esco", "--no-download", "--lang", "en"]) == 5
    assert "--from FILE" in capsys.readouterr().err


def test_list_says_which_release_is_in_use(tmp_path, capsys):
    for version in ("461", "347"):
        path = rome_zip(tmp_path / f"{version}.zip", version=version)
        assert run(["references", "install", "rome", "--from", str(path)]) == 0
    capsys.readouterr()
    _, payload = answer(capsys, "list")
    assert [(entry["name"], entry["current"]) for entry in payload["releases"]] == [("v461", True), ("v347", False)]


def test_an_empty_home_lists_nothing_and_says_how_to_begin(capsys):
    assert answer(capsys, "list") == (0, {"releases": []})
    assert run(["references", "list"]) == 0
    assert "grappe references install" in capsys.readouterr().out


def test_diff_of_installed_releases_and_of_a_file_not_installed(tmp_path, capsys):
    tables = rome_tables()
    tables["referentiel_appellation"][2]["code_rome"] = "A1101"
    later = rome_zip(tmp_path / "later.zip", tables, version="462")
    run(["references", "install", "rome", "--from", str(rome_zip(tmp_path / "now.zip"))])
    capsys.readouterr()
    code, payload = answer(capsys, "diff", "v461", str(later))
    assert (code, payload["new"], payload["counts"]["moved"]) == (0, "rome v462", 1)
    assert payload["moved"] == [
        {"title": "13", "label": "Veilleur / Veilleuse de l'îlot", "old": "A1102", "new": "A1101"}
    ]
    assert run(["references", "diff", "v461", "v999"]) == 5


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("install", "rome", "--from", "absent.zip"), 3),
        (("install", "romes"), 2),
        (("install", "all", "--from", "x.zip"), 2),
        (("install", "rome", "--from", "file:///etc/passwd"), 2),
    ],
)
def test_refusals_have_their_exit_code(arguments, code, capsys):
    assert run(["references", *arguments]) == code
    assert capsys.readouterr().out == ""
