"""One employer under several spellings counts once."""

import pytest
from tests.oracles.invented_needs import need, stored

from grappe.analysis import demand, totals


@pytest.mark.parametrize(
    ("names", "employers"),
    [
        (
            [
                "Forges du Nord",
                "FORGES DU NORD SAS",
                "Forges-du-Nord S.A.S.",
                "SARL Forges du Nord",
                "forges du nord (SA)",
            ],
            1,
        ),
        (["Forges du Nord, SA", "Forges du Sud, SA"], 2),
        (["SAS", "SAS Institute", "Institute"], 2),  # a name that is a form stays; what follows one is the name
        (["Visa", "Casa", "Sa vie"], 3),
        ([None, "  "], 0),
    ],
)
def test_legal_forms_make_no_other_employer(tmp_path, places, rules, day, names, employers):
    store = stored(tmp_path / "store", [need(number, employer=name) for number, name in enumerate(names)])
    found = demand(store, by=(), places=places, rules=rules, day=day, disclosure=False)
    assert found["employers"].to_pylist() == [employers]
    assert totals(store).employers == employers


def test_a_legal_unit_is_one_employer_whatever_its_names(tmp_path, places, rules, day):
    names = ["Atelier A", "Atelier B", None]
    rows = [need(n, employer=name, siret="73282932000074") for n, name in enumerate(names)] + [need(9, employer="C")]
    found = demand(stored(tmp_path / "store", rows), by=(), places=places, rules=rules, day=day, disclosure=False)
    assert (found["employers"].to_pylist(), found["largest_employer_share"].to_pylist()) == ([2], [0.75])
