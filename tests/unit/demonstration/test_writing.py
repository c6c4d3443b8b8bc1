"""The written demonstration: files that ``needs`` takes in without a doubt, and that say the same as the tables."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pytest

from grappe.demonstration import Demonstration, WrittenDemonstration, write_demonstration
from grappe.needs import NEEDS, read
from grappe.references import Release
from grappe.tables import open_store, read_file

DAY = date(2026, 3, 2)
SAME = tuple(name for name in NEEDS.names if name not in {"departement", "lat", "lon", "language", "postcode"})


@pytest.fixture(scope="module")
def written(demo: Demonstration, tmp_path_factory: pytest.TempPathFactory) -> WrittenDemonstration:
    folder: Path = tmp_path_factory.mktemp("demo")
    return write_demonstration(demo, folder)


def test_members_are_listed(demo: Demonstration, written: WrittenDemonstration) -> None:
    rows = read_file(written.members).to_pylist()
    assert [row["siret"] for row in rows] == [member.siret for member in demo.members]
    assert rows[0]["name"] == demo.members[0].name


def test_ads_are_pages_of_150(demo: Demonstration, written: WrittenDemonstration) -> None:
    pages = json.loads(written.ads.read_text("utf-8"))
    assert [len(page["resultats"]) for page in pages] == [150] * 20
    assert [ad for page in pages for ad in page["resultats"]] == list(demo.ads)


def test_the_cluster_is_described(demo: Demonstration, written: WrittenDemonstration) -> None:
    document = json.loads(written.cluster.read_text("utf-8"))
    assert (document["seed"], document["day"]) == (2026, "2026-03-02")
    assert len(document["schools"]) == 3
    assert len(document["sites"]) == 8
    assert {account["role"] for account in document["accounts"]} == {account.role for account in demo.accounts}


def test_everything_is_read_without_a_doubt(
    demo: Demonstration, written: WrittenDemonstration, starter: tuple[Release, Release], tmp_path: Path
) -> None:
    rome, places = starter
    store = open_store(tmp_path / "store", create=True)
    report = read([written.needs, written.entries, written.ads], into=store, day=DAY, places=places, rome=rome)
    assert (report.rows, report.accepted, report.warned, report.refused) == (
        3000 + demo.needs_table.num_rows,
        3910,
        0,
        0,
    )
    taken = store.read(NEEDS)
    surveyed = taken.filter(pc.not_equal(taken["kind"], "ad"))
    assert _by_id(surveyed.to_pylist()) == _by_id(demo.needs_table.to_pylist())


def _by_id(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The needs by identifier, with what a file says of them (the rest is found again from the commune)."""
    return {row["need_id"]: {name: row[name] for name in SAME} for row in rows}
