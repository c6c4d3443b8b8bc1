"""Pages of job ads: the list and one ad with how it was coded."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from grappe.web.ads import queries, rules
from grappe.web.answers import found_or_404
from grappe.web.exports import download_table
from grappe.web.listing import Column, Listing, kept
from grappe.web.needs.forms import FilterForm
from grappe.web.needs.models import Contract

COLUMNS = (
    Column("title", gettext_lazy("Intitulé"), ("title",)),
    Column("employer", gettext_lazy("Employeur"), ("employer",)),
    Column("place", gettext_lazy("Lieu"), ("place",)),
    Column("contract", gettext_lazy("Contrat")),
    Column("positions", gettext_lazy("Postes"), ("positions",), numeric=True),
    Column("published", gettext_lazy("Publiée le"), ("published",)),
    Column("occupation", gettext_lazy("Métier")),
)
CONTRACTS = dict(Contract.choices)


@require_GET
def ads(request: HttpRequest) -> HttpResponse:
    """The list of ads: filtered, sorted, paged, exported."""
    rules.check_see_ads(request.membership)
    form = FilterForm(request.GET)
    filters = form.chosen | kept(request.GET)
    if extension := request.GET.get("export"):
        return download_table("offres", extension, table=queries.table(request.cluster, filters))
    listing = Listing(request.GET, columns=COLUMNS, default="-published")
    rows, total = queries.page(
        request.cluster, filters, ordering=listing.ordering, offset=listing.offset, limit=listing.per_page
    )
    context = {"listing": listing.fill([_named(row) for row in rows], total), "form": form}
    return render(request, "ads/ads.html", context)


def _named(row: dict) -> dict:
    return row | {"contract_label": CONTRACTS.get(row["contract"] or "", "") if row["contract"] else ""}


@require_GET
def ad(request: HttpRequest) -> HttpResponse:
    """One ad: its text and its coding with reasons."""
    rules.check_see_ads(request.membership)
    shown, coding = found_or_404(queries.ad, request.cluster, request.GET.get("id", ""))
    context = {"ad": _named(shown), "proposals": coding}
    return render(request, "ads/ad.html", context)
