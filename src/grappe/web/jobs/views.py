"""Pages of long work: the list, and one job watched until it ends."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from grappe.web.answers import found_or_404
from grappe.web.jobs import actions, queries, rules
from grappe.web.listing import Column, Listing

COLUMNS = (
    Column("travail", _("Travail"), ("title_fr", "-created_at")),
    Column("etat", _("État"), ("state", "-created_at")),
    Column("message", _("Où il en est")),
    Column("depuis", _("Demandé le"), ("created_at",)),
    Column("par", _("Par"), ("started_by__name", "-created_at")),
)


@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    """The jobs of the cluster, newest first."""
    rules.check_see_jobs(request.membership)
    listing = Listing(request.GET, columns=COLUMNS, default="-depuis").of(queries.jobs(request.cluster))
    return render(request, "jobs/jobs.html", {"listing": listing})


@require_GET
def job(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One job: its progress, asked again every second while it lives; without JavaScript the page reloads."""
    shown = found_or_404(queries.job, request.cluster, uuid)
    rules.check_see_job(request.membership, shown)
    context = {
        "job": shown,
        "can_cancel": rules.can_cancel_job(request.membership, shown),
        "can_resume": rules.can_resume_job(request.membership, shown),
    }
    return render(request, "jobs/job.html#progress" if request.htmx else "jobs/job.html", context)


@require_POST
def cancel(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Asks a job to stop at its next step; what is done is kept."""
    shown = found_or_404(queries.job, request.cluster, uuid)
    actions.cancel_job(by=request.membership, job=shown)
    return redirect("jobs:job", uuid)


@require_POST
def resume(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Starts a lost, cancelled or failed job again where it stopped."""
    shown = found_or_404(queries.job, request.cluster, uuid)
    actions.resume_job(by=request.membership, job=shown)
    return redirect("jobs:job", uuid)
