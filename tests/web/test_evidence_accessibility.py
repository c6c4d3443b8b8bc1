"""Pages of evidence and labels pass axe, light and dark, and fit 320 px."""

from datetime import date, timedelta
from random import Random

import pytest
from django.utils import timezone
from tests.web.test_accessibility import checked, picture  # noqa: F401 - a fixture

from grappe.evidence import example_rows, facts_of
from grappe.teach import scheme_text
from grappe.web.evidence.actions import import_facts
from grappe.web.evidence.models import EvidenceFact
from grappe.web.label import actions

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
DAY = date(2026, 11, 24)
COMMITTEE = [{"name": f"Membre {n}", "employer": f"Atelier {n}", "links": []} for n in range(1, 6)]


@pytest.fixture
def school(people):
    organisation = people["school"].organisation
    import_facts(by=people["school"], school=organisation, facts=facts_of(example_rows(Random(3), DAY, 60), DAY))
    return organisation


def test_pages_of_evidence_have_no_barrier(visit, people, school, picture):  # noqa: F811
    home, fact = f"/preuves/{school.uuid}/", EvidenceFact.objects.first()
    names = ("", "ajouter", "importer", "indicateurs", "manques", "recommandations", "profil")
    addresses = [*(home + name for name in names), f"/preuves/fait/{fact.uuid}/"]
    assert checked(visit, people["school"], addresses, picture) == {}


def test_pages_of_labels_have_no_barrier(visit, officer, people, picture):  # noqa: F811
    day, at = timezone.localdate(), timezone.now()
    call = actions.open_call(
        by=officer,
        name="Label",
        scheme=scheme_text("default"),
        opens=day,
        closes=day + timedelta(days=9),
        committee=COMMITTEE,
    )
    row = actions.apply_for_label(by=people["school"], call=call, programme="Mécatronique", today=day)
    data = {"text": "Notre formation.", "documents": ["application", "programme", "governance"]}
    actions.make_gesture(by=people["school"], application=row, do="submit", at=at, data=data)
    actions.make_gesture(by=officer, application=row, do="admit", at=at, data={})
    actions.name_reviewer(by=officer, application=row, reviewer=people["reviewer"], employer="Université", at=at)
    case = f"/labels/dossier/{row.uuid}/"
    addresses = [
        "/labels/",
        "/labels/appel",
        f"/labels/appel/{call.uuid}/",
        case,
        f"/labels/registre/{row.cluster.key}/",
    ]
    assert checked(visit, officer, addresses, picture) == {}
    assert checked(visit, people["reviewer"], [case], picture) == {}
