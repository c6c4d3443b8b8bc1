"""Pages of programmes: sent, previewed, confirmed; their skills, their gap, and all of them against all needs."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from grappe.teach import cdm_xml, improve, improve_problem, learning_opportunity, programme_workbook
from grappe.web.answers import found_or_404
from grappe.web.exports import download_table
from grappe.web.teach import actions, pictures, queries, rules, showing
from grappe.web.teach.forms import SendProgrammeForm
from grappe.web.teach.models import SchoolProgramme
from grappe.words import Refused

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_HOURS, SOLVER_SECONDS = 500.0, 5.0


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The programmes of the cluster with what each covers of its needs, and those that wait for confirmation."""
    rules.check_see_programmes(request.membership)
    waiting = queries.seen_programmes(request.membership).filter(confirmed_at=None)
    context = {
        "measured": queries.all_measured(request.membership),
        "waiting": waiting if rules.can_send_programmes(request.membership) else (),
        "interventions": queries.waiting(request.membership),
    }
    return render(request, "teach/home.html", context)


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """A school sends a file; it is read at once and shown before it counts."""
    rules.check_send_programmes(request.membership)
    by = request.membership
    form = SendProgrammeForm(request.POST or None, request.FILES or None, by=by)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.receive_programme(by=by, file=form.cleaned_data["file"], school=form.cleaned_data["school"])
        except Refused as refusal:
            form.add_error("file", refusal.said(get_language() or "fr"))
        else:
            return redirect("teach:programme", made[0].uuid) if len(made) == 1 else redirect("teach:home")
    return render(request, "teach/send.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """The empty Excel template."""
    rules.check_see_programmes(request.membership)
    return _file(programme_workbook(None, timezone.localdate()), "modele-programme.xlsx", WORKBOOK)


def _seen(request: HttpRequest, uuid: UUID) -> SchoolProgramme:
    record = found_or_404(queries.programme, request.cluster, uuid)
    rules.check_see_programme(request.membership, record)
    return record


@require_GET
def programme(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A programme as it was read: semesters, units, courses, remarks; to be confirmed, or confirmed."""
    record = _seen(request, uuid)
    language = get_language() or "fr"
    context = {
        "record": record,
        "programme": queries.content(record),
        "remarks": [pair[language.startswith("en")] for pair in record.remarks],
        "can_change": rules.can_change_programme(request.membership, record),
    }
    return render(request, "teach/programme.html", context)


@require_POST
def confirm(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Takes a programme in."""
    record = found_or_404(queries.programme, request.cluster, uuid)
    actions.confirm_programme(by=request.membership, programme=record)
    messages.success(request, _("Programme enregistré. Ses compétences sont en cours de lecture."))
    return redirect("teach:gap", uuid)


@require_POST
def remove(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Takes a programme out."""
    record = found_or_404(queries.programme, request.cluster, uuid)
    actions.remove_programme(by=request.membership, programme=record)
    messages.success(request, _("« %(title)s » est retiré.") % {"title": record.title})
    return redirect("teach:home")


@require_GET
def skills(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What each course teaches, with its sentence, for a person to confirm or reject."""
    record = _seen(request, uuid)
    table = queries.links(record)
    if extension := request.GET.get("export"):
        return download_table("competences", extension, table=table)
    context = {
        "record": record,
        "courses": showing.by_course(queries.content(record), table.to_pylist()),
        "can_change": rules.can_change_programme(request.membership, record),
    }
    return render(request, "teach/skills.html", context)


@require_POST
def say(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A person's word on one link."""
    record = found_or_404(queries.programme, request.cluster, uuid)
    said = {name: request.POST.get(name, "")[:300] for name in ("course", "skill", "decision", "level")}
    word = actions.say_of_skill(by=request.membership, programme=record, **said)
    messages.success(request, _("« %(label)s » : votre avis est noté.") % {"label": word.label})
    return redirect("teach:skills", uuid)


@require_GET
def gap(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What the programme covers of the needs of the cluster, and the best small change in a budget of hours."""
    record = _seen(request, uuid)
    needs = queries.profile(request.cluster)
    measured = queries.measured(record, needs)
    if measured.gap and (extension := request.GET.get("export")):
        return download_table("ecart", extension, table=measured.gap.rows)
    hours = showing.hours_of(request.GET.get("heures", ""), MOST_HOURS)
    context: dict[str, Any] = {
        "record": record,
        "measured": measured,
        "hours": hours,
        "shown": showing.gap_shown(measured),
    }
    if hours and measured.gap and record.links:
        context["better"] = _better(request, measured, hours)
    return render(request, "teach/gap.html", context)


def _better(request: HttpRequest, measured: queries.Measured, hours: float) -> Any:
    name = str(measured.record.uuid)
    assert measured.gap is not None
    who = queries.teachers(request.cluster, queries.profile(request.cluster))
    problem = improve_problem(
        {name: measured.programme}, {name: measured.gap}, {name: queries.links(measured.record)}, hours, teachers=who
    )
    return showing.changes_shown(improve(problem, seconds=SOLVER_SECONDS), measured.programme)


@require_GET
def map_(request: HttpRequest) -> HttpResponse:
    """Programmes × skills as a shaded table, and needs → programmes as flows with their table."""
    rules.check_see_programmes(request.membership)
    needs = queries.profile(request.cluster)
    measured = [one for one in queries.all_measured(request.membership) if one.gap]
    if measured and (extension := request.GET.get("export")):
        return download_table("formations-besoins", extension, table=showing.heat_table(measured))
    flows = showing.flows(measured, needs)
    context = {"measured": measured, "heat": showing.heat(measured), "flows": flows, "sankey": pictures.sankey(flows)}
    return render(request, "teach/map.html", context)


@require_GET
def workbook(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The programme in our Excel template."""
    content = programme_workbook(queries.content(_seen(request, uuid)), timezone.localdate())
    return _file(content, "programme.xlsx", WORKBOOK)


@require_GET
def cdm(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The programme as CDM-fr."""
    return _file(cdm_xml(queries.content(_seen(request, uuid))), "programme.xml", "application/xml")


@require_GET
def elm(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The programme as a learning opportunity of the European Learning Model."""
    record = _seen(request, uuid)
    said = learning_opportunity(queries.content(record), f"urn:uuid:{record.uuid}", queries.links(record).to_pylist())
    return _file(json.dumps(said, ensure_ascii=False, indent=2).encode(), "programme.jsonld", "application/ld+json")


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
