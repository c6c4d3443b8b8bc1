"""Tags of every template (built in, no ``load`` needed)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, RadioSelect
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from grappe.web import charts
from grappe.web.audit.labels import label, word

register = template.Library()


class FormNode(CsrfTokenNode):
    """The token that proves a form is ours, and the access it was opened under: see ``middleware.Tenant``."""

    def render(self, context: Context) -> SafeString:
        here = getattr(context.get("membership"), "uuid", "")
        return format_html('{}<input type="hidden" name="here" value="{}">', super().render(context), here)


@register.tag
def csrf_token(parser: Parser, token: Token) -> FormNode:
    """``{% csrf_token %}`` of every form, ours and other packages'."""
    return FormNode()


@register.filter
def said(value: Any) -> str:
    """A ``Sentence`` or ``Refused`` in the language of the page."""
    return value.said(get_language() or "fr")


@register.filter
def spoken(record: Any, name: str) -> str:
    """``job|spoken:"message"``: ``message_fr`` or ``message_en`` of a record, or of a mapping."""
    suffix = "en" if (get_language() or "fr").startswith("en") else "fr"
    key = f"{name}_{suffix}"
    return record[key] if isinstance(record, dict) else getattr(record, key)


@register.filter
def spoken_or_french(record: Any, name: str) -> str:
    """Like ``spoken``, in French where the reference has no English."""
    return (
        spoken(record, name)
        or (record[f"{name}_fr"] if isinstance(record, dict) else getattr(record, f"{name}_fr"))
        or ""
    )


@register.filter
def action_label(action: str) -> str:
    """What an action of the journal is called in the language of the page."""
    return label(action).said(get_language() or "fr")


@register.filter
def journal_word(name: str) -> str:
    """What the journal calls an object, a count or a field in the language of the page."""
    return word(name).said(get_language() or "fr")


@register.filter
def journal_count(counted: tuple[str, int]) -> str:
    """A count of an event after its name; French puts a space before the colon."""
    name, count = counted
    colon = ": " if (get_language() or "fr").startswith("en") else "\u00a0: "
    return f"{journal_word(name)}{colon}{number(count)}"


@register.filter
def number(value: float | None, decimals: int = 0) -> str:
    """A number as written in the language of the page: ``12 345,6``; « – » for null."""
    return "–" if value is None else number_format(_rounded(value, decimals), decimals, force_grouping=True)


def _rounded(value: float, decimals: int) -> Decimal:
    """Django cuts decimals off; this rounds them first."""
    return Decimal(f"{value:.{decimals}f}")


@register.filter
def entry(mapping: Mapping[str, Any], key: str) -> Any:
    """``row|entry:key``: what a mapping holds under a name known in the template only; empty where it has none."""
    return mapping.get(key, "")


@register.filter
def percent(value: float | None, decimals: int = 0) -> str:
    """A share (0–1) as per cent: ``12 %``; « – » for null."""
    if value is None:
        return "–"
    space = "" if (get_language() or "fr").startswith("en") else "\u202f"
    return f"{number_format(_rounded(100 * value, decimals), decimals)}{space}%"


@register.simple_tag(takes_context=True)
def current(context: Any, prefix: str) -> SafeString:
    """``aria-current="page"`` in the navigation when the page's address begins with ``prefix``."""
    path = context["request"].path
    here = path == prefix if prefix == "/" else path.startswith(prefix)
    return mark_safe('aria-current="page"') if here else mark_safe("")


@register.inclusion_tag("grappe/bars.html")
def bars(items: Sequence[charts.Bar], top: float | None = None) -> dict[str, Any]:
    """A bar chart as a list: ``{% templatetag openblock %} bars items {% templatetag closeblock %}``."""
    whole = charts.scale(items, top)
    return {"lines": [(item, charts.bar(item, whole)) for item in items]}


@register.simple_tag
def sparkline(values: Sequence[float | None], name: str) -> SafeString:
    """A line without axes."""
    return charts.sparkline(values, name)


@register.simple_tag
def columns(points: Sequence[tuple[str, float]], name: str, every: int = 3) -> SafeString:
    """Upright columns over time."""
    return charts.columns(points, name, every=every)


@register.filter
def described(field: BoundField) -> SafeString:
    """The widget of a form field, tied to its error and help for screen readers."""
    attributes: dict[str, Any] = {}
    ids = []
    if field.errors:
        attributes["aria-invalid"] = "true"
        ids.append(f"{field.id_for_label}-error")
    if field.help_text:
        ids.append(f"{field.id_for_label}-help")
    if ids:
        attributes["aria-describedby"] = " ".join(ids)
    return field.as_widget(attrs=attributes)


@register.filter
def is_choice(field: BoundField) -> bool:
    """Whether the label stands after the widget (check box) instead of before."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def is_group(field: BoundField) -> bool:
    """Whether the widget is several inputs under one legend."""
    return isinstance(field.field.widget, RadioSelect)
