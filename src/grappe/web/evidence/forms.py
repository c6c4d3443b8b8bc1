"""Forms of evidence: a fact, a file of facts, the profile of a dossier, a past recommendation."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from grappe.evidence import CONFIDENTIALITY, EDITIONS, STATES, fact_kinds

CONFIDENTIALITY_NAMES = {
    "public": _("tout public"),
    "school": _("l'école"),
    "auditor": _("l'école et l'auditeur"),
    "secret": _("secret : compté, jamais montré"),
}
STATE_NAMES = {"open": _("à faire"), "started": _("en cours"), "done": _("faite"), "dropped": _("abandonnée")}


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of facts, in the language of the page."""
    return [(name, kind.label.said(get_language() or "fr")) for name, kind in fact_kinds().items()]


def _date(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class FactForm(forms.Form):
    """A fact typed in; what its kind needs is checked by the engine."""

    day = _date(_("Jour"))
    kind = forms.ChoiceField(label=_("Nature"), choices=kind_choices)
    title = forms.CharField(label=_("Ce qui s'est passé"), max_length=300)
    quantity = forms.FloatField(
        label=_("Quantité"),
        required=False,
        min_value=0,
        help_text=_("Heures, semaines, euros… selon la nature"),
    )
    partner = forms.CharField(label=_("Partenaire"), max_length=200, required=False)
    member = forms.BooleanField(label=_("Le partenaire est adhérent de la grappe"), required=False)
    territory = forms.CharField(label=_("Territoire"), max_length=100, required=False)
    programme = forms.CharField(label=_("Formation"), max_length=200, required=False)
    criteria = forms.CharField(
        label=_("Rubriques"),
        max_length=300,
        required=False,
        help_text=_("Ainsi cti-2025:1.1 ; sinon par la nature"),
    )
    details = forms.CharField(
        label=_("Détails"),
        max_length=500,
        required=False,
        help_text=_("nom=valeur ; ainsi employer=company"),
    )
    confidentiality = forms.ChoiceField(
        label=_("Qui voit le document"),
        choices=[(name, CONFIDENTIALITY_NAMES[name]) for name in CONFIDENTIALITY],
        initial="auditor",
    )
    document = forms.FileField(label=_("Document"), required=False)

    def clean_day(self) -> date:
        """A fact to come proves nothing."""
        day: date = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Un fait à venir ne prouve rien."))
        return day


class FactsFilter(forms.Form):
    """What to look for in a locker."""

    q = forms.CharField(label=_("Mots"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Nature"), required=False, choices=lambda: [("", _("toutes")), *kind_choices()])


class ImportForm(forms.Form):
    """A file of facts; nothing enters before the box is ticked."""

    file = forms.FileField(label=_("Fichier de faits (.csv ou .xlsx)"))
    keep = forms.BooleanField(
        label=_("Enregistrer les lignes acceptées"),
        required=False,
        help_text=_("Sans cocher : le fichier est seulement vérifié, rien n'est écrit."),
    )


class DocumentForm(forms.Form):
    """A document for a fact."""

    document = forms.FileField(label=_("Document"))


class ProfileForm(forms.Form):
    """Whom the dossier speaks for."""

    programme = forms.CharField(label=_("Formation"), max_length=200)
    first_year = forms.IntegerField(
        label=_("Première année scolaire"), min_value=1990, max_value=2200, help_text=_("2021 pour 2021–2022")
    )
    last_year = forms.IntegerField(label=_("Dernière année scolaire"), min_value=1990, max_value=2200)
    edition = forms.ChoiceField(label=_("Édition des critères"), choices=[(name, name) for name in EDITIONS])
    territories = forms.CharField(
        label=_("Territoires"), max_length=300, required=False, help_text=_("Séparés par des points-virgules")
    )
    audit = _date(_("Prochain audit"), required=False)
    own_edition = forms.CharField(
        label=_("Édition propre à l'école (TOML)"),
        required=False,
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Vide : l'édition choisie ci-dessus. Sinon, vos rubriques, lues sur le texte officiel."),
    )

    def clean(self) -> dict[str, Any]:
        """Years in order, twenty at most."""
        values = super().clean() or {}
        first, last = values.get("first_year"), values.get("last_year")
        if first and last and not first <= last <= first + 20:
            self.add_error("last_year", _("Après la première, et vingt ans au plus."))
        return values


class RecommendationForm(forms.Form):
    """What a past audit asked for."""

    number = forms.CharField(label=_("Numéro"), max_length=20)
    audit = _date(_("Jour de l'audit"))
    text = forms.CharField(label=_("Recommandation"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    action = forms.CharField(
        label=_("Ce que fait l'école"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    state = forms.ChoiceField(label=_("État"), choices=[(name, STATE_NAMES[name]) for name in STATES])
    facts = forms.CharField(
        label=_("Faits qui le montrent"), max_length=300, required=False, help_text=_("Identifiants séparés par ;")
    )
    due = _date(_("Échéance"), required=False)
