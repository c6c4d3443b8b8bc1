"""Pages of members, organisations and accounts; each makes one call."""

from typing import Any
from uuid import UUID

from allauth.account.forms import ResetPasswordForm
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from grappe.web.answers import found_or_404
from grappe.web.clusters import actions, queries, rules
from grappe.web.clusters.forms import AccountForm, MembersFilter, OrganisationForm
from grappe.web.clusters.models import Organisation
from grappe.web.exports import download
from grappe.web.listing import Column, Listing
from grappe.web.middleware import SESSION_KEY
from grappe.web.privacy.rules import idle_since
from grappe.words import Refused

ORGANISATIONS = (
    Column("nom", gettext_lazy("Nom"), ("name",)),
    Column("nature", gettext_lazy("Nature"), ("kind", "name")),
    Column("effectif", gettext_lazy("Effectif"), ("headcount", "name")),
    Column("commune", gettext_lazy("Commune"), ("commune", "name")),
    Column("sites", gettext_lazy("Sites"), ("site_count", "name"), numeric=True),
)
ACCOUNTS = (
    Column("nom", gettext_lazy("Nom"), ("user__name",)),
    Column("adresse", gettext_lazy("Adresse électronique"), ("user__email",)),
    Column("role", gettext_lazy("Rôle"), ("role", "user__name")),
    Column("organisation", gettext_lazy("Organisation"), ("organisation__name", "user__name")),
    Column("connexion", gettext_lazy("Dernière connexion"), ("user__last_login",)),
)
EXPORT_HEADS = ("identifiant", "nom", "nature", "effectif", "siret", "naf", "insee", "commune", "sites")


@require_GET
def members(request: HttpRequest) -> HttpResponse:
    """The organisations of the cluster: filter, sort, page, export."""
    rules.check_see_members(request.membership)
    form = MembersFilter(request.GET)
    filters = form.cleaned_data if form.is_valid() else {}
    found = queries.organisations(request.cluster, **filters)
    if extension := request.GET.get("export"):
        rows = queries.organisation_rows(found)
        return download("membres", extension, heads=EXPORT_HEADS, rows=rows)
    listing = Listing(request.GET, columns=ORGANISATIONS, default="nom").of(found)
    return render(request, "clusters/members.html", {"form": form, "listing": listing})


@require_GET
def organisation(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One organisation and its sites."""
    rules.check_see_members(request.membership)
    shown = found_or_404(queries.organisation, request.cluster, uuid)
    context = {
        "organisation": shown,
        "sites": queries.sites(shown),
        "can_edit": rules.can_edit_organisation(request.membership, shown),
    }
    return render(request, "clusters/organisation.html", context)


@require_http_methods(["GET", "POST"])
def new_organisation(request: HttpRequest) -> HttpResponse:
    """Adds an organisation."""
    rules.check_edit_members(request.membership)
    return _organisation_form(request, None)


@require_http_methods(["GET", "POST"])
def edit_organisation(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Changes an organisation."""
    shown = found_or_404(queries.organisation, request.cluster, uuid)
    rules.check_edit_organisation(request.membership, shown)
    return _organisation_form(request, shown)


def _organisation_form(request: HttpRequest, shown: Organisation | None) -> HttpResponse:
    initial = {name: getattr(shown, name) for name in actions.EDITABLE} if shown else None
    form = OrganisationForm(request.POST or None, initial=initial)
    if form.is_valid():
        saved = _tried(
            form, actions.save_organisation, by=request.membership, organisation=shown, values=form.cleaned_data
        )
        if saved:
            messages.success(request, _("Fiche enregistrée."))
            return redirect("clusters:organisation", saved.uuid)
    status = 422 if form.errors else 200
    return render(request, "clusters/organisation_form.html", {"form": form, "organisation": shown}, status=status)


@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    """Who has access to the cluster, in which role."""
    rules.check_see_accounts(request.membership)
    listing = Listing(request.GET, columns=ACCOUNTS, default="nom").of(queries.accounts(request.cluster))
    context = {"listing": listing, "idle_since": idle_since(timezone.localdate())}
    return render(request, "clusters/accounts.html", context)


@require_http_methods(["GET", "POST"])
def new_account(request: HttpRequest) -> HttpResponse:
    """Lets a person in, and sends the mail with which a password is set."""
    rules.check_edit_accounts(request.membership)
    form = AccountForm(request.POST or None)
    form.fields["organisation"].queryset = queries.choices_of_organisation(request.cluster)
    if form.is_valid() and _tried(form, actions.give_access, by=request.membership, **form.cleaned_data):
        _invite(request, form.cleaned_data["email"])
        messages.success(request, _("Accès ouvert ; un message a été envoyé pour choisir le mot de passe."))
        return redirect("clusters:accounts")
    return render(request, "clusters/account_form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Takes one access away, after confirmation."""
    shown = found_or_404(queries.account, request.cluster, uuid)
    rules.check_withdraw(request.membership, shown)
    if request.method == "GET":
        return render(request, "clusters/withdraw.html", {"shown": shown})
    actions.withdraw_access(by=request.membership, membership=shown)
    messages.success(request, _("Accès retiré."))
    return redirect("clusters:accounts")


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


def _tried(form: Form, action: Any, **named: Any) -> Any:
    """What the action gives; a refusal becomes an error of the form."""
    try:
        return action(**named)
    except Refused as refusal:
        form.add_error(None, refusal.said(get_language() or "fr"))
        return None


def _invite(request: HttpRequest, email: str) -> None:
    form = ResetPasswordForm({"email": email})
    if form.is_valid():
        form.save(request)
