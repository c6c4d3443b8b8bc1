"""Maps of départements as SVG: no tiles, no script; each area a real link, coloured by class, a table beside."""

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from grappe.references import OUTLINES, Release

CLASSES = 5


@dataclass(frozen=True, slots=True)
class Area:
    """What is known of one area: its figure as text, where its link leads; ``value`` null: suppressed or unknown."""

    value: float | None
    shown: str
    url: str = ""


@functools.lru_cache(maxsize=4)
def outlines(release: Release) -> tuple[tuple[str, str, str], ...]:
    """Code, name and path of every département of the release."""
    rows = release.read(OUTLINES).to_pylist() if release.has(OUTLINES) else []
    return tuple((row["code"], row["name"], row["path"]) for row in rows if row["level"] == "departement")


@functools.lru_cache(maxsize=4)
def box(release: Release) -> str:
    """The view box around all outlines."""
    edges = [_edges(path) for _code, _name, path in outlines(release)]
    if not edges:
        return "0 0 1 1"
    left, top = min(edge[0] for edge in edges), min(edge[1] for edge in edges)
    right, bottom = max(edge[2] for edge in edges), max(edge[3] for edge in edges)
    return f"{left - 4:.0f} {top - 4:.0f} {right - left + 8:.0f} {bottom - top + 8:.0f}"


def bounds(values: Sequence[float]) -> list[float]:
    """Upper bounds of the five classes: quantiles of the values above zero, without repeats."""
    ordered = sorted(value for value in values if value > 0)
    if not ordered:
        return []
    picked = [ordered[min(len(ordered) - 1, round(len(ordered) * part / CLASSES))] for part in range(1, CLASSES)]
    return sorted({*picked, ordered[-1]})


def class_of(value: float | None, limits: Sequence[float]) -> str:
    """``unknown``, ``none`` or ``q1`` … ``q5``."""
    if value is None:
        return "unknown"
    if value <= 0 or not limits:
        return "none"
    rank = next((place for place, limit in enumerate(limits, start=1) if value <= limit), len(limits))
    return f"q{rank + CLASSES - len(limits)}"


def departements(release: Release, areas: Mapping[str, Area], name: str) -> SafeString:
    """The map; ``name`` says what it shows. Areas with a url are links with the figure as their name."""
    limits = bounds([area.value for area in areas.values() if area.value is not None])
    drawn = "".join(_area(code, label, path, areas.get(code), limits) for code, label, path in outlines(release))
    return mark_safe(
        f'<svg class="map" viewBox="{box(release)}" role="group" aria-label="{escape(name)}">{drawn}</svg>'
    )


def _area(code: str, label: str, path: str, area: Area | None, limits: Sequence[float]) -> str:
    if area is None:
        return f'<path class="none" d="{path}" aria-hidden="true"/>'
    said = escape(f"{label} ({code}) : {area.shown}")
    shape = f'<path class="{class_of(area.value, limits)}" d="{path}"><title>{said}</title></path>'
    if not area.url:
        return shape
    return f'<a href="{escape(area.url)}" aria-label="{said}">{shape}</a>'


def _edges(path: str) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of a path of absolute and relative moves and lines."""
    xs, ys, x, y = [], [], 0.0, 0.0
    for command, numbers in _steps(path):
        x, y = _moved(command, numbers, x, y)
        xs.append(x)
        ys.append(y)
    return min(xs), min(ys), max(xs), max(ys)


def _steps(path: str) -> list[tuple[str, tuple[float, ...]]]:
    steps: list[tuple[str, tuple[float, ...]]] = []
    for command, text in re.findall(r"([MmLlHhVv])([^A-Za-z]*)", path):
        numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", text)]
        size = 1 if command in "HhVv" else 2
        for place in range(0, len(numbers) - size + 1, size):
            steps.append((command, tuple(numbers[place : place + size])))
    return steps


def _moved(command: str, numbers: tuple[float, ...], x: float, y: float) -> tuple[float, float]:
    relative = command.islower()
    match command.lower():
        case "h":
            return numbers[0] + (x if relative else 0), y
        case "v":
            return x, numbers[0] + (y if relative else 0)
    return numbers[0] + (x if relative else 0), numbers[1] + (y if relative else 0)
