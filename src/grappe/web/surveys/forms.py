"""Forms of surveys: a wave, a person to ask, and the questionnaire as it comes back from a page."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from grappe.needs import HIRES, Questionnaire
from grappe.web.clusters.models import OrganisationKind
from grappe.web.surveys.models import College

HIRE_ROWS = 8  #: lines of planned hires that a page offers beyond those filled in
MOST_ROWS = 200
_HIRE = re.compile(r"q\.hires\.(\d{1,3})\.(\w+)")


class WaveForm(forms.Form):
    """A new wave."""

    name = forms.CharField(label=_("Nom"), max_length=120, help_text=_("Par exemple : Enquête besoins 2027"))
    closes = forms.DateField(
        label=_("Réponses attendues avant le"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class InviteForm(forms.Form):
    """Which members to ask."""

    kinds = forms.MultipleChoiceField(
        label=_("Inviter"), choices=OrganisationKind.choices, widget=forms.CheckboxSelectMultiple
    )


class PersonForm(forms.Form):
    """Somebody to ask who is no member."""

    college = forms.ChoiceField(label=_("Collège"), choices=College.choices)
    name = forms.CharField(label=_("Nom"), max_length=200)
    email = forms.EmailField(label=_("Adresse électronique"))


class WorkbookForm(forms.Form):
    """A filled-in workbook."""

    file = forms.FileField(label=_("Classeur rempli (.xlsx)"))


def written_of(asked: Questionnaire, posted: QueryDict) -> dict[str, Any]:
    """What a page's fields say, by question: ``q.KEY``, ``q.KEY.ITEM``, ``q.hires.N.COLUMN``; empty ones left out."""
    written: dict[str, Any] = {}
    for key, question in asked.questions.items():
        if question.kind == "hires":
            value: Any = _hires(posted)
        elif question.kind == "many":
            value = posted.getlist(f"q.{key}")
        elif question.kind in ("scale", "stances", "parts"):
            items = {choice.key: posted.get(f"q.{key}.{choice.key}", "").strip() for choice in question.choices}
            value = {item: text for item, text in items.items() if text}
        else:
            value = posted.get(f"q.{key}", "").strip()
        if value:
            written[key] = value
    return written


def _hires(posted: Mapping[str, Any]) -> list[dict[str, str]]:
    rows: dict[int, dict[str, str]] = {}
    for name in posted:
        match = _HIRE.fullmatch(name)
        if match and match[2] in HIRES and (text := str(posted[name]).strip()) and int(match[1]) < MOST_ROWS:
            rows.setdefault(int(match[1]), {})[match[2]] = text
    return [rows[rank] for rank in sorted(rows)]
