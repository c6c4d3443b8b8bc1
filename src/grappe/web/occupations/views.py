"""Pages of occupations: the dashboard, the sheet of one, computing anew."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from grappe.analysis import OccupationSheet
from grappe.papers import Paper
from grappe.web.ads.rules import can_see_ads
from grappe.web.answers import found_or_404
from grappe.web.exports import download_table
from grappe.web.listing import Column, Listing
from grappe.web.occupations import actions, barometers, labels, papers, pictures, queries, rules
from grappe.web.occupations.forms import FilterForm
from grappe.web.review.queries import pending
from grappe.web.review.rules import can_see_reviews
from grappe.words import standard_rules

COLUMNS = (
    Column("label", gettext_lazy("Métier"), ("label",)),
    Column("needs", gettext_lazy("Besoins"), ("needs",), numeric=True),
    Column("positions", gettext_lazy("Postes"), ("positions",), numeric=True),
    Column("employers", gettext_lazy("Employeurs"), ("employers",), numeric=True),
    Column("largest", gettext_lazy("Part du premier employeur"), ("largest",), numeric=True),
    Column("without", gettext_lazy("Sans lui"), ("without",), numeric=True),
    Column("permanent", gettext_lazy("Part en CDI"), ("permanent",), numeric=True),
    Column("pay", gettext_lazy("Salaire médian (€/an)"), ("pay",), numeric=True),
    Column("official", gettext_lazy("Tension officielle"), ("official",)),
    Column("survey", gettext_lazy("Part des adhérents"), ("survey",), numeric=True),
)


@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """What the cluster's needs say: cards, map, ranking, months, contracts, and every occupation in a table."""
    rules.check_see_occupations(request.membership)
    form, language = FilterForm(request.GET), _language()
    if extension := request.GET.get("export"):
        return download_table(
            "metiers", extension, table=queries.exported(request.cluster, form.chosen, language=language)
        )
    shown = queries.dashboard(request.cluster, language=language)
    context: dict[str, Any] = {"shown": shown, "form": form}
    if shown.coverage:
        context["pending"] = pending(request.cluster) if can_see_reviews(request.membership) else None
        context |= _table(request, form, language) | _pictures(request, shown)
    return render(request, "occupations/dashboard.html", context)


