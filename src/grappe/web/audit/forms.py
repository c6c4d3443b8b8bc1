"""Filters of the journal."""

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from grappe.web.audit import queries
from grappe.web.clusters.models import Cluster, User


class JournalFilter(forms.Form):
    """By person, action and days; what is not understood is said and ignored."""

    personne = forms.ModelChoiceField(
        label=_("Personne"), queryset=User.objects.none(), required=False, to_field_name="uuid", empty_label=_("Toutes")
    )
    action = forms.ChoiceField(label=_("Action"), required=False)
    du = forms.DateField(label=_("Du"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    au = forms.DateField(label=_("Au"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, data: QueryDict, *, cluster: Cluster) -> None:
        super().__init__(data)
        spoken = get_language() or "fr"
        self.fields["personne"].queryset = queries.people(cluster)
        known = [(code, label.said(spoken)) for code, label in queries.actions(cluster)]
        self.fields["action"].choices = [("", _("Toutes")), *known]
