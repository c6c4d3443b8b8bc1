"""Domain or territory, over the official tension: families by département, weighted by employment."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from grappe.analysis.effects import Effects, Observations, effects
from grappe.references import TENSIONS, Release
from grappe.words import Kind, Refused, Sentence


@dataclass(frozen=True, slots=True)
class OfficialEffects:
    """The decomposition of the official tension of a year: families (FAP) and départements, and what was left out."""

    found: Effects
    year: int
    rows: int
    unknown: int  #: families of a département whose tension is not published


def official_effects(labour: Release) -> OfficialEffects:
    """The finest families of the last year by département. Raises ``Refused`` (missing) where the release has none."""
    table = labour.read(TENSIONS) if labour.has(TENSIONS) else pa.table({})
    rows = _last(table) if table.num_rows else table
    if not rows.num_rows:
        raise Refused(
            Sentence("aucune tension par département dans cette version", "no tension by département in this release"),
            hint=Sentence("grappe references install labour", "grappe references install labour"),
            kind=Kind.MISSING,
        )
    known = rows.filter(pc.is_valid(rows["tension"]))
    observed = Observations(
        known["fap"].to_pylist(),
        known["territory"].to_pylist(),
        known["tension"].to_numpy().astype(float),
        np.nan_to_num(known["employment"].to_numpy(zero_copy_only=False).astype(float)),
    )
    left = rows.num_rows - known.num_rows
    return OfficialEffects(effects(observed, variance="robust"), int(rows["year"][0].as_py()), known.num_rows, left)


def _last(table: pa.Table) -> pa.Table:
    """The départements of the last year, at the finest level of families."""
    table = table.filter(pc.equal(table["territory_level"], "departement"))
    if not table.num_rows:
        return table
    table = table.filter(pc.equal(table["year"], pc.max(table["year"])))
    fine = table.filter(pc.equal(table["fap_level"], "fap225"))
    return fine if fine.num_rows else table
