"""Forms of needs. They shape what a person types; the database and the actions hold the rules."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grappe.web.needs.models import Contract, Decision, Need, PayUnit
from grappe.words import NafCode, PostalCode, RomeCode

MAYBE = [("", _("Non précisé")), ("true", _("Oui")), ("false", _("Non"))]


def maybe(value: str) -> bool | None:
    """``"true"``, ``"false"`` or nothing known."""
    return {"true": True, "false": False}.get(value)


class NeedForm(forms.Form):
    """A need as a person fills it in; ``version`` is the one the page was opened at."""

    title = forms.CharField(label=_("Intitulé du poste"), max_length=300)
    description = forms.CharField(label=_("Description"), required=False, widget=forms.Textarea({"rows": 6}))
    positions = forms.IntegerField(label=_("Nombre de postes"), min_value=1, max_value=9999, initial=1)
    contract = forms.ChoiceField(label=_("Contrat"), choices=Contract.choices, required=False)
    hours_per_week = forms.FloatField(label=_("Heures par semaine"), min_value=1, max_value=48, required=False)
    starts = forms.DateField(
        label=_("Début souhaité"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    place = forms.CharField(label=_("Lieu"), max_length=120, required=False)
    postcode = forms.CharField(label=_("Code postal"), max_length=5, required=False)
    pay_min = forms.FloatField(label=_("Rémunération brute : de (€)"), min_value=0, required=False)
    pay_max = forms.FloatField(label=_("à (€)"), min_value=0, required=False)
    pay_unit = forms.ChoiceField(label=_("Unité"), choices=PayUnit.choices, required=False)
    skills = forms.CharField(
        label=_("Compétences"), required=False, help_text=_("Séparées par des points-virgules."), max_length=2000
    )
    rome_given = forms.CharField(
        label=_("Code ROME"),
        max_length=5,
        required=False,
        help_text=_("Facultatif : l'intitulé sera codé de toute façon."),
    )
    difficult = forms.TypedChoiceField(
        label=_("Recrutement jugé difficile"), choices=MAYBE, coerce=maybe, empty_value=None, required=False
    )
    seasonal = forms.TypedChoiceField(
        label=_("Besoin saisonnier"), choices=MAYBE, coerce=maybe, empty_value=None, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of(cls, need: Need) -> "NeedForm":
        """The form filled with a need."""
        values = {name: getattr(need, name) for name in cls.base_fields}
        values["skills"] = " ; ".join(need.skills)
        values |= {name: {True: "true", False: "false"}.get(values[name], "") for name in ("difficult", "seasonal")}
        return cls(initial=values)

    def clean_skills(self) -> list[str]:
        return [part.strip() for part in self.cleaned_data["skills"].split(";") if part.strip()]

    def clean_postcode(self) -> str:
        return _coded(
            PostalCode, self.cleaned_data["postcode"], _("Un code postal a cinq chiffres, par exemple 59000.")
        )

    def clean_rome_given(self) -> str:
        return _coded(RomeCode, self.cleaned_data["rome_given"], _("Un code ROME s'écrit par exemple H2902."))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        low, high, unit = (cleaned.get(name) for name in ("pay_min", "pay_max", "pay_unit"))
        if low is not None and high is not None and low > high:
            self.add_error("pay_max", _("Le maximum est plus petit que le minimum."))
        if (low is not None or high is not None) and not unit:
            self.add_error("pay_unit", _("Dites si c'est par heure, par mois ou par an."))
        return cleaned

    @property
    def fields_to_save(self) -> dict[str, Any]:
        """The cleaned values without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def _coded(kind: type[RomeCode] | type[PostalCode] | type[NafCode], text: str, sentence: Any) -> str:
    if not text:
        return ""
    code = kind.parse(text)
    if code is None:
        raise forms.ValidationError(sentence)
    return code


class FilterForm(forms.Form):
    """The filters of the list; what is not a choice filters nothing."""

    q = forms.CharField(label=_("Rechercher"), required=False, max_length=200)
    contract = forms.ChoiceField(label=_("Contrat"), required=False)
    decision = forms.ChoiceField(label=_("Codage"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        everything = ("", _("Tous"))
        self.fields["contract"].choices = [everything, *(choice for choice in Contract.choices if choice[0])]
        self.fields["decision"].choices = [everything, *Decision.choices]

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that hold a valid value."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
