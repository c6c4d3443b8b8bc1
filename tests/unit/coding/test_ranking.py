"""Any list ranked: element order, concept order, priors, files."""

import gzip

import pytest

from grappe.coding import rank, read_pairs
from grappe.coding.ranking import GROUP, PREFERRED, priors
from grappe.words import Refused

CORPUS = [("c1", "Soudeur"), ("c2", "Chef soudeur"), ("c3", "Soudeuse à l'arc"), ("c4", "Comptable")]


def listed(**options) -> list[str]:
    return [one.element for one in rank([("q", "soudeuse")], CORPUS, top=4, **options)]


def test_the_likest_element_comes_first():
    assert listed()[0] == "c1"
    assert listed()[-1] == "c4"


def test_one_element_of_each_concept_opens_the_list():
    assert listed(concepts={"c1": "welder", "c2": "chief", "c3": "welder", "c4": "accountant"}) == [
        "c1", "c2", "c4", "c3",
    ]  # fmt: skip


def test_a_concept_is_shown_by_its_first_label_whichever_is_likest():
    corpus = [("a", "Opérateur d'assemblage thermique"), ("b", "Soudeur"), ("c", "Chef soudeur")]
    found = rank([("q", "soudeur")], corpus, top=2, concepts={"a": "x", "b": "x", "c": "y"})
    assert [one.element for one in found] == ["a", "c"]


def test_groups_go_down_and_preferred_labels_up():
    values = priors([("a", ""), ("b", ""), ("g", "")], {"a": "x", "b": "x", "g": "http://data/esco/isco/C1"})
    assert values.tolist() == pytest.approx([PREFERRED, 0, PREFERRED - GROUP])


def test_equal_scores_come_by_identifier():
    found = rank([("q", "soudeur")], [("z", "Soudeur"), ("b", "Soudeuse"), ("a", "Comptable")], top=2)
    assert [(one.element, one.rank) for one in found] == [("b", 1), ("z", 2)]


def test_another_language_is_compared_by_its_words():
    found = rank([("q", "welders")], [("a", "accountant"), ("b", "welder")], top=1, language="en")
    assert [one.element for one in found] == ["b"]


def test_pairs_are_read_packed_or_not(tmp_path):
    text = "a\tSoudeur\n\nb\tCariste\t7\n"
    (tmp_path / "q.tsv").write_text(text, "utf-8")
    (tmp_path / "q.tsv.gz").write_bytes(gzip.compress(text.encode()))
    assert (
        read_pairs(tmp_path / "q.tsv") == read_pairs(tmp_path / "q.tsv.gz") == [("a", "Soudeur"), ("b", "Cariste\t7")]
    )


def test_a_line_without_tab_is_named(tmp_path):
    path = tmp_path / "q.tsv"
    path.write_text("a\tSoudeur\nsoudeur\n", "utf-8")
    with pytest.raises(Refused) as refusal:
        read_pairs(path)
    assert refusal.value.said("fr").endswith(
        "ligne 2: « soudeur »: cette ligne n'a pas de tabulation: attendu : identifiant TAB texte"
    )


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x1f\x8bxx"])
def test_an_unreadable_file_is_refused(tmp_path, content):
    path = tmp_path / "q.tsv.gz"
    path.write_bytes(content)
    with pytest.raises(Refused, match="illisible"):
        read_pairs(path)
