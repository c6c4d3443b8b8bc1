"""Files by name: what ``.csv``, ``.xlsx``, ``.parquet``, ``.jsonl`` … mean, for reading and for writing."""

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from grappe.tables.delimited import read_delimited, write_delimited
from grappe.tables.durable import publish, room_on_disk
from grappe.tables.lines import read_lines, write_lines
from grappe.tables.sheets import read_sheet, write_sheet
from grappe.words import Kind, Refused, Sentence, Where

_Way = TypeVar("_Way")


def read_file(path: Path | str, *, columns: Sequence[str] | None = None) -> pa.Table:
    """The table in a file; the name says the format. In CSV and TSV every cell is text, an empty one null.

    A workbook gives its first sheet. Raises ``Refused`` for a file that is absent, empty, of another format than its
    name says, or without one of ``columns``.
    """
    path = Path(path)
    reader = _by_name(path, _READERS)
    if not path.is_file():
        raise Refused(Sentence("fichier introuvable", "file not found"), where=Where(file=str(path)))
    try:
        table = reader(path)
    except (pa.ArrowInvalid, OSError, EOFError, UnicodeDecodeError) as error:
        raise Refused(
            Sentence(f"fichier illisible ({error})", f"unreadable file ({error})"),
            hint=Sentence("vérifier que le nom dit le bon format", "check that the name says the right format"),
            where=Where(file=str(path)),
        ) from error
    return table if columns is None else _chosen(table, columns, path)


def write_file(
    table: pa.Table, path: Path | str, *, offers: Mapping[str, Sequence[Sequence[str]]] | None = None
) -> None:
    """Writes a table; the name says the format. The file appears whole or not at all.

    ``offers``: column → for each row the texts that its cell offers to choose from, where the format is a workbook.

    In CSV, TSV and XLSX a text that a spreadsheet would run as a formula gets an apostrophe before it; null is empty,
    a list is joined with ``; ``. Raises ``Refused`` for an unknown format, a full disk, or too many rows for a sheet.
    """
    path = Path(path)
    writer = _by_name(path, _WRITERS)
    if offers and writer is write_sheet:
        writer = partial(write_sheet, offers=offers)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with room_on_disk(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            writer(table, temporary)
            publish(temporary, path)
    except OSError as error:
        raise Refused(
            Sentence(f"ce fichier ne peut pas être écrit ({error})", f"this file cannot be written ({error})"),
            hint=Sentence("choisir un autre dossier ou un autre nom", "choose another folder or name"),
            kind=Kind.CALL,
            where=Where(file=str(path)),
        ) from error
    finally:
        if temporary.exists():
            temporary.unlink()


def _chosen(table: pa.Table, columns: Sequence[str], path: Path) -> pa.Table:
    for name in columns:
        if name not in table.column_names:
            there = ", ".join(table.column_names[:30])
            raise Refused(
                Sentence("colonne absente", "missing column"),
                hint=Sentence(f"colonnes du fichier : {there}", f"columns of the file: {there}"),
                where=Where(file=str(path), column=name),
            )
    return table.select(list(columns))


def _by_name(path: Path, known: Mapping[str, _Way]) -> _Way:
    name = path.name.lower()
    for ending, found in known.items():
        if name.endswith(ending):
            return found
    listed = ", ".join(known)
    raise Refused(
        Sentence("ce nom ne dit aucun format connu", "this name says no known format"),
        hint=Sentence(f"attendu : {listed}", f"expected: {listed}"),
        kind=Kind.CALL,
        where=Where(file=str(path)),
    )


_READERS: Mapping[str, Callable[[Path], pa.Table]] = {
    ".csv": read_delimited,
    ".csv.gz": read_delimited,
    ".tsv": read_delimited,
    ".tsv.gz": read_delimited,
    ".parquet": pq.read_table,
    ".xlsx": read_sheet,
    ".ods": read_sheet,
    ".jsonl": read_lines,
    ".jsonl.gz": read_lines,
}
_WRITERS: Mapping[str, Callable[[pa.Table, Path], None]] = {
    ".csv": lambda table, path: write_delimited(table, path, ","),
    ".csv.gz": lambda table, path: write_delimited(table, path, ",", packed=True),
    ".tsv": lambda table, path: write_delimited(table, path, "\t"),
    ".tsv.gz": lambda table, path: write_delimited(table, path, "\t", packed=True),
    ".parquet": lambda table, path: pq.write_table(table, path, compression="zstd"),
    ".xlsx": write_sheet,
    ".jsonl": write_lines,
    ".jsonl.gz": lambda table, path: write_lines(table, path, packed=True),
}
