"""Opening archives: bombs, cut or encrypted ZIPs, encodings, cells that say nothing."""

import zipfile

import pytest
from tests.unit.references.archives import rome_zip

from grappe.references.archive import MAX_MEMBERS, check_size, decoded, known, number, opened
from grappe.words import Refused


def test_a_bomb_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("unix_texte_v461_utf8.csv", b"0" * 30_000_000)
    with pytest.raises(Refused, match="démesurée"), opened(path):
        pass


@pytest.mark.parametrize(("size", "members"), [(2_000_000_000, 1), (10, MAX_MEMBERS + 1)])
def test_too_much_or_too_many_is_refused_whatever_the_ratio(size, members):
    infos = [zipfile.ZipInfo(f"f{rank}") for rank in range(members)]
    for info in infos:
        info.file_size = size
    with pytest.raises(Refused, match="démesurée"):
        check_size("a.zip", infos, packed=1_000_000_000)


def test_an_honest_archive_is_not_taken_for_a_bomb(tmp_path):
    with opened(rome_zip(tmp_path / "rome.zip")) as members:
        assert "version.txt" in members.names


@pytest.mark.parametrize("cut", [10, 300, 1_500])
def test_a_cut_archive_is_refused(tmp_path, cut):
    path = rome_zip(tmp_path / "rome.zip")
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(Refused), opened(path) as members:
        [members.read(name) for name in members.names]


def test_a_member_with_damaged_bytes_is_refused(tmp_path):
    path = rome_zip(tmp_path / "rome.zip")
    content = bytearray(path.read_bytes())
    content[120] ^= 0xFF
    path.write_bytes(bytes(content))
    with pytest.raises(Refused), opened(path) as members:
        [members.read(name) for name in members.names]


def test_an_absent_file_is_refused(tmp_path):
    with pytest.raises(Refused, match="introuvable"), opened(tmp_path / "absent.zip"):
        pass


def test_text_is_utf8_with_or_without_mark_else_line_by_line_windows():
    assert decoded("\ufeffété".encode()) == ("été", 0)
    assert decoded("été\n".encode() + "hôte\n".encode("cp1252")) == ("été\nhôte\n", 1)


def test_a_cut_json_member_is_refused(tmp_path):
    (tmp_path / "rows.json").write_text('[{"a": 1}, {"a"')
    with pytest.raises(Refused, match="JSON"), opened(tmp_path / "rows.json") as members:
        list(members.rows("rows.json"))


def test_an_endless_cell_is_refused(tmp_path):
    (tmp_path / "rows.csv").write_text("a,b\n1," + "x" * 200_000)
    with pytest.raises(Refused, match="CSV"), opened(tmp_path / "rows.csv") as members:
        list(members.rows("rows.csv"))


@pytest.mark.parametrize("cell", [None, "", " ", "NA", "\\N"])
def test_cells_that_say_nothing_are_unknown(cell):
    assert known(cell) is None
    assert number(cell) is None


def test_numbers_have_a_comma_or_a_point_and_a_mask_is_never_zero():
    cells = ("16,61538462", "3.0", "1 234,5", "1\u202f200", "0", "*")
    assert [number(cell) for cell in cells] == [16.61538462, 3.0, 1234.5, 1200.0, 0.0, None]
    with pytest.raises(Refused):
        number("douze")
