"""How job titles are cut and written."""

from random import Random

import pytest

from grappe.demonstration.titles import _contracted, _slip, feminine, masculine
from grappe.references import APPELLATIONS, Release


@pytest.mark.parametrize(
    ("label", "first", "second"),
    [
        ("Soudeur / Soudeuse", "Soudeur", "Soudeuse"),
        ("Cariste", "Cariste", "Cariste"),
        (
            "Technicien / Technicienne de maintenance",
            "Technicien de maintenance",
            "Technicienne de maintenance",
        ),
        (
            "Ouvrier non qualifié / Ouvrière non qualifiée de production",
            "Ouvrier non qualifié de production",
            "Ouvrière non qualifiée de production",
        ),
        (
            "Monteur-câbleur / Monteuse-câbleuse en armoires",
            "Monteur-câbleur en armoires",
            "Monteuse-câbleuse en armoires",
        ),
    ],
)
def test_the_two_forms_of_a_title(label: str, first: str, second: str) -> None:
    assert (masculine(label), feminine(label)) == (first, second)


def test_every_starter_title_can_be_cut(starter: tuple[Release, Release]) -> None:
    labels = [row["label"] for row in starter[0].read(APPELLATIONS).to_pylist() if row["language"] == "fr"]
    assert [label for label in labels if " / " in masculine(label) + feminine(label)] == []


@pytest.mark.parametrize(
    ("label", "written"),
    [
        ("Soudeur / Soudeuse", "Soudeur(se)"),
        ("Technicien / Technicienne de maintenance", "Technicien(ne) de maintenance"),
        ("Acheteur / Acheteuse", "Acheteur(se)"),
        ("Conducteur / Conductrice de ligne", "Conducteur(trice) de ligne"),
        ("Chargé / Chargée d'affaires", "Chargé(e) d'affaires"),
        ("Couturier / Couturière", "Couturier(ère)"),
        ("Cariste", "Cariste (H/F)"),
        ("Agent administratif / Agente administrative", "Agent administratif (H/F)"),
    ],
)
def test_a_contracted_title(label: str, written: str) -> None:
    assert _contracted(label) == written


def test_a_slip_changes_two_letters_and_nothing_else() -> None:
    for seed in range(20):
        slipped = _slip(Random(seed), "Technicien de maintenance")
        assert sorted(slipped) == sorted("Technicien de maintenance")
        assert sum(a != b for a, b in zip(slipped, "Technicien de maintenance", strict=True)) in (0, 2)
    assert _slip(Random(1), "A 1") == "A 1"
