"""Releases: whole or absent, the same digest for the same rows, the newest first, the starter last."""

import json

import pyarrow as pa
import pytest
from tests.unit.references.archives import rome_tables, rome_zip

from grappe.references import (
    NOMENCLATURES,
    OCCUPATIONS,
    TENSIONS,
    current,
    install,
    releases,
)
from grappe.references import release as release_module
from grappe.words import Interrupted, Kind, Refused


@pytest.fixture
def archive(tmp_path):
    return rome_zip(tmp_path / "rome.zip")


def test_what_is_installed_is_read_back_as_its_frame(archive, home):
    release = install(home, "rome", origin=archive)
    assert release.read(OCCUPATIONS).schema == OCCUPATIONS.schema
    assert (str(release), release.origin, release.rows["occupations"]) == ("rome v461", "file", 2)
    assert current(home, "rome") == release


def test_a_frame_that_a_release_does_not_hold_is_refused(archive, home):
    release = install(home, "rome", origin=archive)
    assert not release.has(TENSIONS)
    with pytest.raises(Refused) as refusal:
        release.read(TENSIONS)
    assert refusal.value.kind is Kind.MISSING


def test_nothing_installed_is_refused_with_what_to_type(home):
    with pytest.raises(Refused) as refusal:
        current(home, "rome")
    assert refusal.value.kind is Kind.MISSING
    assert "grappe references install rome" in refusal.value.said("en")


def test_an_unknown_nomenclature_is_a_wrong_call(home):
    with pytest.raises(Refused) as refusal:
        install(home, "romes")
    assert refusal.value.kind is Kind.CALL


def test_installing_again_changes_nothing_and_other_content_replaces(archive, home, tmp_path):
    first = install(home, "rome", origin=archive)
    written = (first.folder / "release.json").stat().st_mtime_ns
    assert install(home, "rome", origin=archive) == first
    assert (first.folder / "release.json").stat().st_mtime_ns == written
    tables = rome_tables()
    tables["referentiel_code_rome"][0]["libelle_rome"] = "Autre"
    second = install(home, "rome", origin=rome_zip(tmp_path / "other.zip", tables))
    assert second.digest != first.digest
    assert [release.digest for release in releases(home)] == [second.digest]


def test_the_newest_edition_is_current_and_the_starter_comes_last(archive, home, tmp_path):
    starter = install(home, "rome", download=False)
    older = install(home, "rome", origin=rome_zip(tmp_path / "old.zip", version="347"))
    newer = install(home, "rome", origin=archive)
    assert releases(home) == [newer, older, starter]
    assert current(home, "rome") == newer


def test_a_starter_gives_way_to_the_data_folder_and_an_installed_release_does_not(home, tmp_path):
    (tmp_path / "data" / "reference").mkdir(parents=True)
    rome_zip(tmp_path / "data" / "reference" / "rome_v461_csv.zip")
    assert install(home, "rome", download=False).origin == "starter"
    assert install(home, "rome", data=tmp_path / "data").origin == "data"
    assert install(home, "rome", data=tmp_path / "nothing", download=False).origin == "data"


def test_an_interrupted_installation_leaves_the_previous_one(archive, home, tmp_path, monkeypatch):
    first = install(home, "rome", origin=archive)
    tables = rome_tables()
    tables["referentiel_code_rome"][0]["libelle_rome"] = "Autre"
    other = rome_zip(tmp_path / "other.zip", tables)

    def stop(table: pa.Table, path: object) -> None:
        raise Interrupted

    monkeypatch.setattr(release_module, "write_file", stop)
    with pytest.raises(Interrupted):
        install(home, "rome", origin=other)
    assert releases(home) == [first]
    assert [path.name for path in first.folder.parent.iterdir()] == ["v461"]


def test_a_crash_between_the_two_renames_is_mended(archive, home):
    first = install(home, "rome", origin=archive)
    first.folder.rename(first.folder.with_name(".old-v461"))
    assert releases(home) == []
    assert install(home, "rome", origin=archive) == first


def test_a_manifest_that_cannot_be_read_counts_as_not_installed(archive, home):
    release = install(home, "rome", origin=archive)
    for content in ("{", json.dumps({"nomenclature": "rome"}), "[]"):
        (release.folder / "release.json").write_text(content)
        assert releases(home) == []
    assert install(home, "rome", origin=archive) == release


def test_all_six_nomenclatures_come_from_the_data_folder(data, home):
    found = [install(home, name, data=data) for name in NOMENCLATURES]
    assert [release.origin for release in found] == ["data"] * 6
    assert releases(home) == found


@pytest.mark.parametrize(
    ("nomenclature", "name", "content"),
    [
        ("esco", "occupations.csv", "uri,code\nx,1\n"),
        ("labour", "tensions.csv", "fap,Catégorie Tension,niveau_geo,niveau_fap\nX,1,moon,fap 225\n"),
        ("places", "communes.csv", "insee,nom,dep,reg,pop\n01001,A,01,84,many\n"),
        ("naf", "naf.json", "[1, 2]"),
        ("crosswalk", "bridge.csv", "classification 1 ID\nx\n"),
        ("rome", "unix_texte_v461_utf8.csv", "code_rome\nA1101\n"),
    ],
)
def test_content_out_of_its_layout_is_refused_with_its_file(nomenclature, name, content, home, tmp_path):
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(Refused) as refusal:
        install(home, nomenclature, origin=tmp_path / name)
    assert refusal.value.where.file is not None
    assert list(home.iterdir()) == []
