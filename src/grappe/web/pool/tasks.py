"""Long work on shared jobs: a first plan within seconds, then better ones in its place."""

from django.urls import reverse

from grappe.pool import Plan, PoolProblem, Unplaced, call_to_members, plan_decided, problem_of, unplaced
from grappe.web.jobs.kinds import Outcome, work
from grappe.web.jobs.models import Job
from grappe.web.pool.models import SharingPlan
from grappe.words import Interrupted, Progress, Refused, Sentence

#: Seconds of each round: what a person waits for first, then what a better plan may take.
ROUNDS = (3.0, 12.0, 45.0)


@work("sharing.plan", Sentence("Recherche d'emplois partagés", "Looking for shared jobs"))
def plan_sharing(job: Job, progress: Progress) -> Outcome:
    """Plans again with more time until the plan is the best one; every round's plan is shown at once; idempotent."""
    made = SharingPlan.objects.get(uuid=job.arguments["plan"])
    problem = problem_of(made.problem)
    found = None
    try:
        for number, seconds in enumerate(ROUNDS, 1):
            found = plan_decided(problem, seconds=seconds, progress=progress)
            _keep(made, problem, found, rounds=number)
            if found.status == "optimal" or found.interrupted:
                break
    except Refused as refusal:
        told = {"refusal_fr": refusal.said("fr")[:400], "refusal_en": refusal.said("en")[:400]}
        SharingPlan.objects.filter(pk=made.pk).update(over=True, status="infeasible", **told)
        raise
    SharingPlan.objects.filter(pk=made.pk).update(over=True)
    if found is None or found.interrupted:
        raise Interrupted
    jobs, placed, needs = len(found.jobs), found.needs_placed, len(problem.needs)
    said = Sentence(
        f"{jobs} emplois partagés, {placed} besoins placés sur {needs}",
        f"{jobs} shared jobs, {placed} needs placed of {needs}",
    )
    return Outcome(said, link=reverse("pool:board"), result={"jobs": jobs, "placed": placed})


def _keep(made: SharingPlan, problem: PoolProblem, found: Plan, *, rounds: int) -> None:
    """The plan in the place of the one before, unless that one was better."""
    if rounds > 1 and found.objective < made.objective:
        return
    made.jobs = [{"job": job.number, "needs": [need.need for need in job.needs]} for job in found.jobs]
    made.unplaced = [_out(problem, entry) for entry in unplaced(problem, found)]
    made.status, made.objective, made.bound = found.status, found.objective, found.bound
    made.seconds, made.rounds = found.seconds, rounds
    made.save(update_fields=["jobs", "unplaced", "status", "objective", "bound", "seconds", "rounds"])


def _out(problem: PoolProblem, entry: Unplaced) -> dict[str, object]:
    call, complement = call_to_members(problem, entry), entry.complement
    return {
        "need": entry.need,
        "why_fr": entry.why.fr,
        "why_en": entry.why.en,
        "missing_fr": entry.missing.fr,
        "missing_en": entry.missing.en,
        "subject_fr": call.subject.fr if call else "",
        "subject_en": call.subject.en if call else "",
        "text_fr": call.text.fr if call else "",
        "text_en": call.text.en if call else "",
        "weeks": list(complement.weeks) if complement else [],
        "open": list(complement.open_halfdays) if complement else [],
        "others": [name for name in complement.beside if name != entry.need] if complement else [],
    }
