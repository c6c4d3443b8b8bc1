"""Pages that belong to no part: what waits for me today, language, look, accessibility, health."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from grappe.web import health, todo
from grappe.web.clusters import actions
from grappe.web.context import THEMES

YEAR = 365 * 24 * 3600


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """À faire: what waits for this person today, by role, each counter a link."""
    return render(request, "grappe/home.html", {"items": todo.items(request.membership)})


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switches the language; the account keeps it."""
    chosen = request.POST.get("language", "")
    response = redirect(_back(request))
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, samesite="Lax", httponly=True)
        if request.user.is_authenticated:
            actions.choose_language(user=request.user, language=chosen)
    return response


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the system says."""
    chosen = request.POST.get("theme", "auto")
    response = redirect(_back(request))
    if chosen in THEMES:
        response.set_cookie("grappe_theme", chosen, max_age=YEAR, samesite="Lax", httponly=True)
    return response


@login_not_required
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility declaration."""
    return render(request, "grappe/accessibility.html")


@login_not_required
@never_cache
@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """For monitoring: 200 when the site can work, 503 with the failing check otherwise."""
    report = health.report()
    return JsonResponse(report, status=200 if report["ok"] else 503)


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else "/"
