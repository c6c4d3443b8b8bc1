"""What holds for every title: the writing never changes the code; reading is idempotent; fast and slow search agree."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles.likeness import likeness

from grappe.coding import Coder, normalise
from grappe.coding.gender import masculine
from grappe.coding.index import CHARACTERS, STEMS, TextIndex
from grappe.references import APPELLATIONS, install

PIECES = st.sampled_from(
    """soudeur/ (H/F) - 3 mois cdd 35 h 12,50 € as-tu chef.fe bac + 2 de d' l' & | ou et (75) lyon dev RH tp r&d c++
    #12 ref 7e aux eaux s x euse trice f m""".split()  # noqa: SIM905 - words are read more easily in a line
)
TITLES = st.lists(PIECES | st.text(max_size=4), max_size=14).map(" ".join) | st.lists(PIECES, max_size=10).map("".join)
MARKS = ("(H/F)", "F/H", "CDI", "- CDD 3 mois", "(m/f/d)", "URGENT", "- Lyon", "35h", "12,50 €/h", "en alternance")


@pytest.fixture(scope="module")
def coder(tmp_path_factory) -> Coder:
    return Coder.of_occupations(install(tmp_path_factory.mktemp("references"), "rome", download=False))


@pytest.fixture(scope="module")
def labels(tmp_path_factory) -> list[str]:
    table = install(tmp_path_factory.mktemp("labels"), "rome", download=False).read(APPELLATIONS)
    return [row["label"] for row in table.to_pylist() if row["language"] == "fr" and row["label"].count(" / ") == 1]


def first_code(coder: Coder, title: str) -> str | None:
    return coder.code([title], top=1)["code"][0].as_py()


@given(TITLES | st.text(max_size=60))
@settings(max_examples=400, deadline=None)
def test_a_key_is_its_own_key(text):
    once = normalise(text).key
    assert normalise(once).key == once


@given(st.text("abceilnorstux", min_size=1, max_size=14))
@settings(max_examples=500, deadline=None)
def test_the_form_of_a_form_is_itself(word):
    assert masculine(masculine(word)) == masculine(word)


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_case_accents_marks_and_their_order_never_change_the_code(coder, labels, data):
    label = data.draw(st.sampled_from(labels))
    marks = data.draw(st.permutations(MARKS))[: data.draw(st.integers(0, 4))]
    written = data.draw(st.sampled_from([str.upper, str.lower, str.title, _unaccented]))(label)
    assert first_code(coder, " ".join([written, *marks])) == first_code(coder, label)


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_gender_never_changes_the_code(coder, labels, data):
    label = data.draw(st.sampled_from([label for label in labels if " " not in label.split(" / ")[0]]))
    male, female = label.split(" / ")
    _woman, *rest = female.split(" ")
    assert first_code(coder, female) == first_code(coder, " ".join([male, *rest])) == first_code(coder, label)


@given(
    documents=st.lists(st.lists(st.sampled_from(["soudeur", "arc", "tig", "chef", "de"]), min_size=1), min_size=1),
    query=st.lists(st.sampled_from(["soudeur", "arc", "chef", "xyz"]), min_size=1, max_size=4),
)
@settings(max_examples=100, deadline=None)
def test_the_index_agrees_with_the_slow_likeness(documents, query):
    texts = [" ".join(words) for words in documents]
    scores = TextIndex(texts).scores([" ".join(query)])[0]
    slow = likeness(texts, " ".join(query), shares=(CHARACTERS, STEMS))
    assert scores.tolist() == pytest.approx(slow, abs=1e-5)


def _unaccented(text: str) -> str:
    return text.translate(str.maketrans("éèêëàâîïôûùçÉÈ", "eeeeaaiiouucEE"))
