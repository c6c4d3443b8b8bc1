"""The text model on the command line: any list ranked, quality figures."""

import time
from pathlib import Path
from typing import Any

import click

from grappe.cli import console
from grappe.cli.code_model import installed, release, skills_coder, text_model, titles_coder
from grappe.coding import (
    MODEL,
    RANKED_BY,
    find_model,
    labelled_skills,
    labelled_texts,
    labelled_titles,
    melo_figures,
    memory_figures,
    rank,
    read_pairs,
    skill_figures,
    title_figures,
)
from grappe.references import COMMUNES
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
    learned = text_model(model_dir, lang)
    found = list(rank(asked, listed, top=top, concepts=named, language=language, model=learned))
    lines = "".join(f"{one.query}\t{one.element}\t{one.rank}\t{one.score:.5f}\n" for one in found)
    _write_text(out, lines)
    payload: dict[str, Any] = {"queries": len(asked), "corpus": len(listed), "rows": len(found)}
    payload["model"] = f"{RANKED_BY} + {learned.name}"
    payload["seconds"] = round(time.monotonic() - started, 2)
    said = Sentence(f"{len(found)} lignes écrites : {out}", f"{len(found)} lines written: {out}")
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
    learned = text_model(model_dir, lang)
    figures = melo_figures(folder, model=learned)
    _tell_figures(figures | {"model": f"{RANKED_BY} + {learned.name}"}, as_json=as_json)


@benchmark.command("titles")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--test", "only_test", is_flag=True, help="Part de test seulement · test split only.")
@click.option("--memory", "taught", is_flag=True, help="Avec une mémoire du reste · with a memory of the rest.")
@click.option("--text-column", default=None, help="Colonne des textes d'annonces · column of the ads' texts.")
@console.options
def benchmark_titles(
    file: Path, only_test: bool, taught: bool, text_column: str | None, as_json: bool, lang: str
) -> None:
    """Intitulés d'annonces → ROME (colonnes title, rome) · titles of ads → ROME.

    JSON: {"n", "top1", "top5", "macro_top1", "macro_top5", "same_parent", "calibration_error", "auto", "none",
    "auto_agrees", "auto_same_parent", "domains": [{"domain", "n", "top1", "top5", "auto", "misses"}], "release",
    "model"}; with --memory, of one part in five taught by the others, also "references" (without it), "lessons".
    """
    texts = labelled_texts(file, text_column) if text_column else None
    if taught:
        rome = release("rome")
        model, communes = find_model(console.home(), rome), _communes()
        figures = memory_figures(labelled_titles(file), rome, texts=texts, model=model, communes=communes)
        _tell_figures(figures | {"release": str(rome), "model": model.name if model else MODEL}, as_json=as_json)
        return
    coder = titles_coder(release("rome"))
    figures = title_figures(labelled_titles(file), coder, texts=texts, only_test=only_test)
    _tell_figures(figures | {"release": coder.release, "model": coder.model}, as_json=as_json)


@benchmark.command("skills")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--close", is_flag=True, help="Aussi les paires proches · close pairs too.")
@console.options
def benchmark_skills(file: Path, close: bool, as_json: bool, lang: str) -> None:
    """Compétences → ESCO (fichier Competent–ESCO) · skill phrases → ESCO.

    JSON: {"n", "top1", "top5", "top10", "release"}.
    """
    coder = skills_coder(release("esco"), lang)
    relations = ("exact", "close") if close else ("exact",)
    figures = skill_figures(labelled_skills(file, relations), coder)
    _tell_figures(figures | {"release": coder.release, "model": coder.model}, as_json=as_json)


def _communes() -> list[str]:
    """Names of communes, where a release of places is installed."""
    return [str(row["name"]) for place in installed("places") for row in place.read(COMMUNES).to_pylist()]


def _tell_figures(figures: dict[str, Any], *, as_json: bool) -> None:
    told = "\n".join(_told(name, value) for name, value in figures.items())
    console.answer(figures, told, as_json=as_json)


def _told(name: str, value: Any) -> str:
    if name != "domains":
        return f"{name}: {value}"
    lines = [f"{name}:"]
    for row in value:
        misses = ", ".join(f"{one['label']} → {one['proposed']} ({one['n']})" for one in row["misses"])
        lines.append("  {domain}: n {n}, top1 {top1}, top5 {top5}, auto {auto}".format(**row) + f" ; {misses}")
    return "\n".join(lines)


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
