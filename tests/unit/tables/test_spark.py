"""The seam for a distributed engine: the same SQL on DuckDB and on Spark, and its refusals without Spark."""

import importlib.util
import shutil
import sys
from datetime import date, timedelta

import pyarrow as pa
import pytest

from grappe.tables import query
from grappe.tables.spark import to_spark_sql
from grappe.words import Column, Frame, Kind, Refused

NEEDS = Frame(
    "needs",
    "one row per need",
    ("id",),
    (
        Column("id", "text", "which one"),
        Column("occupation", "text", "its code"),
        Column("employer", "text", "who asks", null="unknown"),
        Column("pay", "number", "how much", null="unknown", unit="euros per year"),
        Column("contract", "text", "which contract", null="unknown"),
        Column("published", "day", "when", null="unknown"),
    ),
)
DEMAND = """
SELECT n.occupation, label, strftime(published, '%Y-%m') AS month, count(*) AS needs,
       count(DISTINCT employer) AS employers, median(pay) AS middle, quantile_cont(pay, 0.25) AS low,
       count(*) FILTER (WHERE contract = 'cdi') AS permanent
FROM needs n JOIN labels l ON l.occupation = n.occupation
WHERE published >= $day
GROUP BY ALL ORDER BY ALL
"""


def needs(count, shift):
    return NEEDS.from_rows(
        {
            "id": str(n),
            "occupation": f"M180{n % 7}",
            "employer": f"e{(n * n + shift) % 50}",
            "pay": None if n % 9 == 0 else 1000.0 * (n % 37) + shift,
            "contract": ("cdi", "cdd", None)[n % 3],
            "published": date(2026, 1, 1) + timedelta(n % 60),
        }
        for n in range(count)
    )


def test_the_query_of_demand_can_be_said_in_spark_sql():
    said = to_spark_sql(DEMAND)
    for part in (
        "COUNT(DISTINCT employer)",
        "MEDIAN(pay)",
        "PERCENTILE(pay, 0.25)",
        "COUNT(*) FILTER(WHERE contract = 'cdi')",
        "DATE_FORMAT(published, 'yyyy-MM')",
        ":day",
        "GROUP BY ALL",
        "NULLS LAST",
    ):
        assert part in said


def test_what_cannot_be_read_is_refused():
    with pytest.raises(Refused) as refusal:
        to_spark_sql("SELECT (")
    assert refusal.value.kind is Kind.CALL


def test_without_spark_the_refusal_says_what_to_install(store, monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "pyspark"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    for asked in (
        lambda: store.query("SELECT 1", engine="spark"),
        lambda: query("SELECT 1", tables={}, engine="spark"),
    ):
        with pytest.raises(Refused) as refusal:
            asked()
        assert refusal.value.kind is Kind.MISSING
        assert "pip install 'grappe[spark]'" in refusal.value.said("en")


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("pyspark") is None, reason="pyspark is not installed (the extra spark)")
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java, which is not installed")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_spark_answers_like_duckdb(store):
    """Over parts with rows replaced, a table beside, a parameter, an empty frame."""
    store.write(NEEDS, needs(2_000, 0), source="a", commit="1")
    assert store.write(NEEDS, needs(500, 3), source="b", commit="2").changed == 500
    codes = [f"M180{n}" for n in range(7)]
    asked = {
        "frames": [NEEDS],
        "tables": {"labels": pa.table({"occupation": codes, "label": [f"label {code}" for code in codes]})},
        "parameters": {"day": date(2026, 1, 10)},
    }
    here, there = store.query(DEMAND, **asked), store.query(DEMAND, **asked, engine="spark")
    assert here.num_rows == 21
    assert there.equals(here)
    empty = Frame("nothing", "one row per nothing", ("id",), NEEDS.columns)
    assert store.query("SELECT id FROM nothing", frames=[empty], engine="spark").num_rows == 0
