"""``grappe teach gap | improve``: what is missing, and what would close it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import pyarrow as pa

from grappe.cli import console
from grappe.cli.teach_programmes import skills_release
from grappe.references import Release
from grappe.tables import write_file
from grappe.teach import (
    GAP,
    Company,
    Gap,
    Improvement,
    Programme,
    SkillsMapper,
    gap,
    gap_by,
    improve,
    improve_problem,
    map_skills,
    nomenclature_of,
    read_links,
    read_profile,
    read_programmes,
    read_teachers,
    resolved,
    write_json,
)
from grappe.words import Sentence

PROGRAMMES = click.argument(
    "programmes", metavar="PROGRAMME.json…", nargs=-1, required=True, type=click.Path(path_type=Path)
)
NEEDS = click.option(
    "--needs", required=True, type=click.Path(path_type=Path), help="Profil : skill, weight · profile."
)
LINKS = click.option(
    "--links", multiple=True, type=click.Path(path_type=Path), help="links.csv de chaque programme · of each programme."
)
FOLDER = click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="Dossier à écrire · folder to write."
)


@click.command("gap")
@PROGRAMMES
@NEEDS
@LINKS
@click.option(
    "--by", type=click.Choice(["programme", "school", "status"]), help="Un écart par groupe · one gap for each."
)
@FOLDER
@console.options
def gap_(
    programmes: tuple[Path, ...],
    needs: Path,
    links: tuple[Path, ...],
    by: str | None,
    out: Path,
    as_json: bool,
    lang: str,
) -> None:
    """Compare des programmes à des besoins : couvert, en partie, absent, en surplus · the gap against needs.

    Écrit gap.csv (et gap_by.csv avec --by). JSON: {"covered", "partly", "missing", "surplus", "sure", "skills",
    "folder", "by"} ; sure : sans les liens peu sûrs.
    """
    read = _programmes(programmes)
    wanted, coded_to = _needs(needs)
    tables = _links(read, links, coded_to, lang)
    whole = gap_by(read, tables, wanted, key=lambda _one: "")[""]
    out.mkdir(parents=True, exist_ok=True)
    write_file(whole.rows.select(list(GAP.names)), out / "gap.csv")
    payload: dict[str, Any] = whole.shares.as_dict() | {
        "sure": whole.sure.as_dict(),
        "skills": wanted.num_rows,
        "folder": str(out),
    }
    if by:
        groups = gap_by(
            read, tables, wanted, key=lambda one: str(getattr(one, "title" if by == "programme" else by) or "?")
        )
        payload["by"] = {name: one.shares.as_dict() for name, one in groups.items()}
        write_file(_grouped(groups, by), out / "gap_by.csv")
    console.answer(payload, _shares_said(whole).said(lang), as_json=as_json)


def _grouped(groups: dict[str, Gap], by: str) -> pa.Table:
    return pa.Table.from_pylist(
        [
            {by: name} | one.shares.as_dict() | {f"{key}_sure": value for key, value in one.sure.as_dict().items()}
            for name, one in groups.items()
        ]
    )


def _shares_said(found: Gap) -> Sentence:
    one = found.shares
    return Sentence(
        f"couvert {one.covered:.0%}, en partie {one.partly:.0%}, absent {one.missing:.0%} des besoins ; surplus "
        f"{one.surplus:.0%} des heures (couvert {found.sure.covered:.0%} sans les liens peu sûrs)",
        f"covered {one.covered:.0%}, partly {one.partly:.0%}, missing {one.missing:.0%} of the needs; surplus "
        f"{one.surplus:.0%} of the hours (covered {found.sure.covered:.0%} without doubtful links)",
    )


def _programmes(files: Sequence[Path]) -> list[Programme]:
    return [one for file in files for one in read_programmes(file)]


def _needs(file: Path) -> tuple[pa.Table, Release]:
    """The profile with codes for labels, and the release that it is coded to."""
    read = read_profile(file)
    coded_to = skills_release(nomenclature_of(read))
    return resolved(read, coded_to), coded_to


def _links(read: Sequence[Programme], files: Sequence[Path], coded_to: Release, lang: str) -> list[pa.Table]:
    """The links of each programme: from files, by the codes of courses, else mapped now."""
    if files:
        listed = pa.concat_tables([read_links(file) for file in files])
        return [_of(listed, one) for one in read]
    mapper = SkillsMapper.of_release(coded_to)
    with console.progress(lang) as progress:
        return [map_skills(list(one.courses()), mapper, progress=progress) for one in read]


def _of(links: pa.Table, programme: Programme) -> pa.Table:
    codes = {course.code for course in programme.courses()}
    return links.filter(pa.array([code in codes for code in links["course"].to_pylist()], pa.bool_()))


@click.command("improve")
@PROGRAMMES
@NEEDS
@LINKS
@click.option("--hours", required=True, type=click.FloatRange(0), help="Heures en tout · hours in all.")
@click.option("--courses", type=click.IntRange(0), help="Cours changés au plus · courses changed at most.")
@click.option("--teachers", type=click.Path(path_type=Path), help="Qui peut enseigner : member, skill · who can teach.")
@click.option("--seconds", default=60.0, show_default=True, type=click.FloatRange(0.1), help="Temps au plus · at most.")
@FOLDER
@console.options
def improve_(
    programmes: tuple[Path, ...],
    needs: Path,
    links: tuple[Path, ...],
    hours: float,
    courses: int | None,
    teachers: Path | None,
    seconds: float,
    out: Path,
    as_json: bool,
    lang: str,
) -> None:
    """Le meilleur petit changement : quels cours, combien d'heures, qui · the best small change in a budget of hours.

    Écrit changes.csv et improve.json. JSON: {"status", "objective", "bound", "gap", "seconds", "hours", "changes",
    "courses", "folder"}.
    """
    read = _programmes(programmes)
    named = {f"{place}:{one.title}" if len(read) > 1 else one.title: one for place, one in enumerate(read, 1)}
    wanted, coded_to = _needs(needs)
    tables = dict(zip(named, _links(read, links, coded_to, lang), strict=True))
    gaps = {name: gap([one], tables[name], wanted) for name, one in named.items()}
    who = read_teachers(teachers) if teachers else ()
    company = Company.of_release(coded_to)
    problem = improve_problem(named, gaps, tables, hours, company=company, teachers=who, courses=courses)
    found = improve(problem, seconds=seconds)
    payload = _improved(found) | {"folder": str(out)}
    out.mkdir(parents=True, exist_ok=True)
    write_file(_changes(found), out / "changes.csv")
    write_json(out / "improve.json", payload)
    console.answer(payload, _improvement_said(found, out).said(lang), as_json=as_json)


def _improved(found: Improvement) -> dict[str, Any]:
    return {
        "status": found.status,
        "objective": round(found.objective, 6),
        "bound": round(found.bound, 6),
        "gap": round(found.gap, 6),
        "seconds": round(found.seconds, 2),
        "hours": found.hours,
        "changes": len(found.chosen),
        "courses": len({change.course for change in found.chosen}),
    }


def _changes(found: Improvement) -> pa.Table:
    schema = pa.schema(
        [(name, pa.string()) for name in ("programme", "course", "skill", "label", "level")]
        + [(name, pa.float64()) for name in ("hours", "worth", "fits")]
        + [("members", pa.list_(pa.string()))]
    )
    rows = [
        {
            "programme": one.programme, "course": one.course.rpartition("/")[2], "skill": one.skill, "label": one.label,
            "level": one.level, "hours": one.hours, "worth": one.worth, "fits": one.fits, "members": list(one.members),
        }
        for one in found.chosen
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema)


def _improvement_said(found: Improvement, out: Path) -> Sentence:
    return Sentence(
        f"{len(found.chosen)} changements, {found.hours:g} h, {found.objective:.1%} des besoins en plus "
        f"(au plus {found.bound:.1%}) : {out}",
        f"{len(found.chosen)} changes, {found.hours:g} h, {found.objective:.1%} more of the needs "
        f"(at most {found.bound:.1%}): {out}",
    )
