"""A school's dossier of 2,000 facts, and a label's credential."""

import io
import time
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import docx

from grappe.evidence import document_states, dossier, figures_of, read_edition, read_locker, write_example
from grappe.papers import paper_docx, paper_pdf
from grappe.teach import BadgeBook, check_badge, example_label, read_credential

FACTS, DAY = 2_000, date(2026, 11, 24)
AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


def run() -> list[dict[str, Any]]:
    """The figures of this module."""
    with TemporaryDirectory(prefix="grappe-") as folder:
        return [*_dossier(Path(folder) / "locker"), *_credential(Path(folder) / "book")]


def _dossier(folder: Path) -> list[dict[str, Any]]:
    write_example(folder, Random(2026), day=DAY, facts=FACTS)
    began = time.perf_counter()
    read = read_locker(folder, DAY)
    states = document_states(read.locker.facts, read.documents)
    made = dossier(read.locker, read_edition("cti-2025"), day=DAY, states=states)
    composed = time.perf_counter() - began
    word, in_word = _timed(lambda: paper_docx(made))
    _pdf, in_pdf = _timed(lambda: paper_pdf(made))
    opened = docx.Document(io.BytesIO(word))
    rows = sum(len(table.rows) for table in opened.tables)
    wanted = sum(len(getattr(block, "rows", ())) + 1 for block in made.blocks if hasattr(block, "rows"))
    return [
        _figure(f"dossier of {FACTS} facts, read, computed and written in Word", composed + in_word, "s", 10),
        _figure("the same in PDF", composed + in_pdf, "s", 10),
        _figure("its figures that are traced to facts", len(figures_of(made)), "figures", None),
        _figure("rows of its tables lost in Word", wanted - rows, "rows", 0),
    ]


def _credential(folder: Path) -> list[dict[str, Any]]:
    book = BadgeBook(folder, "Grappe fictive Rives")
    document, signing = _timed(lambda: book.issue(example_label(DAY), AT))
    status = read_credential(book.status_file)
    found, checking = _timed(lambda: check_badge(document, AT, status=status, register=book.keys.register()))
    return [
        _figure("credential signed, its status list with it", signing, "s", None),
        _figure("credential checked with status list and keys", checking, "s", None),
        {"what": "it is valid", "value": found.valid, "unit": "", "bar": True, "ok": found.valid},
    ]


def _timed(deed: Any) -> tuple[Any, float]:
    began = time.perf_counter()
    done = deed()
    return done, time.perf_counter() - began


def _figure(what: str, value: float, unit: str, bar: float | None) -> dict[str, Any]:
    return {
        "what": what,
        "value": round(value, 3),
        "unit": unit,
        "bar": bar,
        "ok": None if bar is None else value <= bar,
    }
