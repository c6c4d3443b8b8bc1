"""Pages of plans: jobs with their checks, decisions of the officer, papers to download, rules of the cluster."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from grappe.pool import (
    JobFile,
    JobPaper,
    assignment_agreements,
    authority_notice,
    contract_annex,
    explain_job,
    exposure,
    job_checks,
    job_ical,
    job_of,
    job_sheet,
    lawful_by,
    membership_letter,
    money_rates,
    price_table,
    problem_of,
    robustness,
    time_sheet,
)
from grappe.web.answers import found_or_404
from grappe.web.jobs.queries import jobs as jobs_of
from grappe.web.pool import actions, queries, rules, showing
from grappe.words import Kind, Refused, Sentence

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "ics": "text/calendar; charset=utf-8",
}
SPLITS: tuple[Literal["equal", "hours"], ...] = ("equal", "hours")


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Starts a plan; its page shows it while it gets better."""
    name = request.POST.get("rules", queries.PROFILES[0])
    made = actions.plan_shared_jobs(by=request.membership, rules=name, day=timezone.localdate())
    return redirect("pool:plan", made.uuid)


@require_GET
def plan(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A plan; asked again every second while a better one is looked for."""
    rules.check_see_plans(request.membership)
    made = found_or_404(queries.plan, request.cluster, uuid)
    context = {"plan": showing.plan_shown(made), "job_row": _work(request, made)}
    template = "pool/plan.html#found" if request.headers.get("HX-Request") else "pool/plan.html"
    return render(request, template, context)


def _work(request: HttpRequest, made: Any) -> Any:
    """The long work behind a plan, to follow or to stop."""
    return jobs_of(request.cluster).filter(kind=actions.PLANNING, arguments__plan=str(made.uuid)).first()


@require_GET
def job(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """One proposed job: users, calendar, why, checks, price, what if a member leaves, papers."""
    rules.check_see_plans(request.membership)
    made = found_or_404(queries.plan, request.cluster, uuid)
    file = _file(made, number)
    explained = explain_job(file.problem, file.job)
    leaving = [line for line in robustness(file.problem, [file.job]) if number in line.jobs]
    rates = money_rates(timezone.localdate())
    liability = [(split, exposure([file.price], rates, split=split)) for split in SPLITS] if file.price else []
    context = {
        "plan": made,
        "file": file,
        "job": file.job,
        "users": [(need, file.card(need.member).name) for need in file.job.needs],
        "checks": job_checks(file.problem, file.job.needs),
        "explained": explained,
        "why": [_with_names(file, sentence) for sentence in explained.why],
        "leaving": [(file.card(line.member).name, line) for line in leaving],
        "pictures": showing.job_pictures(file),
        "prices": [(file.card(user.member).name, user) for user in file.price.users] if file.price else [],
        "liability": [(split, _named(file, held)) for split, held in liability],
        "papers": [(paper.name, paper.title) for paper in _papers(file)],
        "can_plan": rules.can_plan_sharing(request.membership),
        "names": [need.need for need in file.job.needs],
    }
    return render(request, "pool/job.html", context)


def _with_names(file: JobFile, sentence: Sentence) -> Sentence:
    """The engine's sentence with the names of members in place of their keys."""
    fr, en = sentence.fr, sentence.en
    for need in file.job.needs:
        key, name = f"({need.member})", f"({file.card(need.member).name})"
        fr, en = fr.replace(key, name), en.replace(key, name)
    return Sentence(fr, en)


def _named(file: JobFile, held: dict[str, float]) -> list[tuple[str, float]]:
    return [(file.card(key).name, euros) for key, euros in held.items()]


@require_GET
def paper(request: HttpRequest, uuid: UUID, number: int, name: str, kind: str) -> HttpResponse:
    """A paper of a job as Word or PDF, or its calendar."""
    rules.check_see_plans(request.membership)
    made = found_or_404(queries.plan, request.cluster, uuid)
    file = _file(made, number)
    if kind not in TYPES:
        raise Http404
    if kind == "ics":
        content = job_ical(file.problem, file.job, file.year, made=made.made_at)
    else:
        found = next((paper for paper in _papers(file) if paper.name == name), None)
        if found is None:
            raise Http404
        content = found.docx() if kind == "docx" else found.pdf()
    headers = {"Content-Disposition": f'attachment; filename="emploi-{number}-{name}.{kind}"'}
    return HttpResponse(content, content_type=TYPES[kind], headers=headers)


@require_GET
def robustness_table(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What each member takes along when it leaves, over the whole plan."""
    rules.check_see_plans(request.membership)
    made = found_or_404(queries.plan, request.cluster, uuid)
    problem, names = problem_of(made.problem), showing.member_names(made)
    jobs = [job_of(problem, told["job"], told["needs"]) for told in made.jobs]
    lines = [(names.get(line.member, line.member), line) for line in robustness(problem, jobs)]
    return render(request, "pool/robustness.html", {"plan": made, "lines": lines})


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Some needs stay together, or apart; the next plan follows."""
    choice, needs = request.POST.get("choice", ""), request.POST.getlist("needs")
    made = actions.decide_sharing(by=request.membership, choice=choice, needs=needs)
    said = f"{made.get_choice_display()} {' + '.join(made.needs)}"
    messages.success(request, _("Décision prise : %(decision)s.") % {"decision": said})
    return redirect("pool:board")


@require_POST
def lift(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Takes a decision back."""
    found = found_or_404(queries.decision, request.cluster, uuid)
    actions.lift_sharing_decision(by=request.membership, decision=found)
    messages.success(request, _("Décision levée."))
    return redirect("pool:board")


@require_GET
def trial(request: HttpRequest) -> HttpResponse:
    """Needs put together by hand: the checks at once, nothing written."""
    rules.check_plan_sharing(request.membership)
    problem = queries.problem(request.cluster, rules=request.GET.get("rules", ""), day=timezone.localdate())
    chosen = [name for name in request.GET.getlist("needs") if name in problem.places]
    checks = showing.checks_of(problem, chosen) if len(chosen) > 1 else []
    context = {"problem": problem, "chosen": chosen, "checks": checks, "lawful": bool(checks) and lawful_by(checks)}
    template = "pool/trial.html#found" if request.headers.get("HX-Request") else "pool/trial.html"
    return render(request, template, context)


@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """The rules of a profile with article, dates and origin; the officer may lay the cluster's values over them."""
    rules.check_see_plans(request.membership)
    base = request.GET.get("profil") or request.POST.get("profil") or ""
    base = base if base in queries.PROFILES else queries.PROFILES[0]
    if request.method == "POST":
        actions.set_sharing_rule(by=request.membership, base=base, **_typed(request))
        messages.success(request, _("Règle enregistrée."))
        response = redirect("pool:profile")
        response["Location"] += f"?profil={base}"
        return response
    held = queries.rules_of(request.cluster, base, day=timezone.localdate())
    context = {"base": base, "profiles": queries.PROFILES, "rules": held.legal.as_json() if held.legal else []}
    return render(request, "pool/profile.html", context | {"can_plan": rules.can_plan_sharing(request.membership)})


def _typed(request: HttpRequest) -> dict[str, Any]:
    """A rule's own value as typed. Raises ``Refused`` for what is no number or no day."""
    text = request.POST.get("value", "").strip().replace(",", ".")
    try:
        value = float(text) if text else None
        day = date.fromisoformat(request.POST.get("from", "") or timezone.localdate().isoformat())
    except ValueError as error:
        sentence = Sentence("un nombre et un jour sont attendus", "a number and a day are needed")
        raise Refused(sentence, kind=Kind.INPUT) from error
    return {"rule": request.POST.get("rule", ""), "value": value, "day": day, "source": request.POST.get("source", "")}


def _file(made: Any, number: int) -> JobFile:
    language = "en" if (get_language() or "fr").startswith("en") else "fr"
    file = showing.job_file(made, number, language)
    if file is None:
        raise Http404
    return file


def _papers(file: JobFile) -> list[JobPaper]:
    """Every paper of a job."""
    members = dict.fromkeys(need.member for need in file.job.needs)
    notice = authority_notice(
        file.group, [file.card(member) for member in members], day=file.day, language=file.language
    )
    letters = [membership_letter(file, member) for member in members]
    return [
        job_sheet(file),
        price_table(file),
        contract_annex(file),
        *assignment_agreements(file),
        *letters,
        notice,
        time_sheet(file, 1),
    ]
