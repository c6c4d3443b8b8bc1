"""Effects as pictures: the map of the territories, bars of the families, each with its table beside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from grappe.analysis import OfficialEffects, territory_effects_map
from grappe.web.attractiveness.queries import Row, ranked
from grappe.web.maps import bounds, class_of
from grappe.web.stores import release_or_none
from grappe.web.templatetags.grappe import number
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


#: The fourteen domains of the ROME, by the first letter of a code.
DOMAINS = {
    "A": Sentence("Agriculture, espaces naturels", "Farming, natural areas"),
    "B": Sentence("Arts et façonnage", "Arts and crafts"),
    "C": Sentence("Banque, assurance, immobilier", "Banking, insurance, property"),
    "D": Sentence("Commerce et vente", "Trade and sales"),
    "E": Sentence("Communication, média", "Communication, media"),
    "F": Sentence("Construction", "Construction"),
    "G": Sentence("Hôtellerie, tourisme, loisirs", "Hotels, tourism, leisure"),
    "H": Sentence("Industrie", "Manufacturing"),
    "I": Sentence("Installation et maintenance", "Installation and maintenance"),
    "J": Sentence("Santé", "Health"),
    "K": Sentence("Services à la personne", "Personal services"),
    "L": Sentence("Spectacle", "Performing arts"),
    "M": Sentence("Support à l'entreprise", "Business support"),
    "N": Sentence("Transport et logistique", "Transport and logistics"),
}


@dataclass(frozen=True, slots=True)
class Grid:
    """Families in lines, places in columns, needs in cells; ``shade`` is one of five classes, empty for nothing."""

    places: tuple[tuple[str, str], ...]
    lines: tuple[tuple[str, int, tuple[tuple[str, str], ...]], ...]


def grid(rows: Sequence[Row], names: Mapping[str, str], language: str, *, most: int = 12) -> Grid:
    """The ``most`` places with the most needs beside one another."""
    by_place: dict[str, int] = {}
    for row in rows:
        by_place[row["territory"]] = by_place.get(row["territory"], 0) + row["needs"]
    places = sorted(by_place, key=lambda code: (-by_place[code], code))[:most]
    cells = {(row["domain"], row["territory"]): row["needs"] for row in rows}
    limits = bounds([float(cells[key]) for key in cells if key[1] in places])
    lines = []
    for domain in sorted({row["domain"] for row in rows}):
        told = tuple(_cell(cells.get((domain, place)), limits) for place in places)
        total = sum(row["needs"] for row in rows if row["domain"] == domain)
        label = DOMAINS[domain].said(language) if domain in DOMAINS else domain
        lines.append((label, total, told))
    return Grid(tuple((code, names.get(code, "")) for code in places), tuple(lines))


def _cell(needs: int | None, limits: Sequence[float]) -> tuple[str, str]:
    return ("–", "") if needs is None else (number(needs), class_of(float(needs), limits))


def shares(found: OfficialEffects) -> list[tuple[str, float]]:
    """How the differences of tension share out: occupations, territories, pairs."""
    labels = (_("le métier"), _("le territoire"), _("ce métier ici"))
    return list(zip(labels, found.found.spread or (0.0, 0.0, 0.0), strict=True))
