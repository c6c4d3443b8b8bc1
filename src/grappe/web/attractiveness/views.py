"""Pages of attractiveness: domain or territory, one territory, skills on the rise; each makes one call."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from grappe.analysis import LEVERS, OfficialEffects, verdict
from grappe.web.answers import found_or_404
from grappe.web.attractiveness import pictures, queries
from grappe.web.exports import download_table
from grappe.web.occupations.rules import check_see_occupations
from grappe.words import Refused

SHOWN = 25


@require_GET
def explorer(request: HttpRequest) -> HttpResponse:
    """Is it the occupation, the territory, or this pair? Map, ranking, and the sentence of a chosen pair."""
    check_see_occupations(request.membership)
    language = "en" if get_language() == "en" else "fr"
    found = queries.effects()
    if extension := request.GET.get("export"):
        return download_table("domaine-ou-territoire", extension, table=found.found.effects)
    names, places = queries.family_names(), queries.departements()
    family, place = request.GET.get("metier", ""), request.GET.get("territoire", "")
    context = {
        "found": found,
        "map": pictures.map_of(found, language),
        "families": pictures.named(queries.ranked(found, "occupation"), names),
        "territories": pictures.named(queries.ranked(found, "territory"), places),
        "shares": pictures.shares(found),
        "levers": [lever.said(language) for lever in LEVERS.values()],
        "family": family,
        "place": place,
        "shown": SHOWN,
        "verdict": _verdict(found, family, place, language) if family and place else "",
    }
    return render(request, "attractiveness/explorer.html", context)


def _verdict(found: OfficialEffects, family: str, place: str, language: str) -> str:
    try:
        return verdict(found.found, family, place).said(language)
    except Refused as refusal:
        return refusal.said(language)


@require_GET
def cartography(request: HttpRequest) -> HttpResponse:
    """The families of occupations by place."""
    check_see_occupations(request.membership)
    language = "en" if get_language() == "en" else "fr"
    rows = queries.cartography(request.cluster)
    context = {"grid": pictures.grid(rows, queries.departements(), language) if rows else None}
    return render(request, "attractiveness/cartography.html", context)


@require_GET
def territory(request: HttpRequest, code: str) -> HttpResponse:
    """What the cluster asks for in a département, and where the département stands."""
    check_see_occupations(request.membership)
    name = found_or_404(queries.known_departement, code)
    whole, asked = queries.territory(request.cluster, code)
    context = {"code": code, "name": name, "whole": whole, "asked": asked}
    return render(request, "attractiveness/territory.html", context | _standing(code))


def _standing(code: str) -> dict[str, object]:
    """The effect of the département and its tensest families; nothing where no labour release tells."""
    try:
        found = queries.effects()
    except Refused:
        return {}
    ranked = queries.ranked(found, "territory")
    here = [(rank, row) for rank, row in enumerate(ranked, start=1) if row["key"] == code]
    names = queries.family_names()
    pairs = [{**row, "name": names.get(row["occupation"], "")} for row in queries.pairs_of(found, code)[:15]]
    return {"year": found.year, "standing": here[0] if here else None, "of": len(ranked), "pairs": pairs}


@require_GET
def skills(request: HttpRequest) -> HttpResponse:
    """The skills whose share of the advertisements rises, and those that fall."""
    check_see_occupations(request.membership)
    table = queries.rising(request.cluster)
    if extension := request.GET.get("export"):
        return download_table("competences", extension, table=table)
    rows = table.to_pylist()
    groups = [(state, [row for row in rows if row["state"] == state][:SHOWN]) for state in STATES]
    return render(request, "attractiveness/skills.html", {"groups": [group for group in groups if group[1]]})


STATES = ("emerging", "growing", "core", "declining")
