"""``grappe teach badge`` and ``label``: exit codes, one JSON object, the three files, what is refused."""

import json
from pathlib import Path

import pytest

from grappe.cli.entry import run


@pytest.fixture(autouse=True)
def bare_machine(home, monkeypatch):
    monkeypatch.setenv("GRAPPE_HOME", str(home))


def told(capsys) -> dict:
    return json.loads(capsys.readouterr().out)


def verify(capsys, *arguments: str) -> tuple[int, dict]:
    capsys.readouterr()
    code = run(["teach", "badge", "verify", *arguments, "--json", "--lang", "en"])
    return code, told(capsys)


@pytest.fixture
def badge(tmp_path, capsys) -> Path:
    path = tmp_path / "badge.json"
    assert run(["teach", "badge", "issue", "--demo", "--out", str(path), "--day", "2026-11-24", "--json"]) == 0
    assert {"credential", "issuer", "valid_until", "file"} <= set(told(capsys))
    return path


def test_a_demonstration_credential_is_valid_at_once(badge, capsys):
    code, said = verify(capsys, str(badge), "--day", "2026-11-25")
    assert (code, said["valid"], said["status"], said["key"]) == (0, True, "standing", "known")


def test_moved_elsewhere_the_file_alone_is_enough(badge, tmp_path, capsys):
    alone = tmp_path / "elsewhere" / "a.json"
    alone.parent.mkdir()
    alone.write_bytes(badge.read_bytes())
    code, said = verify(capsys, str(alone), "--day", "2026-11-25")
    assert (code, said["valid"], said["status"]) == (0, True, "unknown")


def test_flipped_expired_and_revoked_each_have_their_sentence(badge, capsys):
    data = bytearray(badge.read_bytes())
    data[data.index(b"catronique")] ^= 2
    flipped = badge.with_name("flipped.json")
    flipped.write_bytes(data)
    sentences = [verify(capsys, str(flipped), "--day", "2026-11-25"), verify(capsys, str(badge), "--day", "2030-01-01")]
    status = str(badge.with_suffix(".status.json"))
    assert run(["teach", "badge", "revoke", "--demo", "--reason", "essai", "--day", "2026-11-26", "--out", status]) == 0
    sentences.append(verify(capsys, str(badge), "--day", "2026-11-27"))
    assert [(code, said["valid"]) for code, said in sentences] == [(3, False)] * 3
    assert len({said["reason"] for _code, said in sentences}) == 3


def test_after_a_theft_the_published_register_makes_it_invalid(badge, tmp_path, capsys):
    stolen = json.loads(badge.read_text("utf-8"))["issuer"]["id"]
    keys = str(tmp_path / "new.keys.json")
    assert run(["teach", "badge", "keys", "--stolen", stolen, "--day", "2026-12-01", "--out", keys, "--json"]) == 0
    assert len(told(capsys)["keys"]) == 2
    code, said = verify(capsys, str(badge), "--keys", keys, "--day", "2026-12-02")
    assert (code, said["key"]) == (3, "stolen")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a": 1}', '{"a": NaN}', '{"a": 1, "a": 2}', "[" * 100_000])
def test_what_is_no_credential_is_not_valid(tmp_path, capsys, text):
    path = tmp_path / "x.json"
    path.write_text(text, "utf-8")
    code, said = verify(capsys, str(path))
    assert (code, said["valid"]) == (3, False)


def test_wrong_calls_are_refused(tmp_path, capsys):
    out = str(tmp_path / "x.json")
    assert run(["teach", "badge", "issue", "--out", out]) == 2
    assert run(["teach", "badge", "verify", str(tmp_path / "none.json")]) == 3
    (tmp_path / "l.json").write_text("{}", "utf-8")
    assert run(["teach", "badge", "issue", str(tmp_path / "l.json"), "--out", out]) == 3
    assert run(["teach", "badge", "revoke", "--demo", "--reason", "x"]) == 2
    assert run(["teach", "badge", "keys", "--stolen", "did:key:z1"]) == 2


def test_a_case_goes_to_its_papers_and_credential(tmp_path, capsys):
    folder, papers = tmp_path / "label", tmp_path / "papers"
    assert run(["teach", "label", "start", str(folder)]) == 0
    assert run(["teach", "label", "start", str(folder)]) == 2
    capsys.readouterr()
    assert run(["teach", "label", "show", str(folder / "case.toml"), "--day", "2027-05-01", "--json"]) == 0
    said = told(capsys)
    assert (said["state"], said["decision"], said["due"]) == ("valid", "conditions", ["note"])
    assert run(["teach", "label", "papers", str(folder / "case.toml"), "--out", str(papers), "--format", "docx"]) == 0
    assert {path.name for path in papers.iterdir()} >= {"minutes.docx", "certificate.docx", "label.json"}
    assert run(["teach", "label", "scheme", str(folder / "scheme.toml")]) == 0


def test_a_case_that_cannot_be_names_its_event(tmp_path, capsys):
    run(["teach", "label", "start", str(tmp_path)])
    case = tmp_path / "case.toml"
    own = 'employer = "École fictive d\'ingénieurs des Rives"'
    text = case.read_text("utf-8").replace('employer = "Université fictive du Nord"', own)
    case.write_text(text, "utf-8")
    capsys.readouterr()
    assert run(["teach", "label", "show", str(case), "--lang", "en"]) == 2
    assert "row 4" in capsys.readouterr().err
