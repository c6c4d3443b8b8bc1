"""A plan's problem beside its tables, so that its folder alone is enough to explain it or to plan again."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from grappe.pool.legal import LegalRules
from grappe.pool.plans import Job, Plan
from grappe.pool.problem import PoolProblem
from grappe.pool.rules import PoolRules
from grappe.pool.things import PartNeed
from grappe.words import Dated, Refused, Rule, Rules, Sentence, Where


def problem_json(problem: PoolProblem) -> dict[str, Any]:
    """Needs, rules and similar occupations of a problem, as JSON can hold them."""
    legal = problem.rules.legal
    return {
        "needs": [need_json(need) for need in problem.needs],
        "rules": problem.rules.as_json(),
        "legal": {"profile": legal.name, "day": legal.day.isoformat(), "rules": legal.as_json()} if legal else None,
        "similar": sorted([list(pair) for pair in problem.similar_asked]),
        "similar_from": problem.similar_from,
        "together": sorted(sorted(group) for group in problem.together),
        "apart": sorted(sorted(group) for group in problem.apart),
    }


def problem_of(told: Mapping[str, Any]) -> PoolProblem:
    """The problem that ``problem_json`` told."""
    return PoolProblem(
        needs=tuple(need_of(need) for need in told["needs"]),
        rules=PoolRules(**told["rules"], legal=_legal(told["legal"]) if told["legal"] else None),
        similar=frozenset((one, other) for one, other in told["similar"]),
        similar_from=told["similar_from"],
        together=tuple(frozenset(group) for group in told["together"]),
        apart=frozenset(frozenset(group) for group in told["apart"]),
    )


def need_json(need: PartNeed) -> dict[str, Any]:
    """A need as JSON can hold it."""
    return {
        "need": need.need,
        "member": need.member,
        "occupation": need.occupation,
        "lat": need.lat,
        "lon": need.lon,
        "halfdays": "".join("01"[held] for held in need.halfdays),
        "weeks": list(need.weeks),
        "priority": need.priority,
        "forbidden": sorted(need.forbidden),
        "level": need.level,
        "pay_hour": need.pay_hour,
        "willing": need.willing,
        "skills": sorted(need.skills),
        "public": need.public,
        "starts": need.starts,
        "ends": need.ends,
    }


def need_of(told: Mapping[str, Any]) -> PartNeed:
    """The need that ``need_json`` told."""
    named = dict(told)
    named["halfdays"] = tuple(digit == "1" for digit in told["halfdays"])
    named["weeks"] = tuple(told["weeks"])
    named["forbidden"], named["skills"] = frozenset(told["forbidden"]), frozenset(told["skills"])
    return PartNeed(**named)


def write_problem(problem: PoolProblem, folder: Path) -> None:
    """Writes ``problem.json``."""
    told = json.dumps(problem_json(problem), ensure_ascii=False)
    (folder / "problem.json").write_text(told + "\n", "utf-8")


def read_kept(folder: Path) -> tuple[PoolProblem, tuple[Job, ...]]:
    """The problem and the jobs of the plan in a folder.

    Raises ``Refused`` when ``problem.json`` or ``plan.json`` is missing or does not say them.
    """
    try:
        problem = problem_of(json.loads((folder / "problem.json").read_text("utf-8")))
        plan = json.loads((folder / "plan.json").read_text("utf-8"))
        jobs = tuple(job_of(problem, job["job"], job["needs"]) for job in plan["plan"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refused(
            Sentence(f"ce dossier n'est pas un plan ({error})", f"this folder is no plan ({error})"),
            hint=Sentence("donner un dossier écrit par grappe pool plan", "give a folder that grappe pool plan wrote"),
            where=Where(file=str(folder)),
        ) from error
    return problem, jobs


def read_plan_kept(folder: Path) -> tuple[PoolProblem, Plan]:
    """The problem of a folder and its plan, with the figures that ``plan.json`` says. Raises ``Refused``."""
    problem, jobs = read_kept(folder)
    told = json.loads((folder / "plan.json").read_text("utf-8"))
    placed = {need.need for job in jobs for need in job.needs}
    return problem, Plan(
        status=told["status"],
        objective=told["objective"],
        bound=told["bound"],
        seconds=told["seconds"],
        jobs=jobs,
        unplaced=tuple(need for need in problem.needs if need.need not in placed),
        possible=frozenset(told.get("possible", [])),
    )


def job_of(problem: PoolProblem, number: int, names: list[str]) -> Job:
    """The job of some needs, by their names."""
    places = [problem.place_of(name) for name in names]
    return Job(number, tuple(problem.needs[place] for place in places), problem.km_of(places))


def _legal(told: Mapping[str, Any]) -> LegalRules:
    rules = {entry["rule"]: _rule(entry) for entry in told["rules"]}
    return LegalRules(told["profile"], date.fromisoformat(told["day"]), Rules(rules))


def _rule(entry: Mapping[str, Any]) -> Rule:
    last = date.fromisoformat(entry["valid_to"]) if entry["valid_to"] else None
    dated = Dated(entry["value"], date.fromisoformat(entry["valid_from"]), entry["origin"], last)
    title = Sentence(entry["fr"], entry["en"])
    return Rule(entry["rule"], title, entry["unit"], entry["article"], entry["confirmed_by"], (dated,))


def need_rows(needs: Iterable[PartNeed]) -> list[dict[str, Any]]:
    """One row per need, with the columns that ``read_part_needs`` reads."""
    return [
        {
            "need": need.need,
            "member": need.member,
            "occupation": need.occupation,
            "lat": need.lat,
            "lon": need.lon,
            "halfdays": "".join("01"[held] for held in need.halfdays),
            **{f"w{week:02d}": count for week, count in enumerate(need.weeks, 1)},
            "priority": need.priority,
            "forbidden": ";".join(sorted(need.forbidden)),
            "level": need.level or "",
            "pay_hour": need.pay_hour,
            "willing": need.willing or "",
            "skills": ";".join(sorted(need.skills)),
            "public": int(need.public),
            "starts": clock_told(need.starts),
            "ends": clock_told(need.ends),
        }
        for need in needs
    ]


def clock_told(hours: float | None) -> str:
    """``07:30``; empty for no time."""
    return "" if hours is None else f"{int(hours):02d}:{round(hours % 1 * 60):02d}"
