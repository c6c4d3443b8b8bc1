"""Three members describe part-time needs and the officer prints the annex of their job; a call is answered."""

import re

from playwright.sync_api import Page, expect
from tests.journeys.pages import shoot, violations

WORDS = (
    "lundi et mardi",
    "deux demi-journées par semaine, le mercredi",
    "un jour par semaine, le jeudi ou le vendredi",
)


def test_three_part_time_needs_become_a_job_whose_annex_is_printed(visit):
    member = visit("member")
    describe(member, WORDS[0], organisation=None)
    officer = visit("officer")
    describe(officer, WORDS[1], organisation=1)
    describe(officer, WORDS[2], organisation=2)
    officer.get_by_role("link", name="Partager", exact=True).first.click()
    expect(officer.get_by_role("img", name="Carte des complémentarités")).to_be_visible()
    plan(officer)
    shoot(officer, "share-plan")
    row = officer.get_by_role("row").filter(has_text="1 456")
    row.get_by_role("link", name=re.compile("Emploi")).click()
    expect(officer.get_by_role("cell", name="Code du travail, L3121-20")).to_be_visible()
    expect(officer.get_by_role("columnheader", name="Prix hors taxes (€/h)")).to_be_visible()
    assert violations(officer) == []
    shoot(officer, "share-job")
    with officer.expect_download() as download:
        officer.get_by_role("link", name="Annexe au contrat de travail (L1253-9), PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_an_unpooled_need_becomes_a_call_whose_answer_completes_a_job(visit):
    member = visit("member")
    member.goto("/partager/")
    assert violations(member) == []
    shoot(member, "share-calls")
    member.get_by_role("button", name="Répondre à l'appel B12").click()
    member.get_by_label("Poste").fill("Assistant des achats")
    member.get_by_label("Commune du lieu de travail").fill("Blois")
    member.get_by_label("Salaire brut horaire (€)").fill("13.9")
    member.get_by_role("button", name="Enregistrer").click()
    answer = member.locator("h1").inner_text().split(" ")[0]
    officer = visit("officer")
    officer.goto("/partager/")
    plan(officer)
    together = officer.locator("form.inline:has(input[value=B12])")
    expect(together.locator(f"input[value={answer}]")).to_have_count(1)


def describe(page: Page, words: str, *, organisation: int | None) -> None:
    """A part need in words, understood, looked at and saved."""
    page.goto("/partager/besoins/nouveau")
    if organisation is not None:
        page.get_by_label("Adhérent", exact=True).select_option(index=organisation)
    page.get_by_label("Poste").fill("Régleur sur presse")
    page.get_by_label("Métier", exact=True).fill("H2903")
    page.get_by_label(re.compile("Quand")).fill(words)
    page.get_by_label("Commune du lieu de travail").fill("Besançon")
    page.get_by_label("Salaire brut horaire (€)").fill("14")
    page.get_by_role("button", name="Comprendre ces mots").click()
    expect(page.get_by_role("heading", name="Ce qui a été compris")).to_be_visible()
    shoot(page, "share-understood")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", name=re.compile("Régleur sur presse"))).to_be_visible()


def plan(page: Page) -> None:
    """A plan is asked for and comes within five seconds, then is the best one."""
    page.get_by_role("button", name="Chercher des emplois partagés").click()
    expect(page.get_by_role("heading", name="Besoins en attente")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("le meilleur possible")).to_be_visible(timeout=60_000)
