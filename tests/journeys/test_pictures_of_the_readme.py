"""The two pictures of the README, kept with ``GRAPPE_SCREENSHOTS=docs/images``."""

from playwright.sync_api import expect
from tests.journeys.pages import shoot

SURVEY = """Intitulé du poste;Entreprise;Commune;Contrat;Nombre de postes;Date
Soudeur TIG H/F;Atelier Imaginaire;Lille;CDI;2;02/03/2026
Technicien de maintenance industrielle;Mécanique Inventée;Douai;CDI;1;03/03/2026
Ajusteur monteur;Mécanique Inventée;Douai;CDI;10000;03/03/2026
;Atelier Imaginaire;Lille;CDD;1;04/03/2026
Opérateur de production 2x8;Conserves Fictives;Arras;Intérim;3;05/03/2026
"""


def test_the_import_shows_what_is_wrong(visit):
    page = visit("officer")
    page.goto("/envois/nouveau")
    survey = {"name": "recueil.csv", "mimeType": "text/csv", "buffer": SURVEY.encode()}
    page.set_input_files("input[type=file]", survey)
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(page.get_by_text("5 premières lignes : 3 entreraient")).to_be_visible(timeout=30_000)
    shoot(page, "import", whole=False)


def test_the_dashboard_opens_on_its_map(visit):
    page = visit("officer")
    page.goto("/metiers/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.locator("main svg").count() >= 1
    shoot(page, "metiers", whole=False)
