"""Forms of the sending of files: the file itself, and which of its fields is which."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from grappe.needs import FIELDS, FeedMap, FieldGuess, Origin


class SendForm(forms.Form):
    """A file to be taken in."""

    file = forms.FileField(
        label=_("Fichier"),
        help_text=_("Tableur (xlsx, ods, csv), flux d'offres (xml, rss, json, jsonl) ou page de l'API France Travail."),
        allow_empty_file=True,
    )
    source = forms.CharField(
        label=_("Origine"),
        required=False,
        max_length=80,
        help_text=_("Le nom sous lequel ces besoins seront rangés ; le même nom au prochain envoi évite les doublons."),
    )


class MappingForm(forms.Form):
    """Which path of the file holds which field: one choice a field, filled with the proposal."""

    def __init__(self, *arguments: Any, proposal: FeedMap, paths: Mapping[str, str], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.proposal = proposal
        known = {
            **paths,
            **{guess.path: guess.example for guess in proposal.fields.values() if guess.path not in paths},
        }
        choices = [
            ("", _("— aucun —")),
            *((path, " · ".join(filter(None, (path, _short(example))))) for path, example in known.items()),
        ]
        for name, label in FIELDS.items():
            guess = proposal.fields.get(name)
            self.fields[name] = forms.ChoiceField(
                label=label.said(get_language() or "fr"),
                choices=choices,
                required=name == "title",
                initial=guess.path if guess else "",
                help_text=self._confidence(guess),
            )

    @staticmethod
    def _confidence(guess: FieldGuess | None) -> Any:
        if guess is None or not guess.example:  # chosen by a person, not proposed
            return ""
        return _("Proposé, confiance %(share)d %% · %(example)s") % {
            "share": round(guess.confidence * 100),
            "example": _short(guess.example),
        }

    @property
    def feed_map(self) -> FeedMap:
        """The proposal with what the person chose; a path they chose themselves is certain."""
        fields = {name: self._guess(name, path) for name, path in self.cleaned_data.items() if path}
        return FeedMap(self.proposal.format, self.proposal.record_path, fields, confidence=1.0)

    def _guess(self, name: str, path: str) -> FieldGuess:
        known = [self.proposal.fields[name]] if name in self.proposal.fields else []
        known += self.proposal.fields.values()
        return next((guess for guess in known if guess.path == path), FieldGuess(Origin((path,))))


def _short(text: str, limit: int = 60) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= limit else one_line[: limit - 1] + "…"
