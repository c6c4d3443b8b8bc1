"""All indicators of millions of advertisements: Grappe beside pandas, polars and hand-written DuckDB, same Parquet.

Each reads the store's Parquet files, leaves out copies of one text in one département, joins codes and employers'
names, and makes the eight tables of the screens (total, occupation, territory, month, contract, occupation × each):
needs, employers, largest employer, share in CDI, median pay. Taking in (writing the store) and coding are not part of
it. Each run is a process of its own: its peak is its own.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.analysis import BATCH, DAY, RULES, _batch, _places
from grappe.analysis import CUTS
from grappe.analysis.demand import demands
from grappe.coding import CODED
from grappe.needs import NEEDS
from grappe.tables import Limits, open_store

SIZES = tuple(int(size) for size in os.environ.get("GRAPPE_BENCH_SIZES", "500000,5000000").split(","))
PANDAS = 1_000_000  #: pandas is run on so many and its time scaled: it needs more memory than there is for all
NEED_COLUMNS = ["need_id", "description", "employer", "departement", "published", "contract", "positions"]
NEED_COLUMNS += ["pay_min", "pay_max", "pay_unit"]


def run() -> list[dict[str, Any]]:
    """Seconds of processor of each, the ratios, the peak, and the time per advertisement over the sizes."""
    measured: dict[tuple[str, int], dict[str, float]] = {}
    with tempfile.TemporaryDirectory(dir=os.environ.get("GRAPPE_BENCH_FOLDER")) as folder:
        for size in SIZES:
            made(Path(folder) / str(size), size)
            for engine in ("grappe", "duckdb", "polars", "scan"):
                measured[engine, size] = _alone(engine, Path(folder) / str(size))
        part = Path(folder) / "part"
        made(part, min(PANDAS, SIZES[-1]))
        measured["pandas", SIZES[-1]] = _scaled(_alone("pandas", part), SIZES[-1] / min(PANDAS, SIZES[-1]))
    return _figures(measured, SIZES[0], SIZES[-1])


def _scaled(found: dict[str, float], times: float) -> dict[str, float]:
    return {"cpu": found["cpu"] * times, "wall": found["wall"] * times, "peak": found["peak"]}


def _figures(measured: dict[tuple[str, int], dict[str, float]], small: int, large: int) -> list[dict[str, Any]]:
    ours = measured["grappe", large]["cpu"]
    figures = []
    for peer, bar in (("pandas", 3.0), ("polars", 1.2), ("duckdb", 1.2)):
        ratio = measured[peer, large]["cpu"] / ours
        figures.append(_figure(f"{large:,} ads, all tables: {peer} ÷ grappe, processor time", ratio, "×", (">=", bar)))
    figures.append(_figure(f"{large:,} ads: grappe", ours, "s of processor", None))
    figures.append(_figure(f"{large:,} ads: peak of memory", measured["grappe", large]["peak"], "GB", ("<=", 4.0)))
    flat = (ours / large) / (measured["grappe", small]["cpu"] / small)
    figures.append(_figure(f"time per ad, {large:,} ÷ {small:,}", flat, "×", ("<=", 1.2)))
    floor = ours / measured["scan", large]["cpu"]
    figures.append(_figure(f"{large:,} ads: grappe ÷ scan of the same columns", floor, "×", None))
    return figures


def _figure(what: str, value: float, unit: str, bar: tuple[str, float] | None) -> dict[str, Any]:
    ok = None if bar is None else value >= bar[1] if bar[0] == ">=" else value <= bar[1]
    return {"what": what, "value": round(value, 2), "unit": unit, "bar": bar and f"{bar[0]} {bar[1]}", "ok": ok}


def made(folder: Path, size: int) -> None:
    """A store of invented advertisements with texts of about a kilobyte, one in ten a copy."""
    store = open_store(folder / "store", create=True)
    draw = np.random.default_rng(5)
    vocabulary = np.array([f"mot{number:05d}" for number in range(20_000)])
    for start in range(0, size, BATCH):
        needs, coded = _batch(start)
        pieces = [" ".join(vocabulary[draw.integers(0, 20_000, 55)]) for _ in range(4_000)]
        texts = [f"{pieces[a]} {pieces[b]} {start + n}" for n, (a, b) in enumerate(draw.integers(0, 4_000, (BATCH, 2)))]
        places = needs["departement"].to_pylist()
        for number in range(BATCH // 10):
            texts[10 * number + 9], places[10 * number + 9] = texts[10 * number], places[10 * number]
        columns = {"description": texts, "departement": places, "insee": [f"{place}001" for place in places]}
        for name, values in columns.items():
            needs = needs.set_column(needs.column_names.index(name), name, pa.array(values, pa.string()))
        store.write(NEEDS, needs, source="bench", commit=f"needs {start}")
        store.write(CODED, coded, source="bench", commit=f"coded {start}")


def _alone(engine: str, folder: Path) -> dict[str, float]:
    told = subprocess.run([sys.executable, "-m", "benchmarks.analysis_scale", engine, str(folder)],
                          check=True, capture_output=True, text=True)  # fmt: skip
    found: dict[str, float] = json.loads(told.stdout.splitlines()[-1])
    print(engine, folder.name, found, file=sys.stderr, flush=True)
    return found


def _files(folder: Path, frame: str) -> list[str]:
    return sorted(str(path) for path in (folder / "store" / "parts").rglob(f"{frame}*.parquet")) or sorted(
        str(path) for path in (folder / "store" / "parts").rglob("*.parquet") if f"/{frame}" in str(path))  # fmt: skip


def by_grappe(folder: Path) -> int:
    """As the program does it, every figure shown."""
    store = open_store(folder / "store", limits=Limits(memory_mb=2_000))
    with tempfile.TemporaryDirectory() as home:
        given: dict[str, Any] = {"territory": "departement", "places": _places(Path(home)), "rules": RULES, "day": DAY}
        return sum(table.num_rows for table in demands(store, CUTS, disclosure=False, deduplicate="exact", **given))


_CLEAN = """
CREATE TEMP TABLE ads AS
WITH c AS (SELECT need_id, code FROM read_parquet({coded})
           WHERE rank = 1 AND nomenclature = 'rome' AND decision = 'auto'),
