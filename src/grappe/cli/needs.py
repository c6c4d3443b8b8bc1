"""``grappe needs``: read files into a store, export them, give the template, map an unknown feed."""

import gc
from pathlib import Path

import click

from grappe.cli import console
from grappe.cli.needs_survey import survey
from grappe.needs import (
    FeedMap,
    ReadReport,
    RowsRefused,
    export,
    map_feed,
    map_text,
    read,
    read_map,
    refused_workbook,
    template,
)
from grappe.references import Release, install
from grappe.tables import open_store
from grappe.words import Kind, Refused, Sentence, Where

_TOLD = 20  #: issues shown to a person; the workbook of refused rows and ``--json`` hold more


@click.group()
def command() -> None:
    """Besoins : lire, exporter, modèle, flux inconnus · needs: read, export, template, unknown feeds."""


@command.command("read")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--into", required=True, type=click.Path(path_type=Path), help="Dossier du magasin · folder of the store."
)
@click.option("--map", "map_file", type=click.Path(path_type=Path), help="Carte d'un flux inconnu · map of a feed.")
@click.option("--source", default=None, help="Nom de la source · name of the source.")
@click.option("--member", default=None, help="Adhérent qui envoie le fichier · member that sends the file.")
@click.option("--strict", is_flag=True, help="Tout ou rien : une ligne refusée, rien d'écrit · all or nothing.")
@click.option("--refused", type=click.Path(path_type=Path), help="Classeur des lignes refusées · refused rows (.xlsx).")
@console.options
def read_(
    files: tuple[Path, ...],
    into: Path,
    map_file: Path | None,
    source: str | None,
    member: str | None,
    strict: bool,
    refused: Path | None,
    as_json: bool,
    lang: str,
) -> None:
    """Lit des annonces et des recueils de besoins · reads job ads and surveys of needs.

    JSON: {"files": [{"file", "format", "rows", "accepted", "warned", "refused", "unchanged"}], "rows", "accepted",
    "warned", "refused", "unchanged", "refused_file", "issues"}.
    """
    gc.freeze()  # what is loaded stays: a collector that looks rarely, and not at it, saves a tenth of the time
    gc.set_threshold(100_000, 50, 100)
    feed_map = read_map(map_file) if map_file else None
    with console.progress(lang) as progress:
        try:
            report = read(
                files,
                into=into,
                day=console.today(),
                source=source,
                feed_map=feed_map,
                places=_release("places"),
                rome=_release("rome"),
                member=member,
                strict=strict,
                progress=progress,
            )
        except RowsRefused as refusal:
            _answer(refusal.report, refused, written=False, as_json=as_json, lang=lang)
            raise
    _answer(report, refused, written=True, as_json=as_json, lang=lang)


def _answer(report: ReadReport, refused: Path | None, *, written: bool, as_json: bool, lang: str) -> None:
    """Prints what became of the rows, and writes the workbook of the refused ones where it is wanted."""
    kept = refused if refused and report.refused else None
    if kept:
        _write(kept, refused_workbook(report, language=lang))
    payload = report.as_json(language=lang, refused_file=str(kept) if kept else None) | {"written": written}
    if not as_json:
        _tell(report, lang)
    console.answer(payload, report.said().said(lang), as_json=as_json)


def _tell(report: ReadReport, lang: str) -> None:
    for issue in report.issues[:_TOLD]:
        click.echo(issue.said(lang), err=True)
    more = sum(given.issue_count for given in report.files) - _TOLD
    if more > 0:
        console.say(Sentence(f"… et {more} autres remarques", f"… and {more} more remarks"), lang)


def _release(nomenclature: str) -> Release:
    """The installed release, else the one of ``GRAPPE_DATA``, else the starter one."""
    return install(console.home(), nomenclature, data=console.data(), download=False)


@command.command("export")
@click.argument("store", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help=".csv, .csv.gz, .xlsx, .parquet, .jsonl")
@console.options
def export_(store: Path, out: Path, as_json: bool, lang: str) -> None:
    """Écrit tous les besoins d'un magasin · writes all the needs of a store.

    JSON: {"rows", "file"}.
    """
    rows = export(open_store(store), out)
    said = Sentence(f"{rows} besoins écrits dans {out}", f"{rows} needs written to {out}")
    console.answer({"rows": rows, "file": str(out)}, said.said(lang), as_json=as_json)


@command.command("template")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Classeur à écrire · workbook to write.")
@console.options
def template_(out: Path, as_json: bool, lang: str) -> None:
    """Écrit le modèle « Recueil des besoins » · writes the template of the survey.

    JSON: {"file", "bytes"}.
    """
    content = template(console.today())
    _write(out, content)
    said = Sentence(f"modèle écrit : {out}", f"template written: {out}")
    console.answer({"file": str(out), "bytes": len(content)}, said.said(lang), as_json=as_json)


@command.command("map")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Carte à écrire · map to write (.toml).")
@console.options
def map_(file: Path, out: Path, as_json: bool, lang: str) -> None:
    """Propose comment lire un flux inconnu · proposes how to read an unknown feed.

    JSON: {"file", "format", "record_path", "confidence", "fields": {NAME: {"path", "confidence", "example"}}, "map"}.
    """
    found = map_feed(file)
    _write(out, map_text(found).encode())
    console.answer({"file": str(file)} | found.as_json() | {"map": str(out)}, _told(found, out, lang), as_json=as_json)


def _write(path: Path, content: bytes) -> None:
    """Writes a file. Raises ``Refused`` (wrong call) where that cannot be."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Refused(
            Sentence(f"ce fichier ne peut pas être écrit ({error.strerror})", f"cannot be written ({error.strerror})"),
            kind=Kind.CALL,
            where=Where(file=str(path)),
        ) from error


def _told(found: FeedMap, out: Path, lang: str) -> str:
    head = Sentence(
        f"{found.format}, confiance {found.confidence:.2f}, carte écrite : {out}",
        f"{found.format}, confidence {found.confidence:.2f}, map written: {out}",
    )
    width = max((len(name) for name in found.fields), default=0)
    lines = [
        f"  {name:<{width}}  {guess.confidence:.2f}  {guess.path}  « {' '.join((guess.example or '').split())[:60]} »"
        for name, guess in found.fields.items()
    ]
    return "\n".join([head.said(lang), *lines])


command.add_command(survey)
