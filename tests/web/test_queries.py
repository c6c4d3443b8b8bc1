"""SQL statements per page, counted; templates that nobody uses fail."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import grappe.web
from grappe.web.audit.actions import record
from grappe.web.clusters.models import Organisation
from grappe.web.jobs.models import Job

HERE = Path(grappe.web.__file__).parent
#: Session, person, memberships: three before any page begins.
PAGES = {"/": 12, "/membres/": 5, "/membres/comptes": 5, "/membres/moi": 4, "/journal/": 7, "/travaux/": 5}


@pytest.mark.parametrize(("address", "most"), PAGES.items())
def test_a_page_asks_few_questions_however_long_its_list(address, most, officer, browse):
    cluster = officer.cluster
    Organisation.objects.bulk_create(
        [Organisation(cluster=cluster, key=f"k{n}", name=f"N{n}", kind="company") for n in range(60)]
    )
    Job.objects.bulk_create([Job(cluster=cluster, kind="x", started_by=officer.user) for _n in range(30)])
    for _n in range(30):
        record(action="job.start", by=officer)
    client = browse(officer)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    statements = [entry["sql"] for entry in asked if not entry["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(statements) <= most, "\n".join(statement[:150] for statement in statements)


def test_every_template_is_used():
    code = "\n".join(path.read_text("utf-8") for path in [*HERE.rglob("*.py"), *HERE.rglob("*.html")])
    named = set(re.findall(r'"([\w/.-]+\.(?:html|txt))(?:#\w+)?"', code))
    ours = {str(path.relative_to(HERE / "templates")) for path in (HERE / "templates").rglob("*.html")}
    taken_by_allauth = {name for name in ours if name.startswith(("allauth/", "account/", "mfa/"))}
    assert ours - named - taken_by_allauth == set()
