"""A member fills in a sheet, three rows are refused, it corrects them in the workbook and sends them again."""

import io

import openpyxl
from playwright.sync_api import expect
from tests.journeys.pages import shoot, violations

SHEET = (
    "Intitulé du poste;Nombre de postes;Type de contrat;Commune;Code postal;Référence\n"
    "Soudeur TIG;2;CDI;Besançon;25000;J1\n"
    ";1;CDI;Besançon;25000;J2\n"
    "Ajusteur;dix mille;CDD;Besançon;25000;J3\n"
    "Fraiseur;10000;CDD;Besançon;25000;J4\n"
    "Tourneur;1;CDI;Besançon;25000;J5\n"
)


def test_a_member_sends_a_spreadsheet_with_three_bad_rows_and_corrects_them(visit):
    page = visit("member")
    page.get_by_role("link", name="Besoins", exact=True).click()
    page.get_by_role("button", name="Envoyer un fichier").click()
    send(page, "besoins.csv", SHEET.encode("cp1252"))
    expect(page.get_by_text("3 seraient refusées")).to_be_visible()
    shoot(page, "member-preview")
    page.get_by_role("button", name="Enregistrer ces besoins").click()
    card = page.locator(".card.urgent")
    expect(card).to_contain_text("3", timeout=30_000)
    expect(page.get_by_role("cell", name="dix mille")).to_be_visible()
    assert violations(page) == []
    shoot(page, "member-report")
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger les lignes refusées").click()
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    assert {"Erreur", "Que faire"} <= set(heads)
    for row in range(2, sheet.max_row + 1):
        title, positions = (
            sheet.cell(row, heads.index(name) + 1) for name in ("Intitulé du poste", "Nombre de postes")
        )
        title.value = title.value or "Monteur"
        positions.value = 1
    corrected = io.BytesIO()
    book.save(corrected)
    page.get_by_role("link", name="Renvoyer le fichier corrigé").click()
    send(page, "corrigé.xlsx", corrected.getvalue())
    expect(page.get_by_text("3 entreraient")).to_be_visible()
    page.get_by_role("button", name="Enregistrer ces besoins").click()
    expect(page.locator(".card", has_text="acceptées")).to_contain_text("3", timeout=30_000)
    page.goto("/besoins/?q=monteur")
    expect(page.get_by_role("rowheader", name="Monteur").first).to_be_visible()


def send(page, name, content):
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Envoyer", exact=True).click()
