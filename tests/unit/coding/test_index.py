"""Likeness of texts: the order it gives, what unknown words cost, equal scores."""

import numpy as np
import pytest

from grappe.coding.index import CHARACTERS, FEW, STEMS, TextIndex, pieces, stem


@pytest.fixture
def index() -> TextIndex:
    return TextIndex(["soudeur", "soudeur arc", "chaudronnier soudeur", "comptable", ""])


def test_a_text_is_likest_to_itself(index):
    found = index.search(["chaudronnier soudeur"], top=3)
    assert found.documents[0].tolist() == [2, 0, 1]
    assert found.scores[0][0] == pytest.approx(CHARACTERS + STEMS)


def test_nothing_in_common_finds_nothing(index):
    found = index.search(["xyzt", ""], top=2)
    assert (found.documents == -1).all()
    assert (found.scores == 0).all()


def test_unknown_words_lower_the_likeness(index):
    alone, beside = index.search(["comptable", "comptable zzzzzz"], top=1).scores[:, 0]
    assert alone > beside > 0.3


def test_equal_scores_come_in_the_order_of_the_documents():
    found = TextIndex(["alpha", "beta", "alpha", "alpha"]).search(["alpha"], top=2)
    assert found.documents[0].tolist() == [0, 2]


def test_search_and_scores_agree(index):
    found, table = index.search(["soudeur"], top=3), index.scores(["soudeur"])
    assert np.allclose(table[0][found.documents[0]], found.scores[0])


def test_an_order_of_texts_changes_nothing(index):
    texts = [f"soudeur {place}" for place in range(1_100)]
    forward, backward = index.search(texts, top=2), index.search(texts[::-1], top=2)
    assert np.allclose(forward.scores, backward.scores[::-1])


def test_common_pieces_are_left_out_of_large_indexes_only():
    many = TextIndex([f"technicien {place}" for place in range(FEW + 10)])
    assert not many._pieces.kept[many._pieces.numbers["<te"]]
    assert TextIndex(["technicien a", "technicien b"])._pieces.kept.all()


def test_rarity_is_high_for_rare_and_unknown_words(index):
    assert index.rarity("soudeur") < index.rarity("comptable") < index.rarity("zzzz")


def test_pieces_and_stems_of_a_word():
    assert pieces("ab") == ("<ab", "ab>", "<ab>")
    assert pieces("") == ("<>",)
    assert stem("techniciens") == stem("technicien")
    assert stem("engineers", "en") == "engin"
