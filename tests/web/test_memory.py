"""Decisions teach the memory of their own cluster: nobody else's, and no longer once they are undone."""

import pytest
from tests.web.figured import references

from grappe.coding import CODED, LESSONS
from grappe.coding.memory import open_memory
from grappe.needs import NEEDS
from grappe.web.clusters.models import Cluster
from grappe.web.jobs.models import Job
from grappe.web.occupations import tasks
from grappe.web.review import actions
from grappe.web.stores import folder_of, store_of
from grappe.words import silent

TITLES = ("Opérateur plasma zinc", "Opérateur plasma hangar", "Comptable unique")


@pytest.fixture(autouse=True)
def installed(settings, monkeypatch):
    """The starter references; computing is called by the tests."""
    references(settings.HOME)
    monkeypatch.setattr("grappe.web.review.actions.refresh", lambda by: None)


def filled(cluster: Cluster, given: str | None = None) -> Cluster:
    """The cluster with ads, the last of which comes with a code."""
    rows = [
        dict.fromkeys(NEEDS.names)
        | {"need_id": f"ads:{n}", "source": "ads", "source_key": str(n), "kind": "ad", "title": title, "positions": 1}
        for n, title in enumerate(TITLES)
    ]
    rows[-1]["rome_given"] = given
    store_of(cluster).write(NEEDS, NEEDS.from_rows(rows), source="ads", commit="1")
    return cluster


def computed(cluster: Cluster, **arguments: object) -> dict[str, dict]:
    """The first code of each title after a computation."""
    tasks.refresh(Job.objects.create(cluster=cluster, kind="occupations.refresh", arguments=arguments), silent)
    rows = store_of(cluster).read(CODED).to_pylist()
    return {row["title"]: row for row in rows if row["rank"] == 1}


def test_a_decision_teaches_its_own_cluster_until_it_is_undone(officer, other_cluster):
    ours, theirs = filled(officer.cluster), filled(other_cluster)
    before = computed(ours)
    assert before[TITLES[1]]["memory"] is None
    deed = actions.confirm_titles(by=officer, titles=[TITLES[0]], code="H2902")
    after = computed(ours)
    assert after[TITLES[0]]["by"] == "person"
    assert (after[TITLES[1]]["code"], after[TITLES[1]]["decision"]) == ("H2902", "review")
    assert f"Mémoire : « {TITLES[0]} »" in after[TITLES[1]]["reason_fr"]
    assert after[TITLES[2]]["code"] == before[TITLES[2]]["code"]
    assert computed(theirs)[TITLES[1]] == before[TITLES[1]]
    assert open_memory(folder_of(other_cluster)).count(LESSONS) == 0
    actions.undo_deed(by=officer, deed=deed)
    assert computed(ours) == before


def test_ads_that_come_with_a_code_teach_too(officer):
    cluster = filled(officer.cluster, given="M1203")
    filled(officer.cluster)
    row = dict.fromkeys(NEEDS.names) | {"need_id": "ads:9", "source": "ads", "source_key": "9", "kind": "ad"}
    row |= {"title": "Comptable unique et bilingue", "positions": 1}
    store_of(cluster).write(NEEDS, NEEDS.from_rows([row]), source="ads", commit="2")
    found = computed(cluster)[row["title"]]
    assert "Mémoire" in found["reason_fr"]


def test_codes_of_another_release_stay_until_the_officer_accepts(officer):
    cluster = filled(officer.cluster)
    computed(cluster)
    store = store_of(cluster)
    old = [row | {"release": "rome older"} for row in store.read(CODED).to_pylist()]
    store.replace(CODED, CODED.from_rows(old), commit="older")
    assert {row["release"] for row in computed(cluster).values()} == {"rome older"}
    assert "rome older" not in {row["release"] for row in computed(cluster, upgrade=True).values()}
