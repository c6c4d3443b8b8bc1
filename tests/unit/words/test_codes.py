"""Codes: a value that exists is valid."""

import pytest

from grappe.words import (
    DepartementCode,
    EscoUri,
    InseeCode,
    IscoCode,
    NafCode,
    OgrCode,
    PostalCode,
    Refused,
    RncpCode,
    RomeCode,
    Siren,
    Siret,
    Uai,
)

GOOD = [
    (RomeCode, "m1805", "M1805"),
    (RomeCode, " H 2902 ", "H2902"),
    (OgrCode, 126549, "126549"),
    (IscoCode, "2512", "2512"),
    (NafCode, "6201z", "62.01Z"),
    (NafCode, "62.01Z", "62.01Z"),
    (NafCode, "111Z", "01.11Z"),
    (RncpCode, "37682", "RNCP37682"),
    (RncpCode, "rs 5451", "RS5451"),
    (Siren, "732 829 320", "732829320"),
    (Siret, "732 829 320 00074", "73282932000074"),
    (Siret, "73282932000074.0", "73282932000074"),
    (Siret, "7.3282932000074E13", "73282932000074"),
    (Siret, "35600000049837", "35600000049837"),  # La Poste: the digits sum to a multiple of five
    (Uai, "0597131f", "0597131F"),
    (InseeCode, "1001", "01001"),
    (InseeCode, "2a004", "2A004"),
    (InseeCode, "97411", "97411"),
    (DepartementCode, "1", "01"),
    (DepartementCode, "2b", "2B"),
    (DepartementCode, "974", "974"),
    (PostalCode, "1000", "01000"),
    (PostalCode, "59000.0", "59000"),
]
BAD = [
    (RomeCode, "M18"),
    (RomeCode, "Z1805"),
    (RomeCode, ""),
    (NafCode, "62"),
    (Siren, "732829321"),
    (Siret, "73282932000075"),
    (Siret, "abc"),
    (Uai, "0597131A"),
    (InseeCode, "99"),
    (DepartementCode, "20"),
    (DepartementCode, "96"),
    (PostalCode, "5900a"),
    (EscoUri, "http://example.org/esco/occupation/1"),
]


@pytest.mark.parametrize(("kind", "written", "code"), GOOD)
def test_a_code_is_normalised(kind, written, code):
    assert kind(written) == code
    assert kind(kind(written)) == code


@pytest.mark.parametrize(("kind", "written"), BAD)
def test_what_is_not_a_code_is_refused_with_an_example(kind, written):
    with pytest.raises(Refused) as refusal:
        kind(written)
    assert kind.example in refusal.value.said("fr")
    assert kind.parse(written) is None


def test_every_example_is_a_code():
    kinds = (RomeCode, OgrCode, EscoUri, IscoCode, NafCode, RncpCode, Siren, Siret, Uai, InseeCode, PostalCode)
    assert [kind for kind in kinds if kind.parse(kind.example) is None] == []


def test_a_commune_knows_its_departement():
    assert InseeCode("59350").departement == "59"
    assert InseeCode("2A004").departement == "2A"
    assert InseeCode("97411").departement == "974"


def test_an_establishment_knows_its_legal_unit():
    assert Siret("73282932000074").siren == "732829320"


def test_a_rome_code_knows_its_domain():
    assert RomeCode("M1805").domain == "M"
