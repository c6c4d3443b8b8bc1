"""Bad files as they are read on the command line: a sentence and an exit code, never a trace."""

import json

import pytest
from tests.bad_inputs import BAD, Bad

from grappe.cli import console
from grappe.cli.entry import run
from grappe.needs import NEEDS
from grappe.tables import open_store


@pytest.fixture(autouse=True)
def bare_machine(home, monkeypatch):
    """A fresh home, no real data."""
    monkeypatch.setenv("GRAPPE_HOME", str(home))
    monkeypatch.delenv("GRAPPE_DATA", raising=False)


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_it_is_read_row_by_row_or_refused_with_a_sentence(tmp_path, capsys, bad: Bad):
    file, store = tmp_path / bad.name, tmp_path / "store"
    file.write_bytes(bad.content(console.today()))
    code = run(["needs", "read", str(file), "--into", str(store), "--json", "--lang", "fr"])
    told = capsys.readouterr()
    if bad.rows is None:
        assert (code, told.out) == (3, "")
        assert bad.said in told.err
        assert bad.name in told.err
        assert len(told.err.splitlines()) == 1
        assert not (store / "manifest.json").exists() or not open_store(store).count(NEEDS)
        return
    assert code == 0, told.err
    answer = json.loads(told.out)
    assert tuple(answer[name] for name in ("rows", "accepted", "warned", "refused")) == bad.rows
    assert answer["rows"] == answer["accepted"] + answer["refused"] + answer["unchanged"]
    assert bad.said in json.dumps(answer["issues"], ensure_ascii=False)
    assert open_store(store).count(NEEDS) == answer["accepted"]
