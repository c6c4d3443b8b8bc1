"""Pages of the review: alike titles decided together by a key, with reasons beside each proposal; undone by a key."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from grappe.web.answers import found_or_404
from grappe.web.review import actions, queries, rules, versions
from grappe.web.review.models import ReviewDeed

LISTED = 100


@require_GET
def review(request: HttpRequest) -> HttpResponse:
    """The group of titles that comes next, or the one that was asked for, beside those that wait."""
    rules.check_see_reviews(request.membership)
    pending, items = queries.pending_items(request.cluster)
    groups = queries.grouped(items)
    shown = queries.shown(groups, request.GET.get("titre"))
    asked = request.GET.get("q", "").strip()[:100]
    context = {
        "groups": groups[:LISTED],
        "pending": pending,
        "item": queries.with_proposals(request.cluster, shown) if shown else None,
        "following": _following(groups, shown),
        "asked": asked,
        "found": queries.search(asked),
        "last": queries.last_deed(request.membership),
        "older": versions.kept(request.cluster),
        "can_review": rules.can_review(request.membership),
    }
    return render(request, "review/review.html", context)


def _following(groups: list[queries.Item], shown: queries.Item | None) -> str:
    """The key of the group after the one shown; empty at the end."""
    if shown is None:
        return ""
    keys = {shown.key, *(one.key for one in shown.alike)}
    place = next(place for place, group in enumerate(groups) if group.key in keys)
    return groups[place + 1].key if place + 1 < len(groups) else ""


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """A person chooses a code for a title and those alike, or says that none fits; the next group follows."""
    code = request.POST.get("code", "").strip()
    if code == "other":
        code = request.POST.get("other", "").strip().upper()
    titles = [request.POST.get("title", ""), *request.POST.getlist("also")]
    deed = actions.confirm_titles(by=request.membership, titles=titles, code=code)
    messages.success(request, _said(deed))
    return _to(request.POST.get("following", ""))


def _said(deed: ReviewDeed) -> str:
    told = {"title": deed.title, "code": deed.code or _("aucun métier ne convient"), "label": deed.label}
    if deed.titles == 1:
        return _("« %(title)s » : %(code)s %(label)s") % told
    return _("« %(title)s » et %(others)s intitulés voisins : %(code)s %(label)s") % (
        told | {"others": deed.titles - 1}
    )


def _to(key: str) -> HttpResponse:
    response = redirect("review:next")
    if key:
        response["Location"] += "?" + urlencode({"titre": key})
    return response


@require_POST
def undo(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Undoes one gesture and shows its titles again."""
    deed = found_or_404(queries.deed, request.cluster, uuid)
    count = actions.undo_deed(by=request.membership, deed=deed)
    messages.success(request, _("Décision annulée : %(count)s intitulés comme avant.") % {"count": count})
    return _to(deed.before[0]["key"])


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
