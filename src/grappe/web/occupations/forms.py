"""The filters of the table of occupations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grappe.analysis import PUBLISHED
from grappe.web.occupations.labels import DOMAINS, WORDS


class FilterForm(forms.Form):
    """What is not a choice filters nothing."""

    q = forms.CharField(label=_("Rechercher un métier"), required=False, max_length=200)
    domain = forms.ChoiceField(label=_("Domaine du ROME"), required=False)
    official = forms.ChoiceField(label=_("Tension officielle"), required=False)
    disclosure = forms.ChoiceField(label=_("Chiffres"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        everything = ("", _("Tous"))
        self.fields["domain"].choices = [everything, *((letter, letter) for letter in DOMAINS)]
        at_least = [(str(value), f"{value} · {word}") for value, word in WORDS.items() if value > 1]
        self.fields["official"].choices = [
            ("", _("Toutes")),
            *((value, _("au moins %s") % said) for value, said in at_least),
        ]
        self.fields["disclosure"].choices = [everything, (PUBLISHED, _("publiés seulement"))]

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that hold a valid value."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
