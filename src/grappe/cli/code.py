"""``grappe code``: titles and skill phrases → codes with reasons, files in, files out, or a whole store."""

import difflib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pyarrow as pa

from grappe.cli import console
from grappe.coding import (
    MODEL,
    Coder,
    code_store,
    counts,
    kept_choices,
    labelled_skills,
    labelled_titles,
    melo_figures,
    rank,
    read_choices,
    read_pairs,
    review_sheet,
    skill_figures,
    title_figures,
)
from grappe.references import Release, install
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
@click.option("--out", type=click.Path(path_type=Path), help="Fichier à écrire · file to write.")
@console.options
def occupations(
    source: Path,
    column: str | None,
    text_column: str | None,
    to: str,
    top: int,
    out: Path | None,
    as_json: bool,
    lang: str,
) -> None:
    """Code les intitulés d'un fichier, ou tous les besoins d'un magasin · codes titles of a file, or a whole store.

    JSON: {"rows", "auto", "review", "none", "seconds", "release", "model"}.
    """
    if source.is_dir():
        _whole_store(source, as_json=as_json, lang=lang)
        return
    asked = _Asked(source, column, text_column, to, top, out)
    _file(asked, Coder.of_occupations, as_json=as_json, lang=lang)


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


@command.command("review")
@click.argument("folder", metavar="STORE", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Classeur à compléter · sheet to complete (.xlsx).")
@click.option("--from", "corrected", type=click.Path(path_type=Path), help="Classeur complété · completed sheet.")
@console.options
def review(folder: Path, out: Path | None, corrected: Path | None, as_json: bool, lang: str) -> None:
    """Écrit les intitulés à revoir, ou lit les choix d'un classeur complété · titles to review, choices read back.

    JSON: {"titles", "needs", "file"}, or with --from {"chosen", "rows", "auto", "review", "none", "coded", "release"}.
    """
    if (out is None) == (corrected is None):
        raise click.UsageError("--out FICHIER.xlsx | --from FICHIER.xlsx")
    store = open_store(folder)
    if out is not None:
        sheet = review_sheet(store, language=lang)
        write_file(sheet, out)
        payload = {"titles": sheet.num_rows, "needs": sum(sheet["needs"].to_pylist()), "file": str(out)}
        said = Sentence(f"{sheet.num_rows} intitulés à revoir : {out}", f"{sheet.num_rows} titles to review: {out}")
        console.answer(payload, said.said(lang), as_json=as_json)
    elif corrected is not None:
        rome = release("rome")
        chosen = read_choices(read_file(corrected), rome=rome, file=str(corrected))
        with console.progress(lang) as progress:
            report = code_store(store, rome=rome, confirmed=kept_choices(store) | chosen, progress=progress)
        console.answer({"chosen": len(chosen), **report.as_json()}, report.said().said(lang), as_json=as_json)


@command.command("rank")
@click.option("--queries", required=True, type=click.Path(path_type=Path), help="id TAB texte · id TAB text.")
@click.option("--corpus", required=True, type=click.Path(path_type=Path), help="id TAB texte · id TAB text.")
@click.option("--concepts", type=click.Path(path_type=Path), help="id TAB concept.")
@click.option("--language", default="fr", show_default=True, help="Langue des textes · language of the texts.")
@click.option("--top", default=20, show_default=True, type=click.IntRange(1), help="Réponses · answers.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="query id, corpus id, rank, score (.tsv).")
@console.options
def rank_(
    queries: Path,
    corpus: Path,
    concepts: Path | None,
    language: str,
    top: int,
    out: Path,
    as_json: bool,
    lang: str,
) -> None:
    """Range une liste pour chaque question, par le seul modèle de texte · ranks any list, by the text model alone.

    JSON: {"queries", "corpus", "rows", "seconds", "model"}.
    """
    started = time.monotonic()
    asked, listed = read_pairs(queries), read_pairs(corpus)
    named = dict(read_pairs(concepts)) if concepts else None
    found = list(rank(asked, listed, top=top, concepts=named, language=language))
    lines = "".join(f"{one.query}\t{one.element}\t{one.rank}\t{one.score:.5f}\n" for one in found)
    _write_text(out, lines)
    payload = {"queries": len(asked), "corpus": len(listed), "rows": len(found), "model": MODEL}
    payload["seconds"] = round(time.monotonic() - started, 2)
    said = Sentence(f"{len(found)} lignes écrites : {out}", f"{len(found)} lines written: {out}")
    console.answer(payload, said.said(lang), as_json=as_json)


@command.group("benchmark")
def benchmark() -> None:
    """Chiffres de qualité sur des jeux publics ou étiquetés · quality figures on public or labelled data."""


@benchmark.command("melo")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@console.options
def benchmark_melo(folder: Path, as_json: bool, lang: str) -> None:
    """Intitulés d'une nomenclature nationale → ESCO · titles of a national nomenclature → ESCO.

    JSON: {"n", "mrr", "s1", "s5", "map"} in element order, {"concept_mrr", …} in concept order.
    """
    _tell_figures(melo_figures(folder), as_json=as_json)


@benchmark.command("titles")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--test", "only_test", is_flag=True, help="Part de test seulement · test split only.")
@console.options
def benchmark_titles(file: Path, only_test: bool, as_json: bool, lang: str) -> None:
    """Intitulés d'annonces → ROME (colonnes title, rome) · titles of ads → ROME.

    JSON: {"n", "top1", "top5", "macro_top1", "macro_top5", "calibration_error", "release"}.
    """
    coder = Coder.of_occupations(release("rome"))
    figures = title_figures(labelled_titles(file), coder, only_test=only_test)
    _tell_figures(figures | {"release": coder.release}, as_json=as_json)


@benchmark.command("skills")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--close", is_flag=True, help="Aussi les paires proches · close pairs too.")
@console.options
def benchmark_skills(file: Path, close: bool, as_json: bool, lang: str) -> None:
    """Compétences → ESCO (fichier Competent–ESCO) · skill phrases → ESCO.

    JSON: {"n", "top1", "top5", "top10", "release"}.
    """
    coder = Coder.of_skills(release("esco"))
    relations = ("exact", "close") if close else ("exact",)
    figures = skill_figures(labelled_skills(file, relations), coder)
    _tell_figures(figures | {"release": coder.release}, as_json=as_json)


def _tell_figures(figures: dict[str, Any], *, as_json: bool) -> None:
    told = "\n".join(f"{name}: {value}" for name, value in figures.items())
    console.answer(figures | {"model": MODEL}, f"{told}\nmodel: {MODEL}", as_json=as_json)


def _write_text(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise Refused(
            Sentence("ce fichier ne peut pas être écrit", "this file cannot be written"),
            hint=Sentence("choisir un autre dossier ou un autre nom", "choose another folder or name"),
            kind=Kind.CALL,
            where=Where(file=str(path)),
        ) from error


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
    payload = _payload(len(titles), counts(proposals), coder.release, started)
    _answer(payload, str(asked.out), as_json=as_json, lang=lang)


def _whole_store(folder: Path, *, as_json: bool, lang: str) -> None:
    started = time.monotonic()
    store = open_store(folder)
    with console.progress(lang) as progress:
        report = code_store(store, rome=release("rome"), progress=progress)
    decided = {"auto": report.auto, "review": report.review, "none": report.none}
    payload = _payload(report.rows, decided, report.release, started) | {"coded": report.coded}
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


def release(nomenclature: str) -> Release:
    """The installed release, else the one of ``GRAPPE_DATA``, else the starter one."""
    return install(console.home(), nomenclature, data=console.data(), download=False)
