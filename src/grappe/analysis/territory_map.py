"""A map of départements as SVG: five shades by needs, hatched where statistical confidentiality leaves a value out."""

import re
from collections.abc import Mapping, Sequence
from html import escape

import pyarrow as pa

SHADES = ("#dcebe3", "#aed2c0", "#74b195", "#3c8766", "#1f5c46")
EMPTY, EDGE, HATCH = "#f4f4f1", "#ffffff", "#7b2d5f"
_NUMBER = re.compile(r"[A-Za-z]|-?\d+(?:\.\d+)?")


def classes(values: Sequence[float], count: int = len(SHADES)) -> list[float]:
    """Upper bounds of at most ``count`` classes of about equal size, ascending; each distinct once."""
    ordered = sorted(values)
    picked = (
        [ordered[min(len(ordered) - 1, (rank + 1) * len(ordered) // count)] for rank in range(count)] if ordered else []
    )
    return sorted(set(picked))


def shade(value: float, bounds: Sequence[float]) -> str:
    """The colour of a value: the darkest for the highest class."""
    place = next((rank for rank, bound in enumerate(bounds) if value <= bound), len(bounds) - 1)
    return SHADES[len(SHADES) - len(bounds) + place]


def territory_map(outlines: pa.Table, values: Mapping[str, float | None]) -> str:
    """SVG of the outlines, zoomed to those that have a value; ``None`` is a value that may not be shown.

    A code without outline is left out: the table beside the map holds it.
    """
    rows = outlines.to_pylist()
    bounds = classes([value for value in values.values() if value is not None])
    left, high, width, height = frame_around(
        [box(row["path"]) for row in rows if row["code"] in values] or [box(row["path"]) for row in rows]
    )
    drawn = "".join(_area(row, values, bounds) for row in rows)
    names = "".join(_name(row, values, bounds) for row in rows if values.get(row["code"]))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:.0f} {high:.0f} {width:.0f} {height:.0f}">'
        '<defs><pattern id="hidden" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{EMPTY}"/><path d="M0 8L8 0" stroke="{HATCH}" stroke-width="1.4"/>'
        f'</pattern></defs><g stroke="{EDGE}" stroke-width="1.2" stroke-linejoin="round">{drawn}</g>'
        f'<g font-size="{width / 36:.1f}" text-anchor="middle" font-weight="bold">{names}</g></svg>'
    )


def _area(row: Mapping[str, str], values: Mapping[str, float | None], bounds: Sequence[float]) -> str:
    value = values.get(row["code"], 0.0)
    fill = "url(#hidden)" if value is None else shade(value, bounds) if value else EMPTY
    return f'<path d="{escape(row["path"])}" fill="{fill}"/>'


def _name(row: Mapping[str, str], values: Mapping[str, float | None], bounds: Sequence[float]) -> str:
    """The code of a département in its middle, light on the darker shades."""
    left, high, right, low = box(row["path"])
    light = SHADES.index(shade(values[row["code"]] or 0, bounds)) >= 3
    place = f'x="{(left + right) / 2:.0f}" y="{(high + low) / 2 + 4:.0f}"'
    return f'<text {place} fill="{"#ffffff" if light else "#14382b"}">{escape(row["code"])}</text>'


def box(path: str) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of an SVG path of M, L, H, V and Z, absolute or relative."""
    xs, ys, x, y, command, tokens = [], [], 0.0, 0.0, "M", _NUMBER.findall(path)
    place = 0
    while place < len(tokens):
        if tokens[place].isalpha():
            command, place = tokens[place], place + 1
            continue
        both = command in "MmLl"
        first = float(tokens[place])
        second = float(tokens[place + 1]) if both else first
        relative = command.islower()
        x = (x if relative else 0.0) + first if command in "MmLlHh" else x
        y = (y if relative else 0.0) + second if command in "MmLlVv" else y
        xs.append(x)
        ys.append(y)
        place += 2 if both else 1
    return min(xs), min(ys), max(xs), max(ys)


def frame_around(boxes: Sequence[tuple[float, float, float, float]]) -> tuple[float, float, float, float]:
    """The frame around boxes with a margin, at least 250 km wide and high."""
    left, high = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, low = max(b[2] for b in boxes), max(b[3] for b in boxes)
    width, height = max((right - left) * 1.12, 250.0), max((low - high) * 1.12, 250.0)
    return (left + right - width) / 2, (high + low - height) / 2, width, height
