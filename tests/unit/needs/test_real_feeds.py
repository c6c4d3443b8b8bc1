"""The real ads and the eight real feeds, where this machine has them: all read, every row accounted for."""

from datetime import date

import pyarrow.compute as pc
import pytest

from grappe.needs import NEEDS, read
from grappe.references import install

FEEDS = {
    "apec.xml": ("apec", 5),
    "hellowork.xml": ("hellowork", 5),
    "enedis.xml": ("enedis", 2),
    "jooble.xml": ("jooble", 2),
    "pass.rss": ("pass", 7),
    "leboncoin.csv": ("leboncoin", 2),
    "decathlon.json": ("decathlon", 3),
    "france-travail-CEGID.json": ("talentsoft", 4),
}
DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def real_places(data, tmp_path_factory):
    return install(tmp_path_factory.mktemp("home"), "places", data=data, download=False)


def test_the_eight_feeds(data, store, real_places):
    report = read([data / "feeds" / name for name in FEEDS], into=store, day=DAY, places=real_places)
    assert {given.file: (given.format, given.rows) for given in report.files} == FEEDS
    assert report.refused == 1  # one feed gives an identifier to two different ads
    needs = store.read(NEEDS)
    for column in ("title", "description", "employer", "place"):
        assert needs[column].null_count == 0
    assert pc.sum(pc.is_valid(needs["published"])).as_py() >= needs.num_rows - 2  # leboncoin gives no day
    assert pc.sum(pc.is_valid(needs["departement"])).as_py() >= needs.num_rows - 1
    assert not any("<" in title for title in needs["title"].to_pylist())


def test_the_page_and_the_ads(data, store, real_places):
    paths = [data / "ads" / name for name in ("api_v2_page_150.json", "api_v2_raw.jsonl.gz", "offres_unified.jsonl.gz")]
    report = read(paths, into=store, day=DAY, places=real_places)
    assert [given.rows for given in report.files] == [150, 2549, 22923]
    assert report.rows == report.accepted + report.refused + report.unchanged
    assert report.refused == 4  # no title
    needs = store.read(NEEDS)
    assert needs.num_rows == report.accepted
    assert pc.sum(pc.is_valid(needs["departement"])).as_py() > 0.9 * needs.num_rows
    again = read(paths[:1], into=store, day=DAY, places=real_places)
    assert (again.accepted, again.unchanged) == (0, 150)
