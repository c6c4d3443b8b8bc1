"""Open data: the published figures as CSV, described by a Table Schema and a DCAT catalogue."""

import io
import json
import zipfile
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from grappe.analysis.disclosure import PUBLISHED
from grappe.analysis.figures import FIGURES
from grappe.analysis.totals import coding_releases
from grappe.tables import Store
from grappe.words import Column, Frame

LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence"
_TYPES = {"text": "string", "texts": "string", "number": "number", "whole": "integer", "day": "date", "flag": "boolean"}
#: The instant written in the archive, so that the same figures give the same bytes.
_INSTANT = (1980, 1, 1, 0, 0, 0)


def open_data(store: Store, *, cluster: str, day: date) -> bytes:
    """A ZIP archive: ``figures.csv``, ``figures.schema.json`` (Table Schema), ``catalogue.jsonld`` (DCAT).

    Only published rows are in it: a withheld row is left out with its keys, so that its absence says nothing. The same
    figures give the same bytes.
    """
    figures = store.read(FIGURES)
    shown = figures.filter(pc.equal(figures["disclosure"], PUBLISHED)).drop_columns(["disclosure"])
    files = {
        "figures.csv": _csv(shown),
        "figures.schema.json": _json(table_schema(FIGURES, leaving={"disclosure"})),
        "catalogue.jsonld": _json(_catalogue(store, cluster, day)),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _INSTANT), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _csv(table: pa.Table) -> bytes:
    """UTF-8, comma, quoted where needed; null is an empty cell."""
    sink = io.BytesIO()
    options = pyarrow.csv.WriteOptions(quoting_style="needed")
    pyarrow.csv.write_csv(table, sink, options)
    return sink.getvalue()


def _json(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def table_schema(frame: Frame, *, leaving: set[str] | None = None) -> dict[str, Any]:
    """A frame as a Table Schema (specs.frictionlessdata.io): every column with its meaning, unit and constraints."""
    columns = [column for column in frame.columns if column.name not in (leaving or set())]
    return {
        "$schema": "https://frictionlessdata.io/schemas/table-schema.json",
        "name": frame.name,
        "description": frame.grain,
        "fields": [_field(column) for column in columns],
        "missingValues": [""],
        "primaryKey": [name for name in frame.key if name in {column.name for column in columns}],
    }


def _field(column: Column) -> dict[str, Any]:
    said = column.about + (f" ({column.unit})" if column.unit else "")
    said += f"; empty: {column.null}" if column.null is not None else ""
    constraints: dict[str, Any] = {"required": column.null is None}
    if column.values:
        constraints["enum"] = list(column.values)
    return {"name": column.name, "type": _TYPES[column.type], "description": said, "constraints": constraints}


def _catalogue(store: Store, cluster: str, day: date) -> dict[str, Any]:
    """One dataset with one distribution, as DCAT-AP asks for it."""
    return {
        "@context": {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"},
        "@type": "dcat:Dataset",
        "dct:title": [
            {"@value": f"Besoins par métier, {cluster}", "@language": "fr"},
            {"@value": f"Needs by occupation, {cluster}", "@language": "en"},
        ],
        "dct:description": {
            "@value": "Besoins exprimés par les membres et les annonces, par métier, département, mois et contrat ; "
            "chiffres protégés par le secret statistique, parts avec leur intervalle à 95 %.",
            "@language": "fr",
        },
        "dct:publisher": {"@type": "http://xmlns.com/foaf/0.1/Agent", "http://xmlns.com/foaf/0.1/name": cluster},
        "dct:issued": day.isoformat(),
        "dct:accrualPeriodicity": "http://publications.europa.eu/resource/authority/frequency/IRREG",
        "dct:license": {"@id": LICENCE},
        "dct:provenance": ", ".join(coding_releases(store)),
        "dcat:distribution": {
            "@type": "dcat:Distribution",
            "dct:title": "figures.csv",
            "dcat:mediaType": "text/csv",
            "dct:conformsTo": "figures.schema.json",
            "dct:license": {"@id": LICENCE},
        },
    }
