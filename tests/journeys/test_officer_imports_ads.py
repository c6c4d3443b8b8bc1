"""An officer takes in a page of the France Travail API, follows it, reviews a title, opens the barometer."""

import json
import re

from playwright.sync_api import expect
from tests.journeys.pages import shoot, violations

TITLES = (
    "Soudeur TIG (H/F)",
    "Technicien de maintenance industrielle H/F",
    "Ajusteur monteur - urgent",
    "Polyvalent 2x8",
)


def api_page(rows: int) -> bytes:
    """A page as the API gives it, invented."""
    ads = [
        {
            "id": f"{number:03}ZZZZ",
            "intitule": TITLES[number % len(TITLES)],
            "description": "Au sein de l'atelier, vous assurez la production et le contrôle des pièces.",
            "dateCreation": f"2026-02-{1 + number % 27:02}T10:00:00.000Z",
            "lieuTravail": {"libelle": "25 - BESANCON", "codePostal": "25000", "commune": "25056"},
            "entreprise": {"nom": f"Atelier imaginaire {number % 7}"},
            "romeCode": "H2913",
            "romeLibelle": "Soudage",
            "appellationlibelle": "Soudeur / Soudeuse",
            "typeContrat": "CDI",
            "typeContratLibelle": "Contrat à durée indéterminée",
            "nombrePostes": 1,
        }
        for number in range(rows)
    ]
    return json.dumps({"resultats": ads, "filtresPossibles": []}).encode()


def test_an_officer_imports_an_api_page_and_opens_the_barometer(visit):
    page = visit("officer")
    page.get_by_role("link", name="Besoins", exact=True).click()
    page.get_by_role("button", name="Envoyer un fichier").click()
    assert violations(page) == []
    page.set_input_files(
        "input[type=file]", {"name": "page.json", "mimeType": "application/json", "buffer": api_page(40)}
    )
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(page.get_by_role("heading", name="Vérifier avant d'enregistrer")).to_be_visible()
    expect(page.get_by_text("40 premières lignes : 40 entreraient")).to_be_visible()
    assert violations(page) == []
    shoot(page, "import-preview")
    page.get_by_role("button", name="Enregistrer ces besoins").click()
    expect(page.get_by_text("lignes lues")).to_be_visible(timeout=30_000)
    expect(page.locator(".card", has_text="acceptées")).to_contain_text("40")
    shoot(page, "import-report")

    page.goto("/offres/?q=imaginaire")
    expect(page.get_by_text("1 à 20 sur 40")).to_be_visible()
    page.get_by_role("link", name="Soudeur TIG (H/F)").first.click()
    expect(page.get_by_role("heading", name="Codage")).to_be_visible()

    page.get_by_role("link", name="Métiers", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    shoot(page, "metiers")
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("Baromètre.*pdf", re.I)).click()
    content = download.value.path().read_bytes()
    assert content.startswith(b"%PDF")
    assert len(content) > 20_000


def test_an_officer_decides_titles_by_keyboard(visit):
    page = visit("officer")
    page.goto("/verifier/")
    shoot(page, "verifier")
    first = page.locator("#titre").inner_text()
    page.keyboard.press("s")
    expect(page.locator("#titre")).not_to_have_text(first)
    second = page.locator("#titre").inner_text()
    page.keyboard.press("1")
    expect(page.locator(".messages")).to_contain_text(second)
    page.goto("/verifier/decisions")
    expect(page.get_by_role("rowheader", name=second, exact=True)).to_be_visible()
    page.get_by_role("button", name=re.compile("Reprendre")).first.click()
    expect(page.locator(".messages")).to_contain_text("Décision reprise")
