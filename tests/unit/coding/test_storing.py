"""Stores coded: once, again, after a choice, after a change, under another release."""

import dataclasses

import pytest
from tests.unit.coding.conftest import Known, need, split_occupation

from grappe.coding import CODED, Recalled, code_store
from grappe.needs import NEEDS
from grappe.words import Interrupted


def firsts(store) -> dict[str, dict]:
    CODED.check(store.read(CODED))
    return {row["need_id"]: row for row in store.read(CODED).to_pylist() if row["rank"] == 1}


def test_every_need_is_coded_once(store_of, rome):
    store = store_of(["Soudeuse", "Soudeur chaudière inox", "😀"])
    report = code_store(store, rome=rome)
    assert (report.rows, report.auto, report.review, report.none, report.coded) == (3, 1, 1, 1, 3)
    assert firsts(store)["test:0"]["by"] == "same_title"
    digest = store.digest
    assert code_store(store, rome=rome).coded == 0
    assert store.digest == digest


def test_an_empty_store_is_coded(store_of, rome):
    assert code_store(store_of([]), rome=rome).as_json()["rows"] == 0


def test_a_code_given_by_the_source_stands_first(store_of, rome):
    store = store_of([("Ouvrier du métal polyvalent", "H2913")])
    code_store(store, rome=rome)
    rows = store.read(CODED).to_pylist()
    assert (rows[0]["code"], rows[0]["by"], rows[0]["decision"]) == ("H2913", "given", "auto")
    assert "donné par la source" in rows[0]["reason_fr"]
    assert "H2913" not in [row["code"] for row in rows[1:]]
    assert {row["by"] for row in rows[1:]} <= {"model"}


def test_a_given_code_that_the_title_contradicts_is_reviewed(store_of, rome):
    store = store_of([("Soudeur", "N1101"), ("Soudeur", "H2913"), ("Soudeur", "Z9999")])
    code_store(store, rome=rome)
    against, agrees, unknown = (firsts(store)[f"test:{place}"] for place in range(3))
    assert (against["code"], against["decision"]) == ("N1101", "review")
    assert "« Soudeur / Soudeuse » (H2913)" in against["reason_fr"]
    assert (agrees["code"], agrees["decision"]) == ("H2913", "auto")
    assert (unknown["code"], unknown["by"]) == ("H2913", "same_title")


def test_what_a_person_chose_wins_in_every_writing_and_can_be_withdrawn(store_of, rome):
    store = store_of(["Soudeuse (H/F)", ("Soudeur CDI", "N1101"), "Cariste"])
    code_store(store, rome=rome)
    before = firsts(store)
    report = code_store(store, rome=rome, confirmed={"soudeur": "H2914"})
    assert report.coded == 2
    chosen = firsts(store)
    assert [chosen[f"test:{place}"]["code"] for place in range(3)] == ["H2914", "H2914", "N1101"]
    assert chosen["test:0"]["by"] == "person"
    assert code_store(store, rome=rome, confirmed={"soudeur": "H2914"}).coded == 0
    assert code_store(store, rome=rome).coded == 0, "without a list of choices those of the store stand"
    assert code_store(store, rome=rome, confirmed={}).coded == 2
    assert firsts(store) == before


def test_a_person_may_say_that_none_fits(store_of, rome):
    store = store_of(["Soudeuse"])
    code_store(store, rome=rome, confirmed={"soudeur": ""})
    row = firsts(store)["test:0"]
    assert (row["code"], row["by"], row["decision"]) == (None, "person", "none")
    assert code_store(store, rome=rome, confirmed={"soudeur": ""}).coded == 0


def test_a_choice_that_the_release_does_not_have_is_not_taken(store_of, rome):
    store = store_of(["Soudeuse"])
    code_store(store, rome=rome, confirmed={"soudeur": "Z9999"})
    assert firsts(store)["test:0"]["by"] == "same_title"
    assert code_store(store, rome=rome, confirmed={"soudeur": "Z9999"}).coded == 0


def test_a_changed_title_is_coded_anew_and_leaves_no_old_row(store_of, rome):
    store = store_of(["Soudeur chaudière inox"])
    code_store(store, rome=rome)
    store.write(NEEDS, NEEDS.from_rows([need(0, "😀")]), source="test", commit="second")
    assert code_store(store, rome=rome).coded == 1
    assert [(row["rank"], row["code"]) for row in store.read(CODED).to_pylist()] == [(1, None)]


