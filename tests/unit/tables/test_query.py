"""Queries: DuckDB SQL over frames and tables, inside stated limits, seeing nothing else."""

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from grappe.tables import Limits, open_store, query
from grappe.words import Kind, Refused


def test_tables_are_seen_under_their_key_and_parameters_by_name():
    tables = {"people": pa.table({"name": ["a", "b"], "age": [30, 40]})}
    found = query("SELECT name FROM people WHERE age > $age", tables=tables, parameters={"age": 35})
    assert found.to_pylist() == [{"name": "b"}]
    assert query("SELECT name FROM people WHERE age < ?", tables=tables, parameters=[35]).num_rows == 1


def test_sums_of_whole_numbers_are_whole_numbers():
    found = query("SELECT sum(n) AS s, count(*) AS c, avg(n) AS a FROM t", tables={"t": pa.table({"n": [1, 2]})})
    assert found.schema.types == [pa.int64(), pa.int64(), pa.float64()]


def test_days_and_instants_keep_their_type_in_utc():
    instant = datetime(2026, 3, 1, 12, tzinfo=UTC)
    table = pa.table({"d": [date(2026, 3, 1)], "i": pa.array([instant], pa.timestamp("us", tz="UTC"))})
    found = query("SELECT *, i::VARCHAR AS said FROM t", tables={"t": table})
    assert found.to_pylist() == [{"d": date(2026, 3, 1), "i": instant, "said": "2026-03-01 12:00:00+00"}]


def test_a_query_sees_nothing_but_what_it_is_given(store, tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    python_variable = pa.table({"a": [1]})
    assert python_variable.num_rows == 1
    for sql in (f"FROM read_csv('{secret}')", f"COPY (SELECT 1) TO '{tmp_path / 'out.csv'}'", "FROM python_variable"):
        with pytest.raises(duckdb.Error):
            store.query(sql)
    for sql in ("SET memory_limit = '100GB'", "INSTALL httpfs", "LOAD httpfs"):
        with pytest.raises(duckdb.Error):
            store.query(sql)


def test_what_is_no_query_is_a_bug(store):
    with pytest.raises(duckdb.Error):
        store.query("SELEC 1")
    with pytest.raises(ValueError, match="not a query"):
        store.query("-- nothing")


def test_an_unknown_engine_is_refused(store):
    for asked in (lambda: store.query("SELECT 1", engine="oracle"), lambda: query("SELECT 1", tables={}, engine="x")):
        with pytest.raises(Refused) as refusal:
            asked()
        assert refusal.value.kind is Kind.CALL


def test_what_does_not_fit_in_memory_spills_into_the_store_and_leaves_nothing(tmp_path):
    store = open_store(tmp_path / "store", create=True, limits=Limits(memory_mb=60, threads=2))
    sorted_by_digest = "SELECT max(d) AS top FROM (SELECT md5(i::VARCHAR) AS d FROM range(2_000_000) r(i) ORDER BY d)"
    spilled = "SELECT count(*) AS n FROM (SELECT md5(i::VARCHAR) AS d, count(*) FROM range(1_500_000) r(i) GROUP BY d)"
    assert store.query(spilled).to_pylist() == [{"n": 1_500_000}]
    assert store.query(sorted_by_digest).num_rows == 1
    assert not (store.folder / "spill").exists() or list((store.folder / "spill").iterdir()) == []


def test_what_cannot_spill_is_refused_with_the_limit(tmp_path):
    store = open_store(tmp_path / "store", create=True, limits=Limits(memory_mb=30, threads=1))
    with pytest.raises(Refused) as refusal:
        store.query("SELECT list(md5(i::VARCHAR)) AS all FROM range(2_000_000) r(i)")
    assert "30 MB of memory" in refusal.value.said("en")


BIG = """
import resource, sys
import numpy as np, pyarrow as pa
from grappe.tables import Limits, open_store
from tests.unit.tables.killed_writer import FRAME
text = np.random.default_rng(1).integers(97, 123, (1000, 2000), np.uint8).view("S2000").ravel().astype(str)
def batches(value):
    for start in range(0, 100_000, 1000):
        yield FRAME.from_rows([{"n": start + i, "v": value + text[i]} for i in range(1000)])
store = open_store(sys.argv[1], create=True, limits=Limits(memory_mb=100, threads=1))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
store.write(FRAME, batches("a"), source="s", commit="1")
first = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(store.write(FRAME, batches("b"), source="s", commit="2").changed)
second = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print((first - before) // 1024, (second - before) // 1024)
"""


@pytest.mark.slow
def test_memory_is_bounded_for_200_megabytes(tmp_path):
    """200 MB of text written, then all of it written again with other content: both stay far below their size."""
    command = [sys.executable, "-c", BIG, str(tmp_path / "store")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[3], check=True)
    changed, first, second = map(int, done.stdout.split())
    assert changed == 100_000
    assert first < 140
    assert second < 300
