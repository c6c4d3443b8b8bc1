"""A memory learns, forgets, is read under another release, and speaks only where it knows something near."""

import dataclasses

import numpy as np
import pytest

from grappe.coding import (
    LESSONS,
    Coder,
    Taught,
    again,
    find_memory,
    forget_codes,
    learn_codes,
    learn_only,
    learned_digest,
    memory_head,
    normalise,
    outdated,
    taught_by_store,
)
from grappe.coding import memory_learning as learning
from grappe.coding.memory import lessons_under, open_memory
from grappe.coding.memory_head import fit_head, load_head
from grappe.coding.memory_measuring import bare_key, place_words
from grappe.words import Interrupted, Refused

PAIRS = [("Opérateur plasma (H/F)", "H2913"), ("Opératrice plasma", "H2913"), ("Opérateur plasma", "H2902")]


@pytest.fixture
def taught(tmp_path, rome):
    learn_codes(tmp_path, {"ads": Taught(PAIRS), "review": Taught([("Agent du fil", "H2913")], "person")}, rome=rome)
    return tmp_path


def answers(memory, title: str) -> dict[str, object]:
    return {one.code: one for one in memory.recall([normalise(title)])[0]}


def test_what_was_learned_speaks_with_its_title_and_how_often(taught, rome):
    known = answers(find_memory([taught], rome), "Opérateur plasma CDI")
    assert known["H2913"].times == 2
    assert known["H2913"].title == "Opérateur plasma (H/F)"
    assert known["H2913"].weight > known["H2902"].weight > 0


def test_a_memory_keeps_silent_where_it_knows_nothing_near(taught, rome):
    memory = find_memory([taught], rome)
    assert answers(memory, "Comptable") == {}
    assert answers(memory, "😀") == {}


def test_what_a_person_decided_is_settled_and_an_employer_settles_nothing(taught, rome):
    memory = find_memory([taught], rome)
    assert answers(memory, "AGENT DU FIL")["H2913"].settled
    assert not answers(memory, "Opérateur plasma")["H2913"].settled
    (best, *_others) = Coder.of_occupations(rome, memory=memory).code(["Agent du fil"]).to_pylist()
    assert (best["code"], best["decision"]) == ("H2913", "auto")
    assert "Mémoire" in best["reason_fr"]


def test_the_same_lessons_in_another_order_have_the_same_digest(taught, rome, tmp_path):
    before = learned_digest(taught)
    learn_codes(taught, {"ads": Taught(PAIRS[::-1])}, rome=rome)
    assert learned_digest(taught) == before
    learn_codes(taught, {"ads": Taught(PAIRS[:1])}, rome=rome)
    assert learned_digest(taught) != before


def test_a_source_is_forgotten_and_leaves_the_others(taught, rome):
    assert forget_codes(taught, rome=rome, source="ads") == 2
    assert answers(find_memory([taught], rome), "Opérateur plasma") == {}
    assert answers(find_memory([taught], rome), "Agent du fil")
    with pytest.raises(Refused, match="n'a rien appris de « ads »") as refusal:
        forget_codes(taught, rome=rome, source="ads")
    assert "review" in refusal.value.hint.fr
    assert forget_codes(taught, rome=rome) == 1
    assert find_memory([taught], rome) is None


def test_rows_that_teach_nothing_are_counted_and_a_file_of_them_is_refused(tmp_path, rome):
    learned = learn_codes(tmp_path, {"f": Taught([*PAIRS, ("😀", "H2913"), ("Soudeur", "Z9999")])}, rome=rome)
    assert (learned.learned, learned.unknown) == (2, 2)
    with pytest.raises(Refused, match="aucune des 1 lignes"):
        learn_codes(tmp_path, {"g": Taught([("Soudeur", "Z9999")])}, rome=rome)


def test_lessons_of_another_release_are_read_under_this_one(taught, rome, coder):
    """Codes that are gone are left out; a code that was split goes to the part that has the title."""
    space = coder.space
    gone = dataclasses.replace(space, labels={code: label for code, label in space.labels.items() if code != "H2902"})
    assert {one.code for one in lessons_under([open_memory(taught)], gone)} == {"H2913"}


