"""A member offers a course to a school, the school accepts, it happens, and it stands in the school's evidence."""

from datetime import date, timedelta

from playwright.sync_api import expect
from tests.journeys.pages import violations

TITLE = "Métrologie en atelier"


def test_an_intervention_that_happened_is_evidence(visit):
    member, school = visit("member"), visit("school")
    yesterday = (date.today() - timedelta(days=1)).isoformat()  # noqa: DTZ011, TID251
    school.goto("/preuves/")
    name = school.get_by_role("heading", level=1).inner_text().removeprefix("Preuves de ")
    member.goto("/former/interventions/nouvelle")
    member.get_by_label("École", exact=True).select_option(label=name)
    member.get_by_label("Nature").select_option("course")
    member.get_by_label("Objet").fill(TITLE)
    member.get_by_label("Début").fill(yesterday)
    member.get_by_label("Fin").fill(yesterday)
    member.get_by_label("Heures avec les élèves").fill("6")
    assert violations(member) == []
    with member.expect_navigation():
        member.get_by_role("button", name="Envoyer", exact=True).click()
    school.goto("/former/interventions/")
    school.get_by_role("link", name=TITLE).click()
    for gesture in ("Accepter", "C'est fait"):
        with school.expect_navigation():
            school.get_by_role("button", name=gesture).click()
    expect(school.get_by_text("elle est entrée dans les preuves")).to_be_visible()
    school.get_by_role("link", name="Le fait dans les preuves de l'école").click()
    expect(school.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(school.get_by_text("6\u00a0h").first).to_be_visible()
    assert violations(school) == []
