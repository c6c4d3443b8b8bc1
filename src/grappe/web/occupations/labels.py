"""How figures are said on screen: levels of tension as words and shapes, the complementary levels by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from grappe.web.needs.models import Contract

WORDS = {1: _("très faible"), 2: _("faible"), 3: _("moyenne"), 4: _("forte"), 5: _("très forte")}
#: Complementary levels of Dares and France Travail, in the order in which they publish them.
COMPLEMENTARY: dict[str, tuple[str | Promise, str | Promise]] = {
    "hiring_intensity": (_("Intensité d'embauches"), _("Beaucoup d'embauches par rapport à l'emploi.")),
    "training_link": (_("Lien avec la formation"), _("Le métier demande une formation précise.")),
    "labour_shortage": (_("Manque de main-d'œuvre"), _("Peu de personnes cherchent ce métier.")),
    "non_durable": (_("Emploi non durable"), _("Beaucoup d'offres sont courtes ou à temps partiel.")),
    "working_conditions": (_("Conditions de travail"), _("Beaucoup de contraintes physiques ou d'horaires.")),
    "geographic_mismatch": (_("Décalage géographique"), _("Les offres ne sont pas là où sont les personnes.")),
}
CONTRACTS: dict[str, str | Promise] = {**dict(Contract.choices), "?": _("Non précisé")}
DOMAINS = "ABCDEFGHIJKLMN"


@dataclass(frozen=True, slots=True)
class Level:
    """An official level, 1 to 5, as a word and as five marks, so that it never hangs on colour."""

    value: int
    word: str | Promise
    marks: str


def level(value: int | None) -> Level | None:
    """The level of a value; ``None`` where there is no official figure."""
    return Level(value, WORDS[value], "●" * value + "○" * (5 - value)) if value in WORDS else None


def levels(tension: Mapping[str, Any] | None) -> list[tuple[str | Promise, Level | None, str | Promise]]:
    """Name, level and meaning of each complementary level of a tension."""
    held = tension or {}
    return [(name, level(held.get(key)), about) for key, (name, about) in COMPLEMENTARY.items()]


def contract(value: str) -> str | Promise:
    """The name of a kind of contract."""
    return CONTRACTS.get(value, value)
