"""Pages of labels; each makes one call. The register, the credentials and the keys are open to everyone."""

import json
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from grappe.papers import Paper, paper_pdf
from grappe.teach import LabelCase, call_paper, case_score, certificate, due, letter, minutes, review_paper
from grappe.web.answers import found_or_404
from grappe.web.label import actions, queries, rules
from grappe.web.label.forms import GESTURES, ApplyForm, CallForm, gesture_form
from grappe.web.label.models import LabelApplication
from grappe.words import Refused


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Calls and cases, as far as this person may see them."""
    rules.check_see_labels(request.membership)
    context = {
        "calls": queries.calls(request.cluster),
        "applications": queries.applications(request.membership).order_by("-pk")[:200],
        "can_run": rules.can_run_labels(request.membership),
        "keys": queries.book(request.cluster).keys.register().keys,
    }
    return render(request, "label/home.html", context)


@require_http_methods(["GET", "POST"])
def new_call(request: HttpRequest) -> HttpResponse:
    """A new call: its scheme and its committee."""
    rules.check_run_labels(request.membership)
    form = CallForm(request.POST or None)
    if form.is_valid() and (opened := _tried(form, actions.open_call, by=request.membership, **form.cleaned_data)):
        messages.success(request, _("Appel ouvert."))
        return redirect("label:call", opened.uuid)
    return render(request, "label/call_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
def call(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One call; a school begins its application here."""
    rules.check_see_labels(request.membership)
    shown = found_or_404(queries.call, request.cluster, uuid)
    form = ApplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        deed = {"by": request.membership, "call": shown, "today": timezone.localdate(), **form.cleaned_data}
        if begun := _tried(form, actions.apply_for_label, **deed):
            return redirect("label:case", begun.uuid)
    context = {"call": shown, "form": form, "can_apply": rules.can_apply(request.membership)}
    return render(request, "label/call.html", context | {"scheme": queries.scheme_of_call(shown)})


