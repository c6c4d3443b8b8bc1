"""A label from the call to a credential that anyone verifies: officer, school, two reviewers, a visitor."""

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.journeys.pages import shoot, violations

PROGRAMME = "Robotique des ateliers"
COMMITTEE = "\n".join(f"Juré {n} ; Atelier inventé {n}" for n in range(1, 6))
CRITERIA = (
    "needs", "blocks", "governance", "teachers", "company", "equipment", "placement", "transitions", "access",
    "improvement", "openness",
)  # fmt: skip


def test_a_label_goes_from_its_call_to_a_verified_credential(visit, tmp_path):
    officer, school = visit("officer"), visit("school")
    call = opened_call(officer)
    case = applied(school, call)
    officer.goto(case)
    press(officer, "Déclarer recevable")
    for number, role in enumerate(("reviewer", "second reviewer"), 1):
        section = officer.locator("section", has=officer.get_by_role("heading", name="Désigner un relecteur"))
        section.locator("select").select_option(index=number)
        section.get_by_label("Employeur du relecteur").fill(f"Université inventée {number}")
        press(officer, "Désigner un relecteur")
        scored(visit(role), case)
        officer.goto(case)
    press(officer, "Clore les relectures")
    officer.locator("#g-hear ~ form textarea").fill("La directrice des études est venue.")
    press(officer, "Noter l'audition")
    sat(officer)
    expect(officer.get_by_text("label en cours").first).to_be_visible()
    press(officer, "Signer l'attestation")
    assert violations(officer) == []
    shoot(officer, "label-decided")
    taken(visit, tmp_path, officer.get_by_role("link", name="Télécharger l'attestation").get_attribute("href"))


def opened_call(page: Page) -> str:
    page.get_by_role("link", name="Labels", exact=True).click()
    page.get_by_role("button", name="Ouvrir un appel").click()
    page.get_by_label("Nom de l'appel").fill("Label du voyage")
    page.get_by_label("Ouvre le").fill(date.today().isoformat())  # noqa: DTZ011, TID251
    page.get_by_label("Ferme le").fill((date.today() + timedelta(days=30)).isoformat())  # noqa: DTZ011, TID251
    page.get_by_label("Comité").fill(COMMITTEE)
    assert violations(page) == []
    page.get_by_role("button", name="Ouvrir", exact=True).click()
    expect(page.get_by_role("heading", name="Label du voyage")).to_be_visible()
    return page.url


def applied(page: Page, call: str) -> str:
    page.goto(call)
    page.get_by_label("Formation").fill(PROGRAMME)
    page.get_by_role("button", name="Commencer un dossier").click()
    page.locator("#g-submit ~ form textarea").fill("Trois ans, avec onze adhérents.")
    for box in page.locator("#g-submit ~ form input[type=checkbox]").all():
        box.check()
    press(page, "Déposer le dossier")
    expect(page.get_by_text("déposée").first).to_be_visible()
    return page.url


def scored(page: Page, case: str) -> None:
    page.goto(case)
    for name in CRITERIA:
        choice = page.locator(f"select[name=review-p_{name}]")
        if choice.input_value() in ("", "0"):
            choice.select_option("3")
            page.locator(f"input[name=review-c_{name}]").fill("Vu dans le dossier.")
    assert violations(page) == []
    press(page, "Noter le dossier")


def sat(page: Page) -> None:
    section = page.locator("section", has=page.get_by_role("heading", name="Ouvrir la séance"))
    for box in section.locator("input[type=checkbox]").all()[:4]:
        box.check()
    tomorrow = (date.today() + timedelta(days=1)).isoformat()  # noqa: DTZ011, TID251
    section.get_by_label("Fin du vote").fill(f"{tomorrow}T10:00")
    press(page, "Ouvrir la séance")
    for number in (1, 2, 3):
        voting = page.locator("section", has=page.get_by_role("heading", name="Noter un vote"))
        voting.get_by_label("Membre").select_option(f"Juré {number}")
        voting.get_by_label("Vote").select_option("label")
        press(page, "Noter un vote")
    deciding = page.locator("section", has=page.get_by_role("heading", name="Enregistrer la décision"))
    deciding.get_by_label("Motifs").fill("Bien accordée aux besoins de la grappe.")
    press(page, "Enregistrer la décision")


def taken(visit, tmp_path: Path, address: str | None) -> None:
    """A visitor without account downloads the three files, and checks them with the command line alone."""
    visitor = visit(None)
    assert address is not None
    register = address.rsplit("/", 1)[0] + "/"
    visitor.goto(register)
    expect(visitor.get_by_role("rowheader", name=PROGRAMME)).to_be_visible()
    assert violations(visitor) == []
    shoot(visitor, "label-register")
    files = {
        "badge.json": address,
        "badge.status.json": f"{register}statuts.json",
        "badge.keys.json": f"{register}cles.json",
    }
    for name, path in files.items():
        (tmp_path / name).write_bytes(visitor.request.get(path).body())
    command = [str(Path(sys.executable).parent / "grappe"), "teach", "badge", "verify", str(tmp_path / "badge.json")]
    done = subprocess.run([*command, "--json"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert (told["valid"], told["status"], told["key"]) == (True, "standing", "known")


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator("p.error, .notice.error")).to_have_count(0)
