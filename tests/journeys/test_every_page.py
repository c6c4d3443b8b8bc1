"""Every page of the live demonstration: axe, light and dark, 320 px, both languages, without script."""

import pytest
from tests.journeys.pages import shoot, violations

PAGES = {
    "officer": [
        "/",
        "/besoins/",
        "/besoins/nouveau",
        "/offres/",
        "/envois/",
        "/envois/nouveau",
        "/enquetes/",
        "/enquetes/nouvelle",
        "/metiers/documents",
        "/metiers/domaine-ou-territoire",
        "/metiers/territoires/25",
        "/metiers/competences",
        "/metiers/cartographie",
        "/donnees/",
        "/verifier/",
        "/verifier/decisions",
        "/verifier/second-avis",
        "/verifier/version",
        "/metiers/",
        "/partager/",
        "/partager/besoins/nouveau",
        "/partager/essayer?needs=B1&needs=B2",
        "/partager/regles",
        "/membres/",
        "/journal/",
        "/travaux/",
    ],
    "member": ["/", "/besoins/", "/envois/", "/metiers/", "/partager/"],
    "school": ["/", "/metiers/"],
    "auditor": ["/", "/offres/", "/journal/"],
}


SEEN_AS = [(role, 1280, False) for role in PAGES] + [("officer", 1280, True), ("officer", 320, False)]


@pytest.mark.parametrize(("role", "width", "dark"), SEEN_AS)
def test_a_page_has_no_barrier(visit, role, width, dark):
    page = visit(role, width=width, dark=dark)
    wrong = {}
    for address in PAGES[role]:
        assert page.goto(address).status == 200, address
        if found := violations(page):
            wrong[address] = found
        shoot(page, f"{role}{address.replace('/', '-')}{width}{'-dark' if dark else ''}")
    assert wrong == {}


def test_pages_speak_english(visit):
    page = visit("officer", language="en")
    for address in ("/", "/besoins/", "/metiers/", "/verifier/", "/partager/"):
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == "en"
        assert violations(page) == []
        shoot(page, f"en{address.replace('/', '-')}")
