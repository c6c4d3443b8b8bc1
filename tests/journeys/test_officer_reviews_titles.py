"""An officer takes in 200 doubtful titles, decides them by keyboard in groups, sees the figures change, undoes."""

import json
import re
import time

from playwright.sync_api import Page, expect
from tests.journeys.pages import shoot, violations

JOBS = (
    "Soudeur", "Tourneur", "Fraiseur", "Cariste", "Magasinier", "Chaudronnier", "Électricien", "Plombier", "Comptable",
    "Mécanicien",
)  # fmt: skip
TEAMS = (
    "agate", "ambre", "azur", "basalte", "béryl", "cobalt", "corail", "ébène", "garance", "grenat", "indigo", "ivoire",
    "jade", "lazuli", "nacre", "ocre", "opale", "onyx", "saphir", "topaze",
)  # fmt: skip
TITLES = [f"{job} équipe {team}" for job in JOBS for team in TEAMS]


def invented() -> bytes:
    """A page as the France Travail API gives it, invented: one ad per title, without a code."""
    ads = [
        {
            "id": f"{number:03}YYYY",
            "intitule": title,
            "description": "Au sein d'une équipe, selon les consignes.",
            "dateCreation": f"2026-02-{1 + number % 27:02}T10:00:00.000Z",
            "lieuTravail": {"libelle": "25 - BESANCON", "codePostal": "25000", "commune": "25056"},
            "entreprise": {"nom": f"Fabrique inventée {number % 17}"},
            "romeCode": "Z9999",
            "typeContrat": "CDI",
            "nombrePostes": 1,
        }
        for number, title in enumerate(TITLES)
    ]
    return json.dumps({"resultats": ads, "filtresPossibles": []}).encode()


def waiting(page: Page) -> tuple[int, int]:
    """Titles to review and the needs that carry them, as the review says."""
    page.goto("/verifier/")
    said = page.locator("main").inner_text()
    found = re.search(r"([\d\s\u202f]+) intitulés à vérifier, pour ([\d\s\u202f]+) besoins", said)
    return (_number(found[1]), _number(found[2])) if found else (0, 0)


def coded(page: Page) -> int:
    """Needs with a code, as the occupations say."""
    page.goto("/metiers/")
    found = re.search(r"des besoins codés \(([\d\s\u202f]+) sur n", page.locator("main").inner_text())
    return _number(found[1]) if found else 0


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def until(page: Page, wanted) -> int:
    """The number of coded needs once it is as wanted; the figures are computed by the worker meanwhile."""
    end = time.monotonic() + 120
    while not wanted(now := coded(page)) and time.monotonic() < end:
        page.wait_for_timeout(1_000)
    assert wanted(now), now
    return now


def sent(page: Page) -> None:
    """The file, sent, looked at and confirmed."""
    page.goto("/envois/nouveau")
    page.set_input_files(
        "input[type=file]", {"name": "equipes.json", "mimeType": "application/json", "buffer": invented()}
    )
    page.get_by_role("button", name="Envoyer", exact=True).click()
    page.get_by_role("button", name="Enregistrer ces besoins").click()
    expect(page.get_by_text("lignes lues")).to_be_visible(timeout=60_000)


def walked(page: Page) -> tuple[int, int]:
    """One walk through what waits, ours decided by 1 and others skipped by s: titles decided, keys that decided."""
    page.goto("/verifier/")
    titles = keys = 0
    while page.locator("#titre").count():
        ours = page.locator("#titre").inner_text() in TITLES
        if ours:
            titles += 1 + page.locator("#review input[name=also]:checked").count()
            keys += 1
            with page.expect_navigation():
                page.keyboard.press("1")
        elif page.locator("main [data-key=s]").count():
            with page.expect_navigation():
                page.keyboard.press("s")
        else:
            break
    return titles, keys


def test_200_doubtful_titles_are_reviewed_by_keyboard_in_groups(visit):
    page = visit("officer")
    titles_before, needs_before = waiting(page)
    coded_before = coded(page)
    sent(page)
    end = time.monotonic() + 120
    while waiting(page)[0] < titles_before + len(TITLES) and time.monotonic() < end:
        page.wait_for_timeout(1_000)
    assert waiting(page) == (titles_before + len(TITLES), needs_before + len(TITLES))
    page.goto("/")
    said = f"intitulés à vérifier, pour {needs_before + len(TITLES)} besoins"
    expect(page.locator(".card", has_text=said)).to_contain_text(str(titles_before + len(TITLES)))
    page.goto("/metiers/")
    expect(page.locator(".card", has_text=said)).to_contain_text(str(titles_before + len(TITLES)))

    page.goto("/verifier/")
    assert violations(page) == []
    shoot(page, "verifier-200")
    titles, keys = walked(page)
    while titles < len(TITLES) and (more := walked(page))[0]:
        titles, keys = titles + more[0], keys + more[1]
    assert titles == len(TITLES)
    assert keys <= len(TITLES) / 4, "titles alike are decided together"
    after = until(page, lambda now: now >= coded_before + len(TITLES))

    page.goto("/verifier/")
    expect(page.locator(".last")).to_contain_text(" équipe ")
    last = int((re.search(r"\((\d+) intitulés\)", page.locator(".last").inner_text()) or [0, "1"])[1])
    with page.expect_navigation():
        page.keyboard.press("z")
    expect(page.locator(".messages")).to_contain_text("intitulés comme avant")
    assert violations(page) == []
    shoot(page, "verifier-undone")
    assert until(page, lambda now: now <= after - last) == after - last
    assert waiting(page)[0] >= last


def test_the_search_of_the_reference_answers_to_its_key_and_a_result_is_chosen(visit):
    page = visit("officer")
    page.goto("/verifier/")
    title = page.locator("#titre").inner_text()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("plombier")
    page.keyboard.press("Enter")
    expect(page.get_by_text("trouvé")).to_be_visible()
    expect(page.locator("#titre")).to_have_text(title)
    assert violations(page) == []
    page.locator("button[form=review]").first.click()
    expect(page.locator(".messages")).to_contain_text(title)
    with page.expect_navigation():
        page.keyboard.press("z")
    expect(page.locator("#titre")).to_have_text(title)
