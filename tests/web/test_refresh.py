"""Members' needs and ads brought together: one at a time, what is gone is gone, one key is one need."""

from datetime import date

import pytest

from grappe.needs import NEEDS
from grappe.tables import locked
from grappe.web.jobs.models import Job
from grappe.web.needs import actions
from grappe.web.needs.models import Need
from grappe.web.needs.taking_in import store_rows
from grappe.web.occupations import tasks
from grappe.web.stores import folder_of, store_of
from grappe.words import Interrupted

DAY = date(2026, 3, 2)


def row(**changed):
    usual = {"kind": "survey", "source": "s", "source_key": "1", "need_id": "s:1", "title": "Soudeur", "positions": 1}
    return dict.fromkeys(NEEDS.names) | usual | changed


def brought(cluster) -> list[tuple[str, str]]:
    """The needs of the store after members' needs were brought: key and title."""
    tasks.bring_members_needs(cluster, store_of(cluster))
    return sorted((need["need_id"], need["title"]) for need in store_of(cluster).read(NEEDS).to_pylist())


def test_a_need_that_was_taken_out_leaves_the_figures(member):
    kept, gone = (actions.add_need(by=member, day=DAY, title=title) for title in ("Soudeur", "Tourneur"))
    assert [title for _key, title in brought(member.cluster)].count("Tourneur") == 1
    actions.remove_need(by=member, need=gone)
    assert brought(member.cluster) == [(f"saisie:{kept.key}", "Soudeur")]


def test_ads_stay_when_members_needs_go(officer):
    ads = NEEDS.from_rows([row(kind="ad", source="ads", need_id="ads:1", title="Ajusteur")])
    store_of(officer.cluster).write(NEEDS, ads, source="ads", commit="1")
    store_rows(cluster=officer.cluster, source="s", rows=[row()], organisation=None)
    assert len(brought(officer.cluster)) == 2
    Need.objects.all().delete()
    assert brought(officer.cluster) == [("ads:1", "Ajusteur")]


def test_the_same_key_as_an_ad_and_as_a_need_is_one_need(officer):
    store = store_of(officer.cluster)
    store_rows(cluster=officer.cluster, source="s", rows=[row(title="Soudeuse")], organisation=None)
    for commit in ("1", "2"):
        store.write(NEEDS, NEEDS.from_rows([row(kind="ad")]), source="s", commit=commit)
        assert brought(officer.cluster) == [("s:1", "Soudeuse")]
        assert brought(officer.cluster) == [("s:1", "Soudeuse")]


def test_a_need_whose_member_left_stays_with_its_employer(member):
    need = actions.add_need(by=member, day=DAY, title="Soudeur")
    member.organisation.delete()
    need.refresh_from_db()
    assert (need.organisation, need.employer) == (None, "Atelier Nord")
    assert brought(member.cluster) == [(f"saisie:{need.key}", "Soudeur")]


def test_a_second_computation_waits_and_can_be_cancelled_meanwhile(officer):
    told = []

    def cancelled(done, total, message):
        told.append(message.en)
        raise Interrupted

    job = Job.objects.create(cluster=officer.cluster, kind="occupations.refresh")
    with locked(folder_of(officer.cluster) / "refresh.lock"), pytest.raises(Interrupted):
        tasks.refresh(job, cancelled)
    assert told == ["Another computation is ending"]
    with pytest.raises(Interrupted):
        tasks.refresh(job, cancelled)
    assert told[-1] == "Bringing needs together"
