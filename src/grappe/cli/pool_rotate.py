"""``grappe pool rotate``: apprentice engineers over the companies of a group, on a real school calendar."""

from pathlib import Path
from typing import Any

import click

from grappe.cli import console
from grappe.cli.stopping import made, stoppable
from grappe.pool import (
    Rotation,
    RotationProblem,
    check_rotation,
    read_rotation,
    repair,
    rotate,
    rotation_profile,
    rotation_schema,
    rotation_summary,
    write_rotation,
)
from grappe.words import Kind, Refused, Sentence

_INFEASIBLE = 6


@click.command("rotate")
@click.argument("problem", metavar="PROBLEM", required=False, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Dossier à écrire · folder to write.")
@click.option(
    "--rules", help="strict, GE-wide ou un fichier TOML (sinon ceux du problème) · (else those of the problem)."
)
@click.option(
    "--seconds", default=60.0, show_default=True, type=click.FloatRange(0.1, 86_400), help="Temps au plus · at most."
)
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0), help="Graine · seed.")
@click.option("--repair", "before", type=click.Path(path_type=Path), help="Plan à garder · plan to keep (a folder).")
@click.option("--without", help="Entreprise qui se retire · company that drops out.")
@click.option("--check", "checked", type=click.Path(path_type=Path), help="Vérifie ce dossier · check this folder.")
@click.option("--schema", is_flag=True, help="Le schéma JSON d'un problème · the JSON Schema of a problem.")
@console.options
def command(
    problem: Path | None,
    out: Path | None,
    rules: str | None,
    seconds: float,
    seed: int,
    before: Path | None,
    without: str | None,
    checked: Path | None,
    schema: bool,
    as_json: bool,
    lang: str,
) -> int:
    """Fait tourner des apprentis ingénieurs entre entreprises · rotates apprentice engineers over companies.

    Écrit assignments.csv (apprentice, block, host, mentor), mentors.csv, progress.csv, cost-shares.csv,
    agreements.json, calendars/ et plan.json. JSON: {"status", "objective", "bound", "gap", "seconds", "apprentices",
    "companies", "blocks", "assigned", "points", "seconds_proven", "complete", "interrupted", "to_confirm", "folder"};
    avec --repair aussi "moves" ; sans solution (code 6) "conflict".
    """
    if schema:
        console.answer(rotation_schema(), "", as_json=True)
        return 0
    if problem is None or (out is None and checked is None) or (before is None) != (without is None):
        raise Refused(
            Sentence("appel incomplet", "incomplete call"),
            hint=Sentence(
                "PROBLEM.json avec --out ou --check ; --repair va avec --without",
                "PROBLEM.json with --out or --check; --repair goes with --without",
            ),
            kind=Kind.CALL,
        )
    asked = read_rotation(problem, profile=rotation_profile(rules) if rules else None)
    if checked is not None:
        return check_rotated(checked, asked, as_json=as_json, lang=lang)
    assert out is not None
    made(out)
    for remark in asked.remarks:
        console.say(remark, lang)
    with console.progress(lang) as shown, stoppable(shown) as progress:
        if before is not None and without is not None:
            found = repair(asked, before, without, seconds=seconds, seed=seed, progress=progress)
        else:
            found = rotate(asked, seconds=seconds, seed=seed, progress=progress)
    return _answered(asked, found, out, without=without, as_json=as_json, lang=lang)


def check_rotated(folder: Path, problem: RotationProblem, *, as_json: bool, lang: str) -> int:
    """Checks a rotation that is written, and tells what fails and what is to be confirmed."""
    found = check_rotation(folder, problem)
    said = [violation.said(lang) for violation in found.violations]
    confirm = sum(entry.result == "confirm" for entry in found.judged)
    payload = {
        "ok": found.ok,
        "violations": said,
        "assigned": found.stays,
        "points": found.points,
        "to_confirm": confirm,
    }
    end = Sentence(
        f"{found.stays} périodes vérifiées, {len(said)} violation(s), {confirm} point(s) à confirmer",
        f"{found.stays} stays checked, {len(said)} violation(s), {confirm} point(s) to be confirmed",
    )
    console.answer(payload, "\n".join([*said, end.said(lang)]), as_json=as_json)
    return 0


def _answered(
    problem: RotationProblem, found: Rotation, out: Path, *, without: str | None, as_json: bool, lang: str
) -> int:
    gone = (without,) if without else ()
    judged = write_rotation(problem, found, out, without=gone, language=lang)
    confirm = sum(entry.result == "confirm" for entry in judged)
    payload: dict[str, Any] = rotation_summary(problem, found) | {"to_confirm": confirm, "folder": str(out)}
    console.answer(payload, _told(found, out).said(lang), as_json=as_json)
    if found.status == "infeasible":
        console.say(_conflict(found), lang)
        return _INFEASIBLE
    if found.interrupted:
        console.say(console.INTERRUPTED, lang)
        return 130
    return 0


def _conflict(found: Rotation) -> Sentence:
    who, where = ", ".join(found.conflict), ", ".join(found.conflict_companies)
    return Sentence(
        f"aucune rotation n'est possible : {who} ne peuvent pas être placés ensemble ({where}) : ajouter un maître "
        "d'apprentissage, une entreprise d'accueil, ou desserrer une règle",
        f"no rotation is possible: {who} cannot be placed together ({where}): add a mentor, a host, or loosen a rule",
    )


def _told(found: Rotation, out: Path) -> Sentence:
    gap = "?" if found.gap is None else f"{found.gap:.2%}"
    moves = f", {found.moves} moves" if found.moves is not None else ""
    objective = "–" if found.objective is None else found.objective
    return Sentence(
        f"{found.status} : objectif {objective} (borne {found.bound}, écart {gap}{moves}) "
        f"en {found.seconds:.1f} s : {out}",
        f"{found.status}: objective {objective} (bound {found.bound}, gap {gap}{moves}) "
        f"in {found.seconds:.1f} s: {out}",
    )
