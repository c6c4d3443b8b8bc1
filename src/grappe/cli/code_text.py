"""The text model on the command line: any list ranked, the model built, quality figures."""

import time
from pathlib import Path
from typing import Any

import click

from grappe.cli import console
from grappe.coding import (
    MODEL,
    Coder,
    build_model,
    find_model,
    labelled_skills,
    labelled_titles,
    load_model,
    melo_figures,
    model_folder,
    rank,
    read_pairs,
    skill_figures,
    title_figures,
)
from grappe.references import Release, install
from grappe.words import Kind, Refused, Sentence, Where


@click.command("rank")
@click.option("--queries", required=True, type=click.Path(path_type=Path), help="id TAB texte · id TAB text.")
@click.option("--corpus", required=True, type=click.Path(path_type=Path), help="id TAB texte · id TAB text.")
@click.option("--concepts", type=click.Path(path_type=Path), help="id TAB concept.")
@click.option("--model", "model_dir", type=click.Path(path_type=Path), help="Modèle de texte · text model.")
@click.option("--language", default="fr", show_default=True, help="Langue des textes · language of the texts.")
@click.option("--top", default=20, show_default=True, type=click.IntRange(1), help="Réponses · answers.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="query id, corpus id, rank, score (.tsv).")
@console.options
def rank_(
    queries: Path,
    corpus: Path,
    concepts: Path | None,
    model_dir: Path | None,
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
    text_model = load_model(model_dir) if model_dir else find_model(console.home(), release("rome"))
    found = list(rank(asked, listed, top=top, concepts=named, language=language, model=text_model))
    lines = "".join(f"{one.query}\t{one.element}\t{one.rank}\t{one.score:.5f}\n" for one in found)
    _write_text(out, lines)
    payload: dict[str, Any] = {"queries": len(asked), "corpus": len(listed), "rows": len(found)}
    payload["model"] = f"{MODEL} + {text_model.name}" if text_model else MODEL
    payload["seconds"] = round(time.monotonic() - started, 2)
    said = Sentence(f"{len(found)} lignes écrites : {out}", f"{len(found)} lines written: {out}")
    console.answer(payload, said.said(lang), as_json=as_json)


@click.group("model")
def model() -> None:
    """Le modèle de texte de cette installation · the text model of this installation."""


@model.command("build")
@click.option("--seed", default=0, show_default=True, help="Graine du hasard · seed.")
@click.option("--out", type=click.Path(path_type=Path), help="Dossier à écrire · folder; default: GRAPPE_HOME/models.")
@console.options
def model_build(seed: int, out: Path | None, as_json: bool, lang: str) -> None:
    """Construit le modèle de texte à partir des référentiels installés · builds it from the installed references.

    JSON: {"seconds", "bytes", "digest", "references", "folder"}.
    """
    started = time.monotonic()
    references = [release("rome"), *_installed("esco")]
    with console.progress(lang) as progress:
        built = build_model(references, seed=seed, progress=progress)
    folder = out or model_folder(console.home(), references, seed=seed)
    size = built.save(folder)
    seconds, named = round(time.monotonic() - started, 2), [str(one) for one in references]
    payload = {"seconds": seconds, "bytes": size, "digest": built.digest, "references": named, "folder": str(folder)}
    listed = ", ".join(named)
    said = Sentence(f"modèle appris de {listed} : {folder}", f"model learned from {listed}: {folder}")
    console.answer(payload, said.said(lang), as_json=as_json)


@click.group("benchmark")
def benchmark() -> None:
    """Chiffres de qualité sur des jeux publics ou étiquetés · quality figures on public or labelled data."""


@benchmark.command("melo")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--model", "model_dir", type=click.Path(path_type=Path), help="Modèle de texte · text model.")
@console.options
def benchmark_melo(folder: Path, model_dir: Path | None, as_json: bool, lang: str) -> None:
    """Intitulés d'une nomenclature nationale → ESCO · titles of a national nomenclature → ESCO.

    JSON: {"n", "mrr", "s1", "s5", "map"} in element order, {"concept_mrr", …} in concept order.
    """
    found = load_model(model_dir) if model_dir else find_model(console.home(), release("rome"))
    figures = melo_figures(folder, model=found)
    _tell_figures(figures | {"model": f"{MODEL} + {found.name}" if found else MODEL}, as_json=as_json)


@benchmark.command("titles")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--test", "only_test", is_flag=True, help="Part de test seulement · test split only.")
@console.options
def benchmark_titles(file: Path, only_test: bool, as_json: bool, lang: str) -> None:
    """Intitulés d'annonces → ROME (colonnes title, rome) · titles of ads → ROME.

    JSON: {"n", "top1", "top5", "macro_top1", "macro_top5", "calibration_error", "release"}.
    """
    coder = titles_coder(release("rome"))
    figures = title_figures(labelled_titles(file), coder, only_test=only_test)
    _tell_figures(figures | {"release": coder.release, "model": coder.model}, as_json=as_json)


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
    console.answer(figures, told, as_json=as_json)


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


def titles_coder(coded_to: Release) -> Coder:
    """A coder of titles, with the text model of this installation where one was built for the release."""
    return Coder.of_occupations(coded_to, model=find_model(console.home(), coded_to))


def _installed(nomenclature: str) -> list[Release]:
    """The release of a nomenclature where there is one, else none."""
    try:
        return [release(nomenclature)]
    except Refused:
        return []


def release(nomenclature: str) -> Release:
    """The installed release, else the one of ``GRAPPE_DATA``, else the starter one."""
    return install(console.home(), nomenclature, data=console.data(), download=False)
