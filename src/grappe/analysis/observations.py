"""From a table as people have it to the observations of a decomposition: masked values, commas, rows to leave out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from grappe.analysis.effects import Observations
from grappe.words import Kind, Refused, Sentence, Where

#: What publishers write where they give no value. Unknown is never 0.
MASKED = ("*", "-", "na", "n/a", "nd", "n.d.", "nan", "null", "s", "secret", "ns")
_NUMBER = r"^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$"
_SHOWN = 1_000  #: refused rows that are told one by one
_Wrong = tuple[pa.BooleanArray, str, Sentence]


@dataclass(frozen=True, slots=True)
class ObservationsRead:
    """``rows`` asked for = observations + ``unknown`` (no value or weight) + ``unplaced`` (no occupation or territory)
    + ``refused_rows``. ``unweighted`` observations have weight 0; ``repeated`` share their pair with one before.
    """

    found: Observations
    rows: int
    unknown: int
    unplaced: int
    unweighted: int
    repeated: int
    refused_rows: int
    refused: Sequence[Refused]


def observations(
    table: pa.Table,
    *,
    value: str,
    occupation: str,
    territory: str,
    weight: str | None = None,
    where: Sequence[tuple[str, str]] = (),
    file: str = "",
) -> ObservationsRead:
    """The observations in four columns of a table; without ``weight`` all rows weigh the same.

    ``where`` keeps the rows whose column has this text. A cell that is empty or says ``MASKED`` is unknown. A text that
    is no number and a negative weight refuse their row. Raises ``Refused`` for an absent column or no row left.
    """
    columns = {name: _column(table, name, file) for name in (value, occupation, territory)}
    kept = _kept(table, where, file)
    number, wrong_number = _numbers(columns[value])
    weights, wrong_weight = (
        _numbers(_column(table, weight, file)) if weight else (pa.array(np.ones(table.num_rows)), pa.scalar(False))
    )
    negative = pc.fill_null(pc.less(weights, 0), False)
    wrong: list[_Wrong] = [
        (pc.and_(kept, wrong_number), value, Sentence("ce n'est pas un nombre", "not a number")),
        (pc.and_(kept, wrong_weight), weight or "", Sentence("ce n'est pas un nombre", "not a number")),
        (pc.and_(kept, negative), weight or "", Sentence("poids négatif", "negative weight")),
    ]
    names = [_names(columns[name]) for name in (occupation, territory)]
    refused = pc.or_(pc.or_(wrong_number, wrong_weight), negative)
    placed = pc.and_(pc.is_valid(names[0]), pc.is_valid(names[1]))
    known = pc.and_(pc.is_valid(number), pc.is_valid(weights))
    fine = pc.and_(kept, pc.invert(refused))
    used = pc.and_(pc.and_(fine, placed), known)
    found = Observations(
        names[0].filter(used).to_pylist(),
        names[1].filter(used).to_pylist(),
        np.asarray(number.filter(used), np.float64),
        np.asarray(weights.filter(used), np.float64),
    )
    _some(found, file)
    return ObservationsRead(
        found,
        rows=_count(kept),
        unknown=_count(pc.and_(pc.and_(fine, placed), pc.invert(known))),
        unplaced=_count(pc.and_(fine, pc.invert(placed))),
        unweighted=int((found.weight == 0).sum()),
        repeated=len(found.value) - len(set(zip(found.occupation, found.territory, strict=True))),
        refused_rows=_count(pc.and_(kept, refused)),
        refused=[refusal for one in wrong for refusal in _refusals(table, one, file)][:_SHOWN],
    )


def _column(table: pa.Table, name: str, file: str) -> pa.ChunkedArray:
    """The column of this name, spaces around it and case aside."""
    exact = [column for column in table.column_names if column == name]
    near = exact or [column for column in table.column_names if column.strip().casefold() == name.strip().casefold()]
    if len(near) == 1:
        return table[near[0]]
    listed = ", ".join(table.column_names[:30])
    raise Refused(
        Sentence("colonne absente", "missing column") if not near else Sentence("colonne ambiguë", "ambiguous column"),
        hint=Sentence(f"colonnes du fichier : {listed}", f"columns of the file: {listed}"),
        kind=Kind.CALL,
        where=Where(file=file, column=name),
    )


def _kept(table: pa.Table, where: Sequence[tuple[str, str]], file: str) -> pa.Array:
    kept = pa.array(np.ones(table.num_rows, bool))
    for name, wanted in where:
        kept = pc.and_(kept, pc.fill_null(pc.equal(_names(_column(table, name, file)), wanted.strip()), False))
    return kept


def _names(column: pa.ChunkedArray) -> pa.Array:
    """Trimmed texts, null where nothing is written."""
    texts = pc.utf8_trim_whitespace(_array(column).cast(pa.string()))
    return pc.if_else(pc.equal(texts, ""), None, texts)


def _array(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _numbers(column: pa.ChunkedArray) -> tuple[pa.Array, pa.Array]:
    """Numbers, null where not known, and where a text is none."""
    values = _array(column)
    if not (pa.types.is_string(values.type) or pa.types.is_large_string(values.type)):
        values = values.cast(pa.float64())
        finite = pc.fill_null(pc.is_finite(values), True)
        nan = pc.fill_null(pc.is_nan(values), False)
        return pc.if_else(finite, values, None), pc.and_(pc.invert(finite), pc.invert(nan))
    texts = pc.utf8_lower(pc.replace_substring_regex(values.cast(pa.string()), r"[\s\x{00A0}\x{202F}]", ""))
    texts = pc.replace_substring(pc.replace_substring(texts, ",", "."), "−", "-")
    unknown = pc.fill_null(pc.or_(pc.equal(texts, ""), pc.is_in(texts, pa.array(MASKED))), True)
    good = pc.fill_null(pc.match_substring_regex(texts, _NUMBER), False)
    read = pc.if_else(good, texts, None).cast(pa.float64())
    finite = pc.fill_null(pc.is_finite(read), False)
    return pc.if_else(finite, read, None), pc.invert(pc.or_(unknown, finite))


def _count(flags: pa.Array) -> int:
    return int(pc.sum(flags).as_py() or 0)


def _refusals(table: pa.Table, wrong: _Wrong, file: str) -> list[Refused]:
    flags, name, sentence = wrong
    rows = np.flatnonzero(np.asarray(flags))[:_SHOWN]
    cells = _array(_column(table, name, file)) if len(rows) else pa.array([], pa.string())
    return [
        Refused(sentence, where=Where(file=file, row=int(row) + 2, column=name, value=str(cells[int(row)].as_py())))
        for row in rows
    ]


def _some(found: Observations, file: str) -> None:
    if not len(found.value):
        raise Refused(
            Sentence("aucune ligne n'a métier, territoire et valeur", "no row has occupation, territory and value"),
            hint=Sentence("vérifier les colonnes et le filtre", "check the columns and the filter"),
            where=Where(file=file),
        )
