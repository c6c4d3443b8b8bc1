"""The review of a store as a sheet: one row per title that waits, a column to choose in, choices read back.

A choice is a code of the release (its label may follow), the rank of a proposal (1, 2, 3) or *aucun* / *none*; empty
leaves the title waiting.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from grappe.coding.frames import CODED
from grappe.coding.normaliser import normalise
from grappe.references import OCCUPATIONS, Release
from grappe.tables import Store
from grappe.words import Refused, Sentence, Where

SHOWN = 3  #: proposals shown for a title
CHOICE, KEY = "choice", "key"
_NONE = frozenset({"aucun", "aucune", "none"})
_REVIEW_COLUMNS = ("need_id", "nomenclature", "rank", "code", "label", "decision", "reason_fr", "reason_en", "title")


def review_sheet(store: Store, *, language: str = "fr") -> pa.Table:
    """One row per title whose needs wait for a person, those with most needs first.

    Columns: ``needs`` (how many), ``title`` (its most frequent writing), ``choice`` (empty), the first ``SHOWN``
    proposals (``code_1``, ``label_1`` …), ``reason`` and ``key`` (the words that stand for every writing of the title).
    """
    titles: dict[str, list[str]] = {}
    proposals: dict[str, list[dict[str, Any]]] = {}
    for listed in _waiting(store).values():
        key = normalise(listed[0]["title"]).key
        titles.setdefault(key, []).append(listed[0]["title"])
        proposals.setdefault(key, listed)
    most_needs = sorted((key for key in titles if key), key=lambda key: (-len(titles[key]), key))
    rows = [_row(key, titles[key], proposals[key], language) for key in most_needs]
    return pa.Table.from_pylist(rows, schema=_schema())


def offers(sheet: pa.Table, *, language: str = "fr") -> dict[str, list[list[str]]]:
    """What the cells of ``choice`` offer in a workbook: the proposals of their row, and that none fits."""
    none = "none" if language == "en" else "aucun"
    rows = sheet.to_pylist()
    named = [[(row[f"code_{place}"], row[f"label_{place}"]) for place in range(1, SHOWN + 1)] for row in rows]
    return {CHOICE: [[*(f"{code} {label or ''}" for code, label in row if code), none] for row in named]}


@dataclass(frozen=True, slots=True)
class Choices:
    """What a completed sheet says: key of the title → code, empty where none fits; and the rows that say nothing."""

    chosen: Mapping[str, str]
    refused: tuple[Refused, ...]


def read_choices(sheet: pa.Table, *, rome: Release, file: str) -> Choices:
    """The choices of a completed sheet. A choice that is no code of the release, or another one for the same title, is
    refused with its row; the others enter. Raises ``Refused`` for a sheet without its columns."""
    for name in (CHOICE, KEY):
        if name not in sheet.column_names:
            there = ", ".join(sheet.column_names[:30])
            hint = Sentence(f"colonnes du fichier : {there}", f"columns of the file: {there}")
            raise Refused(Sentence("colonne absente", "missing column"), hint=hint, where=Where(file=file, column=name))
    codes = frozenset(rome.read(OCCUPATIONS)["code"].to_pylist())
    chosen: dict[str, str] = {}
    refused: list[Refused] = []
    for line, row in enumerate(sheet.to_pylist(), 2):
        written, key = _text(row[CHOICE]), _text(row[KEY])
        if not written:
            continue
        try:
            where = Where(file, row=line, column=CHOICE, value=written)
            code = _chosen(written, row, codes, where)
            if not key:
                raise Refused(Sentence("cette ligne a perdu sa clé", "this row lost its key"), where=where)
            if chosen.setdefault(key, code) != code:
                raise Refused(Sentence("un autre choix pour ce titre", "another choice for this title"), where=where)
        except Refused as refusal:
            refused.append(refusal)
    return Choices(chosen, tuple(refused))


def _waiting(store: Store) -> dict[str, list[dict[str, Any]]]:
    """The proposals of each need to be reviewed, or without a code that nobody said fits none."""
    if not store.has(CODED):
        return {}
    table = store.read(CODED)
    waits = pc.and_(pc.not_equal(table["decision"], "auto"), pc.not_equal(table["by"], "person"))
    found: dict[str, list[dict[str, Any]]] = {}
    for row in table.filter(waits).select(list(_REVIEW_COLUMNS)).to_pylist():
        found.setdefault(row["need_id"], []).append(row)
    return {need: rows for need, rows in found.items() if rows[0]["rank"] == 1}


def _row(key: str, titles: list[str], proposals: list[dict[str, Any]], language: str) -> dict[str, Any]:
    (title, _count), *_others = Counter(titles).most_common(1)
    row: dict[str, Any] = {"needs": len(titles), "title": title, CHOICE: None, KEY: key}
    for place, proposal in enumerate(proposals[:SHOWN], 1):
        row |= {f"code_{place}": proposal["code"], f"label_{place}": proposal["label"]}
    return row | {"reason": proposals[0]["reason_en" if language == "en" else "reason_fr"]}


def _schema() -> pa.Schema:
    shown = [f"{name}_{place}" for place in range(1, SHOWN + 1) for name in ("code", "label")]
    texts = [(name, pa.string()) for name in ("title", CHOICE, *shown, "reason", KEY)]
    return pa.schema([("needs", pa.int64()), *texts])


def _text(value: object) -> str:
    """A cell as text; a workbook gives ``2`` as a number."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value or "").strip()


def _chosen(written: str, row: Mapping[str, Any], codes: frozenset[str], where: Where) -> str:
    first = written.split()[0]
    if first.lower() in _NONE:
        return ""
    named = row.get(f"code_{first}") if first.isdigit() else first.upper()
    if named in codes:
        return str(named)
    raise Refused(
        Sentence("ce choix n'est ni un code du référentiel ni un rang", "this choice is neither a code nor a rank"),
        hint=Sentence("un code ROME, 1, 2, 3, ou aucun", "a ROME code, 1, 2, 3, or none"),
        where=where,
    )
