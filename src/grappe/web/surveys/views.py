"""Pages of surveys: waves, who is asked, the questionnaire with or without an account, results; each makes one call."""

import tempfile
from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from grappe.needs import Answered, questionnaire, read_survey_workbook, survey_workbook
from grappe.web.answers import found_or_404
from grappe.web.clusters.models import User
from grappe.web.exports import TYPES, download, download_table
from grappe.web.refreshing import refresh
from grappe.web.surveys import actions, queries, rules, showing
from grappe.web.surveys import results as shown_results
from grappe.web.surveys.forms import InviteForm, PersonForm, WaveForm, WorkbookForm, written_of
from grappe.web.surveys.mails import mails
from grappe.web.surveys.models import Invitation, Stage
from grappe.words import Refused

LARGEST_FORM = 5 * 1024 * 1024
HEADS = ("college", "nom", "adresse", "relances", "repondu_le")


@require_GET
def waves(request: HttpRequest) -> HttpResponse:
    """The waves of the cluster; to members, those that are closed and what waits for their answer."""
    rules.check_see_results(request.membership)
    context = {"waves": queries.visible(request.membership), "to_answer": queries.to_answer(request.membership)}
    return render(request, "surveys/waves.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new wave."""
    rules.check_run_surveys(request.membership)
    form = WaveForm(request.POST or None)
    if form.is_valid():
        made = actions.create_wave(by=request.membership, **form.cleaned_data)
        return redirect("surveys:wave", made.uuid)
    return render(request, "surveys/new.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def wave(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A wave: who is asked, who answered, what can be done."""
    rules.check_see_surveys(request.membership)
    shown = found_or_404(queries.wave, request.cluster, uuid)
    if extension := request.GET.get("export"):
        return download(f"invitations-{shown.key}", extension, heads=HEADS, rows=queries.exported(shown))
    context = {
        "wave": shown,
        "invitations": queries.invitations(shown),
        "rates": shown_results.rates(shown),
        "invite": InviteForm(initial={"kinds": ["company"]}),
        "person": PersonForm(),
        "can_run": rules.can_run_surveys(request.membership),
    }
    return render(request, "surveys/wave.html", context)


@require_POST
def invite(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Asks the members of the chosen kinds."""
    shown = found_or_404(queries.wave, request.cluster, uuid)
    form = InviteForm(request.POST)
    if form.is_valid():
        number = actions.invite_organisations(by=request.membership, wave=shown, kinds=form.cleaned_data["kinds"])
        messages.success(request, _("Nouvelles invitations : %(number)d.") % {"number": number})
    else:
        messages.error(request, _("Choisissez qui inviter."))
    return redirect("surveys:wave", uuid)


@require_POST
def invite_one(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Asks somebody who is no member."""
    shown = found_or_404(queries.wave, request.cluster, uuid)
    form = PersonForm(request.POST)
    if form.is_valid():
        actions.invite_person(by=request.membership, wave=shown, **form.cleaned_data)
        messages.success(request, _("Invitation ajoutée."))
    else:
        messages.error(request, _("Il faut un nom, une adresse électronique et un collège."))
    return redirect("surveys:wave", uuid)


@require_POST
def open_(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Opens the wave to answers."""
    shown = found_or_404(queries.wave, request.cluster, uuid)
    actions.open_wave(by=request.membership, wave=shown)
    messages.success(request, _("L'enquête est ouverte ; écrivez maintenant à ceux qui sont invités."))
    return redirect("surveys:wave", uuid)


@require_POST
def close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Closes the wave, and has the planned hires coded and counted."""
    shown = found_or_404(queries.wave, request.cluster, uuid)
    actions.close_wave(by=request.membership, wave=shown)
    refresh(by=request.membership)
    messages.success(request, _("L'enquête est close ; les métiers sont recalculés avec les recrutements prévus."))
    return redirect("surveys:results", uuid)


@require_POST
def remind(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Writes to those who have not answered."""
    shown = found_or_404(queries.wave, request.cluster, uuid)
    written = mails(queries.invitations(shown).select_related("wave__cluster"), lambda item: _address(request, item))
    number = actions.remind(by=request.membership, wave=shown, mails=written)
    without = len(written) - number
    said = _("Messages envoyés : %(number)d.") % {"number": number}
    if without:
        said += " " + _("Sans adresse connue : %(number)d, à appeler.") % {"number": without}
    messages.success(request, said)
    return redirect("surveys:wave", uuid)


def _address(request: HttpRequest, item: Invitation) -> str:
    return request.build_absolute_uri(reverse("surveys:by_token", args=[item.token]))


@require_GET
def results(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What a wave says, question by question, with n and interval."""
    shown = found_or_404(queries.wave, request.cluster, uuid)
    rules.check_closed_or_run(request.membership, shown)
    found = shown_results.results(shown, day=timezone.localdate(), language=get_language() or "fr")
    if extension := request.GET.get("export"):
        return download_table(f"enquete-{shown.key}", extension, table=found.survey.figures)
    return render(request, "surveys/results.html", {"wave": shown, "results": found})


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The questionnaire of an organisation, answered by its people."""
    invitation = found_or_404(queries.invitation, request.cluster, uuid)
    rules.check_answer(request.membership, invitation)
    return _questionnaire(request, invitation)


@login_not_required
@require_http_methods(["GET", "POST"])
def by_token(request: HttpRequest, token: str) -> HttpResponse:
    """The questionnaire of whoever holds the address that was sent."""
    return _questionnaire(request, found_or_404(queries.invitation_of, token))


def _questionnaire(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if invitation.wave.stage != Stage.OPEN:
        return render(request, "surveys/closed.html", {"invitation": invitation}, status=409)
    asked = questionnaire(invitation.college)
    if request.method == "GET":
        return _page(request, invitation, Answered())
    invitation.written = written_of(asked, request.POST)
    by = request.user if isinstance(request.user, User) else None
    if "draft" in request.POST:
        actions.keep_draft(invitation=invitation, written=invitation.written, by=by)
        messages.success(request, _("Brouillon gardé : vous pouvez fermer cette page et y revenir."))
        return redirect(request.get_full_path())
    done = actions.send_answers(invitation=invitation, written=invitation.written, by=by)
    return _answered(request, invitation, done)


def _answered(request: HttpRequest, invitation: Invitation, done: Answered) -> HttpResponse:
    if done.refused or not done.answers:
        return _page(request, invitation, done, status=422)
    return render(request, "surveys/thanks.html", {"invitation": invitation, "told": done.objections})


def _page(request: HttpRequest, invitation: Invitation, done: Answered, status: int = 200) -> HttpResponse:
    language = get_language() or "fr"
    asked = questionnaire(invitation.college)
    context = {
        "invitation": invitation,
        "sections": showing.sections(asked, invitation.written, done.objections, language),
        "heads": showing.heads(language),
        "wrong": len(done.refused),
        "title": asked.title.said(language),
        "workbook": WorkbookForm(),
        "base": request.path,
    }
    return render(request, "surveys/questionnaire.html", context, status=status)


@require_GET
def workbook(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The questionnaire as a workbook."""
    invitation = found_or_404(queries.invitation, request.cluster, uuid)
    rules.check_answer(request.membership, invitation)
    return _workbook(invitation)


@login_not_required
@require_GET
def workbook_by_token(request: HttpRequest, token: str) -> HttpResponse:
    """The same, for whoever holds the address."""
    return _workbook(found_or_404(queries.invitation_of, token))


def _workbook(invitation: Invitation) -> HttpResponse:
    content = survey_workbook(
        questionnaire(invitation.college),
        wave=invitation.wave.key,
        respondent=str(invitation.uuid),
        day=timezone.localdate(),
        language="en" if get_language() == "en" else "fr",
    )
    response = HttpResponse(content, content_type=TYPES["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="questionnaire-{invitation.wave.key}.xlsx"'
    return response


@require_POST
def send_workbook(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A filled-in workbook of an organisation."""
    invitation = found_or_404(queries.invitation, request.cluster, uuid)
    rules.check_answer(request.membership, invitation)
    return _sent(request, invitation)


@login_not_required
@require_POST
def send_by_token(request: HttpRequest, token: str) -> HttpResponse:
    """The same, from whoever holds the address."""
    return _sent(request, found_or_404(queries.invitation_of, token))


def _sent(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Good answers enter; the page shows what was typed, and what is to be put right."""
    form = WorkbookForm(request.POST, request.FILES)
    if not form.is_valid() or form.cleaned_data["file"].size > LARGEST_FORM:
        messages.error(request, _("Choisissez le classeur rempli (5 Mo au plus)."))
        return _page(request, invitation, Answered(), status=422)
    try:
        invitation.written = _read(form.cleaned_data["file"], invitation)
    except Refused as refusal:
        messages.error(request, refusal.said(get_language() or "fr"))
        return _page(request, invitation, Answered(), status=422)
    by = request.user if isinstance(request.user, User) else None
    done = actions.send_answers(invitation=invitation, written=invitation.written, by=by, whole=False)
    invitation.written |= done.answers
    if done.answers and done.refused:
        messages.warning(request, _("Les bonnes réponses sont enregistrées ; corrigez les autres ci-dessous."))
    return _answered(request, invitation, done)


def _read(file: UploadedFile, invitation: Invitation) -> dict[str, object]:
    """What the workbook says; it must be this invitation's own."""
    with tempfile.TemporaryDirectory(prefix="grappe-") as folder:
        path = Path(folder) / "questionnaire.xlsx"
        path.write_bytes(b"".join(file.chunks()))
        back = read_survey_workbook(path)
    rules.check_own_workbook(invitation, back.respondent)
    return back.written
