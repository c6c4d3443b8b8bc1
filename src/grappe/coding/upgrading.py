"""What another release changes in a store: the titles whose code it touches, before anything is changed.

A need keeps the code and the release that coded it until the change is accepted (``code_store(…, upgrade=True)``).
"""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from grappe.coding.coder import Coder
from grappe.coding.frames import CODED
from grappe.coding.memory import meant
from grappe.coding.normaliser import normalise
from grappe.references import Difference
from grappe.tables import Store
from grappe.words import Column, Frame

WHY = ("gone", "split", "other_code", "to_review", "renamed")

TOUCHED = Frame(
    name="touched",
    grain="one row per title and code that another release touches",
    key=("title", "old_code", "by"),
    columns=(
        Column("title", "text", "title as coded"),
        Column("needs", "whole", "needs that carry it with this code", unit="needs"),
        Column("old_release", "text", "release that coded it"),
        Column("old_code", "text", "code it has", null="none"),
        Column("old_label", "text", "label it has", null="no code"),
        Column("by", "text", "who said so"),
        Column("new_code", "text", "code that the release would give, or that stays", null="none: to be reviewed"),
        Column("new_label", "text", "its label", null="no code"),
        Column("why", "text", "what touches it", values=WHY),
    ),
)

HELD = """
SELECT title, code, label, "by", decision, given, release, count(*) AS needs FROM coded
WHERE nomenclature = 'rome' AND rank = 1 AND release <> $release
GROUP BY ALL ORDER BY needs DESC, title, code, "by"
"""


def changes_of(store: Store, coder: Coder, *, difference: Difference | None = None) -> pa.Table:
    """``TOUCHED``: what accepting the coder's release would change, titles with most needs first.

    ``difference`` is that of the two releases, where the old one is installed: it tells which codes were split.
    """
    if not store.has(CODED):
        return TOUCHED.empty()
    held = store.query(HELD, frames=[CODED], parameters={"release": coder.release}).to_pylist()
    first = {}
    titles = sorted({row["title"] for row in held})
    for row in coder.code(titles, top=1).to_pylist():
        first[titles[row["row"]]] = row
    split = difference.split if difference else {}
    rows: dict[tuple[str, str | None, str], dict[str, Any]] = {}
    for row in held:
        touched = _touched(row, first[row["title"]], coder, split)
        if touched:
            known = rows.setdefault((row["title"], row["code"], row["by"]), touched | {"needs": 0})
            known["needs"] += row["needs"]
    return TOUCHED.from_rows(rows.values())


def older(store: Store, release: str) -> int:
    """How many needs keep a code of another release."""
    if not store.has(CODED):
        return 0
    sql = "SELECT count(*) AS n FROM coded WHERE nomenclature = 'rome' AND rank = 1 AND release <> $release"
    return int(store.query(sql, frames=[CODED], parameters={"release": release})["n"][0].as_py())


def _touched(
    row: Mapping[str, Any], proposal: Mapping[str, Any], coder: Coder, split: Mapping[str, Any]
) -> dict[str, Any] | None:
    """The row of a title that the release touches; ``None`` where code, label and decision stay."""
    labels = coder.space.labels
    code, label, auto = _would_be(row, proposal, coder)
    why = None
    if row["code"] and row["code"] not in labels:
        why = "gone"
    elif code != row["code"]:
        why = "split" if row["code"] in split else "other_code"
    elif auto != (row["decision"] == "auto"):
        why = "to_review" if not auto else "other_code"
    elif label != row["label"]:
        why = "renamed"
    if why is None:
        return None
    told = {"title": row["title"], "old_release": row["release"], "old_code": row["code"], "old_label": row["label"]}
    return told | {"by": row["by"], "new_code": code, "new_label": label, "why": why}


def _would_be(row: Mapping[str, Any], proposal: Mapping[str, Any], coder: Coder) -> tuple[str | None, str | None, bool]:
    """Code, label and whether it is decided, as the store would be coded under the release."""
    labels = coder.space.labels
    kept = row["code"] if row["by"] in ("person", "given") else None
    if row["by"] == "given":
        kept = meant(normalise(row["title"]).key, row["given"] or "", coder.space)
    if row["by"] == "person" and not row["code"]:
        return None, None, row["decision"] == "auto"
    if kept and kept in labels:
        return kept, labels[kept], row["decision"] == "auto"
    return proposal["code"], proposal["label"], proposal["decision"] == "auto"
