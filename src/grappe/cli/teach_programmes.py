"""``grappe teach read | template | export | skills``: programmes in, the skills they teach out."""

from pathlib import Path
from typing import Any

import click

from grappe.cli import console
from grappe.cli.code_model import release
from grappe.references import Release
from grappe.tables import write_file
from grappe.teach import (
    COURSE_SKILLS,
    Programme,
    ProgrammesRead,
    SkillsMapper,
    cdm_xml,
    learning_opportunity,
    map_skills,
    programme_workbook,
    programmes_as_json,
    read_file_of_programmes,
    read_links,
    read_programmes,
    write_json,
    write_whole,
)
from grappe.words import Kind, Refused, Sentence, Where

OUT = click.option("--out", required=True, type=click.Path(path_type=Path), help="Fichier à écrire · file to write.")
TO = click.option(
    "--to",
    type=click.Choice(["esco", "rome"]),
    help="Nomenclature (sinon ESCO, ou ROME sans ESCO) · else ESCO, or ROME.",
)
PROGRAMME = click.argument("programme", metavar="PROGRAMME.json", type=click.Path(path_type=Path))


def skills_release(named: str | None) -> Release:
    """The release named, else ESCO, which has skills in both languages, else the ROME, which every machine has."""
    if named:
        return release(named)
    try:
        return release("esco")
    except Refused:
        return release("rome")


@click.command("read")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="programme.json à écrire, sinon aperçu · else a preview.")
@console.options
def read_(file: Path, out: Path | None, as_json: bool, lang: str) -> None:
    """Lit un syllabus .docx, notre modèle .xlsx, un catalogue JSON, du CDM-fr ou Certif Info · reads a programme.

    Sans --out : aperçu, rien n'est écrit. JSON: {"units", "courses", "hours", "ects", "warnings", "programmes",
    "sheets", "sheets_attached", "file"}. hours, ects : ce que suit un étudiant.
    """
    found = read_file_of_programmes(file)
    if out is not None:
        write_json(out, programmes_as_json(found.programmes))
    payload = _told(found, lang) | {"file": str(out) if out else None}
    said = [*(f"! {warning}" for warning in payload["warnings"]), _summary(found, out).said(lang)]
    console.answer(payload, "\n".join(said), as_json=as_json)


def _told(found: ProgrammesRead, lang: str) -> dict[str, Any]:
    programmes = found.programmes
    return {
        "units": sum(1 for one in programmes for _unit in one.units()),
        "courses": sum(1 for one in programmes for _course in one.courses()),
        "hours": round(sum(one.hours for one in programmes), 2),
        "ects": round(sum(one.ects for one in programmes), 2),
        "warnings": [remark.said(lang) for remark in found.remarks],
        "programmes": len(programmes),
        "sheets": found.sheets,
        "sheets_attached": found.sheets_attached,
    }


def _summary(found: ProgrammesRead, out: Path | None) -> Sentence:
    courses = sum(1 for one in found.programmes for _course in one.courses())
    where = f" : {out}" if out else ""
    return Sentence(
        f"{len(found.programmes)} programme(s), {courses} cours, {len(found.remarks)} remarque(s){where}",
        f"{len(found.programmes)} programme(s), {courses} courses, {len(found.remarks)} remark(s){where}",
    )


@click.command("template")
@OUT
@console.options
def template_(out: Path, as_json: bool, lang: str) -> None:
    """Écrit le modèle Excel d'un programme · writes the Excel template of a programme.

    JSON: {"file"}.
    """
    write_whole(_ending(out, (".xlsx",)), programme_workbook(None, console.today()))
    console.answer({"file": str(out)}, str(out), as_json=as_json)


@click.command("export")
@PROGRAMME
@click.option("--links", type=click.Path(path_type=Path), help="links.csv : les acquis (ELM) · outcomes.")
@click.option("--base", default="urn:grappe:programme", show_default=True, help="Début des identifiants ELM · of ids.")
@OUT
@console.options
def export_(programme: Path, links: Path | None, base: str, out: Path, as_json: bool, lang: str) -> None:
    """Écrit un programme en .xlsx (modèle), .xml (CDM-fr) ou .jsonld (ELM) · writes a programme in another format.

    JSON: {"file", "format"}.
    """
    one = _alone(programme)
    ending = _ending(out, (".xlsx", ".xml", ".jsonld")).suffix.lower()
    if ending == ".xlsx":
        write_whole(out, programme_workbook(one, console.today()))
    elif ending == ".xml":
        write_whole(out, cdm_xml(one))
    else:
        rows = read_links(links).to_pylist() if links else []
        write_json(out, learning_opportunity(one, base, rows))
    kind = {".xlsx": "xlsx", ".xml": "cdm-fr", ".jsonld": "elm"}[ending]
    console.answer({"file": str(out), "format": kind}, str(out), as_json=as_json)


def _alone(file: Path) -> Programme:
    found = read_programmes(file)
    if len(found) > 1:
        said = Sentence(
            "un catalogue de plusieurs programmes ne s'exporte pas", "a catalogue of several is not exported"
        )
        raise Refused(said, kind=Kind.CALL, where=Where(file=str(file)))
    return found[0]


def _ending(out: Path, endings: tuple[str, ...]) -> Path:
    if out.suffix.lower() not in endings:
        said = Sentence(f"le nom doit finir par {' ou '.join(endings)}", f"the name must end in {' or '.join(endings)}")
        raise Refused(said, kind=Kind.CALL, where=Where(file=str(out)))
    return out


@click.command("skills")
@PROGRAMME
@TO
@OUT
@console.options
def skills_(programme: Path, to: str | None, out: Path, as_json: bool, lang: str) -> None:
    """Dit quelles compétences chaque cours enseigne, à quel niveau, avec la phrase · maps courses to skills.

    Si --out existe, ce qu'une personne y a confirmé ou rejeté est gardé. JSON: {"courses", "links", "auto", "review",
    "confirmed", "rejected", "without", "release", "file"}.
    """
    courses = [course for one in read_programmes(programme) for course in one.courses()]
    kept = read_links(out) if out.is_file() else None
    coded_to = skills_release(to)
    with console.progress(lang) as progress:
        links = map_skills(courses, SkillsMapper.of_release(coded_to), kept=kept, progress=progress)
    write_file(links.select(list(COURSE_SKILLS.names)), out)
    decisions = links["decision"].to_pylist()
    counts = {decision: decisions.count(decision) for decision in ("auto", "review", "confirmed", "rejected")}
    without = len({course.code for course in courses} - set(links["course"].to_pylist()))
    payload = {"courses": len(courses), "links": links.num_rows, **counts, "without": without}
    said = Sentence(f"{links.num_rows} liens écrits : {out}", f"{links.num_rows} links written: {out}")
    console.answer(payload | {"release": str(coded_to), "file": str(out)}, said.said(lang), as_json=as_json)
