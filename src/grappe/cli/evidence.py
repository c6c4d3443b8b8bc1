"""``grappe evidence``: the locker of a school in a folder; its figures, what is missing, and the dossier."""

from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

import click
import pyarrow as pa

from grappe.cli import console
from grappe.evidence import (
    AUDIENCES,
    Edition,
    Gap,
    Indicator,
    Locker,
    LockerRead,
    document_states,
    dossier,
    figures_of,
    indicators,
    missing,
    read_edition,
    read_locker,
    valued,
    write_empty,
    write_example,
)
from grappe.papers import paper_docx, paper_pdf
from grappe.tables import write_file
from grappe.words import Kind, Refused, Sentence, Where

LOCKER = click.argument("locker", metavar="LOCKER", type=click.Path(path_type=Path))
EDITION = click.option("--edition", help="cti-2025, cti-2024, cti-2016, ou un fichier TOML · or a TOML file.")
DAY = click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Jour (sinon aujourd'hui) · day (else today).")
STRICT = click.option(
    "--strict", is_flag=True, help="Refuser tout si une ligne est refusée · refuse all for one bad row."
)


@click.group()
def command() -> None:
    """Preuves d'une école : indicateurs, manques, dossier · a school's evidence: figures, what is missing, dossier."""


@command.command("start")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--demo", is_flag=True, help="Avec des faits fictifs · with invented facts.")
@click.option("--facts", default=300, show_default=True, type=click.IntRange(1, 100_000), help="Combien · how many.")
@click.option("--seed", default=2026, show_default=True, type=int, help="Graine · seed.")
@DAY
@console.options
def start_(folder: Path, demo: bool, facts: int, seed: int, day: datetime | None, as_json: bool, lang: str) -> None:
    """Commence un casier : dossier.toml, facts.csv, recommendations.csv, documents/ · begins a locker.

    JSON: {"folder", "facts"}.
    """
    if demo:
        write_example(folder, Random(seed), day=_day(day), facts=facts)
    else:
        write_empty(folder, day=_day(day))
    written = facts if demo else 0
    said = Sentence(f"Casier commencé : {folder} ({written} faits)", f"Locker begun: {folder} ({written} facts)")
    console.answer({"folder": str(folder), "facts": written}, said.said(lang), as_json=as_json)


@command.command("figures")
@LOCKER
@click.option("--out", type=click.Path(path_type=Path), help="Tableau à écrire (.csv, .xlsx) · table to write.")
@STRICT
@DAY
@console.options
def figures_(locker: Path, out: Path | None, strict: bool, day: datetime | None, as_json: bool, lang: str) -> None:
    """Les onze indicateurs d'ancrage, avec leurs faits · the eleven anchoring indicators, with their facts.

    JSON: {"facts", "refused", "indicators": [{"number", "key", "part", "label", "year", "value", "unit", "n",
    "facts"}]}.
    """
    read = _read(locker, _day(day), strict=strict, lang=lang)
    found = indicators(read.locker)
    rows = _rows(found, lang)
    if out:
        write_file(pa.Table.from_pylist([row | {"facts": "; ".join(row["facts"])} for row in rows]), out)
    payload = {"facts": len(read.locker.facts), "refused": len(read.refused), "indicators": rows}
    console.answer(payload, "\n".join(_line(indicator, lang) for indicator in found), as_json=as_json)


@command.command("missing")
@LOCKER
@EDITION
@STRICT
@DAY
@console.options
def missing_(locker: Path, edition: str | None, strict: bool, day: datetime | None, as_json: bool, lang: str) -> None:
    """Ce qui manque avant le prochain audit · what is missing before the next audit.

    JSON: {"missing": [{"code", "subject", "sentence", "facts"}], "edition", "refused"}.
    """
    read = _read(locker, _day(day), strict=strict, lang=lang)
    criteria = _edition(edition, read.locker, locker)
    states = document_states(read.locker.facts, read.documents)
    gaps = missing(read.locker, criteria, day=_day(day), documents=states, figures=indicators(read.locker))
    listed = [_gap(gap, lang) for gap in gaps]
    payload = {"missing": listed, "edition": criteria.key, "refused": len(read.refused)}
    told = "\n".join(f"{gap['subject']}: {gap['sentence']}" for gap in listed)
    console.answer(payload, told or Sentence("Rien ne manque.", "Nothing is missing.").said(lang), as_json=as_json)


@command.command("dossier")
@LOCKER
@EDITION
@click.option(
    "--audience", type=click.Choice(sorted(AUDIENCES)), default="auditor", show_default=True, help="Lecteur · reader."
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Fichier .docx ou .pdf · file to write.")
@STRICT
@DAY
@console.options
def dossier_(
    locker: Path,
    edition: str | None,
    audience: str,
    out: Path,
    strict: bool,
    day: datetime | None,
    as_json: bool,
    lang: str,
) -> None:
    """Écrit le dossier d'ancrage, dans l'ordre de l'édition · writes the anchoring dossier by the edition's headings.

    JSON: {"file", "facts", "refused", "edition", "figures", "missing"}.
    """
    maker = {".docx": paper_docx, ".pdf": paper_pdf}.get(out.suffix.lower())
    if maker is None:
        raise Refused(
            Sentence("le nom finit par .docx ou .pdf", "the name ends with .docx or .pdf"),
            kind=Kind.CALL,
            where=Where(file=str(out)),
        )
    read = _read(locker, _day(day), strict=strict, lang=lang)
    criteria = _edition(edition, read.locker, locker)
    states = document_states(read.locker.facts, read.documents)
    made = dossier(read.locker, criteria, day=_day(day), states=states, audience=audience, language=lang)
    _write(out, maker(made))
    gaps = missing(read.locker, criteria, day=_day(day), documents=states, figures=indicators(read.locker))
    payload = {
        "file": str(out),
        "facts": len(read.locker.facts),
        "refused": len(read.refused),
        "edition": criteria.key,
        "figures": len(figures_of(made)),
        "missing": len(gaps),
    }
    facts, figures = payload["facts"], payload["figures"]
    said = Sentence(
        f"{out} : {facts} faits, {figures} nombres reliés à leurs faits, {len(gaps)} manques",
        f"{out}: {facts} facts, {figures} figures traced to facts, {len(gaps)} gaps",
    )
    console.answer(payload, said.said(lang), as_json=as_json)


def _read(folder: Path, day: date, *, strict: bool, lang: str) -> LockerRead:
    read = read_locker(folder, day)
    for refusal in read.refused:
        click.echo(refusal.said(lang), err=True)
    if strict and read.refused:
        count = len(read.refused)
        raise Refused(
            Sentence(f"{count} ligne(s) refusée(s), rien n'est écrit", f"{count} row(s) refused, nothing is written"),
            kind=Kind.ROWS,
        )
    return read


def _edition(named: str | None, locker: Locker, folder: Path) -> Edition:
    """The edition asked for, else that of the profile: a name, or a file in the locker."""
    wanted = named or locker.profile.edition
    own = folder / wanted
    return read_edition(own if own.is_file() else wanted)


def _rows(found: tuple[Indicator, ...], lang: str) -> list[dict[str, Any]]:
    return [
        {
            "number": indicator.number,
            "key": indicator.key,
            "part": part.key,
            "label": part.label.said(lang),
            "year": str(figure.year),
            "value": figure.value,
            "unit": part.unit,
            "n": figure.n,
            "facts": list(figure.facts),
        }
        for indicator in found
        for part in indicator.parts
        for figure in part.figures
    ]


def _line(indicator: Indicator, lang: str) -> str:
    part = indicator.parts[0]
    values = "  ".join(f"{figure.year} {valued(figure.value, part.unit, lang)}" for figure in part.figures)
    return f"{indicator.number:2}. {indicator.label.said(lang)}: {values} (n = {indicator.n})"


def _gap(gap: Gap, lang: str) -> dict[str, Any]:
    return {"code": gap.code, "subject": gap.subject, "sentence": gap.sentence.said(lang), "facts": list(gap.facts)}


def _write(out: Path, data: bytes) -> None:
    temporary = out.with_name(f".{out.name}.tmp")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(out)
    except OSError as error:
        raise Refused(
            Sentence(f"ce fichier ne peut pas être écrit ({error})", f"this file cannot be written ({error})"),
            kind=Kind.CALL,
            where=Where(file=str(out)),
        ) from error


def _day(given: datetime | None) -> date:
    return given.date() if given else console.today()
