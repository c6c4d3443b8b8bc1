"""What another release would change in a store, before anything is changed."""

import dataclasses

import pytest

from grappe.coding import TOUCHED, Coder, changes_of, code_store, older
from grappe.coding.search_space import SearchSpace


@pytest.fixture
def following(rome, coder):
    """A coder of a next release: one code is gone, one has another label."""
    space = coder.space
    labels = {code: label for code, label in space.labels.items() if code != "N1101"} | {"H2902": "Chaudronnerie neuve"}
    kept = tuple(one for one in space.references if one.code != "N1101")
    same = {k: {c: t for c, t in v.items() if c != "N1101"} for k, v in space.same.items()}
    same = {k: v for k, v in same.items() if v}
    other = SearchSpace("rome next", kept, labels, {k: v for k, v in space.family.items() if k != "N1101"}, same)
    return Coder(other)


def test_titles_that_change_are_listed_and_the_others_are_not(store_of, rome, following):
    store = store_of(["Soudeuse", "Soudeur", "Cariste", ("Homme du métal", "H2902"), ("Chargeur", "N1101")])
    code_store(store, rome=rome, confirmed={"cariste": "N1101"})
    touched = TOUCHED.check(changes_of(store, following)).to_pylist()
    assert {(row["title"], row["old_code"], row["why"]) for row in touched} == {
        ("Cariste", "N1101", "gone"), ("Chargeur", "N1101", "gone"), ("Homme du métal", "H2902", "renamed"),
    }  # fmt: skip
    renamed = next(row for row in touched if row["why"] == "renamed")
    assert (renamed["new_label"], renamed["old_release"], renamed["needs"]) == ("Chaudronnerie neuve", str(rome), 1)
    assert older(store, "rome next") == 5
    assert older(store, str(rome)) == 0


def test_under_its_own_release_nothing_changes(store_of, rome, coder):
    store = store_of(["Soudeuse", "Soudeur chaudière"])
    assert changes_of(store, coder).num_rows == 0
    code_store(store, rome=rome)
    assert changes_of(store, coder).num_rows == 0


def test_what_is_said_is_what_accepting_does(store_of, rome):
    store = store_of(["Soudeuse", "Soudeur chaudière", ("Cariste", "H2902")])
    code_store(store, rome=rome)
    following = dataclasses.replace(rome, name="next")
    assert changes_of(store, Coder.of_occupations(following)).num_rows == 0
    assert code_store(store, rome=following, upgrade=True).older == 0
    assert older(store, "rome next") == 0
