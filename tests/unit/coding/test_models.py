"""Text models of an installation: found, made once, fetched from a copy, refused where they are unsound."""

import shutil
import threading
import zipfile

import pytest

from grappe.coding import build_model, check_learned_from, fetch_model, find_model, load_model, made_model, model_folder
from grappe.coding.text_model import TextModel
from grappe.words import Kind, Refused


@pytest.fixture(scope="module")
def built(rome) -> TextModel:
    """A model of the starter release that learned a little."""
    return build_model([rome], steps=2)


@pytest.fixture
def folder(built, tmp_path):
    """That model as a folder."""
    built.save(tmp_path / "elsewhere" / "model")
    return tmp_path / "elsewhere" / "model"


def test_a_model_is_fetched_from_a_folder_or_a_zip(built, folder, rome, tmp_path):
    home = tmp_path / "home"
    assert fetch_model(str(folder), home, [rome]).digest == built.digest
    assert find_model(home, rome).digest == built.digest
    shutil.rmtree(home)
    packed = shutil.make_archive(str(tmp_path / "model"), "zip", folder.parent)
    assert fetch_model(packed, home, [rome], digest=built.digest).digest == built.digest
    assert fetch_model(None, home, [rome]).digest == built.digest


def test_only_the_files_of_a_model_leave_a_zip(folder, rome, tmp_path):
    packed = tmp_path / "model.zip"
    with zipfile.ZipFile(packed, "w") as file:
        for path in folder.iterdir():
            file.write(path, f"../../{path.name}")
        file.writestr("../../evil.txt", "x")
    fetch_model(str(packed), tmp_path / "home", [rome])
    assert not list(tmp_path.parent.rglob("evil.txt"))


def test_what_is_fetched_is_checked(folder, rome, tmp_path):
    home = tmp_path / "home"
    with pytest.raises(Refused, match="empreinte"):
        fetch_model(str(folder), home, [rome], digest="0" * 64)
    (tmp_path / "no.zip").write_bytes(b"no zip")
    with pytest.raises(Refused, match="ZIP"):
        fetch_model(str(tmp_path / "no.zip"), home, [rome])
    with pytest.raises(Refused, match="aucun modèle") as refusal:
        fetch_model(None, home, [rome])
    assert (refusal.value.kind, refusal.value.hint.en) == (Kind.MISSING, "grappe code model build")
    (folder / "names.npy").write_bytes(b"")
    with pytest.raises(Refused, match="abîmé"):
        fetch_model(str(folder), home, [rome])
    assert find_model(home, rome) is None


def test_a_model_of_other_releases_is_refused_with_the_command_that_mends_it(built, rome):
    check_learned_from(built, [rome])
    other = TextModel(built.rows, built.table, built.factors, {"references": {"rome v0": "other"}})
    with pytest.raises(Refused, match="appris de rome v0") as refusal:
        check_learned_from(other, [rome])
    assert refusal.value.hint.en == "grappe code model build"


def test_a_broken_manifest_is_refused(built, rome, tmp_path):
    built.save(model_folder(tmp_path, [rome]))
    (model_folder(tmp_path, [rome]) / "model.json").write_text("{", "utf-8")
    with pytest.raises(Refused, match="abîmé"):
        find_model(tmp_path, rome)


def test_a_model_is_made_once(rome, tmp_path, monkeypatch, built):
    made = []
    monkeypatch.setattr("grappe.coding.models.build_model", lambda *_a, **_k: made.append(1) or built)
    threads = [threading.Thread(target=made_model, args=(tmp_path, [rome])) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]
    assert made_model(tmp_path, [rome]).digest == built.digest


def test_builds_at_once_leave_one_whole_model(built, tmp_path):
    faults = []

    def save():
        try:
            for _ in range(5):
                built.save(tmp_path / "model")
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=save) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert load_model(tmp_path / "model").digest == built.digest
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_a_full_disk_leaves_nothing(built, tmp_path, monkeypatch):
    def full(*_arguments, **_named):
        raise OSError(28, "no space")

    monkeypatch.setattr("grappe.coding.text_model.np.save", full)
    with pytest.raises(Refused, match="disque"):
        built.save(tmp_path / "model")
    assert list(tmp_path.iterdir()) == []
