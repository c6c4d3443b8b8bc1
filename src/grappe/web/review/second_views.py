"""Pages beside the review: a second opinion given blind, and a change of release looked at, then accepted."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from grappe.web.answers import found_or_404
from grappe.web.review import actions, agreeing, queries, rules, versions

LISTED = 300


@require_GET
def second(request: HttpRequest) -> HttpResponse:
    """The next title to give a second opinion on, how far people agree so far, and what they differ on."""
    rules.check_see_reviews(request.membership)
    asked = request.GET.get("q", "").strip()[:100]
    context = {
        "next": agreeing.next_second(request.membership),
        "agreed": agreeing.agreed(request.cluster),
        "asked": asked,
        "found": queries.search(asked),
        "can_review": rules.can_review(request.membership),
    }
    return render(request, "review/second.html", context)


@require_POST
def give(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A second opinion on one title."""
    confirmation = found_or_404(queries.confirmation, request.cluster, uuid)
    code = request.POST.get("code", "").strip().upper()
    actions.give_second_opinion(by=request.membership, confirmation=confirmation, code=code)
    messages.success(request, _("Second avis gardé."))
    return redirect("review:second")


@require_GET
def version(request: HttpRequest) -> HttpResponse:
    """What the release in use would change to codes kept from another one."""
    rules.check_see_reviews(request.membership)
    change = versions.change(request.cluster)
    context = {
        "change": change,
        "rows": change.touched.slice(0, LISTED).to_pylist(),
        "can_review": rules.can_review(request.membership),
    }
    return render(request, "review/version.html", context)


@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    """Accepts the release in use."""
    job = actions.accept_release(by=request.membership)
    messages.success(request, _("Nouvelle version acceptée : les codes sont refaits."))
    return redirect("jobs:job", uuid=job.uuid)