@require_GET
def case(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A case: where it is, what happened, what may be done now."""
    rules.check_see_labels(request.membership)
    row = found_or_404(queries.application, request.membership, uuid)
    return _case_page(request, row)


@require_POST
def gesture(request: HttpRequest, uuid: UUID, do: str) -> HttpResponse:
    """One gesture on a case."""
    row = found_or_404(queries.application, request.membership, uuid)
    if do not in GESTURES:
        raise Http404
    rules.check_gesture(request.membership, row, do)
    form = gesture_form(do, row, queries.case_of(row), request.POST)
    if form.is_valid():
        deed, named = _deed(request, row, do, form.data_of_event)
        if _tried(form, deed, **named) is not None:
            messages.success(request, _("Enregistré : %s.") % GESTURES[do])
            return redirect("label:case", row.uuid)
    return _case_page(request, row, wrong=(do, form))


@require_GET
def paper(request: HttpRequest, uuid: UUID, name: str) -> HttpResponse:
    """A paper of the case: sheet, minutes, letter, certificate, call."""
    rules.check_see_labels(request.membership)
    row = found_or_404(queries.application, request.membership, uuid)
    if name not in PAPERS:
        raise Http404
    tongue = get_language() or "fr"
    made = PAPERS[name](queries.case_of(row), tongue)
    answer = HttpResponse(paper_pdf(made), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{row.key}.pdf"'
    return answer


@require_POST
def attest(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Signs the credential of a label in force."""
    rules.check_run_labels(request.membership)
    row = found_or_404(queries.application, request.membership, uuid)
    actions.issue_credential(
        by=request.membership,
        application=row,
        at=timezone.now(),
        status_address=request.build_absolute_uri(reverse("label:status_list", args=[row.cluster.key])),
        language=get_language() or "fr",
    )
    messages.success(request, _("Attestation signée : elle se télécharge depuis le registre public."))
    return redirect("label:case", row.uuid)


@require_POST
def change_key(request: HttpRequest) -> HttpResponse:
    """Another key signs; one that was stolen no longer counts."""
    actions.change_key(by=request.membership, at=timezone.now(), stolen=request.POST.get("stolen", ""))
    messages.success(request, _("Clé changée ; registre et liste de statut publiés."))
    return redirect("label:home")


@login_not_required
@require_GET
def register(request: HttpRequest, cluster: str) -> HttpResponse:
    """The public register of a cluster's labels."""
    home = found_or_404(queries.public_cluster, cluster)
    rows = list(queries.register(home))
    issued = {row.pk for row in rows if queries.credential_file(row).is_file()}
    return render(request, "label/register.html", {"home": home, "rows": rows, "issued": issued})


@login_not_required
@require_GET
def credential(request: HttpRequest, cluster: str, key: str) -> HttpResponse:
    """A label's credential, for anyone to check."""
    home = found_or_404(queries.public_cluster, cluster)
    row = next((each for each in queries.register(home) if each.key == key), None)
    if row is None or not queries.credential_file(row).is_file():
        raise Http404
    return _json(json.loads(queries.credential_file(row).read_text("utf-8")), f"label-{key}.json")


@login_not_required
@require_GET
def status_list(request: HttpRequest, cluster: str) -> HttpResponse:
    """The signed list of withdrawn credentials."""
    book = queries.book(found_or_404(queries.public_cluster, cluster))
    if not book.status_file.is_file():
        raise Http404
    return _json(json.loads(book.status_file.read_text("utf-8")), "statuts.json")


@login_not_required
@require_GET
def key_register(request: HttpRequest, cluster: str) -> HttpResponse:
    """The cluster's public keys, with those that were retired or stolen."""
    book = queries.book(found_or_404(queries.public_cluster, cluster))
    return _json(book.keys.register().as_json(), "cles.json")


PAPERS: Mapping[str, Callable[[LabelCase, str], Paper]] = {
    "appel": lambda case, tongue: call_paper(case, timezone.localdate(), language=tongue),
    "fiche": lambda case, tongue: review_paper(case, timezone.localdate(), language=tongue),
    "proces-verbal": lambda case, tongue: minutes(case, language=tongue),
    "decision": lambda case, tongue: letter(case, language=tongue),
    "certificat": lambda case, tongue: certificate(case, language=tongue),
}


def _case_page(request: HttpRequest, row: LabelApplication, wrong: tuple[str, Form] | None = None) -> HttpResponse:
    shown = queries.case_of(row)
    names = rules.gestures(request.membership, row, shown)
    forms = [(do, GESTURES[do], wrong[1] if wrong and wrong[0] == do else gesture_form(do, row, shown)) for do in names]
    context = {
        "row": row,
        "case": shown,
        "score": case_score(shown),
        "forms": forms,
        "history": queries.history(row),
        "gestures": GESTURES,
        "due": due(shown, timezone.localdate()),
        "can_run": rules.can_run_labels(request.membership),
        "issued": queries.credential_file(row).is_file(),
        "papers": _papers(shown),
    }
    return render(request, "label/case.html", context, status=400 if wrong else 200)


def _papers(shown: LabelCase) -> list[tuple[str, str]]:
    """The papers that the state allows, with their names."""
    found = [("appel", _("Appel"))]
    if shown.application:
        found.append(("fiche", _("Fiche de relecture")))
    if shown.decision:
        found += [("proces-verbal", _("Procès-verbal")), ("decision", _("Lettre de décision"))]
    if shown.state == "valid":
        found.append(("certificat", _("Certificat")))
    return found


def _deed(
    request: HttpRequest, row: LabelApplication, do: str, data: dict[str, Any]
) -> tuple[Callable[..., Any], dict[str, Any]]:
    """The action of a gesture and its arguments."""
    common = {"by": request.membership, "application": row, "at": timezone.now()}
    if do == "assign":
        return actions.name_reviewer, common | data
    if do == "submit":
        data = data | {"figures": dict(queries.figures_of(row, timezone.localdate()))}
    who = data.pop("member") if do == "vote" else ""
    return actions.make_gesture, common | {"do": do, "data": data, "who": who}


def _json(document: Mapping[str, Any], name: str) -> HttpResponse:
    answer = JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _tried(form: Form, deed: Callable[..., Any], **named: Any) -> Any:
    """What a deed gives (``True`` for nothing); ``None`` and an error of the form where it is refused."""
    try:
        done = deed(**named)
        return True if done is None else done
    except Refused as refusal:
        tongue = get_language() or "fr"
        column = refusal.where.column
        parts = [each.said(tongue) for each in (refusal.sentence, refusal.hint) if each]
        if refusal.where.value:
            parts.insert(0, refusal.where.value)
        form.add_error(column if column in form.fields else None, " : ".join(parts))
        return None
