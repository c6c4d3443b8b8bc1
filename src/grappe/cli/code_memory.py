"""``grappe code learn``: titles that came with a code, or that persons decided, teach this installation."""

import time
from pathlib import Path
from typing import Any

import click

from grappe.cli import console
from grappe.cli.code_model import release
from grappe.coding import (
    Taught,
    TaughtMemory,
    again,
    find_memory,
    find_model,
    forget_codes,
    learn_codes,
    learned_digest,
    outdated,
    taught_by_store,
)
from grappe.references import Release
from grappe.tables import open_store, read_file
from grappe.words import Refused, Sentence, Where

INDEXES = "indexes"  #: in the home: what coding works out of a release, kept


@click.command("learn")
@click.argument("taught", metavar="[FILE|STORE]", required=False, type=click.Path(path_type=Path))
@click.option("--title", default="title", show_default=True, help="Colonne des intitulés · column of the titles.")
@click.option("--code", default="rome", show_default=True, help="Colonne des codes ROME · column of the codes.")
@click.option("--text-column", default=None, help="Accepté, sans effet : l'intitulé seul enseigne · without effect.")
@click.option("--source", default=None, help="Nom de la source · name of the source; default: FILE.")
@click.option(
    "--by", type=click.Choice(["employer", "person"]), default="employer", show_default=True, help="Qui code."
)
@click.option("--forget", "forgotten", is_flag=True, help="Oublier, tout ou --source · forget all, or --source.")
@click.option("--again", "anew", is_flag=True, help="Refaire des leçons gardées · make again from kept lessons.")
@console.options
def learn(
    taught: Path | None,
    title: str,
    code: str,
    text_column: str | None,
    source: str | None,
    by: str,
    forgotten: bool,
    anew: bool,
    as_json: bool,
    lang: str,
) -> None:
    """Apprend d'intitulés déjà codés, ou les oublie · learns from titles that have a code, or forgets them.

    JSON: {"learned", "unknown", "split", "sources", "seconds", "digest"}, with --forget {"forgotten", "seconds",
    "digest"}.
    """
    started, rome = time.monotonic(), release("rome")
    if sum((taught is not None, forgotten, anew)) != 1:
        raise click.UsageError("FILE|STORE | --forget [--source S] | --again")
    model, home = find_model(console.home(), rome), console.home()
    if forgotten:
        gone = forget_codes(home, rome=rome, model=model, source=source)
        said = Sentence(f"{gone} leçons oubliées", f"{gone} lessons forgotten")
        _tell({"forgotten": gone}, said, started, as_json=as_json, lang=lang)
        return
    with console.progress(lang) as progress:
        if taught is None:
            again(home, rome=rome, model=model, progress=progress)
            _tell({"learned": 0}, Sentence("mémoire refaite", "memory made again"), started, as_json=as_json, lang=lang)
            return
        told = taught_by_store(open_store(taught)) if taught.is_dir() else _of_file(taught, (title, code), source, by)
        found = learn_codes(home, told, rome=rome, model=model, progress=progress)
    payload = {"learned": found.learned, "unknown": found.unknown, "split": found.split, "sources": sorted(told)}
    said = Sentence(
        f"{payload['learned']} leçons ; {payload['unknown']} lignes sans intitulé ou sans code connu",
        f"{payload['learned']} lessons; {payload['unknown']} rows without a title or a known code",
    )
    _tell(payload, said, started, as_json=as_json, lang=lang)


def _of_file(path: Path, columns: tuple[str, str], source: str | None, by: str) -> dict[str, Taught]:
    """The titles and codes of a file, under the name of a source."""
    table = read_file(path, columns=columns)
    pairs = [(str(title), str(code)) for title, code in zip(*table.to_pydict().values(), strict=True) if title and code]
    if not pairs:
        raise Refused(
            Sentence("aucune ligne n'a un intitulé et un code", "no row has a title and a code"),
            where=Where(file=str(path), column=", ".join(columns)),
        )
    return {source or path.name: Taught(pairs, by)}


def _tell(payload: dict[str, Any], said: Sentence, started: float, *, as_json: bool, lang: str) -> None:
    told = payload | {"seconds": round(time.monotonic() - started, 2), "digest": learned_digest(console.home())}
    console.answer(told, said.said(lang), as_json=as_json)


def known_memory(rome: Release) -> TaughtMemory | None:
    """What this installation has learned; said on standard error where a part of it waits for ``--again``."""
    if outdated(console.home(), rome):
        sentence = Sentence(
            f"mémoire d'une autre version que {rome} : seuls ses voisins servent : grappe code learn --again",
            f"memory of another release than {rome}: only its neighbours serve; grappe code learn --again",
        )
        console.say(sentence, console.language([]))
    home = console.home()
    return find_memory([home], rome, model=find_model(home, rome), kept=home / INDEXES)
