"""Tags of the pages of evidence: ``load evidence``."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from grappe.evidence import Figure, Indicator, fact_kinds, valued
from grappe.web import charts
from grappe.web.evidence.forms import STATE_NAMES
from grappe.web.evidence.models import EvidenceFact, PastRecommendation

register = template.Library()


@register.filter
def fact_kind(row: EvidenceFact) -> str:
    """What the kind of a fact is called."""
    kind = fact_kinds().get(row.kind)
    return kind.label.said(_tongue()) if kind else row.kind


@register.filter
def fact_quantity(row: EvidenceFact) -> str:
    """How much, with its unit."""
    kind = fact_kinds().get(row.kind)
    return valued(row.quantity, kind.unit if kind else "", _tongue())


@register.filter
def recommendation_state(row: PastRecommendation) -> str:
    """How far a recommendation is."""
    return str(STATE_NAMES.get(row.state, row.state))


@register.simple_tag
def figure_value(figure: Figure, unit: str) -> str:
    """A value with its unit; a dash where no fact allows it."""
    return valued(figure.value, unit, _tongue())


@register.simple_tag
def indicator_line(indicator: Indicator) -> SafeString:
    """An indicator through the years as a line without axes; its table stands beside."""
    values = [figure.value for figure in indicator.parts[0].figures]
    return charts.sparkline(values, indicator.label.said(_tongue()))


def _tongue() -> str:
    return "en" if (get_language() or "fr").startswith("en") else "fr"
