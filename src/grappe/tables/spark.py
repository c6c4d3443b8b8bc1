"""The seam for a distributed engine: the same DuckDB SQL, transpiled to Spark SQL and run by Spark."""

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pyarrow as pa
import sqlglot
from sqlglot import exp

from grappe.tables.embedded import Parameters
from grappe.tables.manifest import Content, Part
from grappe.tables.parts import require
from grappe.words import Frame, Kind, Refused, Sentence


def to_spark_sql(sql: str) -> str:
    """DuckDB SQL as Spark SQL; named parameters ``$name`` become ``:name``.

    Say months with ``strftime``: ``date_trunc`` gives a day in DuckDB and an instant in Spark. Raises ``Refused`` when
    the query cannot be read or said in Spark SQL.
    """
    try:
        tree = sqlglot.parse_one(sql, read="duckdb")
        return tree.transform(_said_in_spark).sql(dialect="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
    except (sqlglot.errors.SqlglotError, ValueError) as error:
        raise Refused(
            Sentence("cette requête n'a pas d'équivalent en Spark SQL", "this query has no equivalent in Spark SQL"),
            hint=Sentence("la lancer avec le moteur embarqué", "run it with the embedded engine"),
            kind=Kind.CALL,
        ) from error


def _said_in_spark(node: exp.Expression) -> exp.Expression:
    """What the transpiler leaves in DuckDB's words: ``quantile_cont(x, q)`` is ``percentile(x, q)``, both exact."""
    if isinstance(node, exp.PercentileCont) and node.expression:
        return exp.Anonymous(this="percentile", expressions=[node.this, node.expression])
    return node


def run_on_spark(
    sql: str, parameters: Parameters | None, given: Mapping[str, pa.Table], views: Mapping[str, str]
) -> pa.Table:
    """The answer of a DuckDB query, computed by Spark over the given tables and Spark SQL views."""
    session = _session()
    for name, table in given.items():
        session.createDataFrame(table).createOrReplaceTempView(name)
    for name, view in views.items():
        session.sql(view).createOrReplaceTempView(name)
    arguments = dict(parameters) if isinstance(parameters, Mapping) else list(parameters or ())
    answer = session.sql(to_spark_sql(sql), args=arguments or None).toArrow()
    return answer.cast(pa.schema([field.with_nullable(True) for field in answer.schema]))


def map_on_spark(table: pa.Table, function: Any, schema: pa.Schema) -> pa.Table:
    """What a function makes of the batches of a table, on the workers of Spark, in no order."""
    arrow = import_module("pyspark.sql.pandas.types")
    mapped = _session().createDataFrame(table).mapInArrow(function, arrow.from_arrow_schema(schema))
    return pa.Table.from_batches(mapped.toArrow().to_batches()).cast(schema)


_TYPES = {
    "text": "string",
    "whole": "bigint",
    "number": "double",
    "flag": "boolean",
    "day": "date",
    "instant": "timestamp",
    "texts": "array<string>",
}


def current_rows(folder: Path, frame: Frame, content: Content) -> str:
    """Spark SQL of the current rows of a frame, part by part."""
    selects = [_part_rows(folder, frame, part) for part in content.parts]
    if not selects:
        nulls = ", ".join(f"CAST(NULL AS {_TYPES[column.type]}) AS `{column.name}`" for column in frame.columns)
        return f"SELECT {nulls} WHERE false"
    return " UNION ALL ".join(selects)


def _part_rows(folder: Path, frame: Frame, part: Part) -> str:
    columns = []
    for column in frame.columns:
        require(frame, column.name, part)
        known = column.name in part.columns
        columns.append(f"`{column.name}`" if known else f"CAST(NULL AS {_TYPES[column.type]}) AS `{column.name}`")
    dead = f" WHERE _metadata.row_index NOT IN (SELECT row FROM parquet.`{folder / part.dead}`)" if part.dead else ""
    return f"SELECT {', '.join(columns)} FROM parquet.`{folder / part.file}`{dead}"


def _session() -> Any:
    """The running Spark session, or a local one. Raises ``Refused`` where the extra is not installed."""
    try:
        sql = import_module("pyspark.sql")
    except ImportError as error:
        raise Refused(
            Sentence("le moteur Spark n'est pas installé", "the Spark engine is not installed"),
            hint=Sentence(
                "pip install 'grappe[spark]' (ou -r requirements/spark.txt), avec Java 17",
                "pip install 'grappe[spark]' (or -r requirements/spark.txt), with Java 17",
            ),
            kind=Kind.MISSING,
        ) from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # where nothing is said: workers run what runs here
    builder = sql.SparkSession.builder.appName("grappe")
    for key, value in _SETTINGS.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


#: Tuned for a local session: few shuffle partitions, adaptive, Arrow both ways, UTC, no web page of its own.
_SETTINGS = {
    "spark.sql.shuffle.partitions": "4",
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
