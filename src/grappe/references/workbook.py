"""Sheets of a workbook as CSV members, so that a table published as XLSX is read by the reader of its CSV."""

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import python_calamine

ENDINGS = (".xlsx", ".ods")


def sheets(path: Path) -> dict[str, Callable[[], bytes]]:
    """``<file>.<sheet>.csv`` → its content as UTF-8 CSV, made when it is asked for."""
    try:
        with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
            names = list(book.sheet_names)
    except (python_calamine.CalamineError, zipfile.BadZipFile):
        return {}
    return {f"{path.stem}.{name}.csv": _reader(path, name) for name in names}


def _reader(path: Path, sheet: str) -> Callable[[], bytes]:
    def read() -> bytes:
        with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
            rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=True)
        out = io.StringIO()
        csv.writer(out).writerows([_text(cell) for cell in row] for row in rows)
        return out.getvalue().encode()

    return read


def _text(cell: Any) -> str:
    """A whole number loses the decimal point that spreadsheets give it."""
    return f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell)
