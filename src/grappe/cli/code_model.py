"""``grappe code model``: the text model of this installation, built, or taken from another installation."""

import time
from pathlib import Path

import click

from grappe.cli import console
from grappe.coding import (
    Coder,
    TextModel,
    build_model,
    check_learned_from,
    fetch_model,
    find_model,
    load_model,
    made_model,
    model_folder,
)
from grappe.references import Release, install
from grappe.words import Refused, Sentence


@click.group("model")
def model() -> None:
    """Le modèle de texte de cette installation · the text model of this installation."""


@model.command("build")
@click.option("--seed", default=0, show_default=True, help="Graine du hasard · seed.")
@click.option("--out", type=click.Path(path_type=Path), help="Dossier d'une copie · folder for a copy.")
@console.options
def model_build(seed: int, out: Path | None, as_json: bool, lang: str) -> None:
    """Construit le modèle de texte à partir des référentiels installés · builds it from the installed references.

    It is kept in GRAPPE_HOME, where every command finds it; --out writes a copy to take elsewhere.

    JSON: {"seconds", "bytes", "digest", "references", "folder"}.
    """
    started = time.monotonic()
    references = learned_from()
    with console.progress(lang) as progress:
        built = build_model(references, seed=seed, progress=progress)
    folder = model_folder(console.home(), references, seed=seed)
    if out is not None:
        built.save(out)
    size = built.save(folder)
    seconds, named = round(time.monotonic() - started, 2), [str(one) for one in references]
    payload = {"seconds": seconds, "bytes": size, "digest": built.digest, "references": named}
    listed, written = ", ".join(named), out or folder
    said = Sentence(f"modèle appris de {listed} : {written}", f"model learned from {listed}: {written}")
    console.answer(payload | {"folder": str(written)}, said.said(lang), as_json=as_json)


@model.command("fetch")
@click.argument("source", required=False)
@click.option("--digest", help="Empreinte attendue · expected digest.")
@console.options
def model_fetch(source: str | None, digest: str | None, as_json: bool, lang: str) -> None:
    """Prend un modèle déjà construit : dossier, ZIP ou adresse d'un ZIP · takes a model built elsewhere.

    Without SOURCE, says which model is here, or how to build one. Never from a model hub.

    JSON: {"digest", "references", "model"}.
    """
    with console.progress(lang) as progress:
        found = fetch_model(source, console.home(), learned_from(), digest=digest, progress=progress)
    listed = list(found.told.get("references", {}))
    payload = {"digest": found.digest, "references": listed, "model": found.name}
    said = Sentence(
        f"modèle {found.name}, appris de {', '.join(listed)}", f"model {found.name}, learned from {', '.join(listed)}"
    )
    console.answer(payload, said.said(lang), as_json=as_json)


def learned_from() -> list[Release]:
    """The releases that the text model of this installation is learned from: ROME, and ESCO where there is one."""
    return [release("rome"), *installed("esco")]


def text_model(folder: Path | None, lang: str) -> TextModel:
    """The model of a folder; without one, that of this installation, built now where there is none."""
    references = learned_from()
    if folder is not None:
        found = load_model(folder)
        check_learned_from(found, references)
        return found
    here = find_model(console.home(), *references)
    if here is not None:
        return here
    listed = ", ".join(map(str, references))
    console.say(
        Sentence(
            f"modèle de texte appris une fois pour toutes de {listed} : quelques minutes",
            f"the text model is learned once and for all from {listed}: some minutes",
        ),
        lang,
    )
    with console.progress(lang) as progress:
        return made_model(console.home(), references, progress=progress)


def titles_coder(coded_to: Release) -> Coder:
    """A coder of titles, with the text model of this installation where one was built for the release."""
    return Coder.of_occupations(coded_to, model=find_model(console.home(), coded_to))


def skills_coder(coded_to: Release, lang: str) -> Coder:
    """A coder of skill phrases, with the text model of this installation, built now where there is none."""
    return Coder.of_skills(coded_to, model=text_model(None, lang))


def installed(nomenclature: str) -> list[Release]:
    """The release of a nomenclature where there is one, else none."""
    try:
        return [release(nomenclature)]
    except Refused:
        return []


def release(nomenclature: str) -> Release:
    """The installed release, else the one of ``GRAPPE_DATA``, else the starter one."""
    return install(console.home(), nomenclature, data=console.data(), download=False)
