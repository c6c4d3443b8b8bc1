"""``grappe analyse survey``: the answers of a wave → figures with interval, gaps of perception."""

from pathlib import Path

import click

from grappe.analysis import Survey, analyse_survey, sheets_of
from grappe.cli import console
from grappe.needs import SURVEY_ANSWERS
from grappe.tables import open_store, read_file, write_file
from grappe.words import Kind, Refused, Sentence, Where, standard_rules

FRAME_COLUMNS = ("size", "sector", "organisations")


@click.command("survey")
@click.argument("store", type=click.Path(path_type=Path))
@click.option("--wave", required=True, help="Vague de l'enquête · wave of the survey.")
@click.option("--frame", type=click.Path(path_type=Path), help="Base de sondage · frame: size, sector, organisations.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Dossier à écrire · folder to write.")
@console.options
def survey_(store: Path, wave: str, frame: Path | None, out: Path, as_json: bool, lang: str) -> None:
    """Analyse une vague d'enquête · analyses a wave of the survey.

    Écrit figures.csv et gaps.csv. JSON: {"answered": {COLLEGE: N}, "figures", "published", "gaps", "weighted",
    "effective", "capped", "merged", "uncovered"}.
    """
    opened = open_store(store)
    sheets = sheets_of(opened.read(SURVEY_ANSWERS), wave) if opened.has(SURVEY_ANSWERS) else []
    if not sheets:
        raise Refused(
            Sentence("aucune réponse de cette vague", "no answer of this wave"),
            hint=Sentence("lisez des questionnaires : grappe needs survey read", "read some: grappe needs survey read"),
            where=Where(value=wave),
        )
    population = _population(frame) if frame else None
    found = analyse_survey(sheets, population=population, rules=standard_rules(), day=console.today())
    out.mkdir(parents=True, exist_ok=True)
    write_file(found.figures, out / "figures.csv")
    write_file(found.gaps, out / "gaps.csv")
    said = Sentence(f"{len(sheets)} réponses analysées dans {out}", f"{len(sheets)} answers analysed in {out}")
    console.answer(_payload(found), said.said(lang), as_json=as_json)


def _payload(found: Survey) -> dict[str, object]:
    weights = found.weights
    return {
        "answered": dict(found.answered),
        "figures": found.figures.num_rows,
        "published": found.figures["disclosure"].to_pylist().count("published"),
        "gaps": found.gaps.num_rows,
        "weighted": weights is not None,
        "effective": weights.effective if weights else None,
        "capped": [" × ".join(stratum) for stratum in weights.capped] if weights else [],
        "merged": [" × ".join(stratum) for stratum in weights.merged] if weights else [],
        "uncovered": weights.uncovered if weights else 0,
    }


def _population(path: Path) -> dict[tuple[str, str], int]:
    """Organisations by size and sector, from a table with the columns ``FRAME_COLUMNS``."""
    table = read_file(path)
    missing = [name for name in FRAME_COLUMNS if name not in table.column_names]
    if missing:
        raise Refused(
            Sentence("colonne manquante", "missing column"),
            hint=Sentence("attendu : size, sector, organisations", "expected: size, sector, organisations"),
            where=Where(file=path.name, column=missing[0]),
        )
    found: dict[tuple[str, str], int] = {}
    for number, row in enumerate(table.select(FRAME_COLUMNS).to_pylist(), start=2):
        count = str(row["organisations"] or "")
        if not count.isdigit():
            reason = Sentence("ce n'est pas un nombre d'organisations", "this is not a number of organisations")
            place = Where(path.name, row=number, column="organisations", value=count)
            raise Refused(reason, kind=Kind.INPUT, where=place)
        key = (str(row["size"] or ""), str(row["sector"] or ""))
        found[key] = found.get(key, 0) + int(count)
    return found
