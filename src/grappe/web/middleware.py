"""What every request goes through: an id, strict headers, a language, and the cluster the person works in."""

import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from grappe.web import problems
from grappe.web.clusters import queries
from grappe.web.tracing import current_request
from grappe.words import Kind, Refused, Sentence

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
)
SESSION_KEY = "membership"
#: Forms that mean the same in every cluster.
ANYWHERE = ("language", "theme", "clusters:switch", "privacy:erase", "account_logout", "account_login")
ELSEWHERE = Refused(
    Sentence(
        "Cette page a été ouverte dans une autre grappe ou sous un autre rôle : rien n'a été enregistré.",
        "This page was opened in another cluster or another role: nothing was saved.",
    ),
    hint=Sentence("Revenez-y après avoir choisi cette grappe.", "Come back to it after choosing that cluster."),
    kind=Kind.CALL,
)


def request_id(get_response: Answer) -> Answer:
    """Gives every request an id, also sent back as ``X-Request-ID`` and written on problem pages."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.id = uuid.uuid4().hex[:12]
        token = current_request.set(request.id)
        try:
            response = get_response(request)
        finally:
            current_request.reset(token)
        response["X-Request-ID"] = request.id
        return response

    return answer


def security_headers(get_response: Answer) -> Answer:
    """A content security policy without ``unsafe-*``, and the other headers that close doors."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Content-Security-Policy", POLICY)
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()")
        response.setdefault("X-Frame-Options", "DENY")
        return response

    return answer


def language(get_response: Answer) -> Answer:
    """French first, whatever the browser says; the switch sets a cookie, the account keeps the choice."""

    def answer(request: HttpRequest) -> HttpResponse:
        with translation.override(_language(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
        response.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response

    return answer


def _language(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in dict(settings.LANGUAGES):
        return chosen
    return getattr(request.user, "language", settings.LANGUAGE_CODE)


class Tenant:
    """Sets ``request.membership`` and ``request.cluster`` (``None`` for who has none), and answers refusals.

    Someone in several clusters works in one at a time; the choice is kept in the session.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.membership = request.cluster = None
        if request.user.is_authenticated:
            membership = queries.active_membership(user=request.user, chosen=request.session.get(SESSION_KEY))
            request.membership = membership
            request.cluster = membership.cluster if membership else None
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, arguments: object, named: object) -> HttpResponse | None:
        """A form opened while the person worked in another cluster is not saved in this one."""
        here = request.POST.get("here") if request.method == "POST" else None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not here or request.membership is None or here == str(request.membership.uuid) or name in ANYWHERE:
            return None
        return problems.refused(request, ELSEWHERE)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal becomes a page with its sentence; anything else is a bug."""
        return problems.refused(request, exception) if isinstance(exception, Refused) else None
