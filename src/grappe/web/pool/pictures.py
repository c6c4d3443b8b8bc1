"""Pictures of part needs and shared jobs as SVG: a week, a year, and who could share with whom. Tables stand beside."""

from collections.abc import Mapping, Sequence
from math import cos, radians, sin, sqrt

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grappe.pool import PartNeed, PoolProblem, halfday_name

_CELL, _BAR, _HIGH, _MAP = 22, 6, 40, 420
#: The map: margin, what is left inside it, and how needs of one site lie around it (a sunflower's angle).
_EDGE, _APART, _GOLDEN = 70, 24, 2.39996
_INSIDE = _MAP - 2 * _EDGE
#: Classes of the needs of one job, by rank; a fifth begins again.
_SHARES = ("s1", "s2", "s3", "s4")


def week_picture(halfdays: str, owners: Mapping[int, int] | None = None) -> SafeString:
    """The week: which half-days may be worked, or with ``owners`` (half-day → rank of a need) who has them."""
    language = get_language() or "fr"
    cells = []
    for half in range(12):
        day, afternoon = divmod(half, 2)
        rank = (owners or {}).get(half + 1)
        kind = _SHARES[rank % 4] if rank is not None else "open" if not owners and halfdays[half] == "1" else "shut"
        name = escape(halfday_name(half + 1).said(language))
        cells.append(
            f'<rect class="{kind}" x="{day * _CELL}" y="{afternoon * _CELL}" width="{_CELL - 2}" '
            f'height="{_CELL - 2}"><title>{name}</title></rect>'
        )
    return _drawn("week", 6 * _CELL, 2 * _CELL, _("Demi-journées de la semaine"), "".join(cells))


def year_picture(weeks: Sequence[Sequence[int]]) -> SafeString:
    """The year: half-days of each week, those of several needs stacked."""
    top = max(1, *(sum(column) for column in zip(*weeks, strict=True)))
    bars = []
    for week, column in enumerate(zip(*weeks, strict=True)):
        above = 0
        for rank, count in enumerate(column):
            height = _HIGH * count / top
            above += count
            y = _HIGH - _HIGH * above / top
            bars.append(
                f'<rect class="{_SHARES[rank % 4]}" x="{week * _BAR}" y="{y:.1f}" width="{_BAR - 1}" '
                f'height="{height:.1f}"></rect>'
            )
    return _drawn("year", 52 * _BAR, _HIGH, _("Demi-journées de chaque semaine de l'année"), "".join(bars))


def complement_map(problem: PoolProblem, pairs: Sequence[tuple[str, str]]) -> SafeString:
    """Sites of the needs, and a line between two that one person could meet."""
    places = _placed(problem.needs)
    lines = [
        f'<line class="pair" x1="{places[one][0]:.1f}" y1="{places[one][1]:.1f}" x2="{places[other][0]:.1f}" '
        f'y2="{places[other][1]:.1f}"></line>'
        for one, other in pairs
    ]
    dots = [
        f'<circle class="site" cx="{places[need.need][0]:.1f}" cy="{places[need.need][1]:.1f}" r="6">'
        f"<title>{escape(f'{need.need} · {need.occupation}')}</title></circle>"
        f'<text x="{places[need.need][0] + 8:.1f}" y="{places[need.need][1] + 4:.1f}">{escape(need.need)}</text>'
        for need in problem.needs
    ]
    return _drawn("complements", _MAP, _MAP, _("Carte des complémentarités"), "".join([*lines, *dots]))


def _placed(needs: Sequence[PartNeed]) -> dict[str, tuple[float, float]]:
    """Needs on a square, as they lie; those of one site around it."""
    if not needs:
        return {}
    middle = cos(radians(sum(need.lat for need in needs) / len(needs)))
    flat = {need.need: (need.lon * middle, -need.lat) for need in needs}
    left, top = min(x for x, _y in flat.values()), min(y for _x, y in flat.values())
    size = max(max(x for x, _y in flat.values()) - left, max(y for _x, y in flat.values()) - top, 1e-6)
    seen: dict[tuple[float, float], int] = {}
    placed = {}
    for name, (x, y) in flat.items():
        rank = seen[x, y] = seen.get((x, y), -1) + 1
        away, turn = _APART * sqrt(rank), _GOLDEN * rank
        across, down = (x - left) / size * _INSIDE + away * cos(turn), (y - top) / size * _INSIDE + away * sin(turn)
        placed[name] = (_EDGE + across, _EDGE + down)
    return placed


def _drawn(kind: str, width: float, height: float, name: str, inside: str) -> SafeString:
    return mark_safe(
        f'<svg class="pool {kind}" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(name)}">{inside}</svg>'
    )
