"""How files become needs: what a member or a feed wrote, and the need it becomes."""

import json
from datetime import date

import pytest

from grappe.needs import NEEDS, read
from grappe.tables import open_store


def needs_of(tmp_path, name: str, text: str) -> list[dict]:
    """The needs that a file becomes, unknown columns left out."""
    path = tmp_path / name
    path.write_text(text, "utf-8")
    store = open_store(tmp_path / "store", create=True)
    read([path], into=store, day=date(2026, 3, 2))
    return [
        {name: value for name, value in need.items() if value is not None} for need in store.read(NEEDS).to_pylist()
    ]


def test_a_spreadsheet_that_a_member_made_alone(tmp_path):
    header = "Poste;Nb de postes;Société;Ville;CP;Contrat;Salaire;Début"
    line = "Soudeur TIG;2;Lumen;Lille;59000;CDI;13,50 €/h;01/09/2026"
    (need,) = needs_of(tmp_path, "lumen.csv", f"{header}\n{line}\n")
    assert need.pop("need_id") == f"recueil:{need.pop('source_key')}"
    assert need == {
        "source": "recueil",
        "kind": "survey",
        "title": "Soudeur TIG",
        "employer": "Lumen",
        "contract": "cdi",
        "positions": 2,
        "pay_min": 13.5,
        "pay_max": 13.5,
        "pay_unit": "hour",
        "departement": "59",
        "postcode": "59000",
        "place": "Lille",
        "starts": date(2026, 9, 1),
        "language": "fr",
    }


def test_an_advertisement_of_france_travail(tmp_path):
    ad = {
        "id": "190ABCD",
        "intitule": "Soudeur / Soudeuse (H/F)",
        "description": "Vous souderez des cuves.",
        "dateCreation": "2026-01-05T08:00:00.000Z",
        "lieuTravail": {
            "libelle": "59 - LILLE",
            "latitude": 50.6,
            "longitude": 3.0,
            "codePostal": "59000",
            "commune": "59350",
        },
        "romeCode": "H2913",
        "entreprise": {"nom": "Lumen"},
        "typeContrat": "CDD",
        "natureContrat": "Contrat apprentissage",
        "salaire": {"libelle": "Mensuel de 1200.0 Euros à 1400.0 Euros sur 12.0 mois"},
        "dureeTravailLibelle": "35H Travail en journée",
        "nombrePostes": 1,
        "competences": [{"code": "1", "libelle": "Souder"}],
    }
    (need,) = needs_of(tmp_path, "page.json", json.dumps({"resultats": [ad]}))
    assert need == {
        "need_id": "france-travail:190ABCD",
        "source": "france-travail",
        "source_key": "190ABCD",
        "kind": "ad",
        "title": "Soudeur / Soudeuse (H/F)",
        "description": "Vous souderez des cuves.",
        "employer": "Lumen",
        "rome_given": "H2913",
        "contract": "apprenticeship",
        "hours_per_week": 35.0,
        "positions": 1,
        "pay_min": 1200.0,
        "pay_max": 1400.0,
        "pay_unit": "month",
        "insee": "59350",
        "departement": "59",
        "postcode": "59000",
        "place": "59 - LILLE",
        "lat": 50.6,
        "lon": 3.0,
        "published": date(2026, 1, 5),
        "language": "fr",
        "skills": ["Souder"],
    }


@pytest.mark.parametrize(
    ("written", "column", "understood"),
    [
        ("Intitulé;Contrat\nX;Alternance", "contract", "apprenticeship"),
        ("Intitulé;Contrat\nX;CDD de 6 mois", "contract", "cdd"),
        ("Intitulé;Heures\nX;37H30", "hours_per_week", 37.5),
        ("Intitulé;SIRET\nX;5,5208E+13", "siret", None),
        ("Intitulé;SIRET\nX;732 829 320 00074", "siret", "73282932000074"),
        ("Intitulé;Code postal\nX;1100", "postcode", "01100"),
        ("Intitulé;Code NAF\nX;2841Z", "naf", "28.41Z"),
        ("Intitulé;Code ROME\nX;h2913", "rome_given", "H2913"),
        ("Intitulé;Salaire\nX;35-40 k€", "pay_max", 40000.0),
        ("Intitulé;Compétences\nX;TIG, MAG", "skills", ["TIG, MAG"]),
        ("Intitulé;Recrutement difficile\nX;Oui", "difficult", True),
        ("Intitulé;Département\nX;1", "departement", "01"),
        ("Intitulé;Date\nX;2 mars 2026", "published", date(2026, 3, 2)),
    ],
)
def test_what_a_cell_means(tmp_path, written, column, understood):
    (need,) = needs_of(tmp_path, "f.csv", written + "\n")
    assert need.get(column) == understood
