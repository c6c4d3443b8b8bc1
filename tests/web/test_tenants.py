"""Nothing of another cluster shows: every address that names an object by its uuid answers 404 to strangers."""

import uuid
from datetime import date

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from grappe.web.clusters.models import Membership, Organisation, Role
from grappe.web.evidence.models import EvidenceFact
from grappe.web.jobs.models import Job
from grappe.web.label.models import LabelApplication, LabelCall
from grappe.web.pool.models import SharedNeed, SharingDecision, SharingPlan
from grappe.web.review.models import Confirmation, ReviewDeed
from grappe.web.surveys.models import Invitation, Wave
from grappe.web.teach.models import SchoolIntervention, SchoolProgramme

#: Addresses of other packages, which know no cluster.
FOREIGN = ("account", "mfa", "socialaccount")


def addresses(patterns=None, prefix="") -> list[tuple[str, set[str]]]:
    """Every named address of the site with the names of its arguments."""
    found = []
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            space = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            found += addresses(entry.url_patterns, space)
        elif isinstance(entry, URLPattern) and entry.name:
            found.append((f"{prefix}{entry.name}", set(entry.pattern.converters)))
    return found


def with_uuid() -> list[str]:
    return sorted({name for name, arguments in addresses() if arguments == {"uuid"}})


@pytest.fixture
def foreign_uuids(other_cluster, membership_in) -> list[uuid.UUID]:
    """The uuid of one thing of each kind in another cluster. A new kind of record with a page is added here."""
    organisation = Organisation.objects.create(cluster=other_cluster, key="x", name="Secret", kind="company")
    job = Job.objects.create(cluster=other_cluster, kind="demo", title_fr="Secret", title_en="Secret")
    membership: Membership = membership_in(other_cluster, Role.AUDITOR)
    wave = Wave.objects.create(cluster=other_cluster, key="w", name="Secret", closes=date(2027, 1, 1))
    asked = Invitation.objects.create(wave=wave, college="unions", name="Secret", token="t")
    need = SharedNeed.objects.create(
        cluster=other_cluster,
        organisation=organisation,
        number=1,
        title="Secret",
        occupation="x",
        halfdays="1" * 12,
        weeks=[1] * 52,
        lat=48,
        lon=2,
    )
    plan = SharingPlan.objects.create(cluster=other_cluster, rules="core", day=date(2027, 1, 1), problem={})
    decision = SharingDecision.objects.create(cluster=other_cluster, choice="apart", needs=["B1", "B2"])
    sharing = [need.uuid, plan.uuid, decision.uuid]
    school = Organisation.objects.create(cluster=other_cluster, key="s", name="Secrète", kind="school")
    taught = {"cluster": other_cluster, "school": school, "title": "Secret"}
    programme = SchoolProgramme.objects.create(**taught, file_name="s", content={"title": "Secret", "semesters": []})
    days = {"start": date(2026, 1, 1), "end": date(2026, 1, 1)}
    given = SchoolIntervention.objects.create(**taught, **days, member=organisation, kind="jury")
    fact = EvidenceFact.objects.create(
        cluster=other_cluster, school=school, key="F1", day=date(2026, 1, 1), kind="visit", title="Secret"
    )
    call = LabelCall.objects.create(
        cluster=other_cluster, name="Secret", scheme="", opens=date(2026, 1, 1), closes=date(2026, 2, 1)
    )
    case = LabelApplication.objects.create(cluster=other_cluster, call=call, school=school, key="1", programme="Secret")
    decided = {"cluster": other_cluster, "title": "Secret", "code": "H2913"}
    kept = Confirmation.objects.create(title_key="secret", release="rome", **decided)
    deed = ReviewDeed.objects.create(titles=1, before=[{"key": "secret", "was": None}], **decided)
    return [
        kept.uuid,
        deed.uuid,
        fact.uuid,
        call.uuid,
        case.uuid,
        programme.uuid,
        given.uuid,
        *sharing,
        wave.uuid,
        asked.uuid,
        organisation.uuid,
        job.uuid,
        membership.uuid,
        uuid.uuid4(),
    ]


def test_the_addresses_of_objects_are_found():
    assert {"clusters:organisation", "jobs:job", "jobs:cancel", "clusters:withdraw"} <= set(with_uuid())


def test_another_clusters_objects_answer_404_to_every_role(people, browse, foreign_uuids):
    for role, membership in people.items():
        client = browse(membership)
        for name in with_uuid():
            for foreign in foreign_uuids:
                address = reverse(name, kwargs={"uuid": foreign})
                answers = {client.get(address).status_code, client.post(address).status_code}
                assert answers <= {404, 405, 403}, (role, address, answers)
                if role == "officer":
                    assert 403 not in answers, (role, address, answers)


def test_lists_show_the_own_cluster_only(officer, organisation, browse, foreign_uuids):
    text = browse(officer).get("/membres/").content.decode()
    assert "Atelier Nord" in text
    assert "Secret" not in text
    assert "Secret" not in browse(officer).get("/travaux/").content.decode()


def test_a_person_of_two_clusters_works_in_the_one_chosen(officer, other_cluster, foreign_uuids, browse):
    second = Membership.objects.create(user=officer.user, cluster=other_cluster, role=Role.OFFICER)
    client = browse(officer)
    assert "Secret" not in client.get("/membres/").content.decode()
    assert client.post("/membres/grappe", {"membership": str(second.uuid)}).status_code == 302
    assert "Secret" in client.get("/membres/").content.decode()
    stranger = str(uuid.uuid4())
    assert client.post("/membres/grappe", {"membership": stranger}).status_code == 200
    assert "Secret" in client.get("/membres/").content.decode()


def test_a_form_opened_in_one_cluster_is_not_saved_in_another(officer, other_cluster, browse):
    """Two tabs, two clusters: the first tab's form comes back after the second tab moved on."""
    there = Membership.objects.create(user=officer.user, cluster=other_cluster, role=Role.OFFICER)
    client = browse(officer)
    page = client.get("/membres/nouveau").content.decode()
    assert f'name="here" value="{officer.uuid}"' in page
    client.post("/membres/grappe", {"membership": str(there.uuid), "here": str(officer.uuid)})
    values = {"name": "Nouvelle", "kind": "company", "here": str(officer.uuid)}
    response = client.post("/membres/nouveau", values)
    assert response.status_code == 409
    assert "autre grappe" in response.content.decode()
    assert not Organisation.objects.filter(name="Nouvelle").exists()
    client.post("/membres/nouveau", {**values, "here": str(there.uuid)})
    assert Organisation.objects.get(name="Nouvelle").cluster == other_cluster