@require_GET
def occupation(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet of an occupation."""
    rules.check_see_occupations(request.membership)
    sheet = found_or_404(queries.sheet, request.cluster, code)
    coverage = queries.coverage(request.cluster)
    context = {
        "sheet": sheet,
        "coverage": coverage,
        "minimum": _minimum(coverage),
        "official": labels.level(sheet.tension["official_level"] if sheet.tension else None),
        "levels": labels.levels(sheet.tension),
        "members": sheet.members if rules.can_see_askers(request.membership) else (),
        **_sheet_pictures(sheet, linked=can_see_ads(request.membership)),
    }
    return render(request, "occupations/occupation.html", context)


@require_GET
def barometer_pdf(request: HttpRequest) -> HttpResponse:
    """The barometer to read and print."""
    return _barometer(request, "pdf")


@require_GET
def barometer_xlsx(request: HttpRequest) -> HttpResponse:
    """The barometer to work with."""
    return _barometer(request, "xlsx")


def _barometer(request: HttpRequest, extension: str) -> HttpResponse:
    """Published figures only, so that everyone of the cluster may take it away; the journal does not list readers."""
    rules.check_see_occupations(request.membership)
    content, kind = found_or_404(partial(barometers.laid_out, language=_language()), request.cluster, extension)
    headers = {"Content-Disposition": f'attachment; filename="barometre-{request.cluster.key}.{extension}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


@require_GET
def documents(request: HttpRequest) -> HttpResponse:
    """Everything that can be taken away, and what it is for."""
    rules.check_see_occupations(request.membership)
    found_or_404(queries.computed, request.cluster)
    return render(request, "occupations/documents.html")


@require_GET
def letter(request: HttpRequest, extension: str) -> HttpResponse:
    """The letter of needs to schools."""
    to = request.GET.get("to", "").strip()[:120]
    return _paper(request, "lettre-de-besoins", extension, partial(papers.letter, request.cluster, to=to))


@require_GET
def recommendations(request: HttpRequest, extension: str) -> HttpResponse:
    """The recommendation sheets."""
    return _paper(request, "recommandations", extension, partial(papers.recommended, request.cluster))


@require_GET
def occupation_paper(request: HttpRequest, code: str, extension: str) -> HttpResponse:
    """The sheet of an occupation."""
    return _paper(request, f"fiche-{code}", extension, partial(papers.of_occupation, request.cluster, code))


def _paper(request: HttpRequest, name: str, extension: str, made: Callable[..., Paper]) -> HttpResponse:
    rules.check_see_occupations(request.membership)
    if extension not in papers.LAYOUTS:
        raise Http404
    content, kind = papers.laid_out(found_or_404(partial(made, language=_language())), extension)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{extension}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


@require_GET
def open_data(request: HttpRequest) -> HttpResponse:
    """The published figures as CSV with their description."""
    rules.check_see_occupations(request.membership)
    content = found_or_404(papers.archive, request.cluster)
    headers = {"Content-Disposition": f'attachment; filename="donnees-ouvertes-{request.cluster.key}.zip"'}
    return HttpResponse(content, content_type="application/zip", headers=headers)


def _language() -> str:
    return "en" if (get_language() or "fr").startswith("en") else "fr"


@require_POST
def recompute(request: HttpRequest) -> HttpResponse:
    """Starts the computation and shows how far it is."""
    job = actions.recompute(by=request.membership)
    messages.success(request, _("Le calcul est lancé."))
    return redirect("jobs:job", job.uuid)


@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Opens the figures to everyone, or closes them."""
    if request.POST.get("published") == "yes":
        actions.publish_figures(by=request.membership)
        messages.success(request, _("Les chiffres sont publics."))
    else:
        actions.withhold_figures(by=request.membership)
        messages.success(request, _("Les chiffres ne sont plus publics."))
    return redirect("occupations:dashboard")


def _table(request: HttpRequest, form: FilterForm, language: str) -> dict[str, Any]:
    listing = Listing(request.GET, columns=COLUMNS, default="-needs", per_page=25)
    rows, total = queries.occupations(
        request.cluster,
        form.chosen,
        language=language,
        ordering=listing.ordering,
        offset=listing.offset,
        limit=listing.per_page,
    )
    shown = [{**row, "level": labels.level(row["official_level"])} for row in rows]
    return {"listing": listing.fill(shown, total)}


def _pictures(request: HttpRequest, shown: queries.Dashboard) -> dict[str, Any]:
    """The charts of the dashboard and their tables."""
    linked, names = can_see_ads(request.membership), queries.departement_names()
    is_open = _open(request, shown.total)
    return {
        "minimum": _minimum(shown.coverage),
        "open": is_open,
        "said": shown.coverage if is_open else {"needs": None, "coded": None},
        "share": shown.coverage["coded"] / shown.coverage["needs"]
        if shown.coverage and shown.coverage["needs"]
        else None,
        "map": pictures.territory_map(shown.territories, _("Besoins par département"), "", linked=linked),
        "places": pictures.territory_lines(shown.territories, names, "", linked=linked),
        "ranking": pictures.ranking(shown.ranking),
        "months": pictures.months(shown.months),
        "month_lines": pictures.month_lines(shown.months, "", linked=linked),
        "contracts": pictures.contracts(shown.contracts),
        "contract_lines": pictures.contract_lines(shown.contracts, "", linked=linked),
    }


def _open(request: HttpRequest, total: queries.Row | None) -> bool:
    """Whether the totals of the store may be shown: published, or to who sees the rows anyway."""
    return rules.can_see_askers(request.membership) or bool(total and total["needs"] is not None)


def _sheet_pictures(sheet: OccupationSheet, *, linked: bool) -> dict[str, Any]:
    """The figures of an occupation, its charts and their tables; shares are of its own needs."""
    whole = next(iter(sheet.figures.get("occupation", ())), None)
    cuts = ("occupation,territory", "occupation,month", "occupation,contract")
    places, months, contracts = (pictures.within(sheet.figures.get(cut, ()), whole) for cut in cuts)
    code, names = sheet.code, queries.departement_names()
    return {
        "figures": whole,
        "map": pictures.territory_map(places, _("Besoins par département"), code, linked=linked),
        "places": pictures.territory_lines(places, names, code, linked=linked),
        "months": pictures.months(months),
        "month_lines": pictures.month_lines(months, code, linked=linked),
        "contracts": pictures.contracts(contracts),
        "contract_lines": pictures.contract_lines(contracts, code, linked=linked),
    }


def _minimum(coverage: queries.Row | None) -> int | None:
    """How many employers a figure must stand on."""
    return int(standard_rules().value("disclosure-minimum", coverage["day"])) if coverage else None
