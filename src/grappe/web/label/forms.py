"""Forms of labels: a call, an application, and one form for each gesture on a case."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from grappe.teach import OUTCOME_NAMES, OUTCOMES, VOTES, LabelCase, case_score, scheme_text
from grappe.web.clusters.models import Membership
from grappe.web.label import queries
from grappe.web.label.models import LabelApplication

LONG = forms.Textarea(attrs={"rows": 4})


def _outcome(name: str) -> str:
    return OUTCOME_NAMES[name].said(get_language() or "fr") if name in OUTCOME_NAMES else str(_("abstention"))


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class CallForm(forms.Form):
    """A new call."""

    name = forms.CharField(label=_("Nom de l'appel"), max_length=200)
    opens = _day(_("Ouvre le"))
    closes = _day(_("Ferme le"))
    committee = forms.CharField(
        label=_("Comité"), widget=LONG, help_text=_("Une personne par ligne : nom ; employeur ; liens avec d'autres")
    )
    scheme = forms.CharField(
        label=_("Règlement (TOML)"),
        widget=forms.Textarea(attrs={"rows": 16}),
        initial=lambda: scheme_text("default"),
        max_length=100_000,
    )

    def clean_committee(self) -> list[dict[str, Any]]:
        """Names, employers, links."""
        found = []
        for line in self.cleaned_data["committee"].splitlines():
            name, *others = [part.strip() for part in line.split(";")]
            if name and not (others and others[0]):
                raise forms.ValidationError(_("Un nom et un employeur par ligne, séparés par un point-virgule."))
            if name:
                found.append({"name": name, "employer": others[0], "links": [each for each in others[1:] if each]})
        return found

    def clean(self) -> dict[str, Any]:
        """Days in order."""
        values = super().clean() or {}
        if values.get("opens") and values.get("closes") and values["closes"] < values["opens"]:
            self.add_error("closes", _("Après l'ouverture."))
        return values


class ApplyForm(forms.Form):
    """A school's wish to apply."""

    programme = forms.CharField(label=_("Formation"), max_length=200)


