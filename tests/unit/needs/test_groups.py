"""Offers grouped under their employer: what the group says goes to each of them."""

import json

import pytest

from grappe.needs import map_feed
from grappe.needs.records import records

TEXT = "Vous rejoignez notre atelier et réalisez des ensembles selon plan. Profil : une première expérience."
OFFERS = {
    "Acier du Nord": ("Lille", ["Soudeur TIG", "Ajusteur monteur"]),
    "Fonderie Laurent": ("Arras", ["Mouleur"]),
}


def as_json():
    groups = [
        {
            "nom": name,
            "ville": town,
            "offres": [{"ref": title[:3], "titre": title, "description": TEXT, "contrat": "CDI"} for title in titles],
        }
        for name, (town, titles) in OFFERS.items()
    ]
    return json.dumps({"total": 3, "employeurs": groups})


def as_xml():
    def offer(title):
        return (
            f"<offre><ref>{title[:3]}</ref><titre>{title}</titre><description>{TEXT}</description>"
            "<contrat>CDI</contrat></offre>"
        )

    groups = "".join(
        f"<entreprise siren='1'><raisonSociale>{name}</raisonSociale><ville>{town}</ville>"
        f"<offres>{''.join(map(offer, titles))}</offres></entreprise>"
        for name, (town, titles) in OFFERS.items()
    )
    return f"<flux><titre>Toutes nos offres</titre><entreprises>{groups}</entreprises></flux>"


@pytest.mark.parametrize(
    ("name", "text", "group"),
    [("a.json", as_json(), "employeurs.nom"), ("a.xml", as_xml(), "entreprise.raisonSociale")],
    ids=["json", "xml"],
)
def test_each_offer_has_the_employer_and_the_place_of_its_group(tmp_path, name, text, group):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    found = map_feed(path)
    assert found.fields["employer"].path == f"..{group}"
    read = [record.cells for record in records(path, record_path=found.record_path)]
    assert [(cells["titre"], cells[f"..{group}"]) for cells in read] == [
        ("Soudeur TIG", "Acier du Nord"),
        ("Ajusteur monteur", "Acier du Nord"),
        ("Mouleur", "Fonderie Laurent"),
    ]
    assert all("Toutes nos offres" not in cells.values() for cells in read)


def test_what_one_group_says_is_not_said_by_the_next(tmp_path):
    path = tmp_path / "a.json"
    path.write_text('[{"ville": "Lille", "offres": [{"t": "a"}]}, {"offres": [{"t": "b"}, {"t": "c"}]}]', "utf-8")
    assert [record.cells for record in records(path, record_path="offres")] == [
        {"t": "a", "..group.ville": "Lille"},
        {"t": "b"},
        {"t": "c"},
    ]


def test_the_channel_of_a_feed_is_no_group(tmp_path):
    path = tmp_path / "a.rss"
    item = "<item><title>Soudeur</title><description>x</description></item>"
    path.write_text(f"<rss><channel><title>Nos offres</title>{item * 3}</channel></rss>", "utf-8")
    assert [record.cells["title"] for record in records(path, record_path="rss.channel.item")] == ["Soudeur"] * 3
    assert all(len(record.cells) == 2 for record in records(path, record_path="rss.channel.item"))
