"""Forms of programmes and interventions."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from grappe.teach import INTERVENTION_KINDS
from grappe.web.clusters.models import Membership, Organisation, OrganisationKind, Role
from grappe.web.clusters.queries import choices_of_organisation
from grappe.web.teach.models import SchoolProgramme
from grappe.web.teach.queries import seen_programmes


def _schools(by: Membership) -> Any:
    found = choices_of_organisation(by.cluster).filter(kind=OrganisationKind.SCHOOL)
    return found.filter(pk=by.organisation_id or 0) if by.role == Role.SCHOOL else found


class SendProgrammeForm(forms.Form):
    """A file of a school; the officer says of which."""

    file = forms.FileField(
        label=_("Fichier"),
        allow_empty_file=True,
        help_text=_("Syllabus Word (docx), notre modèle Excel (xlsx), catalogue JSON ou CDM-fr (xml)."),
    )
    school = forms.ModelChoiceField(Organisation.objects.none(), label=_("École"))

    def __init__(self, *arguments: Any, by: Membership, **named: Any) -> None:
        super().__init__(*arguments, **named)
        schools = _schools(by)
        self.fields["school"].queryset = schools
        if by.role == Role.SCHOOL:
            self.fields["school"].initial = by.organisation_id
            self.fields["school"].widget = forms.HiddenInput()


class InterventionForm(forms.Form):
    """What a member does in a school, when, for how long and on what terms."""

    school = forms.ModelChoiceField(Organisation.objects.none(), label=_("École"))
    member = forms.ModelChoiceField(Organisation.objects.none(), label=_("Adhérent"))
    kind = forms.ChoiceField(label=_("Nature"))
    title = forms.CharField(label=_("Objet"), max_length=200)
    programme = forms.ModelChoiceField(SchoolProgramme.objects.none(), label=_("Formation"), required=False)
    course = forms.CharField(label=_("Cours concerné"), max_length=200, required=False)
    expert = forms.CharField(label=_("Intervenant"), max_length=150, required=False)
    start = forms.DateField(label=_("Début"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    end = forms.DateField(label=_("Fin"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    hours = forms.FloatField(label=_("Heures avec les élèves"), min_value=0, max_value=5000, initial=0)
    terms = forms.CharField(
        label=_("Conditions"), widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=5000
    )

    def __init__(self, *arguments: Any, by: Membership, **named: Any) -> None:
        super().__init__(*arguments, **named)
        language = get_language() or "fr"
        every = choices_of_organisation(by.cluster)
        members = every.exclude(kind=OrganisationKind.SCHOOL)
        self.fields["kind"].choices = [(key, name.said(language)) for key, (name, _fact) in INTERVENTION_KINDS.items()]
        self.fields["school"].queryset = _schools(by)
        self.fields["member"].queryset = (
            members.filter(pk=by.organisation_id or 0) if by.role == Role.MEMBER else members
        )
        self.fields["programme"].queryset = seen_programmes(by).exclude(confirmed_at=None)
        for name, role in (("school", Role.SCHOOL), ("member", Role.MEMBER)):
            if by.role == role:
                self.fields[name].initial = by.organisation_id
                self.fields[name].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """The end does not come before the start."""
        said = super().clean() or {}
        if said.get("start") and said.get("end") and said["end"] < said["start"]:
            self.add_error("end", _("La fin vient avant le début."))
        return said
