"""Pages of members and organisations; each makes one call."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from grappe.web.answers import found_or_404
from grappe.web.clusters import actions, queries, rules
from grappe.web.middleware import SESSION_KEY


@require_GET
def members(request: HttpRequest) -> HttpResponse:
    """The organisations of the cluster."""
    rules.check_see_members(request.membership)
    return render(request, "clusters/members.html", {"organisations": queries.organisations(request.cluster)})


@require_GET
def organisation(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One organisation."""
    rules.check_see_members(request.membership)
    shown = found_or_404(queries.organisation, request.cluster, uuid)
    return render(request, "clusters/organisation.html", {"organisation": shown})


@require_http_methods(["GET", "POST"])
def switch(request: HttpRequest) -> HttpResponse:
    """The clusters and roles of this person; choosing one makes it the one to work in."""
    found = list(queries.memberships_of(request.user))
    chosen = next((item for item in found if str(item.uuid) == request.POST.get("membership")), None)
    if chosen is None:
        return render(request, "clusters/switch.html", {"memberships": found})
    request.session[SESSION_KEY] = str(chosen.uuid)
    actions.enter_cluster(membership=chosen)
    return redirect("home")


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """This person's account: memberships, password, second factor, passkeys."""
    return render(request, "clusters/account.html", {"memberships": queries.memberships_of(request.user)})
