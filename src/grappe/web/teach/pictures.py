"""Flows from needs to programmes as SVG; the table beside says the same."""

from collections.abc import Sequence
from itertools import accumulate

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from grappe.web.teach.showing import Flow

_WIDE, _HIGH, _GAP, _BOX = 760, 360, 6, 12


def sankey(flows: Sequence[Flow]) -> SafeString:
    """Bands from occupations (left) to programmes (right), as high as their share; nothing for no flow."""
    if not flows:
        return mark_safe("")
    left = _places([(flow.occupation, flow.share) for flow in flows])
    right = _places([(flow.programme, flow.share) for flow in flows])
    scale = min(_scale(left), _scale(right))
    bands = "".join(_band(flow, left, right, scale) for flow in flows)
    boxes = "".join(_box(name, place, 200, "end") for name, place in left.items())
    boxes += "".join(_box(name or _("non enseigné"), place, _WIDE - 212, "start") for name, place in right.items())
    name = escape(_("Des besoins aux formations"))
    return mark_safe(
        f'<svg class="sankey" viewBox="0 0 {_WIDE} {_HIGH}" role="img" aria-label="{name}">{bands}{boxes}</svg>'
    )


class _Place:
    """Where a side's box stands, and how far its bands have come."""

    def __init__(self, top: float, high: float, share: float) -> None:
        self.top, self.high, self.share, self.used = top, high, share, 0.0


def _places(parts: Sequence[tuple[str, float]]) -> dict[str, _Place]:
    totals: dict[str, float] = {}
    for name, share in parts:
        totals[name] = totals.get(name, 0.0) + share
    room = _HIGH - _GAP * len(totals)
    whole = sum(totals.values()) or 1.0
    heights = [room * share / whole for share in totals.values()]
    tops = [0.0, *accumulate(height + _GAP for height in heights)]
    return {
        name: _Place(top, height, share)
        for (name, share), top, height in zip(totals.items(), tops, heights, strict=False)
    }


def _band(flow: Flow, left: dict[str, _Place], right: dict[str, _Place], scale: float) -> str:
    start, end = left[flow.occupation], right[flow.programme]
    high = flow.share * scale
    y1, y2 = start.top + start.used, end.top + end.used
    start.used, end.used = start.used + high, end.used + high
    middle, x1, x2 = _WIDE / 2, 200 + _BOX, _WIDE - 212
    kind = "band" if flow.programme else "band lost"
    path = (
        f"M{x1} {y1:.1f}C{middle} {y1:.1f} {middle} {y2:.1f} {x2} {y2:.1f}V{y2 + high:.1f}"
        f"C{middle} {y2 + high:.1f} {middle} {y1 + high:.1f} {x1} {y1 + high:.1f}Z"
    )
    title = escape(f"{flow.occupation} → {flow.programme or _('non enseigné')} : {flow.share:.1%}")
    return f'<path class="{kind}" d="{path}"><title>{title}</title></path>'


def _scale(side: dict[str, _Place]) -> float:
    """Height of a share of 1 on one side."""
    return sum(place.high for place in side.values()) / max(1e-9, sum(place.share for place in side.values()))


def _box(name: str, place: _Place, x: float, anchor: str) -> str:
    text = x - 6 if anchor == "end" else x + _BOX + 6
    short = name if len(name) < 32 else name[:31] + "…"
    return (
        f'<rect class="node" x="{x}" y="{place.top:.1f}" width="{_BOX}" height="{max(1.0, place.high):.1f}"/>'
        f'<text x="{text}" y="{place.top + place.high / 2 + 4:.1f}" text-anchor="{anchor}">{escape(short)}</text>'
    )
