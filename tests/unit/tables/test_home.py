"""The home folder: named, or the platform's."""

import sys

import pytest

from grappe.tables import home_folder
from grappe.words import Refused


def test_the_home_is_the_one_named_and_is_made(tmp_path):
    home = home_folder({"GRAPPE_HOME": str(tmp_path / "a" / "b")})
    assert home == tmp_path / "a" / "b"
    assert home.is_dir()


@pytest.mark.skipif(sys.platform != "linux", reason="the folders of Linux")
def test_the_home_is_below_the_users_data_otherwise(tmp_path):
    assert home_folder({"XDG_DATA_HOME": str(tmp_path)}) == tmp_path / "grappe"
    assert home_folder({"HOME": str(tmp_path), "GRAPPE_HOME": ""}) == tmp_path / ".local" / "share" / "grappe"


def test_a_home_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused) as refusal:
        home_folder({"GRAPPE_HOME": str(tmp_path / "file" / "home")})
    assert "GRAPPE_HOME" in refusal.value.said("en")
