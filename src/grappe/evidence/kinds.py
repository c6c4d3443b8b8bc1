"""The kinds of facts, as data: their unit, the details they need, whether they are something a partner does."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from grappe.words import Sentence


@dataclass(frozen=True, slots=True)
class FactKind:
    """A kind of fact. ``unit`` is that of its quantity, empty where the fact counts for one.

    ``needs``: details without which the fact proves nothing. ``action``: something that a partner does with the school.
    """

    name: str
    label: Sentence
    unit: str
    needs: tuple[str, ...]
    numbers: tuple[str, ...]
    days: tuple[str, ...]
    texts: tuple[str, ...]
    action: bool

    @property
    def details(self) -> tuple[str, ...]:
        """Every detail it may carry."""
        return tuple(dict.fromkeys((*self.needs, *self.numbers, *self.days, *self.texts)))


@cache
def fact_kinds() -> Mapping[str, FactKind]:
    """Every kind by its name."""
    document = tomllib.loads(files("grappe.evidence").joinpath("kinds.toml").read_text("utf-8"))
    return {name: _kind(name, entry) for name, entry in document.items()}


def _kind(name: str, entry: Mapping[str, Any]) -> FactKind:
    return FactKind(
        name=name,
        label=Sentence(entry["fr"], entry["en"]),
        unit=entry["unit"],
        needs=tuple(entry.get("needs", ())),
        numbers=tuple(entry.get("numbers", ())),
        days=tuple(entry.get("days", ())),
        texts=tuple(entry.get("texts", ())),
        action=bool(entry.get("action", False)),
    )
