"""Lambert-93 (EPSG:2154): longitude and latitude to the plane of French maps, by its published formula (IGN NTG_71).

Ellipsoid GRS 80, parallels 44° and 49°, meridian 3° E, false origin 700 km, 6,600 km.
"""

from math import asin, cos, exp, log, radians, sin, sqrt, tan

SEMI_MAJOR, FLATTENING = 6_378_137.0, 1 / 298.257222101
ECCENTRICITY = sqrt(2 * FLATTENING - FLATTENING**2)
MERIDIAN, LATITUDE = radians(3.0), radians(46.5)
PARALLELS = (radians(44.0), radians(49.0))
FALSE_EAST, FALSE_NORTH = 700_000.0, 6_600_000.0


def _isometric(latitude: float) -> float:
    excess = ECCENTRICITY * sin(latitude)
    return log(tan(latitude / 2 + asin(1.0) / 2) * ((1 - excess) / (1 + excess)) ** (ECCENTRICITY / 2))


def _normal_radius(latitude: float) -> float:
    return SEMI_MAJOR / sqrt(1 - (ECCENTRICITY * sin(latitude)) ** 2)


def _cone() -> tuple[float, float, float]:
    """Exponent, constant and radius of the origin."""
    low, high = PARALLELS
    radii = [_normal_radius(parallel) * cos(parallel) for parallel in PARALLELS]
    exponent = log(radii[1] / radii[0]) / (_isometric(low) - _isometric(high))
    constant = radii[0] / exponent * exp(exponent * _isometric(low))
    return exponent, constant, constant * exp(-exponent * _isometric(LATITUDE))


EXPONENT, CONSTANT, ORIGIN_RADIUS = _cone()
#: Left, top, width and height in km of a drawing of metropolitan France with the outlines and points of this room.
MAP_BOX = (90.0, -7_120.0, 1_170.0, 1_090.0)


def lambert93(lon: float, lat: float) -> tuple[float, float]:
    """Easting and northing in metres.

    >>> [round(value) for value in lambert93(3.0, 46.5)]
    [700000, 6600000]
    """
    radius = CONSTANT * exp(-EXPONENT * _isometric(radians(lat)))
    angle = EXPONENT * (radians(lon) - MERIDIAN)
    return FALSE_EAST + radius * sin(angle), FALSE_NORTH + ORIGIN_RADIUS - radius * cos(angle)


def on_map(lon: float, lat: float) -> tuple[float, float]:
    """Where a point lies on the drawing of the outlines: Lambert-93 kilometres, y down (minus the northing)."""
    east, north = lambert93(lon, lat)
    return east / 1000, -north / 1000


def great_circle_km(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Kilometres between two (lon, lat) on a sphere of radius 6,371 km."""
    (lon1, lat1), (lon2, lat2) = first, second
    dlat, dlon = radians(lat2 - lat1), radians(lon2 - lon1)
    chord = sin(dlat / 2) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(dlon / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(chord)))
