"""``grappe teach label``: a case of a label from its events to its papers, with the same rules as the screens."""

from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import click

from grappe.cli import console
from grappe.papers import Paper, paper_docx, paper_pdf
from grappe.teach import (
    LabelCase,
    call_paper,
    case_summary,
    certificate,
    due,
    label_of_case,
    letter,
    minutes,
    read_case,
    read_scheme,
    register_entry,
    review_paper,
    scheme_text,
    write_json,
)
from grappe.words import Kind, Refused, Sentence, Where

CASE = click.argument("case", metavar="CASE", type=click.Path(path_type=Path))


@click.group("label")
def label() -> None:
    """Label de formation : règlement, dossier, décision, papiers · label of a programme: scheme, case, papers."""


@label.command("start")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@console.options
def start_(folder: Path, as_json: bool, lang: str) -> None:
    """Écrit un dossier d'exemple et le règlement à adapter · writes an example case and the scheme to adapt.

    JSON: {"case", "scheme"}.
    """
    case, scheme = folder / "case.toml", folder / "scheme.toml"
    if case.exists() or scheme.exists():
        raise Refused(
            Sentence("ce dossier en contient déjà un", "this folder has one already"),
            kind=Kind.CALL,
            where=Where(file=str(folder)),
        )
    example = files("grappe.teach").joinpath("label_example.toml").read_text("utf-8")
    _write(scheme, scheme_text("default").encode())
    _write(case, example.replace('scheme = "default"', 'scheme = "scheme.toml"').encode())
    said = Sentence(f"Écrits : {case}, {scheme}", f"Written: {case}, {scheme}")
    console.answer({"case": str(case), "scheme": str(scheme)}, said.said(lang), as_json=as_json)


@label.command("scheme")
@click.argument("scheme", default="default")
@console.options
def scheme_(scheme: str, as_json: bool, lang: str) -> None:
    """Vérifie et montre un règlement · checks and shows a scheme. JSON: {"name", "version", "rules", "criteria"}."""
    found = read_scheme(scheme)
    criteria = [
        {"id": each.id, "title": each.title.said(lang), "weight": each.weight, "knock_out": each.knock_out}
        for each in found.criteria
    ]
    rules = {name: getattr(found.rules, name) for name in found.rules.__dataclass_fields__}
    payload = {"name": found.name, "version": found.version, "rules": rules, "criteria": criteria}
    lines = [f"{found.name} {found.version}", *(f"{each['weight']:g} × {each['title']}" for each in criteria)]
    console.answer(payload, "\n".join(lines), as_json=as_json)


@label.command("show")
@CASE
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Jour (sinon aujourd'hui) · day (else today).")
@console.options
def show_(case: Path, day: datetime | None, as_json: bool, lang: str) -> None:
    """Où en est un dossier · where a case is.

    JSON: {"case", "school", "programme", "state", "reviews", "score", "knock_outs", "to_adjudicate", "dispersion",
    "decision", "valid_from", "valid_until", "due"}.
    """
    found = read_case(case)
    today = day.date() if day else console.today()
    payload = {**case_summary(found), "due": list(due(found, today))}
    console.answer(payload, _told(payload), as_json=as_json)


@label.command("papers")
@CASE
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Dossier à remplir · folder to fill.")
@click.option("--format", "kind", type=click.Choice(["pdf", "docx"]), default="pdf", show_default=True, help="Format.")
@console.options
def papers_(case: Path, out: Path, kind: str, as_json: bool, lang: str) -> None:
    """Écrit les papiers que l'état permet, et label.json · writes the papers its state allows, and label.json.

    JSON: {"state", "files", "label"}.
    """
    found = read_case(case)
    made = {name: paper for name, paper in _papers(found, lang).items() if paper}
    written = []
    for name, paper in made.items():
        path = out / f"{name}.{kind}"
        _write(path, (paper_pdf if kind == "pdf" else paper_docx)(paper))
        written.append(str(path))
    file = None
    if found.state == "valid":
        file = out / "label.json"
        write_json(file, label_of_case(found, language=lang).as_json())
        write_json(out / "register.json", register_entry(found))
    payload = {"state": found.state, "files": written, "label": str(file) if file else None}
    console.answer(payload, "\n".join([*written, *([str(file)] if file else [])]), as_json=as_json)


def _papers(case: LabelCase, lang: str) -> dict[str, Paper | None]:
    day = case.events[-1].at.date() if case.events else console.today()
    return {
        "call": call_paper(case, day, language=lang),
        "sheet": review_paper(case, day, language=lang) if case.application else None,
        "minutes": minutes(case, language=lang) if case.decision else None,
        "letter": letter(case, language=lang) if case.decision else None,
        "certificate": certificate(case, language=lang) if case.state == "valid" else None,
    }


def _told(payload: dict[str, Any]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in payload.items() if value not in (None, [], {}))


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise Refused(
            Sentence(f"ce fichier ne peut pas être écrit ({error})", f"this file cannot be written ({error})"),
            kind=Kind.CALL,
            where=Where(file=str(path)),
        ) from error
