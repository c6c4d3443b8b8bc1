"""The journal's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from grappe.web.audit import queries, rules


@require_GET
def journal(request: HttpRequest) -> HttpResponse:
    """Who did what, newest first."""
    rules.check_see_journal(request.membership)
    return render(request, "audit/journal.html", {"events": queries.events(request.cluster)[:50]})
