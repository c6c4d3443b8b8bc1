"""Outlines as SVG paths: projected, simplified on shared borders, so that neighbours still meet exactly.

Rings are cut into arcs where three territories meet; each arc is simplified once (Douglas–Peucker) and every ring that
uses it gets the same points.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from grappe.references.archive import unreadable
from grappe.references.projection import on_map
from grappe.words import Sentence

Point = tuple[float, float]
#: Largest distance, in km, between a border and its simplification.
TOLERANCE_KM = 1.2


def outlines(document: str, *, level: str, file: str) -> Iterator[dict[str, object]]:
    """Rows of ``OUTLINES`` from a GeoJSON of polygons with ``code`` and ``nom``.

    Raises ``Refused`` where the text is not one.
    """
    try:
        features = json.loads(document)["features"]
        shapes = [(feature["properties"], _rings(feature["geometry"])) for feature in features]
        simplified = simplify([rings for _, rings in shapes], TOLERANCE_KM)
        for (properties, _), rings in zip(shapes, simplified, strict=True):
            yield {"level": level, "code": properties["code"], "name": properties["nom"], "path": svg_path(rings)}
    except (ValueError, KeyError, TypeError) as error:
        raise unreadable(file, Sentence(f"GeoJSON illisible ({error})", f"unreadable GeoJSON ({error})")) from error


def simplify(shapes: list[list[list[Point]]], tolerance: float) -> list[list[list[Point]]]:
    """The rings of each shape with fewer points; a border that two shapes share stays the same for both.

    Rings come without their closing point. A ring that shrinks below three points is dropped, unless it is the only
    one of its shape (then it is kept whole).
    """
    meeting = _meeting_points(ring for rings in shapes for ring in rings)
    known: dict[tuple[Point, ...], list[Point]] = {}
    result = []
    for rings in shapes:
        thin = [
            [point for arc in _arcs(ring, meeting) for point in _once(arc, tolerance, known)[:-1]] for ring in rings
        ]
        kept = [ring for ring in thin if len(ring) > 2]
        result.append(kept or [max(rings, key=len)])
    return result


def svg_path(rings: Iterable[list[Point]]) -> str:
    """Rings as one SVG path, relative moves in tenths of the unit."""
    return "".join(_ring_path([(round(x * 10), round(y * 10)) for x, y in ring]) for ring in rings)


def _ring_path(ring: list[tuple[int, int]]) -> str:
    (x, y), moves = ring[0], []
    for next_x, next_y in ring[1:]:
        if (next_x, next_y) != (x, y):
            moves.append(_pair(next_x - x, next_y - y))
        x, y = next_x, next_y
    start = ring[0]
    return f"M{_pair(*start)}l{' '.join(moves)}z".replace(" -", "-")


def _pair(x: int, y: int) -> str:
    return f"{x / 10:g} {y / 10:g}".replace(" -", "-")


def _rings(geometry: dict[str, Any]) -> list[list[Point]]:
    """Every ring of a (multi)polygon, projected, without its closing point and without repeated points."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    rings = []
    for polygon in polygons:
        for ring in polygon:
            points = [on_map(lon, lat) for lon, lat, *_ in ring]
            rings.append([point for point, after in pairwise(points) if point != after])
    return rings


def _meeting_points(rings: Iterable[list[Point]]) -> set[Point]:
    """Points with more than two neighbours: where arcs end."""
    neighbours: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for before, point in zip([ring[-1], *ring[:-1]], ring, strict=True):
            neighbours[point].add(before)
            neighbours[before].add(point)
    return {point for point, near in neighbours.items() if len(near) > 2}


def _arcs(ring: list[Point], meeting: set[Point]) -> list[list[Point]]:
    """The ring as arcs that begin and end at meeting points; an island begins at its smallest point."""
    cuts = [place for place, point in enumerate(ring) if point in meeting]
    first = cuts[0] if cuts else ring.index(min(ring))
    turned = [*ring[first:], *ring[: first + 1]]
    ends = [place - first for place in cuts[1:]] + [len(ring)]
    starts = [0, *ends[:-1]]
    return [turned[start : end + 1] for start, end in zip(starts, ends, strict=True)]


def _once(arc: list[Point], tolerance: float, known: dict[tuple[Point, ...], list[Point]]) -> list[Point]:
    """The arc simplified, in its own direction; the same arc walked backwards gives the same points."""
    key = tuple(arc)
    backwards = key[::-1]
    turned = backwards < key
    canonical = backwards if turned else key
    if canonical not in known:
        known[canonical] = _closed(list(canonical), tolerance)
    return known[canonical][::-1] if turned else known[canonical]


def _closed(arc: list[Point], tolerance: float) -> list[Point]:
    """Douglas–Peucker; an arc that ends where it begins is first split at its farthest point."""
    if arc[0] != arc[-1]:
        return douglas_peucker(arc, tolerance)
    far = max(range(len(arc)), key=lambda place: _squared(arc[place], arc[0], arc[0]))
    return [*douglas_peucker(arc[: far + 1], tolerance)[:-1], *douglas_peucker(arc[far:], tolerance)]


def douglas_peucker(line: list[Point], tolerance: float) -> list[Point]:
    """The fewest points of the line, by halving, such that no point left out is farther than the tolerance."""
    keep, stack = {0, len(line) - 1}, [(0, len(line) - 1)]
    while stack:
        start, end = stack.pop()
        if end - start < 2:
            continue
        place = max(range(start + 1, end), key=lambda i: _squared(line[i], line[start], line[end]))
        if _squared(line[place], line[start], line[end]) > tolerance**2:
            keep.add(place)
            stack += [(start, place), (place, end)]
    return [line[place] for place in sorted(keep)]


def _squared(point: Point, start: Point, end: Point) -> float:
    """Squared distance from a point to a segment."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return float((point[0] - start[0] - along * dx) ** 2 + (point[1] - start[1] - along * dy) ** 2)
