"""Tags of every template (built in, no ``load`` needed)."""

from typing import Any

from django import template
from django.utils.translation import get_language

register = template.Library()


@register.filter
def said(value: Any, _argument: object = None) -> str:
    """A ``Sentence`` or ``Refused`` in the language of the page."""
    return value.said(get_language() or "fr")


@register.filter
def spoken(record: Any, name: str) -> str:
    """``job|spoken:"message"``: ``message_fr`` or ``message_en`` of a record."""
    suffix = "en" if (get_language() or "fr").startswith("en") else "fr"
    return getattr(record, f"{name}_{suffix}")


@register.simple_tag(takes_context=True)
def current(context: Any, prefix: str) -> str:
    """``aria-current="page"`` in the navigation when the page's address begins with ``prefix``."""
    path = context["request"].path
    here = path == prefix if prefix == "/" else path.startswith(prefix)
    return template.base.mark_safe('aria-current="page"') if here else ""
