"""Pages of people's data: what is kept and why, my data as a file, my account erased."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from grappe.web.clusters.models import User
from grappe.web.privacy import actions, queries
from grappe.web.privacy.register import REGISTER
from grappe.web.privacy.rules import retention
from grappe.words import Refused


@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """What is kept of people, why, on what ground and for how long."""
    language = get_language() or "fr"
    rows = [
        (kept.things.said(language), kept.purpose.said(language), kept.basis.said(language), kept.until.said(language))
        for kept in REGISTER
        if kept.personal
    ]
    days = retention(timezone.localdate())
    return render(request, "privacy/register.html", {"rows": rows, "days": days})


@require_GET
def my_data(request: HttpRequest) -> HttpResponse:
    """Everything kept of the person who asks, as JSON."""
    assert isinstance(request.user, User)
    response = JsonResponse(
        queries.everything_about(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return response


@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Erases the account of the person who asks, after confirmation."""
    assert isinstance(request.user, User)
    if request.method == "GET":
        return render(request, "privacy/erase.html")
    try:
        actions.erase_account(user=request.user)
    except Refused as refusal:
        return render(request, "privacy/erase.html", {"refusal": refusal}, status=422)
    logout(request)
    messages.success(request, _("Votre compte est effacé."))
    return redirect("account_login")
