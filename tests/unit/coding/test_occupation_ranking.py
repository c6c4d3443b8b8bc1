"""Evidence that adds up word by word: it agrees with the slow likeness, and weights give chances that add up."""

import numpy as np
import pytest
from tests.oracles.likeness import likeness

from grappe.coding import Coder, normalise, word_rows
from grappe.coding.compiled import compiled
from grappe.coding.index import CHARACTERS, STEMS
from grappe.coding.job_texts import about_the_job
from grappe.coding.occupation_ranking import OccupationRanking, weights_of
from grappe.coding.weighing import standard_weights
from grappe.coding.word_rows import WordRows, columns_of, parts_of

KEYS = ["soudeur", "soudeur arc", "chef equipe", "chef rang salle", "agent methode"]


def rows_of(rome) -> WordRows:
    return WordRows(parts_of(KEYS), columns_of(parts_of(KEYS), KEYS), compiled(rome).words)


@pytest.mark.parametrize("title", ["soudeur arc", "chef soudeur", "soudeuse inconnu", "agent chef methode arc"])
def test_sums_of_words_are_the_likeness_of_texts(rome, monkeypatch, title):
    monkeypatch.setattr(word_rows, "FAINT", 0.0)
    words = title.split()
    sums = rows_of(rome).sums([words], [[1.0] * len(words)])
    slow = likeness(KEYS, title, shares=(CHARACTERS, STEMS))
    assert sums.references.toarray()[0].tolist() == pytest.approx(slow, abs=1e-5)


def test_words_are_worked_out_again_when_there_are_too_many(rome, monkeypatch):
    rows = rows_of(rome)
    before = rows.sums([["soudeur", "arc"]], [[1.0, 1.0]]).references.toarray()
    monkeypatch.setattr(word_rows, "MOST_WORDS", 3)
    rows.sums([["chef", "rang", "salle"]], [[1.0] * 3])
    after = rows.sums([["soudeur", "arc"]], [[1.0, 1.0]]).references.toarray()
    assert np.array_equal(before, after)


def test_a_word_that_counts_less_moves_the_likeness_less(rome):
    rows = rows_of(rome)
    full, half = (rows.sums([["soudeur", "chef"]], [[1.0, weight]]).references.toarray()[0] for weight in (1.0, 0.5))
    assert half[0] > full[0]
    assert half[2] < full[2]


def test_words_count_by_their_part():
    from grappe.coding.equivalents import Equivalents

    title = normalise("Technicien méthodes - secteur aéronautique")
    assert title.words == ("technicien", "methode", "secteur", "aeronautique")
    assert weights_of(title, 0.5, Equivalents()) == [1.0, 1.0, 0.5, 0.5]


def test_chances_of_a_title_add_up_to_at_most_one(coder):
    for listed in coder.candidates(["Soudeur", "Agent", "Technicien de maintenance", "Vendeur / Cariste"], top=20):
        chances = coder.chances(listed)
        assert sum(chances) <= 1.0001
        assert min(chances) >= 0
        assert chances[0] == max(chances)


def test_proposals_of_a_title_do_not_depend_on_its_neighbours(rome, coder):
    titles = [reference.text for reference in coder.space.references[:600]]
    fresh = Coder.of_occupations(rome)
    assert fresh.code(titles[-1:], top=3).drop(["row"]).equals(coder.code(titles, top=3)[-3:].drop(["row"]))


def test_there_are_never_more_proposals_than_codes(rome):
    ranking = OccupationRanking(compiled(rome), standard_weights())
    (listed,) = ranking.ranked([normalise("Soudeur")], top=10_000)
    assert len(listed) == len(ranking.space.labels)


def test_the_sentences_of_company_law_and_application_are_left_out():
    text = (
        "Notre client, leader du béton, recrute. Vous conduisez une grue à tour. Vous montez les banches ! "
        "Mutuelle, RTT. Tous nos postes sont ouverts aux personnes en situation de handicap. Envoyez votre CV"
    )
    assert about_the_job(text) == "Vous conduisez une grue à tour. Vous montez les banches !"


def test_a_text_of_nothing_else_says_nothing():
    assert about_the_job("Envoyez votre CV. Notre groupe recrute.") == ""
    assert about_the_job("") == ""
