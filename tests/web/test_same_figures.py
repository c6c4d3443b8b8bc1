"""The command line and the site say the same: the same files read, coded and counted both ways, equal cell by cell."""

import csv
import gzip
import io
import json
from pathlib import Path

import pyarrow.compute as pc
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from grappe.analysis import CUTS, FIGURES
from grappe.cli.entry import run
from grappe.demonstration import demonstrate, write_demonstration
from grappe.needs import NEEDS
from grappe.references import install
from grappe.tables import open_store
from grappe.web.demonstration.actions import load_demonstration
from grappe.web.demonstration.queries import people
from grappe.web.needs.models import Need
from grappe.web.sending.models import Upload
from grappe.web.stores import store_of

NOMENCLATURES = ("rome", "places", "labour")
AT_MOST = 400  #: ads of the demonstration that are read here


@pytest.fixture
def one_home(home, settings, monkeypatch):
    """One home for the command line and the site."""
    settings.HOME = home
    monkeypatch.setenv("GRAPPE_HOME", str(home))
    return home


@pytest.fixture
def typed(tmp_path, capsys):
    """A command as it is typed; gives its JSON."""

    def command(*words: str) -> dict:
        capsys.readouterr()
        assert run([*words, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return command


@pytest.fixture
def site(browse, django_capture_on_commit_callbacks):
    """Sends files as an officer does, and lets every job run to its end."""

    def send(officer, *paths: Path) -> None:
        client = browse(officer)
        for path in paths:
            answer = client.post("/envois/nouveau", {"file": SimpleUploadedFile(path.name, path.read_bytes())})
            assert answer.status_code == 302, answer.content.decode()
            with django_capture_on_commit_callbacks(execute=True):
                client.post(f"{answer['Location']}/confirmer")
            assert Upload.objects.order_by("-pk")[0].state == "done"

    return send


def by_key(rows, keys) -> dict[tuple, dict]:
    """Rows by their keys, every cell as text; numbers as they are read back."""
    return {tuple(row[key] for key in keys): row for row in rows}


def cell(text: str, like: object) -> object:
    """A cell of a CSV file as the value that the store holds."""
    if text == "":
        return None
    return type(like)(text) if like is not None else text


def assert_same(written: list[dict], held: list[dict], keys: tuple[str, ...]) -> None:
    """Every row here is a row there, and every cell of it."""
    here, there = by_key(written, keys), by_key(held, keys)
    assert here.keys() == there.keys()
    for key, row in here.items():
        other = there[key]
        different = {n: (t, other[n]) for n, t in row.items() if n in other and cell(t, other[n]) != other[n]}
        assert not different, (key, different)


def assert_the_site_says_what_the_command_line_says(officer, browse, typed, store: Path, tmp_path: Path) -> None:
    """Every cut of the figures, and the table of the occupations as it is downloaded."""
    figures = store_of(officer.cluster).read(FIGURES)
    rows = 0
    for cut in CUTS:
        name = ",".join(cut)
        out = tmp_path / f"demand-{name or 'total'}"
        typed("analyse", "demand", str(store), "--by", name, "--out", str(out))
        with (out / "demand.csv").open(newline="", encoding="utf-8") as opened:
            written = list(csv.DictReader(opened))
        held = figures.filter(pc.equal(figures["cut"], name or "total")).to_pylist()
        assert_same(written, held, cut)
        rows += len(written)
        if cut == ("occupation",):
            download = b"".join(browse(officer).get("/metiers/?export=csv").streaming_content).decode()
            shown = list(csv.DictReader(io.StringIO(download)))
            assert [row["occupation"] for row in shown]
            assert_same(shown, held, cut)
    assert rows > len(CUTS)


def test_the_demonstration_gives_the_same_figures_typed_and_sent(
    db, one_home, day, tmp_path, typed, site, browse, monkeypatch
):
    monkeypatch.setattr("grappe.cli.console.today", lambda: day)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: day)
    monkeypatch.delenv("GRAPPE_DATA", raising=False)
    releases = {name: install(one_home, name, download=False) for name in NOMENCLATURES}
    demonstration = demonstrate(7, day=day, rome=releases["rome"], places=releases["places"])
    (folder := tmp_path / "files").mkdir()
    written = write_demonstration(demonstration, folder)
    pages = json.loads(written.ads.read_text("utf-8"))
    written.ads.write_text(json.dumps(pages[: AT_MOST // 150 + 1]), "utf-8")
    files = (written.needs, written.entries, written.ads)

    store = tmp_path / "store"
    read = typed("needs", "read", *map(str, files), "--into", str(store))
    assert read["accepted"] == read["rows"]
    typed("code", "occupations", str(store))

    officer = people(load_demonstration(demonstration=demonstration))[0]
    site(officer, *files)
    assert sum(upload.accepted for upload in Upload.objects.all()) == read["accepted"]
    assert Need.objects.count() + typed_ads(officer) == read["accepted"]
    assert_the_needs_are_the_same(officer, store)
    assert_the_site_says_what_the_command_line_says(officer, browse, typed, store, tmp_path)


def typed_ads(officer) -> int:
    """Ads that the cluster's store holds."""
    return pc.sum(pc.equal(store_of(officer.cluster).read(NEEDS)["kind"], "ad")).as_py() or 0


def assert_the_needs_are_the_same(officer, store: Path) -> None:
    """Every column of every need, through record and store; the site alone knows the member behind a name."""
    read = {row["need_id"]: row for row in open_store(store).read(NEEDS).to_pylist()}
    held = {row["need_id"]: row for row in store_of(officer.cluster).read(NEEDS).to_pylist()}
    assert read.keys() == held.keys()
    for need_id, row in read.items():
        different = {name: (value, held[need_id][name]) for name, value in row.items() if held[need_id][name] != value}
        assert different.keys() <= {"siret", "member", "employer"}, (need_id, different)
        assert all(before is None for before, _after in different.values()), (need_id, different)


def test_the_real_ads_give_the_same_figures_typed_and_sent(
    data, officer, one_home, tmp_path, typed, site, browse, monkeypatch
):
    monkeypatch.setenv("GRAPPE_DATA", str(data))
    for name in NOMENCLATURES:
        install(one_home, name, data=data, download=False)
    files = (data / "ads" / "offres_unified.jsonl.gz", data / "ads" / "api_v2_page_150.json")
    with gzip.open(files[0], "rt", encoding="utf-8") as lines:
        count = sum(1 for line in lines if line.strip())

    store = tmp_path / "store"
    read = typed("needs", "read", *map(str, files), "--into", str(store))
    assert read["files"][0]["rows"] == count
    coded = typed("code", "occupations", str(store))
    assert coded["rows"] == read["accepted"]

    site(officer, *files)
    assert sum(upload.accepted for upload in Upload.objects.all()) == read["accepted"]
    assert_the_site_says_what_the_command_line_says(officer, browse, typed, store, tmp_path)
