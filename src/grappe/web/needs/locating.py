"""Where a need that was typed in is: the codes of its place, as the reading of files finds them."""

import functools
from typing import Any

from grappe.needs import Places
from grappe.references import Release
from grappe.web.stores import release_or_none


def located(place: str, postcode: str) -> dict[str, Any]:
    """Commune and département of a place as written; no position: the commune's stands for it."""
    found = _places(release_or_none("places")).locate(place or None, postcode or None)
    return {"insee": found.insee or "", "departement": found.departement or "", "lat": None, "lon": None}


@functools.lru_cache(maxsize=2)
def _places(release: Release | None) -> Places:
    return Places.of(release)
