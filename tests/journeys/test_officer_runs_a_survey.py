"""The officer opens a wave; members answer on the page and in a workbook, a union by its link; figures, letter."""

import io
import re

import docx
import openpyxl
from playwright.sync_api import expect
from tests.journeys.pages import shoot, violations


def test_from_a_wave_to_the_letter_of_needs(visit, site):
    page = visit("officer")
    page.get_by_role("link", name="Besoins", exact=True).click()
    page.get_by_role("button", name="Enquêtes").click()
    page.get_by_role("button", name="Préparer une enquête").click()
    page.fill("input[name=name]", "Enquête de printemps")
    page.fill("input[name=closes]", "2027-05-31")
    page.get_by_role("button", name="Préparer", exact=True).click()
    page.get_by_role("button", name="Inviter ces membres").click()
    page.select_option("select[name=college]", "unions")
    page.fill("input[name=name]", "Union locale")
    page.fill("input[name=email]", "union@enquete.example")
    page.get_by_role("button", name="Inviter cette personne").click()
    page.get_by_role("button", name="Ouvrir aux réponses").click()
    assert violations(page) == []
    shoot(page, "survey-wave")
    wave = page.url
    page.get_by_role("button", name="Écrire à ceux qui n'ont pas répondu").click()
    expect(page.get_by_text("Messages envoyés")).to_be_visible()
    links = [row.get_attribute("href") for row in page.get_by_role("link", name="remplir").all()]
    assert len(links) > 100

    answer_on_the_page(visit("member"))
    for address in links[3:8]:
        answer_in_a_workbook(page, address)
    answer_by_link(visit(None), site)

    page.goto(wave)
    page.get_by_role("button", name="Clore").click()
    expect(page.get_by_role("heading", name="Résultats : Enquête de printemps")).to_be_visible()
    expect(page.get_by_text("redressées par taille et secteur")).to_be_visible()
    question = page.locator("details", has_text="Avez-vous eu des difficultés à recruter")
    question.locator("summary").first.click()
    row = question.get_by_role("row", name=re.compile("^oui"))
    expect(row).to_contain_text("–")
    assert violations(page) == []
    shoot(page, "survey-results")
    read_the_letter(page)


def answer_on_the_page(page):
    """The member finds the questionnaire among the things to do; a mistake is shown, corrected, sent."""
    page.get_by_role("link", name=re.compile("questionnaires à remplir")).click()
    page.get_by_role("link", name=re.compile("Répondre à « Enquête de printemps »")).click()
    page.get_by_label("Âge du dirigeant").fill("7")
    page.get_by_label("Effectif total").fill("80")
    page.get_by_label("Secteur principal").select_option("industry")
    page.locator("input[name='q.difficulty'][value=oui]").check()
    page.locator("input[name='q.tension_causes.housing'][value='5']").check()
    page.locator("input[name='q.hires.1.title']").fill("Soudeur TIG")
    page.locator("input[name='q.hires.1.positions']").fill("2")
    assert violations(page) == []
    shoot(page, "survey-questionnaire")
    page.get_by_role("button", name="Envoyer mes réponses").click()
    expect(page.get_by_text("1 réponse est à corriger")).to_be_visible()
    expect(page.get_by_text("hors de 16 à 99")).to_be_visible()
    page.get_by_label("Âge du dirigeant").fill("57")
    page.get_by_role("button", name="Envoyer mes réponses").click()
    expect(page.get_by_role("heading", name="Merci")).to_be_visible()


def answer_in_a_workbook(page, address):
    """A workbook downloaded, filled in offline, sent back by the officer for the firm."""
    page.goto(address)
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger le questionnaire (xlsx)").click()
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    sheet = book["Réponses"]
    answers = {"headcount": "40", "sector": "Industrie", "difficulty": "oui"}
    for row in range(4, sheet.max_row + 1):
        if not sheet.cell(row, 5).value:
            sheet.cell(row, 3).value = answers.get(sheet.cell(row, 4).value)
    content = io.BytesIO()
    book.save(content)
    page.set_input_files("input[type=file]", {"name": "r.xlsx", "mimeType": "x/x", "buffer": content.getvalue()})
    page.get_by_role("button", name="Envoyer le classeur").click()
    expect(page.get_by_role("heading", name="Merci")).to_be_visible()


def answer_by_link(page, site):
    """Without an account, by the address that was sent by mail."""
    page.goto(re.findall(r"/enquetes/r/[\w-]+/", site.output.read_text())[-1])
    page.get_by_role("button", name="Envoyer mes réponses").click()
    expect(page.get_by_role("heading", name="Enquête de printemps")).to_be_visible()
    page.locator("input[type=radio][value='5']").first.check()
    page.get_by_role("button", name="Envoyer mes réponses").click()
    expect(page.get_by_role("heading", name="Merci")).to_be_visible()


def read_the_letter(page):
    page.get_by_role("link", name="Métiers", exact=True).click()
    page.get_by_role("button", name="Documents").click()
    page.get_by_label("À l'attention de").fill("École des Hauts")
    assert violations(page) == []
    shoot(page, "documents")
    with page.expect_download() as download:
        page.get_by_role("button", name="Word").first.click()
    letter = docx.Document(io.BytesIO(download.value.path().read_bytes()))
    assert letter.paragraphs[0].text == "Lettre de besoins"
    assert "École des Hauts" in letter.paragraphs[1].text
    assert len(letter.tables[0].rows) > 5
