"""Where a part need is: its organisation's commune, or the place that was typed in."""

import functools

from grappe.references import COMMUNES, Release
from grappe.web.clusters.models import Organisation
from grappe.web.needs.locating import located
from grappe.web.stores import release_or_none


def position(place: str, organisation: Organisation) -> tuple[float, float] | None:
    """Latitude and longitude of a commune by name, else of the organisation's; ``None`` where neither is known."""
    insee = str(located(place, "")["insee"]) if place else organisation.insee
    site = organisation.sites.exclude(lat=None).order_by("pk").first() if not place else None
    if site is not None and site.lat is not None and site.lon is not None:
        return site.lat, site.lon
    return _communes(release_or_none("places")).get(insee)


@functools.lru_cache(maxsize=2)
def _communes(release: Release | None) -> dict[str, tuple[float, float]]:
    if release is None:
        return {}
    table = release.read(COMMUNES)
    rows = zip(*(table[name].to_pylist() for name in ("insee", "lat", "lon")), strict=True)
    return {insee: (lat, lon) for insee, lat, lon in rows if lat is not None and lon is not None}
