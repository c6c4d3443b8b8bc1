"""Tags of the pages of labels: ``load label``."""

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grappe.teach import OUTCOME_NAMES, STATE_NAMES
from grappe.web.label.forms import GESTURES

register = template.Library()


@register.filter
def label_state(state: str) -> str:
    """What the state of a case is called."""
    return STATE_NAMES[state].said(get_language() or "fr")


@register.filter
def label_outcome(outcome: str) -> str:
    """What a decision is called."""
    return OUTCOME_NAMES[outcome].said(get_language() or "fr")


@register.filter
def label_gesture(do: str) -> str:
    """What a gesture is called."""
    return str(GESTURES.get(do, do))


@register.filter
def label_due(name: str) -> str:
    """What a label in force waits for."""
    words = {
        "note": _("note annuelle attendue"),
        "midcheck": _("point à mi-parcours"),
        "renewal": _("renouvellement à demander par un nouveau dossier"),
        "lapse": _("label arrivé à son terme"),
    }
    return words[name]