class GestureForm(forms.Form):
    """A gesture without anything to say. ``data`` is what the event brings."""

    def __init__(self, *arguments: Any, row: LabelApplication, case: LabelCase, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.row, self.case = row, case
        self.prepare()

    def prepare(self) -> None:
        """Fields that follow from the case."""

    @property
    def data_of_event(self) -> dict[str, Any]:
        """What the event brings."""
        return dict(self.cleaned_data)


class TextForm(GestureForm):
    """A gesture that says something."""

    text = forms.CharField(label=_("Texte"), widget=LONG, max_length=5000)


class SubmitForm(TextForm):
    """The application: its text and the documents that are joined to it."""

    documents = forms.MultipleChoiceField(
        label=_("Pièces jointes au dossier"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def prepare(self) -> None:
        """The documents of the scheme."""
        tongue = get_language() or "fr"
        self.fields["documents"].choices = [(each.id, each.title.said(tongue)) for each in self.case.scheme.documents]


class AssignForm(GestureForm):
    """A reviewer and their employer."""

    reviewer: forms.ModelChoiceField[Membership] = forms.ModelChoiceField(
        label=_("Relecteur"), queryset=Membership.objects.none()
    )
    employer = forms.CharField(label=_("Employeur du relecteur"), max_length=200)

    def prepare(self) -> None:
        """The reviewers of the cluster."""
        self.fields["reviewer"].queryset = queries.reviewers(self.row.cluster)


class ReviewForm(GestureForm):
    """Points on the whole grid, a comment each."""

    def prepare(self) -> None:
        """Two fields a criterion, with what the computed figure suggests."""
        tongue = get_language() or "fr"
        for criterion in self.case.scheme.criteria:
            suggested = criterion.suggested(self.case.figures.get(criterion.indicator or ""))
            self.fields[f"p_{criterion.id}"] = forms.TypedChoiceField(
                label=criterion.title.said(tongue),
                choices=[("", "–"), *((n, n) for n in range(5))],
                coerce=float,
                initial=suggested,
                help_text="" if suggested is None else _("L'indicateur calculé suggère %s.") % suggested,
            )
            self.fields[f"c_{criterion.id}"] = forms.CharField(
                label=_("Commentaire : %s") % criterion.title.said(tongue), required=False, max_length=1000
            )

    @property
    def data_of_event(self) -> dict[str, Any]:
        """Points and comments."""
        given = self.cleaned_data
        ids = [criterion.id for criterion in self.case.scheme.criteria]
        comments = {each: given[f"c_{each}"] for each in ids if given[f"c_{each}"]}
        return {"points": {each: given[f"p_{each}"] for each in ids}, "comments": comments}


class AdjudicateForm(GestureForm):
    """A criterion on which the reviewers are too far apart."""

    criterion = forms.ChoiceField(label=_("Critère"))
    points = forms.FloatField(label=_("Note retenue"), min_value=0, max_value=4)
    reason = forms.CharField(label=_("Pourquoi"), widget=LONG, max_length=2000)

    def prepare(self) -> None:
        """The criteria to settle."""
        score, tongue = case_score(self.case), get_language() or "fr"
        names = score.to_adjudicate if score else ()
        listed = [each for each in self.case.scheme.criteria if each.id in names]
        self.fields["criterion"].choices = [(each.id, each.title.said(tongue)) for each in listed]


class SessionForm(GestureForm):
    """Who is there, who chairs, until when votes are taken."""

    present = forms.MultipleChoiceField(label=_("Présents"), widget=forms.CheckboxSelectMultiple)
    chair = forms.ChoiceField(label=_("Présidence"))
    closes = forms.DateTimeField(
        label=_("Fin du vote"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )

    def prepare(self) -> None:
        """The members of the committee."""
        names = [(person.name, f"{person.name} ({person.employer})") for person in self.case.committee]
        self.fields["present"].choices = self.fields["chair"].choices = names


class MemberForm(GestureForm):
    """A member who leaves."""

    member = forms.ChoiceField(label=_("Membre"))

    def prepare(self) -> None:
        """Those who are still there."""
        session = self.case.session
        self.fields["member"].choices = [(name, name) for name in (session.present if session else ())]


class VoteForm(MemberForm):
    """The vote of a member."""

    vote = forms.ChoiceField(label=_("Vote"), choices=lambda: [(name, _outcome(name)) for name in VOTES])


class DecideForm(GestureForm):
    """What was decided, and why."""

    outcome = forms.ChoiceField(label=_("Décision"), choices=lambda: [(name, _outcome(name)) for name in OUTCOMES])
    reasons = forms.CharField(label=_("Motifs"), widget=LONG, max_length=5000)
    conditions = forms.CharField(label=_("Conditions, une par ligne"), widget=LONG, max_length=3000, required=False)

    @property
    def data_of_event(self) -> dict[str, Any]:
        """Conditions as a list."""
        lines = [line.strip() for line in self.cleaned_data["conditions"].splitlines() if line.strip()]
        return dict(self.cleaned_data) | {"conditions": lines}


class ContestForm(GestureForm):
    """The grounds of a withdrawal."""

    grounds = forms.CharField(label=_("Griefs"), widget=LONG, max_length=5000)


class ReasonsForm(GestureForm):
    """Reasons."""

    reasons = forms.CharField(label=_("Motifs"), widget=LONG, max_length=5000)


FORMS: Mapping[str, type[GestureForm]] = {
    "submit": SubmitForm,
    "assign": AssignForm,
    "review": ReviewForm,
    "adjudicate": AdjudicateForm,
    "hear": TextForm,
    "open_session": SessionForm,
    "leave": MemberForm,
    "vote": VoteForm,
    "decide": DecideForm,
    "note": TextForm,
    "appeal": TextForm,
    "contest": ContestForm,
    "answer": TextForm,
    "withdraw": ReasonsForm,
    "keep": ReasonsForm,
}
GESTURES: Mapping[str, Any] = {
    "submit": _("Déposer le dossier"),
    "send_back": _("Renvoyer à l'école pour complément"),
    "admit": _("Déclarer recevable"),
    "assign": _("Désigner un relecteur"),
    "review": _("Noter le dossier"),
    "adjudicate": _("Départager un critère"),
    "close_reviews": _("Clore les relectures"),
    "hear": _("Noter l'audition"),
    "open_session": _("Ouvrir la séance"),
    "leave": _("Un membre part"),
    "vote": _("Noter un vote"),
    "adjourn_session": _("Remettre la séance"),
    "decide": _("Enregistrer la décision"),
    "appeal": _("Faire un recours"),
    "note": _("Envoyer la note annuelle"),
    "lapse": _("Constater la fin du label"),
    "contest": _("Proposer le retrait"),
    "answer": _("Répondre"),
    "withdraw": _("Retirer le label"),
    "keep": _("Maintenir le label"),
}


def gesture_form(do: str, row: LabelApplication, case: LabelCase, data: Any = None) -> GestureForm:
    """The form of a gesture."""
    return FORMS.get(do, GestureForm)(data, row=row, case=case, prefix=do)
