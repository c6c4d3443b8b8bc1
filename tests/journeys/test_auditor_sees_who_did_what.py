"""An auditor reads who did what, verifies the chain, and can change nothing."""

from playwright.sync_api import expect
from tests.journeys.pages import shoot, violations


def test_an_auditor_sees_who_did_what_and_changes_nothing(visit):
    officer = visit("officer")
    officer.goto("/besoins/nouveau")
    officer.get_by_label("Intitulé du poste").fill("Régleuse de presse")
    officer.get_by_role("button", name="Enregistrer").click()
    expect(officer.get_by_text("Besoin enregistré")).to_be_visible()

    page = visit("auditor")
    page.get_by_role("link", name="Journal", exact=True).click()
    row = page.get_by_role("row", name="Besoin saisi").first
    expect(row).to_contain_text("Aline Tournevire")
    expect(page.get_by_text("Régleuse de presse")).to_have_count(0)
    assert violations(page) == []
    shoot(page, "journal")
    page.goto("/journal/verification")
    shoot(page, "journal-verification")
    page.goto("/besoins/?q=regleuse")
    page.get_by_role("link", name="Régleuse de presse").click()
    expect(page.get_by_role("link", name="Modifier")).to_have_count(0)
    assert page.goto("/besoins/nouveau").status == 403
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert violations(page) == []
    shoot(page, "refused-page")


def test_a_member_sees_its_own_and_nothing_else(visit):
    page = visit("member")
    expect(page.get_by_role("link", name="Journal", exact=True)).to_have_count(0)
    for address in ("/journal/", "/offres/", "/verifier/", "/membres/comptes"):
        assert page.goto(address).status == 403, address