def test_another_release_changes_nothing_until_it_is_accepted(store_of, rome):
    store = store_of(["Soudeuse", "Cariste"])
    code_store(store, rome=rome, confirmed={"soudeur": "H2914"})
    following = dataclasses.replace(rome, name="next")
    before = firsts(store)
    report = code_store(store, rome=following)
    assert (report.coded, report.older) == (0, 2)
    assert "grappe code review release" in report.said().fr
    assert firsts(store) == before
    store.write(NEEDS, NEEDS.from_rows([need(2, "Plombier")]), source="test", commit="second")
    assert code_store(store, rome=following).coded == 1, "a new need is coded under the new release"
    report = code_store(store, rome=following, upgrade=True)
    assert (report.coded, report.older) == (2, 0)
    assert {row["release"] for row in store.read(CODED).to_pylist()} == {"rome next"}
    assert firsts(store)["test:0"]["by"] == "person"


def test_a_choice_made_after_a_release_changed_is_taken(store_of, rome):
    store = store_of(["Soudeuse", "Cariste"])
    code_store(store, rome=rome)
    following = dataclasses.replace(rome, name="next")
    assert code_store(store, rome=following, confirmed={"soudeur": "H2914"}).coded == 1
    assert (firsts(store)["test:0"]["code"], firsts(store)["test:0"]["release"]) == ("H2914", "rome next")
    assert code_store(store, rome=following, confirmed={}).coded == 1


def test_proposals_of_another_memory_are_made_again_and_nothing_else(store_of, rome):
    store = store_of(["Soudeuse", ("Cariste", "N1101"), "Soudeur chaudière inox"])
    code_store(store, rome=rome)
    known = Known(Recalled("H2914", 9.0, "soudeur de chaudières", times=2))
    assert code_store(store, rome=rome, memory=known).coded == 1
    row = firsts(store)["test:2"]
    assert (row["code"], row["memory"], row["model"]) == ("H2914", "memory test", None)
    assert code_store(store, rome=rome, memory=known).coded == 0
    assert code_store(store, rome=rome).coded == 1


def test_a_store_coded_before_models_were_noted_is_read_and_coded_on(store_of, rome):
    store = store_of(["Soudeuse", "Soudeur chaudière inox"])
    code_store(store, rome=rome)
    old = dataclasses.replace(CODED, columns=tuple(c for c in CODED.columns if c.name not in ("model", "memory")))
    store.replace(old, store.read(old), commit="as an earlier version wrote it")
    assert {row["memory"] for row in store.read(CODED).to_pylist()} == {None}
    assert code_store(store, rome=rome).coded == 0
    assert code_store(store, rome=rome, memory=Known(Recalled("H2914", 9.0))).coded == 1


def test_a_code_of_rome_3_goes_to_the_part_that_has_the_title(store_of, rome, coder):
    """A feed that still speaks ROME 3 gives the code of the whole to titles of each part."""
    whole, part, title = split_occupation(coder)
    store = store_of([(title, whole), ("Métier sans pareil", whole)])
    code_store(store, rome=rome, coder=coder)
    first, other = firsts(store)["test:0"], firsts(store)["test:1"]
    assert (first["code"], first["by"], first["given"]) == (part, "same_title", whole)
    assert f"La source donne {whole}" in first["reason_fr"]
    assert (other["code"], other["by"]) == (whole, "given")


def test_what_was_written_before_a_stop_is_kept(store_of, rome, monkeypatch):
    monkeypatch.setattr("grappe.coding.storing._CHUNK", 2)
    store = store_of([f"Soudeur {place}" for place in "abcde"])
    calls = []

    def stop(done, _total, _message):
        calls.append(done)
        if done >= 2:
            raise Interrupted

    with pytest.raises(Interrupted):
        code_store(store, rome=rome, progress=stop)
    kept = len(firsts(store))
    assert 0 < kept < 5
    assert code_store(store, rome=rome).coded == 5 - kept
    assert len(firsts(store)) == 5


def test_what_is_coded_again_can_be_read_meanwhile(store_of, rome):
    store = store_of(["Soudeur chaudière inox", "Monteur chaudière"])
    code_store(store, rome=rome)
    seen = []

    def looked(_done, _total, _message):
        seen.append(len(firsts(store)))

    assert code_store(store, rome=rome, memory=Known(Recalled("H2914", 9.0)), progress=looked).coded == 2
    assert set(seen) == {2}


def test_a_coding_that_a_stop_left_in_two_halves_is_made_again(store_of, rome):
    store = store_of(["Soudeur chaudière inox"])
    code_store(store, rome=rome)
    rows = store.read(CODED).to_pylist()
    assert len(rows) > 1
    store.replace(CODED, CODED.from_rows([rows[0], *(row | {"memory": "older"} for row in rows[1:])]), commit="halves")
    assert code_store(store, rome=rome).coded == 1
    assert store.read(CODED).to_pylist() == rows
