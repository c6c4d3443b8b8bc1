"""Forms of members, organisations and accounts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from grappe.web.clusters.models import Headcount, Organisation, OrganisationKind, Role
from grappe.words import Code, InseeCode, NafCode, Refused, Siret


class MembersFilter(forms.Form):
    """Filters of the list of members; what is not understood is ignored."""

    q = forms.CharField(label=_("Nom ou commune"), required=False, max_length=100)
    nature = forms.ChoiceField(
        label=_("Nature"), required=False, choices=[("", _("Toutes")), *OrganisationKind.choices]
    )
    effectif = forms.ChoiceField(label=_("Effectif"), required=False, choices=[("", _("Tous")), *Headcount.choices[1:]])


class CodeField(forms.CharField):
    """A code of ``words``: normalised when valid, its refusal as the field's error."""

    def __init__(self, code: type[Code], **named: object) -> None:
        super().__init__(**named)  # type: ignore[arg-type]
        self.code = code

    def clean(self, value: object) -> str:
        """The normalised code, or empty."""
        text = super().clean(value)
        if not text:
            return ""
        try:
            return str(self.code(text))
        except Refused as refusal:
            raise forms.ValidationError(
                _("Ce n'est pas un %(name)s valide ; exemple : %(example)s."),
                params={"name": self.code.name, "example": self.code.example},
            ) from refusal


class OrganisationForm(forms.Form):
    """What a cluster knows of an organisation."""

    name = forms.CharField(label=_("Nom"), max_length=200)
    kind = forms.ChoiceField(label=_("Nature"), choices=OrganisationKind.choices)
    siret = CodeField(Siret, label="SIRET", required=False, help_text=_("14 chiffres, avec ou sans espaces"))
    naf = CodeField(NafCode, label=_("Code NAF"), required=False)
    headcount = forms.ChoiceField(label=_("Effectif"), choices=Headcount.choices, required=False)
    commune = forms.CharField(label=_("Commune"), max_length=100, required=False)
    insee = CodeField(InseeCode, label=_("Code INSEE de la commune"), required=False)


class AccountForm(forms.Form):
    """A person to let in."""

    email = forms.EmailField(label=_("Adresse électronique"))
    name = forms.CharField(label=_("Nom"), max_length=150)
    role = forms.ChoiceField(label=_("Rôle"), choices=Role.choices)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        to_field_name="uuid",
        help_text=_("Pour un adhérent ou une école : celle au nom de laquelle la personne agit."),
    )
