"""Great-circle kilometres between two sites."""

import math

_EARTH_KM = 6371.0


def km_between(one: tuple[float, float] | None, other: tuple[float, float] | None) -> float:
    """Kilometres (haversine, sphere of 6,371 km); 0 where a site is not known."""
    if one is None or other is None:
        return 0.0
    (lat, lon), (lat2, lon2) = (tuple(map(math.radians, site)) for site in (one, other))
    chord = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, chord)))
