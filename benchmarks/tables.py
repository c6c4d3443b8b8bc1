"""The store: rows written per second, and what its queries cost beside hand-written DuckDB over the same Parquet."""

import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from grappe.tables import Store, open_store
from grappe.words import Column, Frame

ROWS, BATCH, REPEATS = 400_000, 20_000, 9
FRAME = Frame(
    "ads",
    "one row per ad",
    ("id",),
    (
        Column("id", "text", "which one"),
        Column("title", "text", "what it says"),
        Column("description", "text", "about 500 characters", null="unknown"),
        Column("occupation", "text", "its code"),
        Column("employer", "text", "who asks"),
        Column("month", "text", "when"),
        Column("pay", "number", "how much", null="unknown", unit="euros per year"),
        Column("permanent", "flag", "whether the contract is open-ended"),
    ),
)
DEMAND = """
SELECT occupation, month, count(*) AS needs, count(DISTINCT employer) AS employers, median(pay) AS middle,
       count(*) FILTER (WHERE permanent) AS permanent
FROM {ads} WHERE pay > 21000 GROUP BY ALL ORDER BY ALL
"""


def ads(seed: int, *, shift: float = 0.0) -> pa.Table:
    """Invented ads; ``shift`` changes the pay of all of them."""
    draw = np.random.default_rng(seed)
    number = np.arange(ROWS)
    words = np.array(["soudeur", "qualité", "atelier", "équipe", "maintenance", "contrôle", "projet", "client"])
    texts = [" ".join(words[draw.integers(0, len(words), 65)]) for _ in range(2_000)]
    return pa.table(
        {
            "id": np.char.add("ad:", number.astype(str)),
            "title": [f"Technicien {n}" for n in draw.integers(0, 5_000, ROWS)],
            "description": pa.array(texts).take(pa.array(draw.integers(0, len(texts), ROWS))),
            "occupation": np.char.add("M", draw.integers(1000, 1600, ROWS).astype(str)),
            "employer": np.char.add("e", draw.integers(0, 50_000, ROWS).astype(str)),
            "month": np.char.add("2026-", np.char.zfill(draw.integers(1, 13, ROWS).astype(str), 2)),
            "pay": np.round(draw.normal(30_000, 6_000, ROWS)) + shift,
            "permanent": draw.random(ROWS) < 0.4,
        },
        schema=FRAME.schema,
    )


def run() -> list[dict[str, Any]]:
    """The figures of the room ``tables``."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "store", create=True)
        table = ads(1)
        half = ROWS // 2
        return [
            _written("store: new rows written", store, table.slice(0, half), 0),
            _written("store: new rows written beside as many", store, table.slice(half), 1),
            _ratio(store, "store: query ÷ hand-written DuckDB, every row current"),
            _written("store: rows sent again, unchanged", store, table, 2),
            _written("store: rows sent again, one in ten changed", store, _some_changed(table), 3),
            _ratio(store, "store: query ÷ hand-written DuckDB, one row in ten replaced", claimed=False),
            _one_row(store, table),
        ]


def _one_row(store: Store, table: pa.Table) -> dict[str, Any]:
    """What a single row costs beside all the others: durable, compared by key."""
    taken = []
    for number in range(REPEATS):
        started = time.perf_counter()
        store.write(FRAME, _some_changed(table).slice(number, 1), source="bench", commit=f"one {number}")
        taken.append(time.perf_counter() - started)
    value = statistics.median(taken) * 1000
    return {"what": "store: one row written", "value": round(value), "unit": "ms", "bar": "<= 250", "ok": value <= 250}


def _some_changed(table: pa.Table) -> pa.Table:
    pay = table["pay"].to_numpy() + (np.arange(ROWS) % 10 == 0)
    return table.set_column(table.schema.get_field_index("pay"), FRAME.schema.field("pay"), pa.array(pay))


def _written(what: str, store: Store, table: pa.Table, number: int) -> dict[str, Any]:
    started = time.perf_counter()
    store.write(FRAME, table.to_batches(BATCH), source="bench", commit=str(number))
    speed = table.num_rows / (time.perf_counter() - started)
    return {"what": what, "value": round(speed), "unit": "rows/s", "bar": ">= 50000", "ok": speed >= 50_000}


def _ratio(store: Store, what: str, *, claimed: bool = True) -> dict[str, Any]:
    """Processor time of both, taken in turns; the median of each."""
    parts = sorted(str(path) for path in (store.folder / "parts").iterdir() if "dead" not in path.name)
    ours: list[float] = []
    peer: list[float] = []
    for _ in range(REPEATS):
        ours.append(_seconds(lambda: store.query(DEMAND.format(ads="ads"), frames=[FRAME])))
        peer.append(_seconds(lambda: _by_hand(parts)))
    ratio = statistics.median(ours) / statistics.median(peer)
    return {
        "what": what,
        "value": round(ratio, 3),
        "unit": "× processor seconds",
        "bar": "<= 1.2" if claimed else None,
        "ok": ratio <= 1.2 if claimed else None,
        "peer": {"name": f"duckdb {duckdb.__version__}", "value": round(statistics.median(peer), 4), "unit": "s"},
    }


def _by_hand(parts: list[str]) -> pa.Table:
    with duckdb.connect() as connection:
        return connection.sql(DEMAND.format(ads=f"read_parquet({parts})")).to_arrow_table()


def _seconds(work: Callable[[], object]) -> float:
    before = resource.getrusage(resource.RUSAGE_SELF)
    work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
