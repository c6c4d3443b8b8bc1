"""A school sends its syllabus, looks at what was read, confirms, and sees its gap against the needs of the cluster."""

from playwright.sync_api import expect
from tests.journeys.pages import shoot, violations

from grappe.demonstration import invented_syllabus

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def test_a_school_uploads_its_syllabus_and_sees_its_gap_against_the_needs_of_the_cluster(visit):
    page = visit("school")
    page.get_by_role("link", name="Former", exact=True).click()
    page.get_by_role("button", name="Envoyer un programme").click()
    content = invented_syllabus("Mécatronique d'essai")
    page.set_input_files("input[type=file]", {"name": "syllabus.docx", "mimeType": WORD, "buffer": content})
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(page.get_by_text("356 heures et 60 ECTS")).to_be_visible()
    expect(page.get_by_text("cours sans texte")).to_be_visible()
    assert violations(page) == []
    shoot(page, "school-preview")
    page.get_by_role("button", name="Enregistrer ce programme").click()
    expect(page.get_by_role("heading", name="Écart aux besoins de la grappe")).to_be_visible()
    table = page.get_by_role("table", name="Part des besoins, pondérée")
    for _attempt in range(60):
        if table.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(table).to_contain_text("couvert")
    assert violations(page) == []
    shoot(page, "school-gap")
    page.get_by_label("Heures disponibles").fill("20")
    page.get_by_role("button", name="Chercher").click()
    expect(page.get_by_text("des besoins en plus")).to_be_visible()
    page.get_by_role("link", name="Compétences", exact=True).click()
    page.get_by_role("button", name="Confirmer").first.click()
    expect(page.get_by_text("votre avis est noté")).to_be_visible()
    assert violations(page) == []
    shoot(page, "school-skills")
    page.goto("/former/ecart")
    expect(page.get_by_role("img", name="Des besoins aux formations")).to_be_visible()
    assert violations(page) == []
    shoot(page, "school-map")
