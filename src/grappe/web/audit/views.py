"""The journal's pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from grappe.web.audit import actions, queries, rules
from grappe.web.audit.forms import JournalFilter
from grappe.web.exports import download
from grappe.web.listing import Column, Listing

COLUMNS = (
    Column("quand", _("Quand"), ("number",)),
    Column("qui", _("Qui"), ("actor__name", "number")),
    Column("quoi", _("Quoi"), ("action", "number")),
    Column("objet", _("Objet")),
    Column("champs", _("Champs")),
)
EXPORT_HEADS = (
    "numero",
    "instant",
    "personne",
    "role",
    "action",
    "nature_objet",
    "objet",
    "champs",
    "comptes",
    "motif",
    "demande",
    "empreinte",
)


@require_GET
def journal(request: HttpRequest) -> HttpResponse:
    """Who did what, newest first: filter by person, action and day, export."""
    rules.check_see_journal(request.membership)
    form = JournalFilter(request.GET, cluster=request.cluster)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = queries.events(
        request.cluster,
        person=chosen.get("personne"),
        action=chosen.get("action", ""),
        first=chosen.get("du"),
        last=chosen.get("au"),
    )
    if extension := request.GET.get("export"):
        actions.note_export(by=request.membership, number=found.count())
        return download("journal", extension, heads=EXPORT_HEADS, rows=queries.event_rows(found))
    listing = Listing(request.GET, columns=COLUMNS, default="-quand", per_page=50).of(found)
    return render(request, "audit/journal.html", {"form": form, "listing": listing})


@require_GET
def verification(request: HttpRequest) -> HttpResponse:
    """Reads the whole chain again: nothing changed, removed or inserted."""
    rules.check_see_journal(request.membership)
    number, broken = queries.verified(request.cluster)
    return render(request, "audit/verification.html", {"number": number, "broken": broken})