def test_memories_of_several_folders_speak_together_and_each_stays_its_own(taught, rome, tmp_path):
    other = tmp_path / "other"
    learn_codes(other, {"review": Taught([("Agent du fil", "H2902")], "person")}, rome=rome)
    assert set(answers(find_memory([taught, other], rome), "Agent du fil")) == {"H2913", "H2902"}
    assert set(answers(find_memory([other], rome), "Agent du fil")) == {"H2902"}
    assert find_memory([tmp_path / "nobody"], rome) is None


def test_a_store_teaches_the_codes_of_its_ads_and_what_persons_decided(store_of, rome):
    from grappe.coding import code_store

    store = store_of([("Soudeur de quart", "H2913"), "Agent du fil", "Agent sans code"])
    code_store(store, rome=rome, confirmed={"agent fil": "H2902", "agent sans code": ""})
    told = taught_by_store(store)
    assert told == {
        "test": Taught([("Soudeur de quart", "H2913")]),
        "review": Taught([("agent fil", "H2902")], "person"),
    }


@pytest.fixture
def headed(tmp_path, rome, monkeypatch):
    """A memory with a head, learned in no time."""
    monkeypatch.setattr(learning, "ENOUGH", 3)
    monkeypatch.setattr(memory_head, "EPOCHS", 1)
    learn_codes(tmp_path, {"ads": Taught([*PAIRS, ("Agent du fil", "H2913")])}, rome=rome)
    return tmp_path


def test_the_head_is_learned_saved_and_gives_chances(headed, rome):
    head = load_head(headed / "memory-head")
    chances = head.chances(["soudeur", ""])
    assert np.allclose(chances.sum(axis=1), 1, atol=1e-4)
    assert head.codes[int(chances[0].argmax())] == "H2913"
    assert find_memory([headed], rome).name.startswith("mémoire+")


def test_the_same_lessons_make_the_same_head(headed, rome, coder):
    lessons = lessons_under([open_memory(headed)], coder.space)
    one, other = (fit_head(lessons, coder.space, seed=4).chances(["soudeur chaudier"]) for _ in range(2))
    assert (one == other).all()


def test_a_head_of_another_release_is_left_aside_until_it_is_made_again(headed, rome):
    following = dataclasses.replace(rome, digest="0" * 64)
    assert outdated(headed, following)
    assert not find_memory([headed], following).name.startswith("mémoire+")
    again(headed, rome=following)
    assert not outdated(headed, following)
    assert find_memory([headed], following).name.startswith("mémoire+")


@pytest.mark.parametrize("name", ["head.json", "codes.npz", "text/table.npy"])
def test_a_damaged_head_is_refused_with_the_command_that_repairs_it(headed, rome, name):
    (headed / "memory-head" / name).write_bytes(b"{")
    with pytest.raises(Refused) as refusal:
        find_memory([headed], rome)
    assert refusal.value.hint.fr == "grappe code learn --again"
    again(headed, rome=rome)
    assert find_memory([headed], rome)


def test_a_stop_while_the_head_is_learned_keeps_lessons_and_the_head_of_before(headed, rome):
    before = load_head(headed / "memory-head").told

    def stop(done, _total, _message):
        raise Interrupted

    with pytest.raises(Interrupted):
        learn_codes(headed, {"more": Taught([("Veilleur", "H2902")])}, rome=rome, progress=stop)
    assert load_head(headed / "memory-head").told == before
    assert open_memory(headed).count(LESSONS) == 4
    assert not list(headed.glob(".new-*"))


def test_the_split_keeps_titles_together_that_differ_by_a_place_or_a_number(coder):
    bare = bare_key(coder.space, {place_words("Saint-Étienne-du-Bois"), place_words("Soudeur")})
    one = bare("Soudeur plasma Saint Étienne du Bois 42")
    assert one == bare("Plasma soudeuse (H/F)") == "plasma soudeur"


def test_a_source_that_taught_nothing_at_first_teaches_later(tmp_path, rome):
    for pairs in ([], PAIRS[:1], [], PAIRS[:1]):
        learn_only(tmp_path, {"review": Taught(pairs, "person")}, rome=rome)
        assert open_memory(tmp_path).count(LESSONS) == len(pairs)


def test_only_what_is_said_now_is_known(taught, rome):
    learn_only(taught, {"review": Taught([("Agent du fil", "H2902")], "person")}, rome=rome)
    assert set(answers(find_memory([taught], rome), "Agent du fil")) == {"H2902"}
    assert answers(find_memory([taught], rome), "Opérateur plasma") == {}
