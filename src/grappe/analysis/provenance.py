"""What a published table came from, so that anyone can make it again."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from grappe.analysis.disclosure import STATUSES
from grappe.analysis.duplicates import DUPLICATES, made_from
from grappe.analysis.totals import coding_releases, totals
from grappe.references import Release
from grappe.tables import Store
from grappe.words import Rules

_RULES = ("disclosure-minimum", "legal-week")


def manifest(
    store: Store,
    table: pa.Table,
    *,
    parameters: Mapping[str, Any],
    places: Release,
    rules: Rules,
    day: date,
    versions: Mapping[str, str],
) -> dict[str, Any]:
    """The manifest of a demand: inputs with digests, releases, parameters with their dated rules, versions, counts.

    ``parameters`` are those of the call; ``versions`` name the programs. Totals are null where disclosure control is on
    and the whole store stands on too few employers.
    """
    held = totals(store, engine=parameters.get("engine", "duckdb"))
    told = not parameters["disclosure"] or held.employers >= rules.value("disclosure-minimum", day)
    return {
        "inputs": [{"store": str(store.folder), "digest": store.digest, "needs": held.needs if told else None}],
        "releases": {"places": _release(places), "codes": coding_releases(store)},
        "parameters": {
            **parameters,
            "day": day.isoformat(),
            "rules": {name: _rule(rules, name, day) for name in _RULES},
        },
        "versions": dict(versions),
        "coding": {name: getattr(held, name) if told else None for name in ("needs", "coded", "waiting", "uncoded")},
        "duplicates": _duplicates(store) if told else None,
        "rows": rows_by_status(table),
        "notes": [*NOTES, *([] if parameters["disclosure"] else [UNPROTECTED])],
    }


def _duplicates(store: Store) -> dict[str, int] | None:
    """Groups and needs too many, where they were looked for in these needs."""
    if store.last_commit(DUPLICATES) != made_from(store):
        return None
    held = store.read(DUPLICATES, columns=["counts"])
    groups = int(pc.sum(held["counts"]).as_py() or 0)
    return {"groups": groups, "surplus": held.num_rows - groups}


def rows_by_status(table: pa.Table) -> dict[str, int]:
    """How many rows of a demand are published, suppressed, complementary."""
    counts = dict.fromkeys(STATUSES, 0)
    for row in pc.value_counts(table["disclosure"]).to_pylist():
        counts[row["values"]] = row["counts"]
    return counts


def _release(release: Release) -> dict[str, str]:
    return {"name": str(release), "digest": release.digest, "origin": release.origin}


def _rule(rules: Rules, name: str, day: date) -> dict[str, Any]:
    held = rules[name].on(day)
    return {"value": held.value, "unit": rules[name].unit, "valid_from": held.valid_from.isoformat()}


#: What a reader must know of the columns, for the manifest and the method notes.
NOTES: Sequence[str] = (
    "needs: one per advertisement, survey line or entry; by occupation or domain, coded needs alone",
    "employers: distinct known employers, one per SIREN; needs that name none add none",
    "share: needs / all needs of the table before disclosure control; Wilson 95 %",
    "largest_employer_share, needs_without_largest: the known employer with most needs",
    "permanent_*: CDI among needs whose contract is known (permanent_n); Wilson 95 %",
    "pay_median_year: median of mid-ranges, gross euros per year at full time, 12 months or 52 legal weeks",
    "permanent_* and pay_* are left out below the minimum of distinct employers behind them",
    "?: the key of needs whose place, month, contract or activity is not known",
)

UNPROTECTED = "WITHOUT disclosure control: for the owner's own eyes, not for publication"
