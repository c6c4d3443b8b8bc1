"""The demonstration's evidence and label are there, and made once."""

from datetime import date

from grappe.demonstration import demonstrate
from grappe.references import install
from grappe.web.demonstration.actions import load_demonstration
from grappe.web.demonstration.proving import prove
from grappe.web.demonstration.queries import people
from grappe.web.evidence import queries as evidence
from grappe.web.evidence.models import EvidenceFact
from grappe.web.label import queries as label

DAY = date(2026, 11, 24)


def test_the_demonstration_proves_and_labels_once(db, settings):
    rome, places = (install(settings.HOME, name, download=False) for name in ("rome", "places"))
    told = demonstrate(2026, day=DAY, rome=rome, places=places)
    cluster = load_demonstration(demonstration=told)
    for _time in range(2):
        prove(told, people(cluster), DAY)
    assert EvidenceFact.objects.count() == 240
    (row,) = label.register(cluster)
    assert row.state == "valid"
    assert label.credential_file(row).is_file()
    held = evidence.held(row.school, DAY)
    assert all(figure.n for figure in (indicator.parts[0].figures[-1] for indicator in evidence.figures(held)))
