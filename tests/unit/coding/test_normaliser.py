"""Titles as people write them, and the words of the job that are kept."""

import pytest

from grappe.coding import normalise
from grappe.coding.folding import LONGEST, fold
from grappe.coding.gender import masculine
from grappe.coding.normaliser import FACT_KINDS, label_key, phrase, signature


@pytest.mark.parametrize(
    "title",
    [
        "Technicien de maintenance",
        "TECHNICIENNE DE MAINTENANCE",
        "Technicien·ne de maintenance",
        "technicien.ne de maintenance",
        "Technicien(ne) de maintenance",
        "Technicien/ne de maintenance",
        "Technicien / Technicienne de maintenance",
        "Technicien de maintenance / Technicienne de maintenance",
        "Technicienne de maintenance (H/F)",
        "F/H – Technicien de maintenance",
        "Technicien de maintenance (m/f/d)",
        "Techniciens de maintenance",
        "Technicien&nbsp;de <b>maintenance</b>",
        "Un(e) technicien(ne) de maintenance",
    ],
)
def test_one_title_in_every_writing(title):
    assert normalise(title).key == "technicien maintenance"


@pytest.mark.parametrize(
    ("feminine", "male"),
    [
        ("conductrice", "conducteur"),
        ("vendeuse", "vendeur"),
        ("ingénieure", "ingénieur"),
        ("chargée", "chargé"),
        ("conseillère", "conseiller"),
        ("infirmière", "infirmier"),
        ("cheffe", "chef"),
        ("barmaid", "barman"),
        ("agente", "agent"),
        ("commerciale", "commercial"),
        ("administrative", "administratif"),
        ("pharmacienne", "pharmacien"),
        ("contremaîtresse", "contremaître"),
        ("professionnelle", "professionnel"),
        ("citoyennes", "citoyen"),
        ("avocate", "avocat"),
    ],
)
def test_a_feminine_and_its_masculine_have_one_form(feminine, male):
    assert masculine(fold(feminine)) == masculine(fold(male))


def test_what_an_ad_says_beside_the_job_is_kept_as_facts():
    read = normalise("Aide-soignant·e de nuit CDD 3 mois Lyon 7e (H/F) 12,50€/h URGENT")
    assert read.key == "aide soignant"
    assert {fact.kind for fact in read.facts} == {
        "hours", "contract", "duration", "place", "gender", "salary", "urgency",
    }  # fmt: skip
    assert ("salary", "12,50€/h") in {(fact.kind, fact.text) for fact in read.facts}


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Comptable en alternance", "alternance"),
        ("Comptable - contrat d'apprentissage", "alternance"),
        ("Comptable Bac+3", "level"),
        ("Comptable BTS", "level"),
        ("Comptable junior", "level"),
        ("Comptable 35h", "hours"),
        ("Comptable temps partiel", "hours"),
        ("Comptable 30K€", "salary"),
        ("Comptable 1 800 euros brut", "salary"),
        ("Comptable - Nantes", "place"),
        ("Comptable (44)", "place"),
        ("Comptable 44000", "reference"),
        ("Comptable #SYN13322", "reference"),
        ("Comptable réf. 12345", "reference"),
        ("Comptable télétravail", "remote"),
        ("Comptable - poste à pourvoir", "urgency"),
        ("Comptable CDI", "contract"),
    ],
)
def test_each_kind_of_fact(title, kind):
    read = normalise(title)
    assert read.key == "comptable"
    assert kind in {fact.kind for fact in read.facts} <= set(FACT_KINDS)


def test_a_title_made_of_facts_alone_keeps_its_words():
    assert normalise("Alternance BTS").key == "alternance bts"


@pytest.mark.parametrize(
    ("short", "spelt"),
    [
        ("Ingé méthodes indus", "Ingénieur méthodes industriel"),
        ("Tech. maintenance", "Technicien maintenance"),
        ("RRH", "Responsable ressources humaines"),
        ("Conducteur PL", "Conducteur poids lourd"),
        ("Dev. full-stack", "Développeur fullstack"),
        ("Software engineer", "Ingénieur logiciel"),
        ("Développeur C#", "développeur csharp"),
    ],
)
def test_abbreviations_and_english_are_spelt_out(short, spelt):
    assert normalise(short).key == normalise(spelt).key


def test_jobs_set_side_by_side_are_told_apart():
    assert normalise("Vendeur / Caissier / Magasinier").jobs == ("vendeur", "caissier", "magasinier")
    assert normalise("Soudeur ou chaudronnier (H/F)").jobs == ("soudeur", "chaudronnier")
    assert normalise("Vendeur / Vendeuse").jobs == ("vendeur",)


@pytest.mark.parametrize("title", ["", "  ", "😀", "(H/F)", "<br>", "—"])
def test_a_title_without_words_has_no_key(title):
    assert normalise(title).words in ((), ("h", "f"))


def test_a_title_of_another_script_keeps_its_words():
    assert normalise("مهندس").key == "مهندس"


def test_a_very_long_title_is_read_to_a_limit():
    assert len(normalise("soudeur " * 5_000).key) <= LONGEST


def test_a_label_and_a_phrase_keep_what_ads_would_lose():
    assert label_key("Veilleur / Veilleuse de nuit") == "veilleur nuit"
    assert phrase("Gérer les contrats CDI").key == "gerer contrat cdi"


def test_the_order_of_words_does_not_matter_to_a_signature():
    assert signature("maintenance technicien") == signature("technicien maintenance technicien")
