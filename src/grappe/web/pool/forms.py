"""Forms of part needs and rules. They shape what a person types; engines and actions hold the rules."""

import re
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from grappe.pool import WEEKS, halfday_name
from grappe.web.clusters.models import Organisation
from grappe.web.pool.models import SharedNeed, TravelMode, Willing

_RUN = re.compile(r"(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?\s*:\s*(\d{1,2})")


def _halfdays() -> list[tuple[str, Any]]:
    return [(str(half), halfday_name(half).said(get_language() or "fr")) for half in range(1, 13)]


class SharedNeedForm(forms.Form):
    """A part need: plain words that are turned into the grid and the seasons below them, or these typed directly."""

    title = forms.CharField(label=_("Poste"), max_length=200)
    occupation = forms.CharField(
        label=_("Métier"), max_length=80, help_text=_("Un code ROME, par exemple N1103, ou le nom du métier.")
    )
    words = forms.CharField(
        label=_("Quand ? En quelques mots"),
        max_length=400,
        required=False,
        help_text=_("Par exemple : deux jours par semaine, pas le vendredi, de mars à juin."),
    )
    halfdays = forms.MultipleChoiceField(label=_("Demi-journées possibles"), choices=_halfdays, required=False)
    seasons = forms.CharField(
        label=_("Demi-journées voulues par semaine"),
        max_length=600,
        required=False,
        help_text=_("Semaines : demi-journées, par exemple 1-13: 4 ; 27-35: 8. Les autres semaines comptent zéro."),
    )
    place = forms.CharField(
        label=_("Commune du lieu de travail"),
        max_length=160,
        required=False,
        help_text=_("Celle de l'organisation si rien n'est dit."),
    )
    level = forms.CharField(label=_("Niveau de classification"), max_length=10, required=False)
    pay_hour = forms.FloatField(label=_("Salaire brut horaire (€)"), min_value=0.01, max_value=1000, required=False)
    price_max = forms.FloatField(label=_("Prix maximal de l'heure (€)"), min_value=0.01, max_value=1000, required=False)
    skills = forms.CharField(
        label=_("Compétences"), max_length=600, required=False, help_text=_("Séparées par des points-virgules.")
    )
    starts = forms.TimeField(label=_("Les matinées commencent à"), required=False)
    ends = forms.TimeField(label=_("Les après-midi finissent à"), required=False)
    start_on = forms.DateField(label=_("Pas avant le"), required=False, widget=forms.DateInput({"type": "date"}))
    tolerance = forms.IntegerField(label=_("Tolérance (% des heures)"), min_value=0, max_value=50, required=False)
    least_run = forms.IntegerField(
        label=_("Demi-journées de suite au moins"), min_value=1, max_value=12, required=False
    )
    movable = forms.BooleanField(label=_("Les jours peuvent changer"), required=False)
    travel_mode = forms.ChoiceField(label=_("Accès au site"), choices=TravelMode.choices, required=False)
    forbidden = forms.MultipleChoiceField(label=_("Ne pas partager avec"), required=False)
    willing = forms.ChoiceField(
        label=_("Prêt à adhérer à un groupement d'employeurs"), choices=Willing.choices, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *arguments: Any, others: list[Organisation], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["forbidden"].choices = [(other.key, other.name) for other in others]

    @staticmethod
    def filled(need: SharedNeed) -> dict[str, Any]:
        """What the form shows of a need."""
        values = {name: getattr(need, name) for name in SharedNeedForm.base_fields if hasattr(need, name)}
        values["halfdays"] = [str(half + 1) for half, digit in enumerate(need.halfdays) if digit == "1"]
        values |= {"seasons": seasons_told(need.weeks), "skills": " ; ".join(need.skills)}
        return values | {name: _clock(getattr(need, name)) for name in ("starts", "ends")}

    def clean_halfdays(self) -> str:
        chosen = self.cleaned_data["halfdays"]
        return "".join("01"[str(half) in chosen] for half in range(1, 13))

    def clean_skills(self) -> list[str]:
        return [part.strip() for part in self.cleaned_data["skills"].split(";") if part.strip()]

    def clean_starts(self) -> float | None:
        return _hours(self.cleaned_data["starts"])

    def clean_ends(self) -> float | None:
        return _hours(self.cleaned_data["ends"])

    def clean_seasons(self) -> list[int]:
        return read_seasons(self.cleaned_data["seasons"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        grid, weeks = cleaned.get("halfdays", ""), cleaned.get("seasons") or []
        if not self.errors and not any(weeks):
            self.add_error("seasons", _("Dites combien de demi-journées, et en quelles semaines."))
        elif not self.errors and max(weeks) > grid.count("1"):
            self.add_error("halfdays", _("Moins de demi-journées sont cochées qu'une semaine n'en demande."))
        return cleaned

    @property
    def to_save(self) -> dict[str, Any]:
        """The cleaned values as the record holds them, without place and version."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in ("version", "seasons")}
        return values | {"weeks": self.cleaned_data["seasons"]}


def read_seasons(text: str) -> list[int]:
    """52 weeks from « 1-13: 4 ; 27-35: 8 ». Raises ``ValidationError`` for what is no such list or overlaps."""
    weeks = [0] * WEEKS
    for part in filter(None, (part.strip() for part in re.split(r"[;\n]", text))):
        found = _RUN.fullmatch(part)
        first, last, count = (int(found[1]), int(found[2] or found[1]), int(found[3])) if found else (0, 0, 0)
        if not found or not 1 <= first <= last <= WEEKS or not 0 <= count <= 12:
            raise forms.ValidationError(
                _("« %(part)s » : il faut des semaines de 1 à 52, puis des demi-journées de 0 à 12."),
                params={"part": part[:40]},
            )
        if any(weeks[first - 1 : last]):
            raise forms.ValidationError(_("« %(part)s » : ces semaines sont déjà dites."), params={"part": part})
        weeks[first - 1 : last] = [count] * (last - first + 1)
    return weeks


def seasons_told(weeks: list[int]) -> str:
    """The weeks as ``read_seasons`` reads them."""
    told, first = [], 0
    for week in range(1, WEEKS + 1):
        if week == WEEKS or weeks[week] != weeks[first]:
            span = f"{first + 1}-{week}" if week > first + 1 else f"{first + 1}"
            told += [f"{span}: {weeks[first]}"] if weeks[first] else []
            first = week
    return " ; ".join(told)


def _hours(time: Any) -> float | None:
    return None if time is None else time.hour + time.minute / 60


def _clock(hours: float | None) -> str:
    return "" if hours is None else f"{int(hours):02d}:{round(hours % 1 * 60):02d}"
