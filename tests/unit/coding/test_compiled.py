"""What coding needs of a release, kept for the next start: the same as made anew, and made anew where it is damaged."""

import numpy as np
import pytest

from grappe.coding import Coder
from grappe.coding.compiled import compiled

TITLES = ["Soudeuse", "Soudeur chaudière TIG inox", "Agent d'accueil", "Ingé méthodes"]


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "indexes"


def test_what_was_kept_codes_as_what_was_made(rome, kept):
    made = Coder.of_occupations(rome, kept=kept).code(TITLES)
    assert len(list(kept.glob("coding-*.npz"))) == 1
    assert Coder.of_occupations(rome, kept=kept).code(TITLES).equals(made)


def test_what_is_kept_holds_everything(rome, kept):
    made, read = compiled(rome, kept=kept), compiled(rome, kept=kept)
    assert read.space == made.space
    assert (read.codes, read.words.stems) == (made.codes, made.words.stems)
    assert np.array_equal(read.code_of, made.code_of)
    for one, other in zip((*read.columns, read.words.rows), (*made.columns, made.words.rows), strict=True):
        assert (one != other).nnz == 0


@pytest.mark.parametrize("content", [b"", b"nothing", b"PK\x03\x04 cut"])
def test_a_damaged_file_is_made_again(rome, kept, content):
    compiled(rome, kept=kept)
    (path,) = kept.glob("coding-*.npz")
    whole = path.stat().st_size
    path.write_bytes(content)
    assert Coder.of_occupations(rome, kept=kept).code(["Soudeuse"])["code"][0].as_py() == "H2913"
    assert path.stat().st_size == whole


def test_a_folder_that_cannot_be_written_costs_time_and_nothing_else(rome, tmp_path):
    taken = tmp_path / "file"
    taken.write_text("not a folder", "utf-8")
    assert compiled(rome, kept=taken / "indexes").codes


def test_nothing_is_kept_without_a_folder(rome, tmp_path):
    compiled(rome)
    assert list(tmp_path.iterdir()) == []
