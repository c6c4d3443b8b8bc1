"""Problem pages: what went wrong, what to do, and the request id to quote; in both languages, under strict CSP."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grappe.web.policy import NotAllowed
from grappe.words import Kind, Refused

STATUS = {Kind.CALL: 409, Kind.INPUT: 422, Kind.ROWS: 422, Kind.MISSING: 503, Kind.INFEASIBLE: 422}


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The page of a refusal: its sentence and its hint."""
    spoken = get_language() or "fr"
    return _page(
        request,
        403 if isinstance(refusal, NotAllowed) else STATUS[refusal.kind],
        title=_("Accès refusé") if isinstance(refusal, NotAllowed) else _("Ce n'est pas possible"),
        sentence=refusal.sentence.said(spoken),
        hint=refusal.hint.said(spoken) if refusal.hint else "",
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: also for what belongs to another cluster."""
    return _page(
        request,
        404,
        title=_("Page introuvable"),
        sentence=_("Cette page n'existe pas, ou pas dans la grappe où vous travaillez."),
        hint=_("Vérifiez l'adresse, ou changez de grappe si vous en avez plusieurs."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 without a sentence of our own."""
    return _page(request, 403, title=_("Accès refusé"), sentence=_("Votre rôle ne permet pas de voir cette page."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 when a form comes back without its token: usually a page left open after logging out."""
    return _page(
        request,
        403,
        title=_("Formulaire expiré"),
        sentence=_("Ce formulaire a été ouvert il y a trop longtemps, ou les cookies sont refusés."),
        hint=_("Revenez à la page précédente, rechargez-la et recommencez."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a bug, said so, with the id that finds it in the log."""
    return _page(
        request,
        500,
        title=_("Erreur de Grappe"),
        sentence=_("Grappe a rencontré un défaut ; ce n'est pas de votre fait. Rien n'a été enregistré à moitié."),
        hint=_("Réessayez ; si cela dure, transmettez le numéro ci-dessous."),
    )


def _page(request: HttpRequest, status: int, *, title: str, sentence: str, hint: str = "") -> HttpResponse:
    context = {"status": status, "title": title, "sentence": sentence, "hint": hint}
    return render(request, "grappe/problem.html", context, status=status)
