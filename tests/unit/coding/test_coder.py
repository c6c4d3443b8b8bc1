"""Proposals for titles: shape, order, decisions, reasons."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from grappe.coding import PROPOSALS, Coder, counts
from grappe.references import install
from grappe.words import Interrupted, Refused

TITLES = ["Soudeuse", "", "Soudeuse", "Android", "Ingé méthodes indus (alternance)", "Vendeur / Cariste / Soudeur"]


def first(coder: Coder, title: str) -> dict:
    return coder.code([title]).to_pylist()[0]


def test_proposals_keep_to_their_frame_and_to_the_order_of_the_input(coder):
    table = coder.code(TITLES, top=3)
    PROPOSALS.check(table)
    assert table["row"].to_pylist() == sorted(table["row"].to_pylist())
    assert set(table["row"].to_pylist()) == set(range(len(TITLES)))
    assert max(table["rank"].to_pylist()) == 3


def test_ranks_count_from_one_and_scores_fall(coder):
    for place in range(len(TITLES)):
        rows = coder.code(TITLES).filter(pc.equal(coder.code(TITLES)["row"], place)).to_pylist()
        assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
        assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)
        assert sum(row["probability"] for row in rows) <= 1.001


def test_the_same_title_gives_the_same_proposals_whatever_comes_with_it(coder):
    alone = coder.code(["Soudeuse"]).drop(["row"])
    together = coder.code(TITLES)
    again = together.filter(pc.equal(together["row"], 2)).drop(["row"])
    assert alone.equals(again.combine_chunks()) or alone.to_pylist() == again.to_pylist()


def test_no_title_gives_no_row(coder):
    assert coder.code([]).equals(PROPOSALS.empty()) or coder.code([]).num_rows == 0


def test_a_reference_title_is_coded_at_once(coder):
    row = first(coder, "SOUDEUSE (H/F) - CDI")
    assert (row["code"], row["decision"], row["score"]) == ("H2913", "auto", 1.0)
    assert row["nearest"] == "Soudeur / Soudeuse"
    assert row["ignored"] == ["h/f", "cdi"]


def test_a_near_title_is_reviewed_with_the_words_that_decide(coder):
    row = first(coder, "Soudeur chaudière TIG inox")
    assert row["decision"] == "review"
    assert row["matched"]
    assert row["runner_up"]
    assert row["separates"]


def test_a_general_title_is_reviewed_even_where_a_reference_has_it(coder):
    row = first(coder, "Chef de projet")
    assert row["decision"] == "review"
    assert "à préciser" in row["reason_fr"]
    assert "to be specified" in row["reason_en"]


def test_several_jobs_are_reviewed_and_named(coder):
    row = first(coder, "Cariste / Soudeur")
    assert row["decision"] == "review"
    assert "cariste, soudeur" in row["reason_fr"]


@pytest.mark.parametrize("title", ["", "x" * 5_000, "😀", "مهندس", "z"])
def test_a_title_that_says_nothing_gets_no_code_and_says_so(coder, title):
    (row,) = coder.code([title]).to_pylist()
    assert (row["code"], row["decision"], row["probability"]) == (None, "none", 0.0)
    assert row["reason_fr"]
    assert row["reason_en"]


def test_counts_are_of_titles_not_of_proposals(coder):
    assert counts(coder.code(TITLES)) == {"auto": 2, "review": 2, "none": 2}


def test_every_label_of_the_release_finds_its_own_code(coder):
    texts = [reference.text for reference in coder.space.references]
    table = coder.code(texts, top=5).to_pylist()
    found = {(row["row"], row["code"]) for row in table if row["score"] == 1.0}
    missed = [r.text for place, r in enumerate(coder.space.references) if (place, r.code) not in found]
    assert missed == []


def test_progress_is_told_and_can_stop(coder):
    told = []
    coder.code(TITLES, progress=lambda done, total, message: told.append((done, total, message.fr)))
    assert told == [(0, 5, "codage des intitulés")]

    def stop(*_told):
        raise Interrupted

    with pytest.raises(Interrupted):
        coder.code(TITLES, progress=stop)


def test_skills_are_coded_by_their_labels(rome):
    row = Coder.of_skills(rome).code(["Appliquer les consignes de sécurité de l'atelier"]).to_pylist()[0]
    assert (row["code"], row["decision"]) == ("950001", "auto")


def test_a_release_of_places_cannot_code(tmp_path):
    places = install(tmp_path, "places", download=False)
    for make in (Coder.of_occupations, Coder.of_skills):
        with pytest.raises(Refused, match="ne sert pas à coder"):
            make(places)


def test_texts_do_not_change_the_code_yet(coder):
    assert coder.code(["Soudeur"], texts=["boulangerie"]).equals(coder.code(["Soudeur"]))
    assert isinstance(coder.code(["Soudeur"]), pa.Table)
