"""``grappe needs survey``: the questionnaire as a workbook, and the workbooks that come back."""

from pathlib import Path

import click

from grappe.cli import console
from grappe.needs import COLLEGES, FormReport, questionnaire, read_survey, survey_workbook
from grappe.tables import open_store
from grappe.words import Kind, Refused, Sentence, Where


@click.group("survey")
def survey() -> None:
    """Enquête : le questionnaire, les réponses · survey: the questionnaire, the answers."""


@survey.command("form")
@click.option("--college", type=click.Choice(COLLEGES), default="companies", help="Collège interrogé · college.")
@click.option("--wave", required=True, help="Nom de la vague · name of the wave.")
@click.option("--respondent", required=True, help="Clé de qui répondra · key of who will answer.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Classeur à écrire · workbook to write.")
@console.options
def form_(college: str, wave: str, respondent: str, out: Path, as_json: bool, lang: str) -> None:
    """Écrit le questionnaire d'un collège · writes the questionnaire of a college.

    JSON: {"file", "bytes", "college", "version"}.
    """
    asked = questionnaire(college)
    content = survey_workbook(
        asked, wave=wave, respondent=respondent, day=console.today(), language="en" if lang == "en" else "fr"
    )
    try:
        out.write_bytes(content)
    except OSError as error:
        reason = Sentence("ce fichier ne peut pas être écrit", "this file cannot be written")
        raise Refused(reason, kind=Kind.CALL, where=Where(file=str(out))) from error
    payload = {"file": str(out), "bytes": len(content), "college": college, "version": asked.version}
    said = Sentence(f"questionnaire écrit : {out}", f"questionnaire written: {out}")
    console.answer(payload, said.said(lang), as_json=as_json)


@survey.command("read")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--into", required=True, type=click.Path(path_type=Path), help="Dossier de l'entrepôt · store folder.")
@console.options
def read_(files: tuple[Path, ...], into: Path, as_json: bool, lang: str) -> None:
    """Lit des questionnaires remplis · reads filled-in questionnaires.

    JSON: {"forms": [{"file", "wave", "respondent", "college", "answers", "hires", "issues"}], "answered", "refused"}.
    """
    report = read_survey(files, into=open_store(into, create=True), day=console.today())
    if report.refused and not report.forms:
        raise report.refused[0]
    if not as_json:
        for form in report.forms:
            _tell(form, lang)
        for refusal in report.refused:
            click.echo(refusal.said(lang), err=True)
    said = Sentence(f"questionnaires lus : {report.answered}", f"questionnaires read: {report.answered}")
    console.answer(report.as_json(lang), said.said(lang), as_json=as_json)


def _tell(form: FormReport, lang: str) -> None:
    for issue in form.issues:
        click.echo(issue.said(lang), err=True)
