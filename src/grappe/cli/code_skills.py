"""``grappe code skills``: phrases, lists and texts → skills, file in, file out."""

import difflib
import time
from pathlib import Path

import click
import pyarrow as pa

from grappe.cli import console
from grappe.cli.code_model import release, skills_coder
from grappe.coding import KINDS, code_skills, counts, free_skills
from grappe.tables import read_file, write_file
from grappe.words import Kind, Refused, Sentence, Where

#: Columns that a coded file gains, after its own.
GAINED = (
    "rank", "code", "label", "score", "probability", "decision", "reason", "release", "kind", "evidence", "level",
)  # fmt: skip


@click.command("skills")
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--column", default=None, help="Colonne des compétences ou des textes · column of phrases or texts.")
@click.option("--to", type=click.Choice(["rome", "esco"]), default="esco", show_default=True, help="Nomenclature.")
@click.option("--top", default=5, show_default=True, type=click.IntRange(1, 50), help="Propositions · proposals.")
@click.option("--as", "kind", type=click.Choice(KINDS), help="Lire toute cellule ainsi · reads every cell so.")
@click.option("--out", type=click.Path(path_type=Path), help="Fichier à écrire · file to write.")
@click.option("--free", type=click.Path(path_type=Path), help="Noms sans code · names without a code (file).")
@console.options
def skills(
    source: Path,
    column: str | None,
    to: str,
    top: int,
    kind: str | None,
    out: Path | None,
    free: Path | None,
    as_json: bool,
    lang: str,
) -> None:
    """Code les compétences d'un fichier : phrases, listes, ou textes où les chercher · phrases, lists or texts.

    JSON: {"rows", "auto", "review", "none", "seconds", "release", "model"}, with --free also {"free"}.
    """
    started = time.monotonic()
    table = read_file(source)
    texts = _texts(table, column, source)
    if out is None:
        raise _incomplete("--out")
    coder = skills_coder(release(to), lang)
    with console.progress(lang) as progress:
        coded = code_skills(texts, coder, top=top, kind=kind, progress=progress)
    write_file(_beside(table, coded, lang), out)
    payload = {"rows": len(texts), **counts(coded), "release": coder.release, "model": coder.model}
    if free is not None:
        named = free_skills(texts, coder)
        write_file(named, free)
        payload["free"] = named.num_rows
    payload["seconds"] = round(time.monotonic() - started, 2)
    said = Sentence(
        "{rows} lignes lues sous {release} : {auto} d'office, {review} à revoir, {none} sans compétence",
        "{rows} rows read to {release}: {auto} at once, {review} to review, {none} without a skill",
    ).said(lang)
    console.answer(payload, f"{said.format(**payload)} → {out}", as_json=as_json)


def _texts(table: pa.Table, column: str | None, source: Path) -> list[str]:
    """A column as texts, null as empty. Raises ``Refused`` naming the nearest columns where it is absent."""
    if column is None:
        raise _incomplete("--column")
    if column not in table.column_names:
        listed = ", ".join(
            difflib.get_close_matches(column, table.column_names, n=3, cutoff=0.4) or table.column_names[:10]
        )
        raise Refused(
            Sentence("colonne absente", "missing column"),
            hint=Sentence(f"colonnes voisines : {listed}", f"near columns: {listed}"),
            where=Where(file=str(source), column=column),
        )
    return ["" if value is None else str(value) for value in table[column].to_pylist()]


def _incomplete(missing: str) -> Refused:
    return Refused(
        Sentence(f"il manque {missing}", f"{missing} is missing"),
        hint=Sentence(
            "grappe code skills FICHIER --column COMPÉTENCE --out CODÉ.csv",
            "grappe code skills FILE --column SKILL --out CODED.csv",
        ),
        kind=Kind.CALL,
    )


def _beside(table: pa.Table, coded: pa.Table, lang: str) -> pa.Table:
    """The input's columns, repeated for each skill, then ``GAINED``; an input column so named is kept apart."""
    renamed = ["reason" if name == f"reason_{lang}" else name for name in coded.column_names]
    gained = coded.rename_columns(renamed).select(list(GAINED))
    own = [f"{name}_in" if name in GAINED else name for name in table.column_names]
    wide = table.rename_columns(own).take(coded["row"])
    for name in GAINED:
        wide = wide.append_column(name, gained[name])
    return wide
