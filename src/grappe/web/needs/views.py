"""Pages of members' needs; each makes one call."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from grappe.web.ads.queries import proposals
from grappe.web.answers import found_or_404
from grappe.web.exports import download_table
from grappe.web.listing import Column, Listing, kept
from grappe.web.needs import actions, queries, rules
from grappe.web.needs.forms import FilterForm, NeedForm

COLUMNS = (
    Column("title", gettext_lazy("Intitulé"), ("title", "pk")),
    Column("employer", gettext_lazy("Adhérent"), ("employer", "pk")),
    Column("place", gettext_lazy("Lieu")),
    Column("contract", gettext_lazy("Contrat")),
    Column("positions", gettext_lazy("Postes"), ("positions", "pk"), numeric=True),
    Column("published", gettext_lazy("Recueilli le"), ("published", "pk")),
    Column("occupation", gettext_lazy("Métier")),
)


@require_GET
def needs(request: HttpRequest) -> HttpResponse:
    """The list of members' needs: filtered, sorted, paged, exported."""
    rules.check_see_needs(request.membership)
    form = FilterForm(request.GET)
    chosen = form.chosen | kept(request.GET)
    if extension := request.GET.get("export"):
        return download_table("besoins", extension, table=queries.exported(request.membership, chosen))
    listing = Listing(request.GET, columns=COLUMNS, default="-published")
    context = {"listing": listing.of(queries.matching(request.membership, chosen)), "form": form}
    return render(request, "needs/needs.html", context)


@require_GET
def need(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One need."""
    rules.check_see_needs(request.membership)
    shown = found_or_404(queries.need, request.membership, uuid)
    context = {
        "need": shown,
        "can_edit": rules.can_edit_need(request.membership, shown),
        "proposals": proposals(request.cluster, f"{shown.source}:{shown.key}"),
    }
    return render(request, "needs/need.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new need, typed in."""
    rules.check_send_needs(request.membership)
    form = NeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = actions.add_need(by=request.membership, day=timezone.localdate(), **form.fields_to_save)
        messages.success(request, _("Besoin enregistré. Il sera codé au prochain calcul."))
        return redirect("needs:need", added.uuid)
    return render(request, "needs/edit.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """New values for a need; who comes second is told what the first one saved."""
    shown = found_or_404(queries.need, request.membership, uuid)
    rules.check_edit_need(request.membership, shown)
    form = NeedForm(request.POST) if request.method == "POST" else NeedForm.of(shown)
    context = {"form": form, "need": shown}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.change_need(by=request.membership, need=shown, version=version, **form.fields_to_save)
        except actions.EditedMeanwhile as refusal:
            context |= {"refusal": refusal, "saved": queries.need(request.membership, uuid)}
            return render(request, "needs/edit.html", context, status=409)
        messages.success(request, _("Besoin enregistré."))
        return redirect("needs:need", shown.uuid)
    return render(request, "needs/edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Asks, then takes the need out."""
    shown = found_or_404(queries.need, request.membership, uuid)
    rules.check_edit_need(request.membership, shown)
    if request.method == "POST":
        count = shown.positions
        actions.remove_need(by=request.membership, need=shown)
        said = ngettext("Besoin retiré (%(count)d poste).", "Besoin retiré (%(count)d postes).", count)
        messages.success(request, said % {"count": count})
        return redirect("needs:list")
    return render(request, "needs/remove.html", {"need": shown})
