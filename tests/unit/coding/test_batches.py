"""The same function codes titles here and on the workers of Spark, with the same result."""

import importlib.util
import shutil
from functools import partial
from pathlib import Path

import pyarrow as pa
import pytest

from grappe.coding import BatchCoder, coder_at
from grappe.references import APPELLATIONS, install
from grappe.tables import mapped
from grappe.words import Refused

ROWS = 100_000


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """A home with the starter release."""
    folder = tmp_path_factory.mktemp("home")
    install(folder, "rome", download=False)
    return folder


@pytest.fixture
def batches(home) -> BatchCoder:
    return BatchCoder(partial(coder_at, home), key="id", column="title", top=2)


def needs(rome, rows: int) -> pa.Table:
    labels = [row["label"] for row in rome.read(APPELLATIONS).to_pylist()]
    titles = [f"{labels[row % len(labels)]} (H/F){' - CDI' * (row % 3)}" for row in range(rows)]
    return pa.table({"id": [f"{row:06}" for row in range(rows)], "title": [None, *titles[1:]]})


def test_batches_are_coded_as_a_whole_is(batches, rome, coder):
    table = needs(rome, 25_000)
    found = mapped(table, batches, batches.schema)
    whole = coder.code([title or "" for title in table["title"].to_pylist()], top=2)
    assert found.schema == batches.schema
    assert found["id"].to_pylist() == [f"{row:06}" for row in whole["row"].to_pylist()]
    assert found.drop(["id"]).equals(whole.drop(["row"]))


def test_an_unknown_engine_is_refused(batches, rome):
    with pytest.raises(Refused, match="moteur inconnu"):
        mapped(needs(rome, 1), batches, batches.schema, engine="other")


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("pyspark") is None, reason="pyspark is not installed (the extra spark)")
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java, which is not installed")
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore:PySpark does not yet fully support pandas:FutureWarning")
def test_spark_codes_a_hundred_thousand_titles_alike(batches, rome):
    table = needs(rome, ROWS)
    here, there = (mapped(table, batches, batches.schema, engine=engine) for engine in ("duckdb", "spark"))
    order = [("id", "ascending"), ("rank", "ascending")]
    assert here.num_rows > ROWS
    assert there.sort_by(order).equals(here.sort_by(order))
