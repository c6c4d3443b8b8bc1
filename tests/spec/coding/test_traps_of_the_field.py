"""Titles that mislead, and what must become of them. The references are the starter release that comes with Grappe."""

import pytest

from grappe.coding import Coder
from grappe.references import install


@pytest.fixture(scope="module")
def coder(tmp_path_factory) -> Coder:
    return Coder.of_occupations(install(tmp_path_factory.mktemp("references"), "rome", download=False))


def first(coder: Coder, title: str, text: str | None = None) -> dict:
    return coder.code([title], texts=[text]).to_pylist()[0]


@pytest.mark.parametrize(
    ("title", "decision"),
    [
        ("Android", "none"),  # no androïde
        ("coordination", "review"),  # no job by itself
        ("chef de projet", "review"),  # of what?
        ("Opérateur H/F 2x8", "review"),
        ("commercial", "review"),  # the person or the adjective
        ("Vendeur / Caissier / Magasinier", "review"),  # three jobs
        ("z", "none"),
        ("x" * 5_000, "none"),
        ("مهندس", "none"),
        ("😀🎉", "none"),
        ("", "none"),
        ("<br/>", "none"),
        ("Airbus Atlantic", "none"),  # a company
        ("Ingé méthodes indus (alternance)", "review"),
        ("Dev fullstack JS/TS remote", "review"),
    ],
)
def test_what_names_no_job_or_several_is_not_coded_at_once(coder, title, decision):
    assert first(coder, title)["decision"] == decision


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("aide-soignant·e de nuit CDD 3 mois Lyon 7e (H/F) 12,50€/h URGENT", "J1501"),
        ("<b>SOUDEUSE</b> &ndash; CDI&nbsp;", "H2913"),
        ("Conducteur de travaux", "F1201"),
        ("Soudeur F/H - Usine de Besançon", "H2913"),  # the other part is no job
        ("Soudeur TIG – Airbus", "H2916"),
    ],
)
def test_what_an_ad_says_beside_the_job_does_not_hide_it(coder, title, code):
    row = first(coder, title)
    assert (row["code"], row["decision"]) == (code, "auto")


@pytest.mark.parametrize("title", ["Soudeur - Cariste", "Soudeur et cariste", "Soudeur, chef d'équipe"])
def test_a_second_job_after_the_first_is_for_a_person_to_see(coder, title):
    assert first(coder, title)["decision"] == "review"


def test_conducteur_de_travaux_is_not_conducteur_de_train(coder):
    assert first(coder, "Conducteur de train")["code"] != first(coder, "Conducteur de travaux")["code"]


@pytest.mark.parametrize(
    "writings",
    [
        ("Soudeur TIG", "Soudeuse TIG", "soudeurs tig", "SOUDEUR·EUSE TIG", "Soudeur(se) T.I.G. (F/H)", "tig soudeuse"),
        (
            "Technicien méthodes",
            "Technicienne méthodes",
            "TECHNICIEN.NE METHODES",
            "Technicien / Technicienne méthodes",
        ),
    ],
)
def test_masculine_feminine_point_median_plural_have_one_code(coder, writings):
    assert len({first(coder, writing)["code"] for writing in writings}) == 1


JOB = (
    "Vous assemblez par soudage TIG et MIG des pièces de chaudronnerie d'après plans et contrôlez les cordons. "
    "Vous préparez les postes, réglez les paramètres de soudage et entretenez votre matériel."
)
BLURBS = (
    "Notre groupe est leader européen de la boulangerie industrielle et de la vente à distance.\n",
    "Qui sommes-nous ? Depuis plus de 30 ans, notre cabinet accompagne comptables, juristes et informaticiens. ",
    "Rejoignez une entreprise à taille humaine du transport routier, reconnue pour ses conducteurs.\n\n",
)
FOOTER = (
    "\nTous nos postes sont ouverts aux personnes en situation de handicap. Envoyez votre CV. Mutuelle, RTT, primes."
)


@pytest.mark.parametrize("title", ["Opérateur de production", "Agent d'atelier H/F", "Technicien"])
def test_the_same_job_under_three_presentations_of_a_company_has_one_code(coder, title):
    rows = [first(coder, title, blurb + JOB + FOOTER) for blurb in BLURBS] + [first(coder, title, JOB)]
    assert len({row["code"] for row in rows}) == 1
    assert len({row["probability"] for row in rows}) == 1


def test_the_text_of_an_ad_says_which_job_a_vague_title_is(coder):
    alone, told = first(coder, "Opérateur d'atelier"), first(coder, "Opérateur d'atelier", JOB)
    assert alone["code"] != told["code"]
    assert told["code"].startswith("H29")


def test_the_text_of_an_ad_never_decides(coder):
    assert first(coder, "Opérateur d'atelier", JOB)["decision"] == "review"
    assert (
        first(coder, "Soudeur", "Vous pétrissez la pâte et cuisez le pain.")["code"] == first(coder, "Soudeur")["code"]
    )
