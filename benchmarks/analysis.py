"""The demand of a million needs, beside hand-written DuckDB over the same Parquet files."""

import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from grappe.analysis import demand
from grappe.coding import CODED
from grappe.needs import NEEDS
from grappe.references import COMMUNES, Release
from grappe.references.release import Reading, keep
from grappe.tables import Store, open_store
from grappe.words import standard_rules

ROWS, BATCH, REPEATS, DAY = 1_000_000, 100_000, 3, date(2026, 11, 24)
RULES = standard_rules()
BY_HAND = """
WITH named AS (
  SELECT coalesce(c.code, '?') AS occupation, coalesce(n.departement, '?') AS territory,
    coalesce(strftime(n.published, '%Y-%m'), '?') AS month, n.positions, n.contract,
    coalesce(n.siret, n.employer) AS who,
    (n.pay_min + n.pay_max) / 2 * CASE n.pay_unit WHEN 'month' THEN 12 WHEN 'hour' THEN 1820 ELSE 1 END AS pay
  FROM read_parquet({needs}) n
  JOIN read_parquet({coded}) c ON c.need_id = n.need_id
    AND c.rank = 1 AND c.nomenclature = 'rome' AND c.decision = 'auto'
), each AS (
  SELECT occupation, territory, month, who, count(*) AS needs FROM named WHERE who IS NOT NULL GROUP BY ALL
), largest AS (
  SELECT occupation, territory, month, count(*) AS employers, max(needs) AS largest FROM each GROUP BY ALL
)
SELECT occupation, territory, month, count(*) AS needs, sum(positions) AS positions, any_value(employers) AS employers,
  any_value(largest) AS largest, count(contract) AS known, count(*) FILTER (WHERE contract = 'cdi') AS permanent,
  median(pay) AS pay, count(pay) AS pay_n
FROM named LEFT JOIN largest USING (occupation, territory, month) GROUP BY ALL ORDER BY ALL
"""


def run() -> list[dict[str, Any]]:
    """The figures of the room ``analysis``."""
    with tempfile.TemporaryDirectory() as folder:
        places, store = _places(Path(folder)), open_store(Path(folder) / "store", create=True)
        for start in range(0, ROWS, BATCH):
            needs, coded = _batch(start)
            store.write(NEEDS, needs, source="bench", commit=f"needs {start}")
            store.write(CODED, coded, source="bench", commit=f"coded {start}")
        return [_ratio(store, places), _whole(store, places)]


def _ratio(store: Store, places: Release) -> dict[str, Any]:
    """Processor time of both, taken in turns; the median of each."""
    listed = {frame.name: _files(store, frame.name) for frame in (NEEDS, CODED)}
    ours: list[float] = []
    peer: list[float] = []
    for _ in range(REPEATS):
        ours.append(_seconds(lambda: _open(store, places)))
        peer.append(_seconds(lambda: _by_hand(listed)))
    ratio = statistics.median(ours) / statistics.median(peer)
    return {
        "what": "demand of 1,000,000 needs, before disclosure ÷ hand-written DuckDB over the same files",
        "value": round(ratio, 3),
        "unit": "× processor seconds",
        "bar": "<= 2",
        "ok": ratio <= 2,
        "peer": {"name": f"duckdb {duckdb.__version__}", "value": round(statistics.median(peer), 2), "unit": "s"},
    }


def _whole(store: Store, places: Release) -> dict[str, Any]:
    started = time.perf_counter()
    rows = demand(store, by=("occupation", "territory"), places=places, rules=RULES, day=DAY).num_rows
    seconds = time.perf_counter() - started
    what = f"demand of 1,000,000 needs by occupation and territory, {rows} cells, protected with all cuts on screen"
    return {"what": what, "value": round(seconds, 1), "unit": "s", "bar": "<= 60", "ok": seconds <= 60}


def _open(store: Store, places: Release) -> pa.Table:
    return demand(store, places=places, rules=RULES, day=DAY, disclosure=False)


def _by_hand(listed: dict[str, list[str]]) -> pa.Table:
    with duckdb.connect() as connection:
        return connection.sql(BY_HAND.format(**listed)).to_arrow_table()


def _files(store: Store, frame: str) -> list[str]:
    found = sorted(str(path) for path in (store.folder / "parts").rglob("*.parquet") if "dead" not in path.name)
    return [path for path in found if Path(path).name.startswith(f"{frame}-") or f"/{frame}/" in path]


def _places(home: Path) -> Release:
    communes = [
        {"insee": f"{n:02d}001", "name": f"Commune {n}", "departement": f"{n:02d}", "region": str(n % 13)}
        for n in range(1, 96)
    ]
    reading = Reading("places", "invented", date(2026, 1, 1), {"communes": COMMUNES.from_rows(communes)})
    return keep(home, reading, origin="file", source="invented")


def _batch(start: int) -> tuple[pa.Table, pa.Table]:
    """Invented needs of 600 occupations, 95 départements, 24 months and 40,000 employers, and their codes."""
    draw, number = np.random.default_rng(start), np.arange(start, start + BATCH)
    ids = np.char.add("ad:", number.astype(str))
    places = np.char.zfill(draw.integers(1, 96, BATCH).astype(str), 2)
    codes = np.char.add("M", (1000 + np.minimum(draw.zipf(1.3, BATCH), 600)).astype(str))
    pay = np.round(draw.normal(2_400, 500, BATCH))
    needs = {"need_id": ids, "source_key": number.astype(str), "departement": places}
    needs |= {"employer": np.char.add("Employeur ", draw.zipf(1.2, BATCH).clip(1, 40_000).astype(str))}
    needs |= {"published": [DAY - timedelta(int(days)) for days in draw.integers(0, 720, BATCH)]}
    needs |= {"contract": draw.choice(["cdi", "cdd", "interim"], BATCH), "positions": draw.integers(1, 4, BATCH)}
    needs |= {"pay_min": pay, "pay_max": pay + 100, "insee": np.char.add(places, "001")}
    fixed = {"source": "bench", "kind": "ad", "title": "Technicien", "pay_unit": "month"}
    said = {"nomenclature": "rome", "label": "x", "decision": "auto", "by": "model", "reason_fr": "x", "reason_en": "x"}
    said |= {"release": "invented", "title": "Technicien"}
    numbers = {"rank": np.ones(BATCH, np.int64), "score": np.ones(BATCH), "probability": np.ones(BATCH)}
    coded = {"need_id": ids, "code": codes, **numbers, "matched": [[]] * BATCH, "ignored": [[]] * BATCH}
    return _table(NEEDS.schema, needs, fixed), _table(CODED.schema, coded, said)


def _table(schema: pa.Schema, columns: dict[str, Any], fixed: dict[str, str]) -> pa.Table:
    arrays = []
    for field in schema:
        values = columns.get(field.name)
        constant = pa.array([fixed[field.name]] * BATCH) if field.name in fixed else pa.nulls(BATCH, field.type)
        arrays.append(constant if values is None else pa.array(values, field.type))
    return pa.Table.from_arrays(arrays, schema=schema)


def _seconds(work: Callable[[], object]) -> float:
    before = resource.getrusage(resource.RUSAGE_SELF)
    work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
