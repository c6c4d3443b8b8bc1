"""What columns of values look like."""

import pytest

from grappe.needs.leaves import leaves_of
from grappe.needs.shapes import shape_of


@pytest.mark.parametrize(
    ("test", "values"),
    [
        ("date", ["2026-03-02", "02/03/2026 10:00", "Mon, 02 Mar 2026 09:00:00 GMT", "1772442000", "2 mars 2026"]),
        ("url", ["https://exemple.fr/a?b=1", "www.exemple.fr/offre"]),
        ("postcode", ["59000", "1100", "97411"]),
        ("siret", ["73282932000074", "732 829 320 00074"]),
        ("rome", ["M1805", "h2913"]),
        ("geo", ["48.85,2.35"]),
        ("lat", ["48.85", "-20.9"]),
        ("contract", ["CDI", "Contrat d'apprentissage", "Stage"]),
        ("gender", ["Soudeur H/F", "Technicien (f/h)", "Assistant(e) RH", "Chargé·e d'études", "Engineer (m/w/d)"]),
        ("occupation", ["Soudeuse TIG", "Data analyst", "Alternance RH", "Chef de projet"]),
        ("money", ["38 k€ brut", "Selon profil", "12 € de l'heure"]),
        ("place", ["69 - VILLEURBANNE", "Lyon 3e", "Brest (29)", "44000 Nantes", "Finistère", "Bretagne"]),
        ("company", ["Ateliers Vernoux SAS", "Groupe Solenne", "Mairie de Brest"]),
        ("email", ["a.b@exemple.fr"]),
    ],
)
def test_a_shape_is_recognised(test, values):
    assert shape_of(values, records=len(values))[test] == 1


@pytest.mark.parametrize(
    ("test", "values"),
    [
        ("date", ["2999583187000000", "12", "Lyon", "31/31/2026", "A-2025-159026"]),
        ("postcode", ["99000", "Lyon", "123"]),
        ("phone", ["2999583187"]),
        ("occupation", ["Les Neiges lentes", "Perceuse 300"]),
        ("contract", ["Temps plein", "Industrie"]),
        ("gender", ["Les Neiges lentes", "TCP/IP"]),
    ],
)
def test_a_shape_is_not_seen_where_it_is_not(test, values):
    assert shape_of(values, records=len(values))[test] == 0


def test_shares_and_lengths():
    shape = shape_of(["a b", "a b", "https://exemple.fr"], records=6)
    assert (shape.filled, shape.count, round(shape.distinct, 2), round(shape["url"], 2)) == (0.5, 3, 0.67, 0.33)


def test_nothing_has_no_shape():
    shape = shape_of([], records=3)
    assert (shape.filled, shape.length, shape["date"]) == (0, 0, 0)


def test_lists_are_one_leaf_and_named_values_are_several():
    skills = leaves_of([{"skills[0]": "TIG", "skills[1]": "MIG"}, {"skills[0]": "plan"}])
    assert [(leaf.path, leaf.every, leaf.listed, leaf.full[0]) for leaf in skills] == [
        ("skills[0]", "skills[]", True, "TIG\nMIG")
    ]
    named = {"f": "S-1", "f@name": "ref", "f[1]": "Soudeur", "f[1]@name": "poste", "f[2]": "Lyon", "f[2]@name": "ville"}
    found = {leaf.path: leaf.label for leaf in leaves_of([named, named]) if "@" not in leaf.path}
    assert found == {"f": "ref", "f[1]": "poste", "f[2]": "ville"}
