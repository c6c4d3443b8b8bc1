"""Small charts as SVG text: no style attribute (strict CSP), coloured by the style sheet, named for screen readers.

Bars are a list of text with a drawn bar in each line, so that they read aloud, wrap at 320 px and print; sparklines and
columns carry ``role="img"`` and a name, and stand in a figure beside their table (``<details>``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

WIDTH = 100.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a bar chart. ``shown``: the value as text; ``low``–``high``: its interval, drawn as a whisker."""

    label: str
    value: float
    shown: str
    url: str = ""
    low: float | None = None
    high: float | None = None
    note: str = ""


def scale(bars: Sequence[Bar], top: float | None = None) -> float:
    """The value drawn over the whole width: ``top``, else the largest value or upper bound."""
    return top or max((max(bar.value, bar.high or 0) for bar in bars), default=0) or 1


def bar(item: Bar, top: float) -> SafeString:
    """The drawn part of one line, hidden from screen readers (the line's text says it all)."""
    drawn = f'<rect class="bar" width="{_share(item.value, top)}" height="10" y="2" rx="1"/>'
    if item.low is not None and item.high is not None:
        low, high = _share(item.low, top), _share(item.high, top)
        drawn += f'<path class="whisker" d="M{low} 7H{high}M{low} 4V10M{high} 4V10"/>'
    return mark_safe(
        '<svg class="bar-line" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f"{drawn}</svg>"
    )


def sparkline(values: Sequence[float | None], name: str) -> SafeString:
    """A line without axes, 100 × 24; ``None`` leaves a gap."""
    known = [value for value in values if value is not None]
    if not known:
        return format_html('<svg class="spark" viewBox="0 0 100 24" role="img" aria-label="{}"></svg>', name)
    top, step = max(known) or 1, WIDTH / max(1, len(values) - 1)
    pieces = [f'<polyline points="{piece}"/>' for piece in _pieces(values, step, top)]
    return mark_safe(
        f'<svg class="spark" viewBox="0 0 100 24" preserveAspectRatio="none" role="img" aria-label="{escape(name)}">'
        f"{''.join(pieces)}</svg>"
    )


def columns(points: Sequence[tuple[str, float]], name: str, *, every: int = 3) -> SafeString:
    """Upright columns over time, 600 × 180, every ``every``-th labelled; a title on each for the mouse."""
    top = max((value for _label, value in points), default=0) or 1
    step = 560 / max(1, len(points))
    drawn = [_column(number, point, step, top, every) for number, point in enumerate(points)]
    grid = "".join(_grid(top, share) for share in (0.5, 1.0))
    opening = f'<svg class="columns" viewBox="0 0 600 180" role="img" aria-label="{escape(name)}">'
    return mark_safe(f"{opening}{grid}{''.join(drawn)}</svg>")


def _column(number: int, point: tuple[str, float], step: float, top: float, every: int) -> str:
    label, value = point
    height = round(140 * value / top, 1)
    x = round(38 + number * step, 1)
    said = f'<text x="{x + step / 2:.1f}" y="174" text-anchor="middle">{escape(label)}</text>'
    return (
        f'<rect class="bar" x="{x}" y="{156 - height:.1f}" width="{max(1.0, step - 2):.1f}" height="{height}">'
        f"<title>{escape(label)} : {value:g}</title></rect>{said if number % every == 0 else ''}"
    )


def _grid(top: float, share: float) -> str:
    y = 156 - 140 * share
    return (
        f'<path class="grid" d="M36 {y:.1f}H598"/>'
        f'<text x="32" y="{y + 4:.1f}" text-anchor="end">{_short(top * share)}</text>'
    )


def _short(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".") if value < 10 else f"{value:.0f}"


def _share(value: float, top: float) -> float:
    return round(WIDTH * min(max(value, 0), top) / top, 2)


def _pieces(values: Sequence[float | None], step: float, top: float) -> Iterable[str]:
    piece: list[str] = []
    for number, value in enumerate([*values, None]):
        if value is not None:
            piece.append(f"{number * step:.1f},{22 - 20 * value / top:.1f}")
        elif piece:
            yield " ".join(piece if len(piece) > 1 else piece * 2)
            piece = []
