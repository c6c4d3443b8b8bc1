"""Titles that wait, as a sheet; choices read back from it."""

import zipfile

import pyarrow as pa
import pytest

from grappe.coding import CODED, code_store, offers, read_choices, review_sheet
from grappe.tables import read_file, write_file
from grappe.words import Refused

TITLES = ["Soudeur chaudière inox", "SOUDEUSE CHAUDIÈRE INOX (H/F)", "Soudeuse", "Monteur chaudière", "😀"]


def chosen(sheet: pa.Table, choices: dict[int, object]) -> pa.Table:
    """The sheet with choices typed in, by row."""
    rows = [row | {"choice": str(choices.get(place) or "")} for place, row in enumerate(sheet.to_pylist())]
    return pa.Table.from_pylist(rows)


def test_titles_that_wait_are_grouped_whatever_their_writing(store_of, rome):
    store = store_of(TITLES)
    assert review_sheet(store).num_rows == 0
    code_store(store, rome=rome)
    first, second = review_sheet(store).to_pylist()
    assert (first["needs"], first["title"], first["key"]) == (2, "Soudeur chaudière inox", "soudeur chaudier inox")
    assert first["code_1"]
    assert first["reason"].startswith("Proche de")
    assert second["title"] == "Monteur chaudière"
    assert review_sheet(store, language="en")["reason"][0].as_py().startswith("Near")


def test_choices_come_back_from_a_workbook(store_of, rome, tmp_path):
    store = store_of(TITLES)
    code_store(store, rome=rome)
    path = tmp_path / "review.xlsx"
    write_file(chosen(review_sheet(store), {0: 2, 1: "aucun"}), path)
    sheet = read_file(path)
    choices = read_choices(sheet, rome=rome, file="review.xlsx").chosen
    assert choices == {"soudeur chaudier inox": review_sheet(store)["code_2"][0].as_py(), "monteur chaudier": ""}
    code_store(store, rome=rome, confirmed=choices)
    assert review_sheet(store).num_rows == 0
    assert {row["by"] for row in store.read(CODED).to_pylist() if row["rank"] == 1 and row["need_id"] != "test:4"} == {
        "person", "same_title",
    }  # fmt: skip


@pytest.mark.parametrize("choice", ["Z9999", "4", "soudeur"])
def test_a_choice_that_means_nothing_is_refused_with_its_row_and_the_others_enter(store_of, rome, choice):
    store = store_of(TITLES)
    code_store(store, rome=rome)
    read = read_choices(chosen(review_sheet(store), {0: "H2913", 1: choice}), rome=rome, file="r.xlsx")
    assert read.chosen == {"soudeur chaudier inox": "H2913"}
    (refusal,) = read.refused
    assert refusal.said("fr").startswith(f"r.xlsx: ligne 3: choice: « {choice} »: ce choix n'est ni")


def test_two_choices_for_one_title_and_a_row_without_its_key_are_refused(store_of, rome):
    store = store_of(TITLES)
    code_store(store, rome=rome)
    first = review_sheet(store).to_pylist()[0]
    rows = [first | {"choice": "H2913"}, first | {"choice": "H2902"}, first | {"choice": "H2913", "key": None}]
    read = read_choices(pa.Table.from_pylist(rows), rome=rome, file="r.xlsx")
    assert [refusal.where.row for refusal in read.refused] == [3, 4]
    assert read.chosen == {first["key"]: "H2913"}


def test_a_workbook_offers_the_proposals_of_each_row_and_takes_them_back(store_of, rome, tmp_path):
    store = store_of(TITLES)
    code_store(store, rome=rome)
    sheet = review_sheet(store)
    offered = offers(sheet)["choice"]
    assert offered[0][0].startswith(sheet["code_1"][0].as_py())
    assert offered[0][-1] == "aucun"
    write_file(sheet, tmp_path / "r.xlsx", offers=offers(sheet))
    with zipfile.ZipFile(tmp_path / "r.xlsx") as archive:
        written = archive.read("xl/worksheets/sheet1.xml").decode()
    assert written.count("<dataValidation ") == sheet.num_rows
    read = read_choices(chosen(sheet, {0: offered[0][1], 1: "aucun"}), rome=rome, file="r.xlsx")
    assert list(read.chosen.values()) == [sheet["code_2"][0].as_py(), ""]


def test_a_sheet_without_its_columns_is_refused(rome):
    with pytest.raises(Refused, match="colonne absente"):
        read_choices(pa.table({"key": ["a"]}), rome=rome, file="r.xlsx")
