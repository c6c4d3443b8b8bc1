"""Pages of occupations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from grappe.web.occupations import rules


@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """What the cluster's needs say."""
    rules.check_see_occupations(request.membership)
    return render(request, "occupations/dashboard.html")
