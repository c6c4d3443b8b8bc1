"""Pages of interventions: proposed or asked for, agreed, done; agreement to download, calendar."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from grappe.papers import paper_docx
from grappe.teach import INTERVENTION_KINDS, INTERVENTION_STATES, agreement_paper, calendar, noon
from grappe.web.answers import found_or_404
from grappe.web.teach import actions, queries, rules
from grappe.web.teach.forms import InterventionForm
from grappe.web.teach.models import SchoolIntervention

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _named(record: SchoolIntervention) -> SchoolIntervention:
    """The record with the names of its kind and state in the language of the page."""
    language = get_language() or "fr"
    record.kind_name = INTERVENTION_KINDS[record.kind][0].said(language)
    record.state_name = INTERVENTION_STATES[record.state].said(language)
    return record


@require_GET
def interventions(request: HttpRequest) -> HttpResponse:
    """The interventions of the person's organisation, or of the cluster, those to come first."""
    rules.check_see_interventions(request.membership)
    listed = [_named(record) for record in queries.seen_interventions(request.membership)[:500]]
    context = {"interventions": listed, "can_propose": rules.can_propose_interventions(request.membership)}
    return render(request, "teach/interventions.html", context)


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """A member proposes, a school asks."""
    rules.check_propose_interventions(request.membership)
    form = InterventionForm(request.POST or None, by=request.membership)
    if request.method == "POST" and form.is_valid():
        made = actions.propose_intervention(by=request.membership, **form.cleaned_data)
        messages.success(request, _("Intervention envoyée : l'autre partie peut répondre."))
        return redirect("teach:intervention", made.uuid)
    return render(request, "teach/propose.html", {"form": form}, status=422 if form.errors else 200)


def _seen(request: HttpRequest, uuid: UUID) -> SchoolIntervention:
    record = found_or_404(queries.intervention, request.cluster, uuid)
    rules.check_see_intervention(request.membership, record)
    return record


@require_GET
def intervention(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One intervention and what may be done with it."""
    record = _named(_seen(request, uuid))
    names = {"agree": _("Accepter"), "decline": _("Refuser"), "cancel": _("Annuler"), "do": _("C'est fait")}
    allowed = [(gesture, names[gesture]) for gesture in rules.gestures(request.membership, record)]
    return render(request, "teach/intervention.html", {"record": record, "gestures": allowed})


@require_POST
def move(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One gesture on an intervention."""
    record = found_or_404(queries.intervention, request.cluster, uuid)
    gesture = request.POST.get("gesture", "")[:20]
    actions.move_intervention(by=request.membership, intervention=record, gesture=gesture, today=timezone.localdate())
    said = _("Faite : elle est entrée dans les preuves de l'école.") if record.state == "done" else _("C'est noté.")
    messages.success(request, said)
    return redirect("teach:intervention", uuid)


@require_GET
def agreement(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The agreement as a Word document, to be read and signed."""
    record = _seen(request, uuid)
    paper = agreement_paper(queries.thing(record), timezone.localdate(), language=get_language() or "fr")
    answer = HttpResponse(paper_docx(paper), content_type=WORD)
    answer["Content-Disposition"] = 'attachment; filename="convention.docx"'
    return answer


@require_GET
def agenda(request: HttpRequest) -> HttpResponse:
    """The interventions as a calendar file."""
    rules.check_see_interventions(request.membership)
    listed = [queries.thing(record) for record in queries.seen_interventions(request.membership)[:500]]
    content = calendar(listed, noon(timezone.localdate()), language=get_language() or "fr")
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="interventions.ics"'
    return answer
