"""Pages of part needs: the board, and a need that a member describes in words or half-day by half-day."""

from typing import Any
from uuid import UUID

import pyarrow as pa
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from grappe.pool import PoolProblem, need_rows, read_words
from grappe.web.answers import found_or_404
from grappe.web.clusters.models import Membership, Organisation, Role
from grappe.web.clusters.queries import choices_of_organisation
from grappe.web.exports import download_table
from grappe.web.pool import actions, pictures, queries, rules, showing
from grappe.web.pool.forms import SharedNeedForm, seasons_told
from grappe.web.pool.locating import position
from grappe.words import Refused


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Who could share with whom, before anyone joins; the plan and its jobs; calls; a member's own needs."""
    rules.check_see_sharing(request.membership)
    today = timezone.localdate()
    problem = queries.problem(request.cluster, rules=queries.PROFILES[0], day=today)
    context = _complements(request.membership, problem)
    if rules.can_see_plans(request.membership):
        made = queries.latest_plan(request.cluster)
        context |= {
            "map": pictures.complement_map(problem, context["pairs"]) if problem.needs else "",
            "plan": showing.plan_shown(made) if made else None,
            "decisions": queries.decisions(request.cluster),
            "profiles": queries.PROFILES,
        }
    else:
        made = queries.latest_plan(request.cluster)
        context["calls"] = showing.calls(made) if made else []
    return render(request, "pool/board.html", context)


def _complements(membership: Membership, problem: PoolProblem) -> dict[str, Any]:
    """Visible needs, each with how many others it goes with; pairs for who may see them."""
    pairs = queries.neighbours(problem)
    count: dict[str, int] = {}
    for pair in pairs:
        for name in pair:
            count[name] = count.get(name, 0) + 1
    needs = list(queries.shared_needs(membership))
    rows = [(need, count.get(need.name, 0), showing.need_pictures(need)) for need in needs]
    return {"rows": rows, "pairs": pairs, "standing": sum(not need.withdrawn for need in needs)}


@require_GET
def needs_csv(request: HttpRequest) -> HttpResponse:
    """The needs as the command line reads them."""
    rules.check_see_plans(request.membership)
    problem = queries.problem(request.cluster, rules=queries.PROFILES[0], day=timezone.localdate())
    return download_table("besoins-partages", "csv", table=pa.Table.from_pylist(need_rows(problem.needs)))


@require_GET
def need(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One part need with its pictures."""
    rules.check_see_sharing(request.membership)
    shown = found_or_404(queries.shared_need, request.membership, uuid)
    context = {
        "need": shown,
        "pictures": showing.need_pictures(shown),
        "seasons": seasons_told(shown.weeks),
        "can_edit": rules.can_edit_shared_need(request.membership, shown),
    }
    return render(request, "pool/need.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new part need; words are turned into a grid that the person confirms."""
    rules.check_ask_sharing(request.membership)
    own = _organisation(request)
    answered = _answered(request)
    form = SharedNeedForm(request.POST or None, others=_others(request, own), initial=answered)
    context: dict[str, Any] = {"form": form, "organisations": _choices(request), "own": own}
    if request.method == "POST":
        if _to_understand(request):
            return _understood(request, context)
        if form.is_valid() and own is not None and (place := _placed(form, own)):
            added = actions.ask_shared_need(by=request.membership, organisation=own, **form.to_save, **place)
            messages.success(request, _("Besoin enregistré."))
            return redirect("pool:need", added.uuid)
    return render(request, "pool/edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """New values for a part need."""
    shown = found_or_404(queries.shared_need, request.membership, uuid)
    rules.check_edit_shared_need(request.membership, shown)
    others = _others(request, shown.organisation)
    form = SharedNeedForm(request.POST or None, others=others, initial=SharedNeedForm.filled(shown))
    context: dict[str, Any] = {"form": form, "need": shown, "own": shown.organisation}
    if request.method == "POST":
        if _to_understand(request):
            return _understood(request, context)
        if form.is_valid() and (place := _placed(form, shown.organisation)):
            version = form.cleaned_data["version"] or 0
            actions.change_shared_need(by=request.membership, need=shown, version=version, **form.to_save, **place)
            messages.success(request, _("Besoin enregistré."))
            return redirect("pool:need", shown.uuid)
    return render(request, "pool/edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Asks, then takes the need out of what plans place."""
    shown = found_or_404(queries.shared_need, request.membership, uuid)
    rules.check_edit_shared_need(request.membership, shown)
    if request.method == "POST":
        actions.withdraw_shared_need(by=request.membership, need=shown)
        messages.success(request, _("Besoin retiré."))
        return redirect("pool:board")
    return render(request, "pool/withdraw.html", {"need": shown})


def _to_understand(request: HttpRequest) -> bool:
    """Whether the person asks to turn words into a grid, or wrote words and nothing else."""
    nothing = not request.POST.getlist("halfdays") and not request.POST.get("seasons", "").strip()
    return "understand" in request.POST or (bool(request.POST.get("words", "").strip()) and nothing)


def _understood(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The form again, with the grid and the seasons that the words were understood as, to confirm."""
    values = request.POST.copy()
    try:
        told = read_words(values.get("words", ""))
    except Refused as refusal:
        context |= {"misunderstood": refusal}
        return render(request, "pool/edit.html", context, status=422)
    values.setlist("halfdays", [str(half + 1) for half in range(12) if told.halfdays[half]])
    values["seasons"] = seasons_told(list(told.weeks))
    form = SharedNeedForm(values, others=_others(request, context.get("own")))
    grid = "".join("01"[held] for held in told.halfdays)
    pictured = (pictures.week_picture(grid), pictures.year_picture([told.weeks]))
    return render(request, "pool/edit.html", context | {"form": form, "understood": told, "pictures": pictured})


def _organisation(request: HttpRequest) -> Organisation | None:
    """The member's own organisation; for the officer the one chosen."""
    if request.membership.role == Role.MEMBER:
        return request.membership.organisation
    key = request.POST.get("organisation", "")
    return choices_of_organisation(request.cluster).filter(key=key).first()


def _choices(request: HttpRequest) -> list[Organisation]:
    return [] if request.membership.role == Role.MEMBER else list(choices_of_organisation(request.cluster))


def _others(request: HttpRequest, own: Organisation | None) -> list[Organisation]:
    """Whom a need may not want to share with: everyone else."""
    return [other for other in choices_of_organisation(request.cluster) if own is None or other.pk != own.pk]


def _answered(request: HttpRequest) -> dict[str, Any]:
    """The call that a member answers, as the first values of its form."""
    made = queries.latest_plan(request.cluster)
    open_ = showing.calls(made) if made else []
    call = next((call for call in open_ if call["need"] == request.GET.get("appel")), None)
    if call is None:
        return {}
    return {
        "occupation": call["occupation"],
        "halfdays": [str(half) for half in call["open"]],
        "seasons": seasons_told(call["weeks"]),
    }


def _placed(form: SharedNeedForm, own: Organisation) -> dict[str, float] | None:
    """Where the need is; beside the field what is wrong when the place is not known."""
    found = position(form.cleaned_data["place"], own)
    if found is None:
        form.add_error("place", _("Lieu inconnu : écrivez une commune, sans elle aucun trajet ne peut être compté."))
        return None
    return {"lat": found[0], "lon": found[1]}
