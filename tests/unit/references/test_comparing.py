"""Comparing editions of the real ROME, judged by a slow count; comparing what cannot be."""

import pytest
from tests.oracles.rome_editions import counted
from tests.unit.references.archives import rome_tables, rome_zip

from grappe.references import OCCUPATIONS, diff, find, install, read
from grappe.words import Kind, Refused


@pytest.fixture(scope="module")
def editions(data):
    return [read("rome", data / "reference" / f"rome_v{version}_csv.zip") for version in ("347", "460")]


def test_rome_3_to_4_counts_as_the_slow_count_does(editions, data):
    counts = diff(*editions).counts()
    slow = counted(*(data / "reference" / f"rome_v{version}_csv.zip" for version in ("347", "460")))
    assert {name: counts[name] for name in slow} == slow
    assert (slow["new_codes"], slow["split"], slow["moved"], slow["titles_appeared"]) == (1052, 352, 3181, 2130)


def test_software_development_is_split_into_its_children(editions):
    children = {
        row["code"] for row in editions[1].read(OCCUPATIONS).to_pylist() if row["parent"] == "M1805" and row["code"]
    }
    followers = set(diff(*editions).split["M1805"])
    assert len(children) == 27
    assert len(children - followers) <= 2  # children that received titles of other occupations only
    assert {"M1805", "M1855"} <= followers


def test_downgrading_mirrors_upgrading(editions):
    up, down = diff(*editions), diff(*reversed(editions))
    assert (up.new_codes, up.titles_appeared) == (down.gone_codes, down.titles_disappeared)
    assert len(up.moved) == len(down.moved)


def test_an_edition_is_compared_before_it_is_installed(tmp_path, home):
    installed = install(home, "rome", origin=rome_zip(tmp_path / "old.zip"))
    tables = rome_tables()
    tables["referentiel_appellation"][2]["code_rome"] = "A1101"
    changed = diff(installed, read("rome", rome_zip(tmp_path / "new.zip", tables, version="462")))
    assert [(moved.title, moved.old, moved.new) for moved in changed.moved] == [("13", "A1102", "A1101")]
    assert (changed.old, changed.new) == ("rome v461", "rome v462")


def test_two_nomenclatures_are_not_compared(home):
    rome, places = (install(home, name, download=False) for name in ("rome", "places"))
    for pair in ((rome, places), (install(home, "labour"), install(home, "labour"))):
        with pytest.raises(Refused) as refusal:
            diff(*pair)
        assert refusal.value.kind is Kind.CALL


def test_a_release_is_found_by_its_name(tmp_path, home):
    release = install(home, "rome", origin=rome_zip(tmp_path / "rome.zip"))
    assert [find(home, name) for name in ("v461", "rome v461", "rome:v461")] == [release] * 3
    with pytest.raises(Refused, match="aucune version") as refusal:
        find(home, "v999")
    assert refusal.value.kind is Kind.MISSING
