"""The text model: what it learns, what it keeps on disk, what it refuses, how it enters coding."""

import json

import numpy as np
import pytest

from grappe.coding import Coder, build_model, find_model, load_model, model_folder, rank
from grappe.coding.index import TextIndex
from grappe.coding.learning import learn
from grappe.coding.synonyms import Concept, concepts_of
from grappe.coding.text_model import SIZE, TextModel
from grappe.words import Interrupted, Refused

CONCEPTS = [
    Concept("a", ("soudeur", "assembleur thermique", "welder")),
    Concept("a", ("comptable", "teneur livre", "accountant")),
    Concept("b", ("cariste", "conducteur chariot", "forklift driver")),
    Concept("b", ("infirmier", "soignant diplome", "nurse")),
]


@pytest.fixture(scope="module")
def small() -> TextModel:
    """A model learned from four invented concepts."""
    return learn([(1.0, CONCEPTS)], steps=60)


def test_texts_of_one_concept_come_together(small):
    texts = [one.texts for one in CONCEPTS]
    firsts, seconds = small.encode([t[0] for t in texts]), small.encode([t[1] for t in texts])
    assert np.argmax(firsts @ seconds.T, axis=1).tolist() == [0, 1, 2, 3]
    assert (firsts @ seconds.T).diagonal().min() > 0.5


def test_vectors_have_length_one_or_none(small):
    vectors = small.encode(["soudeur", "", "cariste infirmier", "日本"])
    assert vectors.shape == (4, SIZE)
    assert np.linalg.norm(vectors, axis=1).tolist() == pytest.approx([1, 0, 1, 0], abs=1e-5)


def test_the_order_of_words_and_the_company_of_other_texts_change_nothing(small):
    one = small.encode(["soudeur cariste"])
    assert np.allclose(one, small.encode(["nurse", "cariste soudeur"])[1:], atol=1e-6)


def test_the_same_seed_gives_the_same_model_another_seed_another(small):
    again = learn([(1.0, CONCEPTS)], steps=60)
    assert again.digest == small.digest
    assert learn([(1.0, CONCEPTS)], steps=60, seed=1).digest != small.digest


def test_a_model_comes_back_from_disk(small, tmp_path):
    size = small.save(tmp_path / "model")
    assert size == sum(path.stat().st_size for path in (tmp_path / "model").iterdir())
    found = load_model(tmp_path / "model")
    assert found.digest == small.digest
    assert np.array_equal(found.encode(["soudeur"]), small.encode(["soudeur"]))
    small.save(tmp_path / "model")
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_a_missing_or_damaged_model_is_refused_with_the_command_that_mends_it(small, tmp_path):
    with pytest.raises(Refused) as refusal:
        load_model(tmp_path / "none")
    assert refusal.value.hint.en == "grappe code model build"
    small.save(tmp_path / "model")
    table = tmp_path / "model" / "table.npy"
    table.write_bytes(table.read_bytes()[:-1] + b"\x07")
    with pytest.raises(Refused, match="abîmé"):
        load_model(tmp_path / "model")
    table.write_bytes(b"")
    with pytest.raises(Refused, match="abîmé"):
        load_model(tmp_path / "model")


def test_a_model_of_another_version_is_refused(small, tmp_path):
    small.save(tmp_path / "model")
    manifest = tmp_path / "model" / "model.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text("utf-8")) | {"version": 0}), "utf-8")
    with pytest.raises(Refused, match="abîmé"):
        load_model(tmp_path / "model")


def test_a_folder_that_holds_something_else_is_left_alone(small, tmp_path):
    (tmp_path / "mine.txt").write_text("x", "utf-8")
    with pytest.raises(Refused, match="autre chose"):
        small.save(tmp_path)
    assert (tmp_path / "mine.txt").read_text("utf-8") == "x"


def test_nothing_to_learn_from_is_refused():
    with pytest.raises(Refused, match="aucun synonyme"):
        learn([(1.0, CONCEPTS[:1])])


def test_progress_is_told_at_every_step_and_can_stop():
    told = []
    learn([(1.0, CONCEPTS)], steps=3, progress=lambda done, total, _message: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]

    def stop(*_told):
        raise Interrupted

    with pytest.raises(Interrupted):
        learn([(1.0, CONCEPTS)], progress=stop)


def test_the_starter_release_has_concepts_with_several_texts(rome):
    concepts = concepts_of(rome)
    assert len(concepts) > 100
    assert min(len(one.texts) for one in concepts) >= 2
    assert all(len(set(one.texts)) == len(one.texts) for one in concepts)


def test_a_model_is_found_by_its_release(rome, tmp_path):
    assert find_model(tmp_path, rome) is None
    built = build_model([rome], steps=2)
    built.save(model_folder(tmp_path, [rome]))
    assert find_model(tmp_path, rome).digest == built.digest


def test_a_coder_with_a_model_decides_alike_and_says_its_model(rome, coder):
    titles = ["Soudeuse", "Chef de projet", "😀", "Soudeur chaudière inox"]
    mixed = Coder.of_occupations(rome, model=build_model([rome], steps=10))
    assert mixed.model.startswith(f"{coder.model} + text ")

    def decided(one):
        return [row["decision"] for row in one.code(titles).to_pylist() if row["rank"] == 1]

    assert decided(mixed) == decided(coder)
    assert mixed.code(["Soudeuse"])["code"][0].as_py() == "H2913"


def test_a_mixed_index_is_the_mean_of_its_parts(small):
    documents, queries = ["soudeur", "comptable", "cariste"], ["soudeur cariste", ""]
    plain = TextIndex(documents).scores(queries)
    cosines = small.encode(queries) @ small.encode(documents).T
    mixed = TextIndex(documents, model=small, share=0.25)
    assert np.allclose(mixed.scores(queries), 0.75 * plain + 0.25 * cosines, atol=1e-6)
    found = mixed.search(queries, top=2)
    assert found.documents[1].tolist() == [-1, -1]
    assert np.allclose(found.scores[0], np.sort(mixed.scores(queries)[0])[::-1][:2])


def test_a_list_is_ranked_with_the_model(small):
    corpus = [("1", "Comptable"), ("2", "Assembleur thermique")]
    assert next(rank([("q", "soudeur")], corpus, top=1, model=small)).element == "2"
