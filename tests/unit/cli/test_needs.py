"""``grappe needs`` as it is typed."""

import json
from pathlib import Path

import openpyxl
import pytest

from grappe.cli.entry import run
from grappe.needs import NEEDS, read_map
from grappe.tables import open_store

AD = {
    "id": "1",
    "intitule": "Soudeur",
    "romeCode": "H2913",
    "typeContrat": "CDI",
    "lieuTravail": {"libelle": "59 - LILLE"},
}


@pytest.fixture(autouse=True)
def bare_machine(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fresh home, no real data."""
    monkeypatch.setenv("GRAPPE_HOME", str(home))
    monkeypatch.delenv("GRAPPE_DATA", raising=False)


def page(folder: Path, *ads: dict[str, object]) -> str:
    path = folder / "page.json"
    path.write_text(json.dumps({"resultats": [AD | {"id": str(i)} | ad for i, ad in enumerate(ads)]}), "utf-8")
    return str(path)


def answer(capsys) -> dict:
    return json.loads(capsys.readouterr().out)


def test_reading_answers_one_object_that_accounts_for_every_row(tmp_path, capsys):
    store, refused = tmp_path / "store", tmp_path / "refused.xlsx"
    call = ["needs", "read", page(tmp_path, {}, {"intitule": ""}, {"codeNAF": "?"}), "--into", str(store), "--json"]
    assert run([*call, "--refused", str(refused)]) == 0
    told = answer(capsys)
    assert told["files"][0] | {"file": "page.json", "format": "france-travail-v2"} == told["files"][0]
    counts = ("rows", "accepted", "warned", "refused", "unchanged")
    assert [told[name] for name in counts] == [told["files"][0][name] for name in counts] == [3, 2, 1, 1, 0]
    assert told["refused_file"] == str(refused)
    assert openpyxl.load_workbook(refused).active.max_row == 2
    assert open_store(store).count(NEEDS) == 2
    assert run(call) == 0
    told = answer(capsys)
    assert [told[name] for name in counts] == [3, 0, 0, 1, 2]
    assert told["refused_file"] is None


def test_refusals_are_told_on_standard_error_in_the_language_asked_for(tmp_path, capsys):
    assert (
        run(["needs", "read", page(tmp_path, {"nombrePostes": 99999}), "--into", str(tmp_path / "s"), "--lang", "en"])
        == 0
    )
    told = capsys.readouterr()
    assert told.out == "1 rows read: 0 accepted (0 with a warning), 1 refused, 0 unchanged.\n"
    assert told.err.startswith(
        "page.json: row 1: nombrePostes: « 99999 »: more than 9,999 positions for one need: check"
    )


def test_strict_refuses_with_its_code_and_writes_nothing(tmp_path, capsys):
    store = tmp_path / "store"
    assert run(["needs", "read", page(tmp_path, {}, {"intitule": ""}), "--into", str(store), "--strict", "--json"]) == 4
    told = capsys.readouterr()
    assert json.loads(told.out)["refused"] == 1
    assert "1 lignes refusées, rien n'est écrit" in told.err
    assert not store.exists()


@pytest.mark.parametrize("content", ["", "titre;lieu\n", '{"resultats": [{"id'])
def test_an_input_refused_as_a_whole_has_its_code_and_writes_nothing(tmp_path, capsys, content):
    (tmp_path / "f.csv").write_text(content, "utf-8")
    store = tmp_path / "store"
    assert run(["needs", "read", page(tmp_path, {}), str(tmp_path / "f.csv"), "--into", str(store), "--json"]) == 3
    told = capsys.readouterr()
    assert (told.out, "f.csv" in told.err) == ("", True)
    assert not store.exists()


def test_wrong_calls(tmp_path, capsys):
    assert run(["needs", "read", page(tmp_path, {})]) == 2
    assert run(["needs", "template", "--out", str(tmp_path / "nowhere" / "t.xlsx")]) == 2
    assert run(["needs", "export", str(tmp_path / "absent"), "--out", str(tmp_path / "n.csv")]) == 5


def test_template_and_export(tmp_path, capsys):
    assert run(["needs", "template", "--out", str(tmp_path / "t.xlsx"), "--json"]) == 0
    assert answer(capsys)["bytes"] == (tmp_path / "t.xlsx").stat().st_size
    run(["needs", "read", page(tmp_path, {}, {}), "--into", str(tmp_path / "store")])
    capsys.readouterr()
    assert run(["needs", "export", str(tmp_path / "store"), "--out", str(tmp_path / "n.csv"), "--json"]) == 0
    assert answer(capsys) == {"rows": 2, "file": str(tmp_path / "n.csv")}
    assert (tmp_path / "n.csv").read_text("utf-8").startswith("need_id,source,source_key,kind,title,")


def unknown_feed(folder: Path) -> str:
    lines = [
        f"<vacancy><ref>V{i}</ref><jobtitle>Soudeur {i}</jobtitle><text>Vous souderez des cuves en inox avec notre"
        f" équipe de Lille, {i} jours par semaine, sur plans.</text><company>Lumen</company>"
        "<city>Lille</city><zip>59000</zip>"
        f"<posted>2026-02-{i + 1:02}</posted><link>https://example.org/{i}</link></vacancy>"
        for i in range(6)
    ]
    path = folder / "feed.xml"
    path.write_text(f"<vacancies>{''.join(lines)}</vacancies>", "utf-8")
    return str(path)


def test_an_unknown_feed_is_mapped_and_read_with_its_map(tmp_path, capsys):
    feed, out = unknown_feed(tmp_path), tmp_path / "M.toml"
    assert run(["needs", "map", feed, "--out", str(out), "--json"]) == 0
    told = answer(capsys)
    assert (told["record_path"], told["fields"]["title"]["path"]) == ("vacancies.vacancy", "jobtitle")
    assert read_map(out).confidence == told["confidence"]
    call = ["needs", "read", feed, "--into", str(tmp_path / "store"), "--source", "acme", "--json"]
    assert run([*call, "--map", str(out)]) == 0
    assert answer(capsys)["accepted"] == 6
    assert run(call) == 0
    assert answer(capsys)["unchanged"] == 6
    (first, *_) = open_store(tmp_path / "store").read(NEEDS).to_pylist()
    assert (first["need_id"], first["employer"], first["postcode"]) == ("acme:V0", "Lumen", "59000")


def test_a_table_that_holds_no_offers_is_refused_with_what_to_do(tmp_path, capsys):
    (tmp_path / "f.csv").write_text("x;y;z\n" + "1;2;3\n" * 9, "utf-8")
    assert run(["needs", "read", str(tmp_path / "f.csv"), "--into", str(tmp_path / "s"), "--lang", "en"]) == 3
    assert "grappe needs map f.csv --out M.toml" in capsys.readouterr().err
