"""A school adds a fact, sees its indicators and what is missing, opens the facts behind a figure, takes its dossier."""

import io

import docx
import pikepdf
from playwright.sync_api import expect
from tests.journeys.pages import shoot, violations


def test_a_school_keeps_its_evidence_and_downloads_its_dossier(visit):
    page = visit("school")
    page.get_by_role("link", name="Preuves", exact=True).click()
    expect(page.get_by_role("table").first).to_be_visible()
    page.get_by_role("button", name="Ajouter un fait").click()
    page.get_by_label("Jour").fill("2026-03-02")
    page.get_by_label("Nature").select_option("visit")
    page.get_by_label("Ce qui s'est passé").fill("Visite de l'atelier du Val")
    assert violations(page) == []
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", name="Visite de l'atelier du Val")).to_be_visible()
    page.get_by_role("button", name="Valider ce fait").click()
    expect(page.get_by_text("Fait validé")).to_be_visible()
    page.get_by_role("link", name="Preuves", exact=True).first.click()
    page.get_by_role("link", name="Indicateurs").click()
    assert violations(page) == []
    shoot(page, "evidence-indicators")
    page.locator("table").first.get_by_role("link").first.click()
    expect(page.get_by_text("Les faits dont ce nombre est fait.")).to_be_visible()
    page.get_by_role("link", name="Ce qui manque").click()
    assert violations(page) == []
    page.get_by_role("link", name="Faits", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Dossier Word").click()
    opened = docx.Document(io.BytesIO(download.value.path().read_bytes()))
    assert len(opened.tables) > 15
    with page.expect_download() as download:
        page.get_by_role("button", name="Dossier PDF").click()
    with pikepdf.open(download.value.path()) as pdf:
        assert pdf.Root.MarkInfo.Marked
