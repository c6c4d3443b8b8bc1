"""The public API: what is published and nothing else, page by page, problem documents for the rest."""

import json

import pytest
from tests.web.figured import LONELY, PEOPLE, fill, references

from grappe.analysis import CUTS, FIGURES, PUBLISHED
from grappe.web.clusters.models import Cluster
from grappe.web.stores import store_of


@pytest.fixture
def published(cluster, settings):
    """A cluster that publishes its figures, beside one that does not."""
    references(settings.HOME)
    Cluster.objects.filter(pk=cluster.pk).update(published=True)
    fill(cluster)
    return cluster


def problem(response, status) -> dict:
    """The problem document of an answer."""
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    document = response.json()
    assert {"type", "title", "status", "detail"} <= set(document)
    assert document["status"] == status
    return document


def test_only_clusters_that_publish_are_there(published, other_cluster, client):
    fill(other_cluster)
    keys = [item["key"] for item in client.get("/api/v1/clusters").json()["items"]]
    assert keys == [published.key]
    for part in ("figures", "coverage"):
        problem(client.get(f"/api/v1/clusters/{other_cluster.key}/{part}"), 404)


def test_clusters_are_paged_by_key(db, client):
    for number in range(5):
        Cluster.objects.create(key=f"c{number}", name="C", published=True)
    first = client.get("/api/v1/clusters?limit=2").json()
    assert ([item["key"] for item in first["items"]], first["next"]) == (["c0", "c1"], "c1")
    last = client.get("/api/v1/clusters?limit=3&after=c1").json()
    assert ([item["key"] for item in last["items"]], last["next"]) == (["c2", "c3", "c4"], None)


@pytest.mark.parametrize("cut", [",".join(cut) or "total" for cut in CUTS])
def test_pages_together_hold_each_published_row_once_and_no_other(published, client, cut):
    after, found = "", []
    while after is not None:
        page = client.get(f"/api/v1/clusters/{published.key}/figures", {"cut": cut, "limit": 2, "after": after}).json()
        found += page["items"]
        assert len(page["items"]) <= 2
        after = page["next"]
    keys = ("occupation", "territory", "month", "contract")
    held = [row for row in store_of(published).read(FIGURES).to_pylist() if row["cut"] == cut]
    expected = sorted(tuple(row[key] for key in keys) for row in held if row["disclosure"] == PUBLISHED)
    assert sorted(tuple(row[key] for key in keys) for row in found) == expected
    assert str(PEOPLE) not in json.dumps(found)
    assert LONELY not in {row["occupation"] for row in found}


def test_coverage_says_what_the_figures_rest_on(published, client):
    held = client.get(f"/api/v1/clusters/{published.key}/coverage").json()
    assert (held["needs"], held["release"], held["day"]) == (72, "rome test", "2026-11-02")
    assert set(held) == {"needs", "coded", "employers", "first_month", "last_month", "release", "day"}


def test_coverage_is_withheld_with_the_total(cluster, client, settings):
    references(settings.HOME)
    Cluster.objects.filter(pk=cluster.pk).update(published=True)
    problem(client.get(f"/api/v1/clusters/{cluster.key}/coverage"), 404)
    fill(cluster, {LONELY: 2})
    problem(client.get(f"/api/v1/clusters/{cluster.key}/coverage"), 404)
    assert client.get(f"/api/v1/clusters/{cluster.key}/figures").json()["items"] == []


def test_an_occupation_comes_with_skills_and_its_release(published, client):
    found = client.get("/api/v1/occupations/H2913").json()
    assert found["label_en"] == "Welder"
    assert found["skills"]
    assert found["mobilities"]
    assert found["release"].startswith("rome ")
    problem(client.get("/api/v1/occupations/N9999"), 404)


@pytest.mark.parametrize(
    ("address", "argument"),
    [
        ("clusters?limit=0", "query.limit"),
        ("clusters?limit=501", "query.limit"),
        ("clusters?limit=x", "query.limit"),
        ("clusters/meca/figures?cut=employer", "query.cut"),
        ("clusters/meca/figures?after=" + "x" * 201, "query.after"),
        ("clusters/a%20b/figures", "path.key"),
        ("occupations/h2913", "path.code"),
    ],
)
def test_an_argument_that_cannot_be_is_said(published, client, address, argument):
    document = problem(client.get(f"/api/v1/{address}"), 422)
    assert any(sentence.startswith(argument) for sentence in document["errors"])


@pytest.mark.parametrize("address", ["", "nope", "clusters/nope/figures", "clusters/nope/coverage", "docs"])
def test_what_is_not_there_is_a_problem_document(published, client, address):
    problem(client.get(f"/api/v1/{address}"), 404)


def test_nothing_can_be_written(published, client):
    for address in ("clusters", f"clusters/{published.key}/figures", "occupations/H2913"):
        for method in (client.post, client.put, client.patch, client.delete):
            assert method(f"/api/v1/{address}").status_code == 405


def test_the_description_names_every_address_answer_and_argument(client, db):
    description = client.get("/api/v1/openapi.json").json()
    assert description["openapi"].startswith("3.")
    assert set(description["paths"]) == {
        "/api/v1/clusters",
        "/api/v1/clusters/{key}/figures",
        "/api/v1/clusters/{key}/coverage",
        "/api/v1/occupations/{code}",
    }
    names = set(description["components"]["schemas"])
    for path, methods in description["paths"].items():
        assert set(methods) == {"get"}
        said = methods["get"]
        assert {"200", "422"} <= set(said["responses"]), path
        assert said["summary"]
        assert all(argument["description"] for argument in said["parameters"])
        in_path = {argument["name"] for argument in said["parameters"] if argument["in"] == "path"}
        assert in_path == {part[1:-1] for part in path.split("/") if part.startswith("{")}
        for reference in _references(said):
            assert reference.rsplit("/", 1)[-1] in names


def _references(part) -> list[str]:
    if isinstance(part, dict):
        return [value for key, value in part.items() if key == "$ref"] + [
            found for value in part.values() for found in _references(value)
        ]
    return [found for value in part for found in _references(value)] if isinstance(part, list) else []
