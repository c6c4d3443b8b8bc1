"""Titles that are a title of the reference but for words that name no job."""

import pytest

from grappe.coding import equivalents, normalise
from grappe.coding.search_space import Reference, SearchSpace

LABELS = {
    "A1": "Soudeur",
    "B2": "Chef d'équipe",
    "C3": "Administrateur réseaux",
    "D4": "Responsable",
    "E5": "Soudeur TIG",
}


@pytest.fixture
def space(monkeypatch) -> SearchSpace:
    monkeypatch.setattr(equivalents, "ENOUGH", 1)
    texts = [*LABELS.items(), ("E5", "Soudeur")]
    references = tuple(Reference(code, text, normalise(text).full_key) for code, text in texts)
    return SearchSpace.of_references("test", references, LABELS, {})


def found(title: str, space: SearchSpace) -> tuple[list[str], bool]:
    known = {word for reference in space.references for word in reference.key.split()}
    answer = equivalents.equivalents(normalise(title), space, known.__contains__)
    return [reference.code for reference in answer.references], answer.exact


@pytest.mark.parametrize(
    ("title", "codes", "exact"),
    [
        ("Administratrice réseaux (H/F) CDI", ["C3"], True),
        ("Administrateur réseaux - Lieusaint", ["C3"], False),
        ("Administrateur réseaux Lieusaint", ["C3"], False),
        ("Administrateur réseaux - Chef d'équipe", [], True),  # two jobs
        ("Administrateur réseaux / Lieusaint", [], True),  # perhaps two jobs
        ("Administrateur Lieusaint", [], True),  # one known word is too little
        ("Responsable", [], True),  # no trade
        ("Responsable - Lieusaint", [], True),
        ("Soudeur", ["A1"], True),  # its label, only a synonym of E5
        ("Soudeur TIG Lieusaint", ["E5"], False),
        ("", [], True),
    ],
)
def test_what_a_title_is(space, title, codes, exact):
    assert found(title, space) == (codes, exact)


def test_a_small_release_does_not_know_which_words_name_no_job(space, monkeypatch):
    monkeypatch.setattr(equivalents, "ENOUGH", 100)
    assert found("Administrateur réseaux Lieusaint", space) == ([], True)
    assert found("Administrateur réseaux - Lieusaint", space) == (["C3"], False)
