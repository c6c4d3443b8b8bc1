"""``grappe pool papers``: the papers of the jobs of a plan, written beside it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from grappe.cli import console
from grappe.pool import (
    Group,
    Job,
    JobFile,
    JobPaper,
    PoolProblem,
    assignment_agreements,
    contract_annex,
    job_ical,
    job_price,
    job_sheet,
    money_rates,
    price_table,
    read_kept,
    time_sheet,
)
from grappe.words import Kind, Refused, Sentence

MAKERS = {"docx": JobPaper.docx, "pdf": JobPaper.pdf}


@click.command("papers")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--job", type=click.IntRange(1), help="Un seul emploi · one job only.")
@click.option("--group", default="Groupement d'employeurs", show_default=True, help="Nom du groupement · its name.")
@click.option("--gross", type=click.FloatRange(0.01), help="Salaire brut horaire · gross pay per hour.")
@click.option("--rates", type=click.Path(path_type=Path), help="Taux du groupement (TOML) · rates of the group.")
@click.option("--year", type=click.IntRange(2000, 2100), help="Année du calendrier · year of the calendar.")
@click.option("--format", "kind", type=click.Choice(sorted(MAKERS)), default="docx", show_default=True)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Dossier à écrire · folder to write.")
@console.options
def command(folder: Path, out: Path, kind: str, as_json: bool, lang: str, **asked: Any) -> None:
    """Écrit les documents des emplois d'un plan · writes the papers of a plan's jobs.

    JSON: {"jobs", "files"}. Fiche, prix, annexe L1253-9, mises à disposition, relevé de janvier, calendrier iCal.
    """
    problem, jobs = read_kept(folder)
    chosen = [job for job in jobs if asked["job"] in (None, job.number)]
    if not chosen:
        raise Refused(Sentence("cet emploi n'est pas dans le plan", "this job is not in the plan"), kind=Kind.CALL)
    files: list[str] = []
    for job in chosen:
        file = _file(problem, job, lang, asked)
        files += _written(file, out / f"emploi-{job.number}", kind)
    text = "\n".join(files)
    console.answer({"jobs": len(chosen), "files": files}, text, as_json=as_json)


def _file(problem: PoolProblem, job: Job, lang: str, asked: dict[str, Any]) -> JobFile:
    day = console.today()
    known = asked["gross"] or any(need.pay_hour for need in job.needs)
    rates = money_rates(day, file=asked["rates"])
    price = job_price(problem, job, rates, gross=asked["gross"]) if known else None
    group, year = Group(asked["group"]), asked["year"] or day.year + 1
    return JobFile(group, problem, job, price, year, day, lang)


def _written(file: JobFile, folder: Path, kind: str) -> list[str]:
    folder.mkdir(parents=True, exist_ok=True)
    papers: list[JobPaper] = [job_sheet(file), price_table(file), contract_annex(file), *assignment_agreements(file)]
    written = []
    for paper in [*papers, time_sheet(file, 1)]:
        path = folder / f"{paper.name}.{kind}"
        path.write_bytes(MAKERS[kind](paper))
        written.append(str(path))
    path = folder / "calendrier.ics"
    path.write_bytes(
        job_ical(file.problem, file.job, file.year, made=datetime.combine(file.day, datetime.min.time(), UTC))
    )
    return [*written, str(path)]
