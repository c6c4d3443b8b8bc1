"""``grappe code``: titles and skill phrases → codes with reasons, files in, files out, or a whole store."""

import difflib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pyarrow as pa

from grappe.cli import code_memory, code_review, code_text, console
from grappe.cli.code_memory import known_memory
from grappe.cli.code_text import release
from grappe.coding import (
    MODEL,
    Coder,
    code_store,
    counts,
    find_model,
)
from grappe.references import Release
from grappe.tables import open_store, read_file, write_file
from grappe.words import Kind, Refused, Sentence, Where

#: Columns that a coded file gains, after its own.
GAINED = ("rank", "code", "label", "score", "probability", "decision", "reason", "release")
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
@click.option("--out", type=click.Path(path_type=Path), help="Fichier à écrire · file to write.")
@console.options
def occupations(
    source: Path,
    column: str | None,
    text_column: str | None,
    to: str,
    top: int,
    no_memory: bool,
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
    _file(asked, lambda coded_to: _titles_coder(coded_to, remembers=not no_memory), as_json=as_json, lang=lang)


@command.command("skills")
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--column", default=None, help="Colonne des compétences · column of the skill phrases.")
@click.option("--to", type=TO, default="esco", show_default=True, help="Nomenclature.")
@click.option("--top", default=5, show_default=True, type=click.IntRange(1, 50), help="Propositions · proposals.")
@click.option("--out", type=click.Path(path_type=Path), help="Fichier à écrire · file to write.")
@console.options
def skills(source: Path, column: str | None, to: str, top: int, out: Path | None, as_json: bool, lang: str) -> None:
    """Code les compétences d'un fichier · codes the skill phrases of a file.

    JSON: {"rows", "auto", "review", "none", "seconds", "release", "model"}.
    """
    _file(_Asked(source, column, None, to, top, out), Coder.of_skills, as_json=as_json, lang=lang)


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


def _file(asked: _Asked, make: Callable[[Release], Coder], *, as_json: bool, lang: str) -> None:
    """Codes one file and prints what became of its rows."""
    started = time.monotonic()
    table = read_file(asked.source)
    titles = _texts(table, asked.column, asked.source)
    texts = _texts(table, asked.text_column, asked.source) if asked.text_column else None
    coder = make(release(asked.to))
    with console.progress(lang) as progress:
        proposals = coder.code(titles, texts=texts, top=asked.top, progress=progress)
    write_file(_beside(table, proposals, lang), asked.out)
    payload = _payload(len(titles), counts(proposals), coder.release, started) | {"model": coder.model}
    _answer(payload, str(asked.out), as_json=as_json, lang=lang)


def _titles_coder(coded_to: Release, *, remembers: bool) -> Coder:
    """A coder of titles, with the text model and the memory of this installation where there are any."""
    memory = known_memory(coded_to) if remembers and coded_to.nomenclature == "rome" else None
    return Coder.of_occupations(coded_to, model=find_model(console.home(), coded_to), memory=memory)


def _whole_store(folder: Path, *, remembers: bool, as_json: bool, lang: str) -> None:
    started = time.monotonic()
    store, rome = open_store(folder), release("rome")
    model, memory = find_model(console.home(), rome), known_memory(rome) if remembers else None
    with console.progress(lang) as progress:
        report = code_store(store, rome=rome, model=model, memory=memory, progress=progress)
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


def _texts(table: pa.Table, column: str, source: Path) -> list[str]:
    """A column as texts, null as empty. Raises ``Refused`` naming the nearest columns where it is absent."""
    if column not in table.column_names:
        near = difflib.get_close_matches(column, table.column_names, n=3, cutoff=0.4) or table.column_names[:10]
        listed = ", ".join(near)
        raise Refused(
            Sentence("colonne absente", "missing column"),
            hint=Sentence(f"colonnes voisines : {listed}", f"near columns: {listed}"),
            where=Where(file=str(source), column=column),
        )
    return ["" if value is None else str(value) for value in table[column].to_pylist()]


def _beside(table: pa.Table, proposals: pa.Table, lang: str) -> pa.Table:
    """The input's columns, repeated for each proposal, then ``GAINED``; an input column so named is kept apart."""
    coded = proposals.rename_columns(
        ["reason" if name == f"reason_{lang}" else name for name in proposals.column_names]
    ).select(list(GAINED))
    own = [f"{name}_in" if name in GAINED else name for name in table.column_names]
    wide = table.rename_columns(own).take(proposals["row"])
    for name in GAINED:
        wide = wide.append_column(name, coded[name])
    return wide


for _part in (code_text.rank_, code_text.model, code_text.benchmark, code_memory.learn, code_review.review):
    command.add_command(_part)
