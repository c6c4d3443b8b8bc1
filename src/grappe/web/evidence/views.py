"""Pages of evidence; each makes one call."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from grappe.evidence import FactsRead, fact_kinds, read_facts
from grappe.papers import Paper, paper_docx, paper_pdf
from grappe.web.answers import found_or_404
from grappe.web.clusters.models import Organisation
from grappe.web.evidence import actions, queries, rules
from grappe.web.evidence.forms import (
    DocumentForm,
    FactForm,
    FactsFilter,
    ImportForm,
    ProfileForm,
    RecommendationForm,
)
from grappe.web.exports import download
from grappe.web.listing import Column, Listing
from grappe.words import Refused

FACTS = (
    Column("jour", gettext_lazy("Jour"), ("day",)),
    Column("fait", gettext_lazy("Fait"), ("title",)),
    Column("nature", gettext_lazy("Nature"), ("kind", "day")),
    Column("partenaire", gettext_lazy("Partenaire"), ("partner", "day")),
    Column("quantite", gettext_lazy("Quantité"), ("quantity",), numeric=True),
    Column("valide", gettext_lazy("Validé"), ("validated",)),
)
HEADS = ("fact", "date", "kind", "title", "criteria", "quantity", "partner", "member", "territory", "programme")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The schools of the cluster; a school goes to its own locker."""
    rules.check_see_evidence(request.membership)
    schools = list(queries.schools(request.membership))
    if len(schools) == 1:
        return redirect("evidence:facts", schools[0].uuid)
    return render(request, "evidence/schools.html", {"schools": schools})


@require_GET
def facts(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The facts of a school: filter, sort, page, export; or those behind a figure."""
    rules.check_see_evidence(request.membership)
    school = found_or_404(queries.school, request.membership, uuid)
    form = FactsFilter(request.GET)
    filters = form.cleaned_data if form.is_valid() else {}
    part, year = request.GET.get("part", ""), request.GET.get("annee", "")
    if part and rules.can_see_dossier(request.membership):
        held = queries.held(school, timezone.localdate())
        filters["keys"] = queries.behind(held, part, year) or ()
    found = queries.filtered(queries.facts(request.membership, school), **filters)
    if extension := request.GET.get("export"):
        return download("preuves", extension, heads=HEADS, rows=queries.fact_rows(found))
    listing = Listing(request.GET, columns=FACTS, default="-jour").of(found)
    context = _context(request, school) | {"form": form, "listing": listing, "kinds": fact_kinds(), "part": part}
    return render(request, "evidence/facts.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A fact typed in."""
    school = _kept(request, uuid)
    form = FactForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}
        values["member"] = "yes" if form.cleaned_data["member"] else "no"
        deed = {"by": request.membership, "school": school, "today": timezone.localdate(), **values}
        if saved := _tried(form, actions.record_fact, **deed):
            messages.success(request, _("Fait ajouté."))
            return redirect("evidence:fact", saved.uuid)
    return render(request, "evidence/fact_form.html", _context(request, school) | {"form": form})


