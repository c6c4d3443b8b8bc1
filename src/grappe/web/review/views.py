"""Pages of the review: one title after the other, five proposals with their reasons, decided by a key."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from grappe.web.answers import found_or_404
from grappe.web.review import actions, queries, rules

LISTED = 100


@require_GET
def review(request: HttpRequest) -> HttpResponse:
    """The title that comes next, or the one that was asked for, beside those that wait."""
    rules.check_see_reviews(request.membership)
    items = queries.waiting(request.cluster)
    asked = request.GET.get("titre")
    shown = next((item for item in items if item.key == asked), items[0] if items else None)
    context = {
        "items": items[:LISTED],
        "total": len(items),
        "needs": sum(item.needs for item in items),
        "item": queries.with_proposals(request.cluster, shown) if shown else None,
        "following": _following(items, shown),
        "can_review": rules.can_review(request.membership),
    }
    return render(request, "review/review.html", context)


def _following(items: list[queries.Item], shown: queries.Item | None) -> str:
    """The key of the title after the one shown; empty at the end."""
    if shown is None:
        return ""
    place = items.index(shown)
    return items[place + 1].key if place + 1 < len(items) else ""


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """A person chooses a code, or says that none fits; the next title follows."""
    title, code = request.POST.get("title", ""), request.POST.get("code", "").strip()
    if code == "other":
        code = request.POST.get("other", "").strip().upper()
    confirmation = actions.confirm_title(by=request.membership, title=title, code=code)
    said = _("« %(title)s » : %(code)s %(label)s") % {
        "title": confirmation.title,
        "code": confirmation.code or _("aucun métier ne convient"),
        "label": confirmation.label,
    }
    messages.success(request, said)
    following = request.POST.get("following", "")
    response = redirect("review:next")
    if following:
        response["Location"] += "?" + urlencode({"titre": following})
    return response


@require_GET
def decisions(request: HttpRequest) -> HttpResponse:
    """What people decided, newest first; each can be taken back."""
    rules.check_see_reviews(request.membership)
    context = {
        "decisions": queries.confirmations(request.cluster)[:500],
        "can_review": rules.can_review(request.membership),
    }
    return render(request, "review/decisions.html", context)


@require_POST
def forget(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Takes a decision back."""
    confirmation = found_or_404(queries.confirmation, request.cluster, uuid)
    actions.forget_confirmation(by=request.membership, confirmation=confirmation)
    messages.success(request, _("Décision reprise : le titre sera codé de nouveau."))
    return redirect("review:decisions")
