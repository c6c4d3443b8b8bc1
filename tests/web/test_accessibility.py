"""Every page passes axe (WCAG 2.2 AA), light and dark, fits 320 px, has one h1, one main, named pictures."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.figured import LONELY, fill, references
from tests.web.test_review import need, proposal
from tests.web.test_sending import SHEET

from grappe.coding import CODED
from grappe.needs import NEEDS
from grappe.web.audit.actions import record
from grappe.web.clusters.models import Site
from grappe.web.jobs.models import Job
from grappe.web.jobs.running import run
from grappe.web.needs.models import Need
from grappe.web.sending.models import Upload
from grappe.web.stores import store_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
VISITOR = ["/compte/login/", "/compte/password/reset/", "/compte/signup/", "/accessibilite", "/introuvable"]
OFFICER = [
    "/",
    "/membres/",
    "/membres/?q=zzz",
    "/membres/nouveau",
    "/membres/comptes",
    "/membres/comptes/nouveau",
    "/membres/moi",
    "/donnees/",
    "/donnees/effacer",
    "/membres/grappe",
    "/journal/",
    "/journal/verification",
    "/travaux/",
    "/compte/password/change/",
    "/compte/2fa/",
    "/compte/email/",
]

TO_REVIEW = ("Agent polyvalent", "Ouvrier d'atelier", "Renfort d'équipe")
WORKED = [
    "/besoins/",
    "/besoins/nouveau",
    "/offres/",
    "/offres/?departement=59&month=2026-02",
    "/offres/offre?id=ads:H2913-0-1",
    "/envois/",
    "/envois/nouveau",
    "/verifier/",
    "/verifier/decisions",
    "/verifier/second-avis",
    "/verifier/version",
    "/metiers/",
    "/metiers/H2913",
    f"/metiers/{LONELY}",
    "/metiers/H2916",
]


@pytest.fixture
def worked(lively, settings, browse, monkeypatch):
    """The same cluster with needs, ads, files at every step, titles to review and figures."""
    monkeypatch.setattr("grappe.web.sending.tasks.refresh", lambda by: None)
    monkeypatch.setattr("grappe.web.review.actions.refresh", lambda by: None)
    references(settings.HOME)
    fill(lively.cluster)
    store = store_of(lively.cluster)
    store.write(NEEDS, NEEDS.from_rows(need(n, title) for n, title in enumerate(TO_REVIEW)), source="more", commit="2")
    waiting = [proposal(n, rank, code) for n in range(len(TO_REVIEW)) for rank, code in ((1, "H2913"), (2, "H2902"))]
    store.write(CODED, CODED.from_rows(waiting), source="more", commit="2")
    client = browse(lively)
    client.post("/verifier/decider", {"title": TO_REVIEW[0], "code": "H2913"})
    for name, text in (
        ("lu.csv", SHEET),
        ("lu2.csv", SHEET.replace("TIG", "MIG")),
        ("forme.csv", "a;b\nSoudeur;Lille\n"),
    ):
        client.post("/envois/nouveau", {"file": SimpleUploadedFile(name, text.encode())})
    monkeypatch.setattr("grappe.web.jobs.enqueueing.enqueue", lambda job: None)
    client.post(f"/envois/{Upload.objects.get(name='lu.csv').uuid}/confirmer")
    run(str(Job.objects.get(kind="needs.read").uuid))
    return lively


@pytest.fixture
def lively(officer, organisation):
    """A cluster in which something happened."""
    Site.objects.create(organisation=organisation, key="a", name="Atelier", commune="Lille", postcode="59000")
    record(action="organisation.save", by=officer, subject=organisation, fields=["name"], counts={"rows": 1200})
    said = {"title_fr": "Import de besoins", "title_en": "Import of needs", "message_fr": "Lecture", "done": 40}
    for state in ("running", "lost", "done", "failed"):
        Job.objects.create(cluster=officer.cluster, kind="demo", state=state, total=100, **said)
    return officer


def faults(page) -> list[str]:
    """What axe and our own rules find wrong on the page."""
    found = [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in Axe().run(page, options=RULES).response["violations"]
        for node in violation["nodes"]
    ]
    for selector, expected in (("h1", 1), ("main", 1), ("html[lang]", 1)):
        if page.locator(selector).count() != expected:
            found.append(f"{page.locator(selector).count()} × {selector}")
    unnamed = "svg:not([aria-hidden=true]):not([aria-label]):not([aria-labelledby]):not(:has(> title))"
    found += [f"unnamed svg: {page.locator(unnamed).count()}"] if page.locator(unnamed).count() else []
    return found


def checked(visit, membership, addresses, picture) -> dict[str, list[str]]:
    """The faults of each page that has some, light, dark and at 320 px; pictures are kept when asked for."""
    wrong = {}
    for look in ("light", "dark"):
        page = visit(membership, addresses[0], color_scheme=look)
        for address in addresses:
            page.set_viewport_size({"width": 1200, "height": 900})
            page.goto(address)
            picture(page, f"{address}-{look}")
            found = faults(page)
            page.set_viewport_size({"width": 320, "height": 640})
            width = page.evaluate("document.documentElement.scrollWidth")
            found += [f"{width} px wide at 320"] if width > 320 else []
            if look == "light":
                picture(page, f"{address}-320")
            if found:
                wrong[f"{address} {look}"] = found
    return wrong


@pytest.fixture
def picture():
    """Keeps a picture of the page in the folder ``GRAPPE_PICTURES``, when it is set."""
    folder = os.environ.get("GRAPPE_PICTURES")

    def keep(page, name: str) -> None:
        if folder:
            safe = "".join(sign if sign.isalnum() else "-" for sign in name).strip("-")
            page.screenshot(path=Path(folder) / f"{safe or 'home'}.png", full_page=True)

    return keep


SECURITY = [
    "/compte/2fa/totp/activate/",
    "/compte/2fa/webauthn/add/",
    "/compte/2fa/webauthn/",
    "/compte/2fa/recovery-codes/",
    "/compte/2fa/recovery-codes/generate/",
    "/compte/2fa/",
    "/compte/logout/",
]


def test_the_security_pages_pass_from_login_to_logout(visit, officer, picture):
    officer.user.set_password("une phrase assez longue")
    officer.user.save()
    for look in ("light", "dark"):
        page = visit(None, "/compte/login/?next=/compte/2fa/", color_scheme=look)
        page.fill("input[name=login]", officer.user.email)
        page.fill("input[name=password]", "une phrase assez longue")
        page.click("main form button:not([form])")
        page.wait_for_url("**/compte/2fa/")
        wrong = {}
        for address in SECURITY:
            page.goto(address)
            picture(page, f"{address}-{look}")
            wrong |= {address: found} if (found := faults(page)) else {}
        assert wrong == {}


def test_pages_of_visitors_pass(visit, picture):
    assert checked(visit, None, VISITOR, picture) == {}


def test_pages_of_the_officer_pass(visit, lively, organisation, picture):
    jobs = [f"/travaux/{job.uuid}/" for job in Job.objects.all()]
    sheets = [f"/membres/{organisation.uuid}/", f"/membres/{organisation.uuid}/modifier"]
    assert checked(visit, lively, [*OFFICER, *sheets, *jobs], picture) == {}


def test_pages_of_needs_files_review_and_occupations_pass(visit, worked, picture):
    uploads = [f"/envois/{upload.uuid}" for upload in Upload.objects.all()]
    matching = [f"/envois/{upload.uuid}/correspondance" for upload in Upload.objects.filter(name="forme.csv")]
    kept = Need.objects.first()
    sheets = [f"/besoins/{kept.uuid}", f"/besoins/{kept.uuid}/modifier", f"/besoins/{kept.uuid}/retirer"]
    assert checked(visit, worked, [*WORKED, *uploads, *matching, *sheets], picture) == {}
