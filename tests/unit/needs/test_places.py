"""Where a need is, whatever the source wrote."""

import pytest

from grappe.needs import Places


@pytest.mark.parametrize(
    ("asked", "insee", "departement"),
    [
        ({"place": "Lille", "postcode": "59000"}, "59350", "59"),
        ({"place": "59 - LILLE"}, "59350", "59"),
        ({"place": "Lille (59)"}, "59350", "59"),
        ({"place": "59800 Lille"}, "59350", "59"),
        ({"place": "LILLE CEDEX 9"}, "59350", "59"),
        ({"place": "12 rue des Forges, 59000 Lille"}, "59350", "59"),
        ({"place": "3 quai du Port 59800 Lille, France"}, "59350", "59"),
        ({"place": "Zone du Moulin, Oyonnax, 01100, France"}, "01283", "01"),
        ({"place": "Lille, Nord"}, "59350", "59"),
        ({"place": "PARIS 14ème arrondissement"}, "75056", "75"),
        ({"place": "Paris 1er Arrondissement (75)"}, "75056", "75"),
        ({"place": "PARIS 01"}, "75056", "75"),
        ({"place": "Lyon 3e", "departement": "69"}, "69123", "69"),
        ({"place": "St Denis", "postcode": "93200"}, "93066", "93"),
        ({"place": "Saint-Denis", "postcode": "97400"}, "97411", "974"),
        ({"place": "Saint-Denis"}, None, None),
        ({"place": "Laval"}, "53130", "53"),
        ({"place": "Laval", "departement": "38"}, "38206", "38"),
        ({"place": "Le Mans"}, "72181", "72"),
        ({"place": "Ajaccio", "postcode": "20000"}, "2A004", "2A"),
        ({"place": "92 - HAUTS DE SEINE"}, None, "92"),
        ({"place": "Puteaux, Hauts-de-Seine"}, None, "92"),
        ({"place": "Oyonnax", "postcode": "1100"}, "01283", "01"),
        ({"insee": "1283.0"}, "01283", "01"),
        ({"departement": "1.0", "place": "Oyonnax"}, "01283", "01"),
        ({"departement": "Hauts-de-Seine (92)"}, None, "92"),
        ({"place": "Principauté de Monaco"}, None, None),
        ({}, None, None),
    ],
)
def test_places(places, asked, insee, departement):
    found = Places.of(places).locate(**{"place": None, **asked})
    assert (found.insee, found.departement) == (insee, departement)


def test_wrong_codes_are_named(places):
    found = Places.of(places).locate("Lille", "59", "ABC")
    assert found.wrong == ("insee", "postcode")
    assert found.insee == "59350"


def test_without_a_release_codes_alone_are_understood():
    found = Places.of(None).locate("Lille", "59000")
    assert found == ("Lille", None, "59000", "59", ())
