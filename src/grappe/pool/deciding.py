"""Planning under decisions: needs kept together are placed, or the smallest conflicting group is named."""

from collections.abc import Iterable
from dataclasses import replace

from grappe.pool.plans import Plan
from grappe.pool.problem import PoolProblem
from grappe.pool.rule_checks import job_checks
from grappe.pool.solving import plan
from grappe.words import Kind, Progress, Refused, Sentence, Where, silent


def plan_decided(problem: PoolProblem, *, seconds: float = 60.0, seed: int = 0, progress: Progress = silent) -> Plan:
    """The best plan in which every group of ``together`` is in a job.

    Raises ``Refused`` (no solution, with the smallest conflicting group) when decisions contradict each other or the
    rules. With no decision it is ``plan``.
    """
    groups = merged(problem.together)
    if not groups:
        return plan(problem, seconds=seconds, seed=seed, progress=progress)
    problem = replace(problem, together=groups)
    _known(problem)
    _contradicted(problem)
    found, boost = _boosted(problem, seconds=seconds, seed=seed, progress=progress)
    missing = _missing(problem, found)
    if missing and found.status == "optimal":
        raise _conflict(problem, _smallest(problem))
    gain = 0 if missing else boost
    return replace(found, objective=_worth(problem, found), bound=max(found.bound - gain, _worth(problem, found)))


def merged(groups: Iterable[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """Groups that share a need, as one group."""
    held: list[frozenset[str]] = []
    for group in groups:
        touching = [other for other in held if other & group]
        held = [other for other in held if not other & group] + [group.union(*touching)]
    return tuple(sorted(held, key=sorted))


def _boosted(problem: PoolProblem, *, seconds: float, seed: int, progress: Progress) -> tuple[Plan, int]:
    """A plan in which kept needs are worth more than all others; and by how much all of them are."""
    kept = frozenset().union(*problem.together)
    most = sum(need.worth for need in problem.needs) + 1
    needs = tuple(replace(need, priority=need.priority + most) if need.need in kept else need for need in problem.needs)
    boost = sum(most * need.year for need in problem.needs if need.need in kept)
    found = plan(replace(problem, needs=needs), seconds=seconds, seed=seed, progress=progress)
    mine = {need.need: need for need in problem.needs}
    jobs = tuple(replace(job, needs=tuple(mine[need.need] for need in job.needs)) for job in found.jobs)
    return replace(found, jobs=jobs, unplaced=tuple(mine[need.need] for need in found.unplaced)), boost


def _worth(problem: PoolProblem, found: Plan) -> int:
    return sum(need.worth for job in found.jobs for need in job.needs)


def _missing(problem: PoolProblem, found: Plan) -> list[frozenset[str]]:
    placed = {need.need for job in found.jobs for need in job.needs}
    return [group for group in problem.together if not group <= placed]


def _known(problem: PoolProblem) -> None:
    names = {need.need for need in problem.needs}
    for group in problem.together:
        for need in sorted(group - names):
            raise Refused(
                Sentence("ce besoin gardé ensemble n'existe pas", "this need kept together does not exist"),
                where=Where(column="together", value=need),
            )


def _contradicted(problem: PoolProblem) -> None:
    for group in problem.together:
        for apart in problem.apart:
            if apart <= group:
                raise _conflict(problem, [apart])


def _smallest(problem: PoolProblem) -> list[frozenset[str]]:
    """A group of kept groups that conflict, of which none can be left out."""
    held = list(problem.together)
    for group in problem.together:
        fewer = [other for other in held if other != group]
        if fewer and not _possible(problem, fewer):
            held = fewer
    return held


def _possible(problem: PoolProblem, groups: list[frozenset[str]]) -> bool:
    tried = replace(problem, together=tuple(groups))
    found, _boost = _boosted(tried, seconds=10.0, seed=0, progress=silent)
    return not _missing(tried, found)


def _conflict(problem: PoolProblem, groups: list[frozenset[str]]) -> Refused:
    told = " ; ".join(" + ".join(sorted(group)) for group in groups)
    reason = _reason(problem, groups[0]) if len(groups) == 1 else None
    fr, en = (f" ({reason.fr})", f" ({reason.en})") if reason else ("", "")
    return Refused(
        Sentence(f"aucun plan ne garde ensemble : {told}{fr}", f"no plan keeps together: {told}{en}"),
        hint=Sentence("lever une de ces décisions", "lift one of these decisions"),
        kind=Kind.INFEASIBLE,
    )


def _reason(problem: PoolProblem, group: frozenset[str]) -> Sentence:
    """Why one group makes no job: a decision against it, the rules it breaks, or that nobody completes it."""
    if any(apart <= group for apart in problem.apart):
        return Sentence("une autre décision les sépare", "another decision keeps them apart")
    alone = replace(problem, together=(), apart=frozenset())
    needs = [problem.needs[problem.place_of(name)] for name in sorted(group)]
    broken = [check for check in job_checks(alone, needs) if check.result == "fail"]
    least = ("halfdays_per_year_min", "part-time-week", "part-time-year", "worker-request")
    hard = [check for check in broken if check.rule not in least] or broken
    if hard and hard[0].rule not in least:
        return hard[0].title
    return Sentence("aucun autre besoin ne les complète", "no other need completes them")