@require_http_methods(["GET", "POST"])
def import_(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A file of facts: first what it holds, then, when the box is ticked, what entered."""
    school = _kept(request, uuid)
    form = ImportForm(request.POST or None, request.FILES or None)
    read: FactsRead | None = None
    if form.is_valid():
        read = _tried(form, _read, form.cleaned_data["file"])
        if read and form.cleaned_data["keep"]:
            counts = actions.import_facts(by=request.membership, school=school, facts=read.facts)
            messages.success(request, _("%(facts)s faits enregistrés, %(unchanged)s déjà là.") % counts)
            if not read.refused:
                return redirect("evidence:facts", school.uuid)
    return render(request, "evidence/import.html", _context(request, school) | {"form": form, "read": read})


@require_GET
def indicators(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The anchoring sheet: eleven indicators, each with its line through the years, its table and its facts."""
    rules.check_see_dossier(request.membership)
    school = found_or_404(queries.school, request.membership, uuid)
    held = queries.held(school, timezone.localdate())
    context = _context(request, school) | {"indicators": queries.figures(held), "profile": held.locker.profile}
    return render(request, "evidence/indicators.html", context)


@require_GET
def missing(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What is missing before the next audit."""
    rules.check_see_dossier(request.membership)
    school = found_or_404(queries.school, request.membership, uuid)
    held = queries.held(school, timezone.localdate())
    context = _context(request, school) | {"gaps": queries.gaps(held, timezone.localdate()), "edition": held.edition}
    return render(request, "evidence/missing.html", context | {"profile": held.locker.profile})


@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Whom the dossier speaks for, and under which edition."""
    school = _kept(request, uuid)
    saved = queries.profile_of(school, timezone.localdate())
    form = ProfileForm(request.POST or None, initial={name: getattr(saved, name) for name in ProfileForm.base_fields})
    if form.is_valid():
        deed = {"by": request.membership, "school": school, "values": form.cleaned_data}
        if _tried(form, actions.save_profile, **deed):
            messages.success(request, _("Profil enregistré."))
            return redirect("evidence:indicators", school.uuid)
    return render(request, "evidence/profile.html", _context(request, school) | {"form": form})


@require_http_methods(["GET", "POST"])
def recommendations(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What past audits asked for, and what is done."""
    rules.check_see_dossier(request.membership)
    school = found_or_404(queries.school, request.membership, uuid)
    form = RecommendationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.save_recommendation(by=request.membership, school=school, values=form.cleaned_data)
        messages.success(request, _("Recommandation enregistrée."))
        return redirect("evidence:recommendations", school.uuid)
    context = _context(request, school) | {"form": form, "recommendations": queries.recommendations(school)}
    return render(request, "evidence/recommendations.html", context)


@require_GET
def dossier_pdf(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The dossier as an accessible PDF."""
    return _dossier(request, uuid, paper_pdf, "pdf")


@require_GET
def dossier_docx(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The dossier as a Word file."""
    return _dossier(request, uuid, paper_docx, "docx")


@require_GET
def fact(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One fact with its document, its headings and what may be done with it."""
    rules.check_see_evidence(request.membership)
    shown = found_or_404(queries.fact, request.membership, uuid)
    context = _context(request, shown.school) | {
        "fact": shown,
        "kind": fact_kinds()[shown.kind],
        "state": queries.document_state(shown),
        "can_download": rules.can_download(request.membership, shown),
        "form": DocumentForm(),
    }
    return render(request, "evidence/fact.html", context)


@require_GET
def document(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The document of a fact."""
    shown = found_or_404(queries.fact, request.membership, uuid)
    rules.check_download(request.membership, shown)
    path = queries.documents_folder(shown.school) / shown.path
    if not shown.path or not path.is_file():
        raise Http404
    answer = HttpResponse(path.read_bytes(), content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, shown.document)
    return answer


@require_POST
def attach(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Joins a document to a fact, or puts another in its place."""
    shown = found_or_404(queries.fact, request.membership, uuid)
    form = DocumentForm(request.POST, request.FILES)
    if form.is_valid():
        actions.attach_document(by=request.membership, fact=shown, document=form.cleaned_data["document"])
        messages.success(request, _("Document joint."))
    else:
        messages.error(request, _("Choisissez un document."))
    return redirect("evidence:fact", shown.uuid)


@require_POST
def validate(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Somebody checked a fact."""
    shown = found_or_404(queries.fact, request.membership, uuid)
    actions.validate_fact(by=request.membership, fact=shown, today=timezone.localdate())
    messages.success(request, _("Fait validé : l'empreinte de son document est gardée."))
    return redirect("evidence:fact", shown.uuid)


@require_POST
def remove(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Takes a fact out."""
    shown = found_or_404(queries.fact, request.membership, uuid)
    actions.remove_fact(by=request.membership, fact=shown)
    messages.success(request, _("Fait retiré."))
    return redirect("evidence:facts", shown.school.uuid)


def _kept(request: HttpRequest, uuid: UUID) -> Organisation:
    """The school whose evidence this person keeps."""
    rules.check_keep_evidence(request.membership)
    school = found_or_404(queries.school, request.membership, uuid)
    rules.check_keep(request.membership, school)
    return school


def _context(request: HttpRequest, school: Organisation) -> dict[str, Any]:
    return {"school": school, "can_keep": rules.can_keep(request.membership, school)}


def _dossier(request: HttpRequest, uuid: UUID, made: Callable[[Paper], bytes], extension: str) -> HttpResponse:
    rules.check_see_dossier(request.membership)
    school = found_or_404(queries.school, request.membership, uuid)
    day = timezone.localdate()
    paper = queries.written(queries.held(school, day), day, get_language() or "fr")
    answer = HttpResponse(made(paper), content_type="application/pdf" if extension == "pdf" else DOCX)
    answer["Content-Disposition"] = f'attachment; filename="dossier-{school.key}.{extension}"'
    return answer


def _read(file: Any) -> FactsRead:
    """The facts of a sent file, read under a name of our own."""
    ending = Path(file.name or "").suffix.lower()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"facts{ending}"
        with path.open("wb") as kept:
            for chunk in file.chunks():
                kept.write(chunk)
        return read_facts(path, timezone.localdate())


def _tried(form: Form, deed: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """What a deed gives; ``None`` and an error of the form where it is refused."""
    try:
        return deed(*arguments, **named)
    except Refused as refusal:
        column = refusal.where.column
        form.add_error(column if column in form.fields else None, _short(refusal))
        return None


def _short(refusal: Refused) -> str:
    tongue, where = get_language() or "fr", refusal.where
    place = ": ".join(part for part in (where.column, where.value) if part)
    return " ".join(part for part in (place, *(each.said(tongue) for each in (refusal.sentence, refusal.hint) if each)))
