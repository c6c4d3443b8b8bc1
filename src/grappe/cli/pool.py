"""``grappe pool``: part needs in, lawful shared jobs out; and the checker that trusts none of it."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import pyarrow as pa

from grappe.cli import console, pool_papers, pool_rotate
from grappe.cli.stopping import made, stoppable
from grappe.pool import (
    Check,
    Decisions,
    PartNeedsRead,
    Plan,
    PoolProblem,
    PoolRules,
    check,
    explanations,
    money_rates,
    plan_again,
    plan_day,
    plan_decided,
    plan_summary,
    pool_rules,
    read_decisions,
    read_kept,
    read_part_needs,
    read_rotation,
    read_similar,
    rotation_profile,
    similar_by_mobility,
    trade_offs,
    unplaced,
    write_plan,
)
from grappe.references import install
from grappe.tables import write_file
from grappe.words import Kind, Progress, Refused, Sentence

RULES = click.option(
    "--rules",
    required=True,
    help="core, code-no-agreement, code-with-agreement, code-50-employees, ou un fichier TOML · or a TOML file.",
)
DAY = click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Jour des règles datées (défaut : aujourd'hui) · day of dated rules (today).",
)
SIMILAR = click.option(
    "--similar",
    type=click.Path(path_type=Path),
    help="Paires de métiers semblables (sinon le ROME) · pairs of similar occupations (else the ROME).",
)


@click.group()
def command() -> None:
    """Emplois partagés : proposer, vérifier · shared jobs: plan, check."""


@command.command("plan")
@click.argument("needs", metavar="NEEDS", type=click.Path(path_type=Path))
@RULES
@DAY
@SIMILAR
@click.option(
    "--seconds", default=60.0, show_default=True, type=click.FloatRange(0.1, 86_400), help="Temps au plus · at most."
)
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0), help="Graine · seed.")
@click.option(
    "--decisions",
    type=click.Path(path_type=Path),
    help="Besoins à garder ensemble ou séparés (decision, needs) · needs to keep together or apart.",
)
@click.option(
    "--from",
    "before",
    type=click.Path(path_type=Path),
    help="Plan à reprendre : garde ce qui tient · plan to start from, keeping what stands.",
)
@click.option("--strict", is_flag=True, help="Refuser tout si une ligne est refusée · refuse all for one bad row.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Dossier à écrire · folder to write.")
@console.options
def plan_(needs: Path, rules: str, out: Path, as_json: bool, lang: str, **asked: Any) -> int:
    """Propose des emplois partagés · plans shared jobs.

    Écrit jobs.csv, schedule.csv, unplaced.csv et plan.json. JSON: {"status", "objective", "bound", "gap", "seconds",
    "jobs", "needs_placed", "needs", "kilometres", "ties", "seconds_proven", "interrupted", "refused",
    "folder"} ; avec --from, aussi {"kept", "changed", "touched"} : emplois gardés, changés, touchés.
    """
    profile = pool_rules(rules, day=asked["day"].date() if asked["day"] else console.today())
    read = read_part_needs(needs)
    _refused(read, strict=asked["strict"], lang=lang)
    problem = _problem(read, profile, asked)
    made(out)
    with console.progress(lang) as shown, stoppable(shown) as progress:
        found, moved = _planned(problem, asked, progress)
    write_plan(problem, found, unplaced(problem, found), out, language=lang)
    payload = plan_summary(found) | moved | {"refused": len(read.refused), "folder": str(out)}
    console.answer(payload, _told(found, out).said(lang), as_json=as_json)
    if found.interrupted:
        console.say(console.INTERRUPTED, lang)
        return 130
    return 0


def _problem(read: PartNeedsRead, profile: PoolRules, asked: dict[str, Any]) -> PoolProblem:
    similar, decisions = asked["similar"], asked["decisions"]
    pairs, origin = (read_similar(similar), str(similar)) if similar else _by_mobility()
    decided = read_decisions(decisions) if decisions else Decisions()
    return PoolProblem(read.needs, profile, pairs, origin, decided.together, decided.apart)


def _planned(problem: PoolProblem, asked: dict[str, Any], progress: Progress) -> tuple[Plan, dict[str, int]]:
    """A plan from nothing, or from the one before where no needs are to be kept together."""
    if asked["before"] is None or problem.together:
        return plan_decided(problem, seconds=asked["seconds"], seed=asked["seed"], progress=progress), {}
    _problem_before, jobs = read_kept(asked["before"])
    again = plan_again(problem, jobs, seconds=asked["seconds"], seed=asked["seed"], progress=progress)
    return again.plan, {"kept": again.kept, "changed": again.changed, "touched": again.touched}


@command.command("tradeoffs")
@click.argument("needs", metavar="NEEDS", type=click.Path(path_type=Path))
@RULES
@DAY
@SIMILAR
@click.option(
    "--seconds", default=60.0, show_default=True, type=click.FloatRange(0.1, 86_400), help="En tout · in all."
)
@click.option("--out", type=click.Path(path_type=Path), help="Tableau à écrire (.csv, .xlsx) · table to write.")
@console.options
def tradeoffs_(needs: Path, rules: str, as_json: bool, lang: str, **asked: Any) -> None:
    """Compromis entre heures, trajets, utilisateurs et prix · hours against travel, users and price.

    JSON: {"plans": [{"users_max", "km_max", "hours", "kilometres", "users", "price", "jobs"}]}, du plus d'heures au
    moins, aucun n'étant battu par un autre.
    """
    profile = pool_rules(rules, day=asked["day"].date() if asked["day"] else console.today())
    problem = _problem(read_part_needs(needs), profile, asked | {"decisions": None})
    with console.progress(lang) as shown, stoppable(shown) as progress:
        found = trade_offs(problem, seconds=asked["seconds"], rates=money_rates(console.today()), progress=progress)
    names = ("users_max", "km_max", "hours", "kilometres", "users", "price")
    rows = [{name: getattr(one, name) for name in names} | {"jobs": len(one.plan.jobs)} for one in found]
    if asked["out"]:
        write_file(pa.Table.from_pylist(rows), asked["out"])
    lines = [f"{row['hours']:g} h, {row['kilometres']:g} km, {row['users']:g} / {row['jobs']}" for row in rows]
    console.answer({"plans": rows}, "\n".join(lines), as_json=as_json)


@command.command("check")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--needs", required=True, type=click.Path(path_type=Path), help="Les besoins du plan · its needs.")
@RULES
@DAY
@SIMILAR
@console.options
def check_(
    folder: Path, needs: Path, rules: str, day: datetime | None, similar: Path | None, as_json: bool, lang: str
) -> None:
    """Vérifie un plan sans rien partager avec ce qui l'a fait · checks a plan, sharing nothing with what made it.

    JSON: {"ok", "violations", "jobs", "needs_placed"}. Sans --similar : les paires que plan.json dit avoir suivies, et
    sans plan.json le ROME.
    Une rotation (assignments.csv) se vérifie avec son PROBLEM.json. Sans --day : le jour que plan.json dit, sinon
    aujourd'hui.
    """
    if (folder / "assignments.csv").is_file():
        pool_rotate.check_rotated(
            folder, read_rotation(needs, profile=rotation_profile(rules)), as_json=as_json, lang=lang
        )
        return
    on = day.date() if day else (plan_day(folder) or console.today())
    pairs = read_similar(similar) if similar else None
    if pairs is None and not (folder / "plan.json").is_file():
        pairs, _release = _by_mobility()
    found = check(folder, needs, pool_rules(rules, day=on), similar=pairs)
    said = [violation.said(lang) for violation in found.violations]
    payload = {"ok": found.ok, "violations": said, "jobs": found.jobs, "needs_placed": found.needs_placed}
    console.answer(payload, "\n".join([*said, _checked(found).said(lang)]), as_json=as_json)


@command.command("explain")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@console.options
def explain_(folder: Path, as_json: bool, lang: str) -> None:
    """Explique un plan : pourquoi ensemble, ce qui limite, ce qui manque · explains a plan.

    Lit le dossier écrit par grappe pool plan et y écrit explained.json. JSON: {"jobs": [{"job", "why", "binds"}],
    "robustness": [{"member", "hours", "hours_lost", "jobs", "broken", "replaced_by"}], "calls": [{"need", "subject",
    "text"}]}.
    """
    told = explanations(folder, lang)
    (folder / "explained.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
    console.answer(told, _explained(told), as_json=as_json)


def _explained(told: dict[str, Any]) -> str:
    lines = []
    for job in told["jobs"]:
        lines += [f"{job['job']}.", *(f"   {why}" for why in job["why"])]
        lines += [
            f"   {check['title']} : {check['value']} / {check['limit']} {check['unit']}" for check in job["binds"]
        ]
    for row in told["robustness"]:
        lines.append(f"− {row['member']} : {row['hours']} h, {row['hours_lost']} h")
    lines += [f"? {call['need']} : {call['text']}" for call in told["calls"]]
    return "\n".join(lines)


def _figures(check: dict[str, Any]) -> str:
    return f"{check['title']} : {check['value']} / {check['limit']} {check['unit']}"


command.add_command(pool_papers.command)
command.add_command(pool_rotate.command)


def _by_mobility() -> tuple[frozenset[tuple[str, str]], str]:
    rome = install(console.home(), "rome", data=console.data(), download=False)
    return similar_by_mobility(rome), str(rome)


def _refused(read: PartNeedsRead, *, strict: bool, lang: str) -> None:
    for refusal in read.refused:
        click.echo(refusal.said(lang), err=True)
    if strict and read.refused:
        count = len(read.refused)
        raise Refused(
            Sentence(f"{count} ligne(s) refusée(s), rien n'est écrit", f"{count} row(s) refused, nothing is written"),
            kind=Kind.ROWS,
        )


def _told(found: Plan, out: Path) -> Sentence:
    placed, needs = found.needs_placed, found.needs_placed + len(found.unplaced)
    gap = "?" if found.gap is None else f"{found.gap:.2%}"
    return Sentence(
        f"{len(found.jobs)} emplois, {placed} besoins placés sur {needs}, objectif {found.objective} "
        f"(borne {found.bound}, écart {gap}) en {found.seconds:.1f} s : {out}",
        f"{len(found.jobs)} jobs, {placed} needs placed of {needs}, objective {found.objective} "
        f"(bound {found.bound}, gap {gap}) in {found.seconds:.1f} s: {out}",
    )


def _checked(found: Check) -> Sentence:
    if found.ok:
        return Sentence(f"{found.jobs} emplois vérifiés : rien à redire", f"{found.jobs} jobs checked: nothing wrong")
    return Sentence(f"{len(found.violations)} violation(s)", f"{len(found.violations)} violation(s)")
