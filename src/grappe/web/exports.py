"""Downloads of whole lists: ``?export=xlsx`` or ``csv``, through ``grappe.tables`` that guards against formulas."""

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast

import pyarrow as pa
from django.http import FileResponse, HttpResponse

from grappe.tables import write_file
from grappe.words import Kind, Refused, Sentence

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def download(name: str, extension: str, *, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """The rows as a file ``name.extension``. Raises ``Refused`` for an extension that is not offered."""
    columns = list(zip(*rows, strict=True)) or [()] * len(heads)
    arrays = [_array(values) for values in columns]
    return download_table(name, extension, table=pa.Table.from_arrays(arrays, names=[str(head) for head in heads]))


def download_table(name: str, extension: str, *, table: pa.Table) -> HttpResponse:
    """An Arrow table as a file ``name.extension``. Raises ``Refused`` for an extension that is not offered."""
    if extension not in TYPES:
        raise Refused(
            Sentence("Ce format n'est pas proposé.", "This format is not offered."),
            hint=Sentence("Choisissez xlsx ou csv.", "Choose xlsx or csv."),
            kind=Kind.CALL,
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.{extension}"
        write_file(table, path)
        opened = path.open("rb")  # the file outlives its name: the answer closes it
    answer = FileResponse(opened, as_attachment=True, filename=path.name, content_type=TYPES[extension])
    return cast(HttpResponse, answer)


def _array(values: Sequence[object]) -> pa.Array:
    plain = [value if isinstance(value, (int, float, bool, type(None))) else str(value) for value in values]
    kinds = {type(value) for value in plain if value is not None}
    return pa.array(plain if len(kinds) == 1 else [None if value is None else str(value) for value in plain])
