"""Skills found in texts: evidence, level, what is not needed, names without a code."""

import pytest

from grappe.coding import FREE_SKILLS, SKILLS_FOUND, Coder, build_model, free_skills, skills_in
from grappe.coding.normaliser import label_key
from grappe.coding.skill_index import WHOLE
from grappe.coding.skill_texts import level_of, negated, skill_parts
from grappe.references import SKILLS


@pytest.fixture(scope="session")
def skills_coder(rome) -> Coder:
    """A coder of skills to the starter release."""
    return Coder.of_skills(rome)


@pytest.fixture(scope="session")
def labels(rome) -> list[str]:
    """Some skills of the starter release."""
    return [row["label_fr"] for row in rome.read(SKILLS).to_pylist()][:3]


def test_a_skill_is_found_with_the_sentence_that_shows_it(skills_coder, labels):
    text = f"L'atelier compte six personnes. Vous savez {labels[0].lower()}, avec soin.\nPoste à pourvoir en mai."
    found = skills_in([None, text, ""], skills_coder)
    SKILLS_FOUND.check(found)
    first = found.to_pylist()[0]
    assert (first["row"], first["rank"], first["label"], first["decision"]) == (1, 1, labels[0], "auto")
    assert first["evidence"] == f"Vous savez {labels[0].lower()}, avec soin"
    assert text[first["at"] :].startswith(first["evidence"])
    assert set(found["row"].to_pylist()) == {1}


def test_what_is_not_needed_is_not_found(skills_coder, labels):
    found = skills_in([f"Pas besoin de {labels[0].lower()}.", f"{labels[0]} : non exigé."], skills_coder)
    assert labels[0] not in found["label"].to_pylist()


def test_other_texts_change_nothing(skills_coder, labels):
    alone = skills_in([labels[1]], skills_coder)
    assert skills_in([labels[0], labels[1]], skills_coder).to_pylist()[-alone.num_rows :] == [
        row | {"row": 1} for row in alone.to_pylist()
    ]


def test_no_more_than_asked_for(skills_coder, labels):
    assert skills_in([". ".join(labels)], skills_coder, top=2).num_rows == 2
    assert skills_in([". ".join(labels)], skills_coder, least=1.01).num_rows == 0


@pytest.mark.parametrize(
    "said",
    [
        "Pas de permis exigé",
        "Le permis B n'est pas nécessaire",
        "Aucune connaissance du soudage n'est requise",
        "Expérience non exigée",
        "Sans expérience",
        "No prior experience required",
        "A driving licence is not needed",
    ],
)
def test_negations(said):
    assert negated(said)
    assert skill_parts(said) == []


@pytest.mark.parametrize(
    "said", ["Contrôle non destructif par ultrasons", "Travailler sans supervision", "Permis B exigé", "Pas à pas"]
)
def test_no_negations(said):
    assert not negated(said)


def test_a_negation_reaches_no_further_than_its_clause():
    keys = {part.key for part in skill_parts("Permis non exigé, mais anglais courant")}
    assert keys == {"anglais courant"}


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("Notions de comptabilité", "notions"),
        ("Savoir lire un plan", "practice"),
        ("Maîtrise de la paie", "mastery"),
        ("Expert en métallurgie, notions de droit", "expertise"),
        ("Lecture de plan", None),
        ("Introduction to signal processing", "notions"),
    ],
)
def test_levels(said, level):
    assert level_of(said) == level


@pytest.mark.parametrize("text", ["", "   ", "…", "😀", "a" * 5_000, "<b></b>", "\x00\x07", "سلام"])
def test_strange_texts_are_read(skills_coder, text):
    skills_in([text], skills_coder)
    free_skills([text], skills_coder)


def test_a_line_that_goes_on_belongs_to_its_sentence():
    assert [part.evidence for part in skill_parts("souder une pièce et\nla contrôler\nLire un plan")][
        -1
    ] == "Lire un plan"
    assert skill_parts("souder une pièce et\nla contrôler")[0].evidence == "souder une pièce et la contrôler"


def test_names_without_a_code_are_counted(skills_coder):
    texts = ["Outils : PowerBI, Zarglub et C++.", "Vous utilisez POWERBI ou PowerBI.", "Chez Acme SARL à Lyon", None]
    found = free_skills(texts, skills_coder, beside=["ACME SARL"])
    FREE_SKILLS.check(found)
    rows = found.to_pylist()
    assert (rows[0]["name"], rows[0]["texts"], rows[0]["mentions"], rows[0]["row"]) == ("PowerBI", 2, 3, 0)
    assert not {"Zarglub", "Acme", "SARL", "Lyon", "Vous"} & {row["name"] for row in rows}
    assert free_skills(texts, skills_coder, least=3).num_rows == 0
    assert free_skills(["Avec Zarglub", "et Zarglub", "ou Zarglub"], skills_coder).num_rows == 1


@pytest.fixture(scope="session")
def modelled(rome) -> Coder:
    """The same coder with a text model that learned a little."""
    return Coder.of_skills(rome, model=build_model([rome], steps=30))


def test_a_model_finds_a_label_by_itself_and_one_label_of_each_skill(modelled, labels):
    found = modelled.index.search([label_key(labels[0]), ""], top=5)
    references = [modelled.space.references[place] for place in found.documents[0].tolist()]
    assert references[0].text == labels[0]
    assert len({one.code for one in references}) == 5
    assert found.documents[1].tolist() == [-1] * 5
    assert sorted(found.scores[0].tolist(), reverse=True) == found.scores[0].tolist()


def test_likeness_to_a_skill_is_that_to_a_label_and_to_all_its_labels(modelled):
    found = modelled.index.search(["lire plan"], top=3)
    for place, score in zip(found.documents[0].tolist(), found.scores[0].tolist(), strict=True):
        code = modelled.space.references[place].code
        keys = [one.key for one in modelled.space.references if one.code == code]
        cosines = modelled._text_model.encode(keys) @ modelled._text_model.encode(["lire plan"])[0]
        assert score == pytest.approx((1 - WHOLE) * cosines.max() + WHOLE * cosines.mean(), abs=1e-5)
