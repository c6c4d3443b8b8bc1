"""Pages of the sending of files: send, match, look before it is written, follow, read the report."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from grappe.needs import template
from grappe.web.answers import found_or_404
from grappe.web.exports import TYPES
from grappe.web.jobs.rules import can_resume_job
from grappe.web.needs.rules import check_see_needs, check_send_needs
from grappe.web.sending import actions, previews, queries, rules
from grappe.web.sending.forms import MappingForm, SendForm
from grappe.web.sending.models import Step, Upload
from grappe.words import Refused


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """A file to send, and the template to fill in."""
    check_send_needs(request.membership)
    form = SendForm(request.POST or None, request.FILES or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            upload = actions.receive_file(by=request.membership, **form.cleaned_data)
            return redirect("sending:upload", upload.uuid)
        except Refused as refused:
            refusal = refused
    context = {"form": form, "refusal": refusal, "for_itself": rules.sends_for_itself(request.membership)}
    return render(request, "sending/send.html", context, status=422 if refusal or form.errors else 200)


@require_GET
def uploads(request: HttpRequest) -> HttpResponse:
    """The files that were sent, newest first."""
    check_see_needs(request.membership)
    return render(request, "sending/uploads.html", {"uploads": queries.uploads(request.membership)[:200]})


@require_GET
def upload(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A file at its step: to match, to confirm, being read, or its report."""
    shown = found_or_404(queries.upload, request.membership, uuid)
    rules.check_see_upload(request.membership, shown)
    if shown.state == Step.MAPPING and rules.can_confirm_upload(request.membership, shown):
        return redirect("sending:match", uuid)
    if shown.state == Step.PREVIEW:
        return _preview(request, shown)
    stopped = shown.state == Step.READING and rules.can_drop_upload(request.membership, shown)
    resumable = stopped and shown.job is not None and can_resume_job(request.membership, shown.job)
    return render(request, "sending/upload.html", {"upload": shown, "stopped": stopped, "resumable": resumable})


def _preview(request: HttpRequest, shown: Upload) -> HttpResponse:
    context = {"upload": shown, "can_confirm": rules.can_confirm_upload(request.membership, shown)}
    try:
        context["preview"] = previews.preview(shown)
    except Refused as refusal:
        context["refusal"] = refusal
    return render(request, "sending/preview.html", context)


@require_http_methods(["GET", "POST"])
def match(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The proposed mapping of an unknown feed beside its first rows, to be put right."""
    shown = found_or_404(queries.upload, request.membership, uuid)
    rules.check_confirm_upload(request.membership, shown)
    look = found_or_404(previews.look, shown)
    form = MappingForm(request.POST or None, proposal=look.proposal, paths=look.paths)
    if request.method == "POST" and form.is_valid():
        actions.match_fields(by=request.membership, upload=shown, feed_map=form.feed_map)
        return redirect("sending:upload", uuid)
    context = {"upload": shown, "form": form, "look": look}
    return render(request, "sending/match.html", context, status=422 if form.errors else 200)


@require_POST
def confirm(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Reads the file for good."""
    shown = found_or_404(queries.upload, request.membership, uuid)
    actions.confirm_upload(by=request.membership, upload=shown)
    return redirect("sending:upload", uuid)


@require_POST
def drop(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Gives the file up."""
    shown = found_or_404(queries.upload, request.membership, uuid)
    actions.drop_upload(by=request.membership, upload=shown)
    messages.success(request, _("Fichier abandonné ; rien n'a été enregistré."))
    return redirect("sending:list")


@require_GET
def refused(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The refused rows as a workbook, to be corrected and sent again."""
    shown = found_or_404(queries.upload, request.membership, uuid)
    rules.check_see_upload(request.membership, shown)
    opened = found_or_404(previews.refused_file, shown)
    name = f"{shown.name.rsplit('.', 1)[0]} - lignes refusées.xlsx"
    return cast(HttpResponse, FileResponse(opened, as_attachment=True, filename=name, content_type=TYPES["xlsx"]))


@require_GET
def empty_template(request: HttpRequest) -> HttpResponse:
    """The workbook « Recueil des besoins », empty."""
    response = HttpResponse(template(timezone.localdate()), content_type=TYPES["xlsx"])
    response["Content-Disposition"] = 'attachment; filename="recueil-des-besoins.xlsx"'
    return response
