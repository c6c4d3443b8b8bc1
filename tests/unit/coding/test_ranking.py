"""Any list ranked: element order, concept order, priors, files."""

import gzip

import numpy as np
import pytest

from grappe.coding import rank, read_pairs
from grappe.coding.known import Grouping, KnownTexts
from grappe.coding.ranking import GROUP, LIKEST, PREFERRED, TOGETHER, Evidence, Ranking, together
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
    corpus = [("a", "Soudeur"), ("b", "Soudeur"), ("g", "Soudeur")]
    found = Evidence(corpus, concepts={"a": "x", "b": "x", "g": "http://data/esco/isco/C1"}).of(["soudeur"])[0]
    assert (found - found[1]).tolist() == pytest.approx([PREFERRED, 0, PREFERRED - GROUP], abs=1e-6)


def test_labels_of_a_concept_share_what_speaks_for_it():
    table = np.array([[0.9, 0.1, 0.4, 0.2]], np.float32)
    grouping = Grouping([[5], [5, 2], [2], [9]], np.zeros(4, bool))
    five, two = LIKEST * 0.9 + (1 - LIKEST) * 0.5, LIKEST * 0.4 + (1 - LIKEST) * 0.25
    expected = [(1 - TOGETHER) * own + TOGETHER * of for own, of in ((0.9, five), (0.1, five), (0.4, two), (0.2, 0.2))]
    assert together(table, grouping)[0].tolist() == pytest.approx(expected, abs=1e-6)


def test_concepts_in_blocks():
    corpus = [("a", ""), ("b", ""), ("c", ""), ("d", "")]
    ranking = Ranking(corpus, {"a": "x", "b": "y", "c": "x", "d": "y"})
    assert ranking.by_block(np.array([0.1, 0.5, 0.9, 0.2], np.float32)).tolist() == [2, 0, 1, 3]


def test_a_model_remembers_which_texts_name_a_concept():
    known = KnownTexts.of([(("soudeur", "welder"), ("soudeur",)), (("chef soudeur", "welder"), ("chef soudeur",))])
    assert [sorted(one.tolist()) for one in known.named_by(["welder", "soudeur", "autre"])] == [[0, 2], [1], []]
    grouping = Grouping.remembered(["welder", "autre", "soudeur", "autre"], known)
    assert grouping.preferred.tolist() == [False, False, True, False]
    assert grouping.elements.tolist() == [0, 2, 0, 1, 3]
    assert grouping.sizes.tolist() == [2, 1, 1, 1]


def test_of_the_concepts_that_a_text_names_those_count_that_a_neighbour_names():
    known = KnownTexts.of([(("a", "b"), ("a",)), (("a", "c"), ("c",))])
    assert Grouping.remembered(["b", "a", "x", "c", "a"], known).preferred.tolist() == [False, True, False, True, False]
    assert Grouping.remembered(["a", "x", "b"], known).preferred.tolist() == [True, False, False]


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
