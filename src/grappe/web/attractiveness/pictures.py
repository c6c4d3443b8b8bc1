"""Effects as pictures: the map of the territories, bars of the families, each with its table beside."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from grappe.analysis import OfficialEffects, territory_effects_map
from grappe.web.attractiveness.queries import Row, ranked
from grappe.web.stores import release_or_none
from grappe.words import Sentence

_TITLE = Sentence(
    "Effet du territoire sur la tension officielle, par département", "Effect of the territory on official tension"
)


def map_of(found: OfficialEffects, language: str) -> SafeString | None:
    """The map of β, or nothing where no outlines are installed."""
    places = release_or_none("places")
    if places is None:
        return None
    values = {row["key"]: row["value"] for row in ranked(found, "territory")}
    return mark_safe(territory_effects_map(places, values, _TITLE, level="departement", language=language))


def named(rows: Sequence[Row], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rows with the name of their key."""
    return [{**row, "name": names.get(row["key"], "")} for row in rows]


def shares(found: OfficialEffects) -> list[tuple[str, float]]:
    """How the differences of tension share out: occupations, territories, pairs."""
    labels = (_("le métier"), _("le territoire"), _("ce métier ici"))
    return list(zip(labels, found.found.spread or (0.0, 0.0, 0.0), strict=True))
