"""``grappe analyse letter | sheet | recommend | publish``: what leaves the cluster, on paper and as open data."""

from datetime import date
from pathlib import Path

import click

from grappe.analysis import (
    Barometer,
    analyse_store,
    barometer,
    needs_letter,
    occupation_sheet,
    open_data,
    recommendations,
    recommendations_paper,
    sheet_paper,
)
from grappe.cli import console
from grappe.papers import Paper, paper_docx, paper_pdf
from grappe.references import Release, install
from grappe.tables import Store, open_store
from grappe.words import Kind, Refused, Sentence, Where, standard_rules

_OUT = click.option("--out", required=True, type=click.Path(path_type=Path), help=".docx ou .pdf · .docx or .pdf")
_CLUSTER = click.option("--cluster", default=None, help="Nom de la grappe · name of the cluster.")


@click.command("letter")
@click.argument("store", type=click.Path(path_type=Path))
@click.option("--to", default="", help="Destinataire · addressee.")
@_CLUSTER
@_OUT
@console.options
def letter_(store: Path, to: str, cluster: str | None, out: Path, as_json: bool, lang: str) -> None:
    """Écrit la lettre de besoins aux écoles · writes the letter of needs to schools.

    JSON: {"file", "bytes"}.
    """
    item = _barometer(store, cluster)
    _written(needs_letter(item, to=to, language=lang), out, as_json=as_json, lang=lang)


@click.command("recommend")
@click.argument("store", type=click.Path(path_type=Path))
@_CLUSTER
@_OUT
@console.options
def recommend_(store: Path, cluster: str | None, out: Path, as_json: bool, lang: str) -> None:
    """Écrit des fiches de recommandation à compléter · writes recommendation sheets to be completed.

    JSON: {"file", "bytes"}.
    """
    item = _barometer(store, cluster)
    _written(recommendations_paper(item, recommendations(item), language=lang), out, as_json=as_json, lang=lang)


@click.command("sheet")
@click.argument("store", type=click.Path(path_type=Path))
@click.argument("code")
@_CLUSTER
@_OUT
@console.options
def sheet_(store: Path, code: str, cluster: str | None, out: Path, as_json: bool, lang: str) -> None:
    """Écrit la fiche d'un métier · writes the sheet of an occupation.

    JSON: {"file", "bytes"}.
    """
    rome = _release("rome")
    item = occupation_sheet(_figured(store), code, rome=rome, labour=_release("labour"))
    name = cluster or store.absolute().name
    paper = sheet_paper(item, cluster=name, day=console.today(), release=str(rome), language=lang)
    _written(paper, out, as_json=as_json, lang=lang)


@click.command("publish")
@click.argument("store", type=click.Path(path_type=Path))
@_CLUSTER
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Archive à écrire (.zip) · archive.")
@console.options
def publish_(store: Path, cluster: str | None, out: Path, as_json: bool, lang: str) -> None:
    """Écrit les chiffres publics : CSV, Table Schema, DCAT · writes the public figures: CSV, Table Schema, DCAT.

    JSON: {"file", "bytes"}.
    """
    content = open_data(_figured(store), cluster=cluster or store.absolute().name, day=console.today())
    _save(content, out, as_json=as_json, lang=lang)


def _figured(path: Path) -> Store:
    """The store with its figures as of today; made where they are not, or not those of today's needs."""
    store = open_store(path)
    analyse_store(
        store,
        rome=_release("rome"),
        places=_release("places"),
        labour=_release("labour"),
        rules=standard_rules(),
        day=console.today(),
    )
    return store


def _barometer(path: Path, cluster: str | None) -> Barometer:
    store: Store = open_store(path)
    day: date = console.today()
    return barometer(
        store,
        cluster=cluster or path.absolute().name,
        rome=_release("rome"),
        places=_release("places"),
        labour=_release("labour"),
        rules=standard_rules(),
        day=day,
    )


def _release(nomenclature: str) -> Release:
    return install(console.home(), nomenclature, data=console.data(), download=False)


def _written(paper: Paper, out: Path, *, as_json: bool, lang: str) -> None:
    made = {".pdf": paper_pdf, ".docx": paper_docx}.get(out.suffix.lower())
    if made is None:
        raise Refused(
            Sentence("format de document inconnu", "unknown format of document"),
            hint=Sentence("un nom en .docx ou .pdf", "a name in .docx or .pdf"),
            kind=Kind.CALL,
            where=Where(file=str(out)),
        )
    _save(made(paper), out, as_json=as_json, lang=lang)


def _save(content: bytes, out: Path, *, as_json: bool, lang: str) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(content)
    said = Sentence(f"écrit : {out}", f"written: {out}")
    console.answer({"file": str(out), "bytes": len(content)}, said.said(lang), as_json=as_json)