n AS (SELECT *, row_number() OVER (PARTITION BY hash(lower(description)), departement
                                   ORDER BY published, need_id) AS copy
      FROM (SELECT {columns} FROM read_parquet({needs})))
SELECT c.code AS occupation, n.departement AS territory, strftime(n.published, '%Y-%m') AS month, n.contract,
  lower(n.employer) AS who, n.positions, (n.pay_min + n.pay_max) / 2
    * CASE n.pay_unit WHEN 'month' THEN 12 WHEN 'hour' THEN 1820 ELSE 1 END AS pay
FROM n LEFT JOIN c USING (need_id) WHERE copy = 1
"""


def by_duckdb(folder: Path) -> int:
    """One clean table, then one query for each table of figures."""
    import duckdb

    listed = {frame: _files(folder, frame) for frame in ("needs", "coded")}
    rows = 0
    with duckdb.connect(config={"memory_limit": "3GB", "temp_directory": str(folder / "spill")}) as connection:
        connection.execute(_CLEAN.format(columns=", ".join(NEED_COLUMNS), **listed))
        for cut in CUTS:
            keys = "".join(f"{name}, " for name in cut)
            group = f"GROUP BY {', '.join(cut)}" if cut else ""
            using = f"USING ({', '.join(cut)})" if cut else "ON true"
            where = "WHERE occupation IS NOT NULL" if "occupation" in cut else ""
            rows += len(connection.execute(f"""
              WITH e AS (SELECT {keys}who, count(*) AS k FROM ads {where} GROUP BY {keys}who),
              l AS (SELECT {keys}count(*) AS employers, max(k) AS largest FROM e {group}),
              m AS (SELECT {keys}count(*) AS needs, sum(positions) AS positions, count(contract) AS known,
                    count(*) FILTER (WHERE contract = 'cdi') AS permanent, median(pay) AS pay FROM ads {where} {group})
              SELECT * FROM m JOIN l {using}""").fetchall())  # fmt: skip
    return rows


def by_polars(folder: Path) -> int:
    """Lazy, collected by the streaming engine; the clean table once, then each table of figures."""
    import polars as pl

    coded = pl.scan_parquet(_files(folder, "coded")).filter(
        (pl.col("rank") == 1) & (pl.col("nomenclature") == "rome") & (pl.col("decision") == "auto"))  # fmt: skip
    factor = pl.when(pl.col("pay_unit") == "month").then(12).when(pl.col("pay_unit") == "hour").then(1820).otherwise(1)
    ads = (
        pl.scan_parquet(_files(folder, "needs"))
        .select(NEED_COLUMNS)
        .with_columns(pl.col("description").str.to_lowercase().hash())
        .sort("published", "need_id")
        .unique(["description", "departement"], keep="first")
        .join(coded.select("need_id", occupation="code"), on="need_id", how="left")
        .select(
            "occupation",
            "contract",
            "positions",
            territory="departement",
            who=pl.col("employer").str.to_lowercase(),
            month=pl.col("published").dt.strftime("%Y-%m"),
            pay=(pl.col("pay_min") + pl.col("pay_max")) / 2 * factor,
        )
        .collect(engine="streaming")
    )
    rows = 0
    for cut in CUTS:
        kept = (ads.filter(pl.col("occupation").is_not_null()) if "occupation" in cut else ads).lazy()
        keys = list(cut) or [pl.lit(0).alias("all")]
        told = [pl.len().alias("needs"), pl.col("positions").sum(), pl.col("contract").count().alias("known")]
        told += [(pl.col("contract") == "cdi").sum().alias("permanent"), pl.col("pay").median()]
        each = kept.group_by([*keys, "who"]).len()
        largest = each.group_by(list(cut) or ["all"]).agg(pl.len().alias("employers"), pl.col("len").max())
        figures = kept.group_by(keys).agg(told).join(largest, on=list(cut) or ["all"])
        rows += figures.collect(engine="streaming").height
    return rows


def by_pandas(folder: Path) -> int:
    """As most would write it."""
    import pandas as pd

    needs = pd.read_parquet(_files(folder, "needs"), columns=NEED_COLUMNS)
    coded = pd.read_parquet(_files(folder, "coded"), columns=["need_id", "code", "rank", "nomenclature", "decision"])
    coded = coded[(coded["rank"] == 1) & (coded["nomenclature"] == "rome") & (coded["decision"] == "auto")]
    needs["text"] = needs.pop("description").str.lower()
    needs = needs.sort_values(["published", "need_id"]).drop_duplicates(["text", "departement"])
    ads = needs.merge(coded[["need_id", "code"]], on="need_id", how="left")
    ads = ads.rename(columns={"code": "occupation", "departement": "territory"})
    ads["month"] = pd.to_datetime(ads["published"]).dt.strftime("%Y-%m")
    ads["who"] = ads["employer"].str.lower()
    ads["pay"] = (ads["pay_min"] + ads["pay_max"]) / 2 * ads["pay_unit"].map({"month": 12, "hour": 1820, "year": 1})
    ads["permanent"] = ads["contract"] == "cdi"
    ads["all"] = 0
    rows = 0
    for cut in CUTS:
        keys = list(cut) or ["all"]
        groups = ads.groupby(keys)
        told = groups.agg(needs=("need_id", "size"), positions=("positions", "sum"), known=("contract", "count"),
                          permanent=("permanent", "sum"), pay=("pay", "median"))  # fmt: skip
        each = ads.groupby([*keys, "who"]).size().groupby(level=list(range(len(keys)))).agg(["size", "max"])
        rows += len(told.join(each))
    return rows


def by_scan(folder: Path) -> int:
    """The floor: the same columns read and let go of."""
    rows = 0
    for frame, columns in (("needs", NEED_COLUMNS), ("coded", ["need_id", "code", "rank", "nomenclature", "decision"])):
        for path in _files(folder, frame):
            for batch in pq.ParquetFile(path).iter_batches(columns=columns):
                rows += batch.num_rows
    return rows


def main(engine: str, folder: str) -> None:
    """Runs one engine in this process and prints what it took."""
    ways = {"grappe": by_grappe, "duckdb": by_duckdb, "polars": by_polars, "pandas": by_pandas, "scan": by_scan}
    before, started = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    rows = ways[engine](Path(folder))
    after, wall = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter() - started
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"cpu": cpu, "wall": wall, "peak": _peak(), "rows": rows}))


def _peak() -> float:
    """Gigabytes; the peak that ``getrusage`` tells is inherited from the process that started this one."""
    told = Path("/proc/self/status").read_text("utf-8")
    return int(told.partition("VmHWM:")[2].split()[0]) / 1024 / 1024


if __name__ == "__main__":
    main(*sys.argv[1:3])
