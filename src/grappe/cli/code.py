"""``grappe code``: titles and skill phrases → codes with reasons, files in, files out, or a whole store."""

import difflib
import hashlib
import os
import time
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
import pyarrow as pa

from grappe.cli import code_memory, code_model, code_review, code_skills, code_text, console
from grappe.cli.code_files import Job, code_file
from grappe.cli.code_memory import INDEXES, known_memory
from grappe.cli.code_model import release
from grappe.coding import (
    MODEL,
    Bridge,
    Coder,
    Memory,
    code_store,
    find_model,
)
from grappe.tables import open_store, read_file
from grappe.words import Kind, Refused, Sentence, Where

TO = click.Choice(["rome", "esco"])


@click.group()
def command() -> None:
    """Intitulés et compétences → codes, avec raisons · titles and skills → codes, with reasons."""


@command.command("occupations")
@click.argument("source", metavar="FILE|STORE", type=click.Path(path_type=Path))
@click.option("--column", default=None, help="Colonne des intitulés · column of the titles.")
@click.option("--text-column", default=None, help="Colonne des textes d'annonces · column of the ads' texts.")
@click.option("--to", type=TO, default="rome", show_default=True, help="Nomenclature.")
@click.option("--top", default=5, show_default=True, type=click.IntRange(1, 50), help="Propositions · proposals.")
@click.option("--no-memory", is_flag=True, help="Sans ce qui fut appris ici · without what was learned here.")
@click.option(
    "--jobs",
    default=os.cpu_count() or 1,
    type=click.IntRange(1),
    help="Processus pour un grand fichier · processes for a large file; default: processors.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Fichier à écrire · file to write.")
@console.options
def occupations(
    source: Path,
    column: str | None,
    text_column: str | None,
    to: str,
    top: int,
    no_memory: bool,
    jobs: int,
    out: Path | None,
    as_json: bool,
    lang: str,
) -> None:
    """Code les intitulés d'un fichier, ou tous les besoins d'un magasin · codes titles of a file, or a whole store.

    JSON: {"rows", "auto", "review", "none", "seconds", "release", "model"}.
    """
    if source.is_dir() or (column is None and not source.suffix and not source.exists()):
        _whole_store(source, remembers=not no_memory, as_json=as_json, lang=lang)
        return
    asked = _Asked(source, column, text_column, to, top, out)
    _file(asked, partial(_occupations_coder, to, remembers=not no_memory), jobs=jobs, as_json=as_json, lang=lang)


class _Asked:
    """What a call wants coded; refuses a call that does not say it."""

    def __init__(
        self, source: Path, column: str | None, text_column: str | None, to: str, top: int, out: Path | None
    ) -> None:
        missing = "--column" if column is None else "--out" if out is None else None
        if column is None or out is None:
            raise Refused(
                Sentence(f"il manque {missing}", f"{missing} is missing"),
                hint=Sentence(
                    "grappe code … FICHIER --column INTITULÉ --out CODÉ.csv",
                    "grappe code … FILE --column TITLE --out CODED.csv",
                ),
                kind=Kind.CALL,
            )
        self.source, self.column, self.text_column, self.to, self.top, self.out = (
            source,
            column,
            text_column,
            to,
            top,
            out,
        )


def _file(asked: _Asked, make: Callable[[], Coder], *, jobs: int, as_json: bool, lang: str) -> None:
    """Codes one file and prints what became of its rows."""
    started = time.monotonic()
    table = read_file(asked.source)
    for column in (asked.column, asked.text_column):
        if column:
            _check(table, column, asked.source)
    coder = make()
    told = {"input": _digest(asked.source), "columns": [asked.column, asked.text_column], "model": coder.model}
    told |= {"release": coder.release, "digest": release(asked.to).digest, "version": version("grappe")}
    job = Job(asked.column, asked.text_column, asked.top, lang, asked.out, make)
    with console.progress(lang) as progress:
        decided = code_file(table, job, told=told, jobs=jobs, coder=coder, progress=progress)
    payload = _payload(table.num_rows, decided, coder.release, started) | {"model": coder.model}
    _answer(payload, str(asked.out), as_json=as_json, lang=lang)


def _digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _occupations_coder(to: str, *, remembers: bool) -> Coder:
    """A coder of titles, with the text model and the memory of this installation where there are any."""
    coded_to = release(to)
    memory = _bridge() if to == "esco" else known_memory(coded_to) if remembers else None
    model = find_model(console.home(), coded_to)
    return Coder.of_occupations(coded_to, model=model, memory=memory, kept=console.home() / INDEXES)


def _bridge() -> Memory | None:
    """The crosswalk from the ROME to ESCO, where it is installed."""
    try:
        crosswalk = release("crosswalk")
    except Refused:
        return None
    rome = release("rome")
    coder = Coder.of_occupations(rome, model=find_model(console.home(), rome), kept=console.home() / INDEXES)
    return Bridge(coder, rome=rome, crosswalk=crosswalk)


def _whole_store(folder: Path, *, remembers: bool, as_json: bool, lang: str) -> None:
    started = time.monotonic()
    store, rome = open_store(folder), release("rome")
    model, memory = find_model(console.home(), rome), known_memory(rome) if remembers else None
    with console.progress(lang) as progress:
        kept = console.home() / INDEXES
        report = code_store(store, rome=rome, model=model, memory=memory, kept=kept, progress=progress)
    decided = {"auto": report.auto, "review": report.review, "none": report.none}
    payload = _payload(report.rows, decided, report.release, started) | {"coded": report.coded, "older": report.older}
    payload["model"] = " + ".join([MODEL, *(part.name for part in (model, memory) if part)])
    _answer(payload, str(folder), as_json=as_json, lang=lang)


def _payload(rows: int, decided: Any, coded_to: str, started: float) -> dict[str, Any]:
    seconds = round(time.monotonic() - started, 2)
    return {"rows": rows, **decided, "seconds": seconds, "release": coded_to, "model": MODEL}


def _answer(payload: dict[str, Any], written: str, *, as_json: bool, lang: str) -> None:
    said = Sentence(
        "{rows} lignes codées sous {release} : {auto} d'office, {review} à revoir, {none} sans proposition",
        "{rows} rows coded to {release}: {auto} at once, {review} to review, {none} without proposal",
    ).said(lang)
    console.answer(payload, f"{said.format(**payload)} → {written}", as_json=as_json)


def _check(table: pa.Table, column: str, source: Path) -> None:
    """Raises ``Refused`` naming the nearest columns where a column is absent."""
    if column in table.column_names:
        return
    near = difflib.get_close_matches(column, table.column_names, n=3, cutoff=0.4) or table.column_names[:10]
    listed = ", ".join(near)
    raise Refused(
        Sentence("colonne absente", "missing column"),
        hint=Sentence(f"colonnes voisines : {listed}", f"near columns: {listed}"),
        where=Where(file=str(source), column=column),
    )


_PARTS = (
    code_skills.skills,
    code_text.rank_,
    code_model.model,
    code_text.benchmark,
    code_memory.learn,
    code_review.review,
)
for _part in _PARTS:
    command.add_command(_part)
