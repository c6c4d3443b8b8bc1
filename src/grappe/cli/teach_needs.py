"""``grappe teach profile | titles | lag``: what is needed, who teaches it by the register, how fast it is answered."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from grappe.cli import console
from grappe.cli.code_model import release
from grappe.cli.teach_programmes import TO, skills_release
from grappe.tables import read_file, write_file
from grappe.teach import (
    adaptation_lags,
    esco_need_profile,
    median_lag,
    need_profile,
    occupations_of,
    read_certifications,
    titles_gap,
)
from grappe.words import Kind, Refused, Sentence, Where


@click.command("profile")
@click.option("--occupations", help="M1805:3,M1802:1, sinon --demand · or --demand.")
@click.option(
    "--demand", type=click.Path(path_type=Path), help="demand.csv de « analyse demand » · occupation, positions."
)
@click.option("--emerging", type=click.Path(path_type=Path), help="Compétences émergentes : skill · emerging skills.")
@TO
@click.option(
    "--top", default=100, show_default=True, type=click.IntRange(1), help="Compétences gardées · skills kept."
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="skill, label, weight … (.csv, .xlsx).")
@console.options
def profile_(
    occupations: str | None,
    demand: Path | None,
    emerging: Path | None,
    to: str | None,
    top: int,
    out: Path,
    as_json: bool,
    lang: str,
) -> None:
    """Fait le profil de besoins d'un périmètre : métiers × compétences × poids × émergence · makes a need profile.

    JSON: {"skills", "occupations", "emerging", "release", "file"}.
    """
    asked = occupations_of(occupations) if occupations else _demanded(demand)
    rising = (
        frozenset(str(row["skill"]) for row in read_file(emerging, columns=("skill",)).to_pylist())
        if emerging
        else frozenset()
    )
    rome, coded_to = release("rome"), skills_release(to)
    if coded_to.nomenclature == "rome":
        found = need_profile(asked, rome, emerging=rising, most=top)
    else:
        found = esco_need_profile(asked, rome, release("crosswalk"), coded_to, emerging=rising, most=top)
    write_file(found, out)
    payload = {
        "skills": found.num_rows,
        "occupations": len(asked),
        "emerging": sum(map(bool, found["emerging"].to_pylist())),
    }
    said = Sentence(f"{found.num_rows} compétences : {out}", f"{found.num_rows} skills: {out}")
    console.answer(payload | {"release": str(coded_to), "file": str(out)}, said.said(lang), as_json=as_json)


def _demanded(demand: Path | None) -> dict[str, float]:
    """Occupation → positions (else needs) of a demand file; withheld cells count for nothing."""
    if demand is None:
        said = Sentence("il faut --occupations ou --demand", "--occupations or --demand is needed")
        raise Refused(said, kind=Kind.CALL)
    asked: dict[str, float] = {}
    for row in read_file(demand, columns=None).to_pylist():
        code, count = row.get("occupation"), row.get("positions") or row.get("needs")
        if code and count and float(count) > 0:
            asked[str(code)] = asked.get(str(code), 0.0) + float(count)
    if not asked:
        raise Refused(
            Sentence("aucun métier compté dans ce fichier", "no occupation counted in this file"),
            where=Where(file=demand.name, column="occupation"),
        )
    return asked


@click.command("titles")
@click.argument("file", metavar="CERTIFINFO.csv", type=click.Path(path_type=Path))
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="code, occupation, covered, own (.csv, .parquet)."
)
@console.options
def titles_(file: Path, out: Path, as_json: bool, lang: str) -> None:
    """Compare les titres d'ingénieur du registre à tous les métiers · registered titles against all occupations.

    JSON: {"titles", "pairs", "release", "file"}.
    """
    titles, rome = read_certifications(file), release("rome")
    found = titles_gap(titles, rome)
    write_file(found, out)
    said = Sentence(
        f"{len(titles)} titres, {found.num_rows} paires : {out}", f"{len(titles)} titles, {found.num_rows} pairs: {out}"
    )
    payload = {"titles": len(titles), "pairs": found.num_rows, "release": str(rome), "file": str(out)}
    console.answer(payload, said.said(lang), as_json=as_json)


@click.command("lag")
@click.argument("file", metavar="LAG.csv", type=click.Path(path_type=Path))
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Jour du calcul, sinon aujourd'hui · day, else today.")
@console.options
def lag_(file: Path, day: Any, as_json: bool, lang: str) -> None:
    """Délai d'adaptation : du besoin noté au besoin enseigné (skill, needed, taught) · adaptation lag.

    JSON: {"needs", "taught", "open", "median_months", "lags"}.
    """
    needed, taught = _dated(file)
    lags = adaptation_lags(needed, taught, day.date() if day else console.today())
    median, answered = median_lag(lags), sum(lag.taught is not None for lag in lags)
    payload = {"needs": len(lags), "taught": answered, "open": len(lags) - answered, "median_months": median}
    listed = [{"skill": lag.skill, "months": lag.months, "open": lag.taught is None} for lag in lags]
    said = "?" if median is None else f"{median:g}"
    told = Sentence(
        f"délai médian : {said} mois ({len(lags)} besoins)", f"median lag: {said} months ({len(lags)} needs)"
    )
    console.answer(payload | {"lags": listed}, told.said(lang), as_json=as_json)


def _dated(file: Path) -> tuple[dict[str, date], dict[str, date]]:
    rows = read_file(file, columns=("skill", "needed", "taught")).to_pylist()
    needed: dict[str, date] = {}
    taught: dict[str, date] = {}
    for place, row in enumerate(rows, 2):
        for column, into in (("needed", needed), ("taught", taught)):
            said = str(row[column] or "")[:10]
            if column == "taught" and not said:
                continue
            try:
                into[str(row["skill"])] = date.fromisoformat(said)
            except ValueError as error:
                where = Where(file=file.name, row=place, column=column, value=said)
                raise Refused(
                    Sentence("date attendue : AAAA-MM-JJ", "a date is expected: YYYY-MM-DD"), where=where
                ) from error
    return needed, taught
