"""The map of territory effects as SVG: two colours around the mean, with its key; areas without value stay empty."""

from collections.abc import Mapping
from html import escape
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc

from grappe.analysis.dimensions import Territory
from grappe.analysis.territory_map import EDGE, EMPTY, box, frame_around
from grappe.references import BASINS, COMMUNES, OUTLINES, Release, on_map
from grappe.words import Sentence

Points = Mapping[str, tuple[float, float]]
_NONE: Points = MappingProxyType({})

#: From far below the mean to far above it; each differs in lightness from its neighbours, so that grey prints tell too.
BELOW, ABOVE = ("#1b5e8c", "#6fa3c7", "#cfe1ee"), ("#f6dcc3", "#dd9a5b", "#a4510f")


def territory_effects_map(
    places: Release, values: Mapping[str, float], title: Sentence, *, level: Territory, language: str = "fr"
) -> str:
    """The map of ``values`` by code of département or region (areas), of basin or commune (dots at their centre)."""
    outlines = places.read(OUTLINES)
    drawn = "region" if level == "region" else "departement"
    outlines = outlines.filter(pc.equal(outlines["level"], drawn)) if outlines.num_rows else outlines
    points = {} if level in ("departement", "region") else _centres(places, level)
    return effects_map(outlines, values, title, points=points, language=language)


def effects_map(
    outlines: pa.Table, values: Mapping[str, float], title: Sentence, *, points: Points = _NONE, language: str = "fr"
) -> str:
    """SVG of the outlines (``code``, ``path``) and of ``points`` coloured by ``values``, six equal classes around 0.

    A code without outline or point is left out: the table beside the map holds it. Each area says its code and value.
    """
    rows = outlines.to_pylist()
    drawn = [box(row["path"]) for row in rows if row["code"] in values] or [box(row["path"]) for row in rows]
    left, high, width, height = frame_around(drawn)
    step = max((abs(value) for value in values.values()), default=0.0) / len(ABOVE) or 1.0
    coloured = {} if points else values
    areas = "".join(_area(row["code"], row["path"], coloured.get(row["code"]), step) for row in rows)
    dots = "".join(_dot(code, at, values[code], step) for code, at in points.items() if code in values)
    key = _key(step, (left, high + height, width), language)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" '
        f'viewBox="{left:.0f} {high:.0f} {width:.0f} {height + width / 12:.0f}">'
        f"<title>{escape(title.said(language))}</title>"
        f'<g stroke="{EDGE}" stroke-width="1.2" stroke-linejoin="round">{areas}{dots}</g>{key}</svg>'
    )


def colour(value: float, step: float) -> str:
    """The colour of an effect: three classes of ``step`` on each side of 0, the last one open."""
    place = min(int(abs(value) / step), len(ABOVE) - 1)
    return ABOVE[place] if value >= 0 else BELOW[len(BELOW) - 1 - place]


def _area(code: str, path: str, value: float | None, step: float) -> str:
    fill = EMPTY if value is None else colour(value, step)
    said = escape(code if value is None else f"{code} : {value:+.2f}")
    return f'<path d="{escape(path)}" fill="{fill}"><title>{said}</title></path>'


def _dot(code: str, at: tuple[float, float], value: float, step: float) -> str:
    said = escape(f"{code} : {value:+.2f}")
    return (
        f'<circle cx="{at[0]:.0f}" cy="{at[1]:.0f}" r="9" fill="{colour(value, step)}"><title>{said}</title></circle>'
    )


def _centres(places: Release, level: Territory) -> dict[str, tuple[float, float]]:
    """The middle of the communes of each basin (or of each commune), weighted by inhabitants."""
    communes = places.read(COMMUNES)
    communes = communes.filter(pc.and_(pc.is_valid(communes["lon"]), pc.is_valid(communes["lat"])))
    keyed = communes.append_column("key", communes["insee"])
    if level == "basin":
        keyed = communes.join(places.read(BASINS).select(["insee", "basin"]), "insee", join_type="inner")
        keyed = keyed.rename_columns([*keyed.column_names[:-1], "key"])
    weight = pc.add(pc.fill_null(keyed["population"], 0), 1)
    sums = pa.table(
        {"key": keyed["key"], "w": weight} | {name: pc.multiply(keyed[name], weight) for name in ("lon", "lat")}
    )
    rows = sums.group_by("key").aggregate([(name, "sum") for name in ("w", "lon", "lat")]).to_pylist()
    return {row["key"]: on_map(row["lon_sum"] / row["w_sum"], row["lat_sum"] / row["w_sum"]) for row in rows}


def _key(step: float, at: tuple[float, float, float], language: str) -> str:
    """The classes below the map, with their bounds."""
    left, top, width = at
    cell, size = width / 7, width / 45
    bounds = [step * number for number in range(-2, 3)]
    parts = []
    for place, fill in enumerate((*BELOW, *ABOVE)):
        x = left + cell * (place + 0.5)
        parts.append(f'<rect x="{x:.0f}" y="{top:.0f}" width="{cell:.0f}" height="{size:.0f}" fill="{fill}"/>')
        if place < len(bounds):
            shown = f"{bounds[place]:+.2f}" if bounds[place] else "0"
            shown = shown.replace(".", ",") if language == "fr" else shown
            parts.append(f'<text x="{x + cell:.0f}" y="{top + 2.2 * size:.0f}">{shown.replace("-", "−")}</text>')
    return f'<g font-size="{size:.1f}" text-anchor="middle" fill="#14382b">{"".join(parts)}</g>'
