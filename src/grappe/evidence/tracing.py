"""Figures of a dossier with what they are made of, so that a reader can check each."""

from dataclasses import dataclass

from grappe.evidence.said import valued
from grappe.papers import Paper, Table


@dataclass(frozen=True, slots=True)
class Traced:
    """A number as it is printed, its value, and the facts it is made of. ``name`` says what it counts."""

    said: str
    value: float | None
    facts: tuple[str, ...]
    name: str

    def __str__(self) -> str:
        return self.said


Cell = str | Traced


def traced(value: float | None, unit: str, facts: tuple[str, ...], *, name: str, language: str) -> Traced:
    """A figure as it is printed in a language."""
    return Traced(valued(value, unit, language), value, facts, name)


def figures_of(dossier: Paper) -> tuple[Traced, ...]:
    """Every figure in the tables of a dossier, in order."""
    tables = (block for block in dossier.blocks if isinstance(block, Table))
    return tuple(cell for table in tables for row in table.rows for cell in row if isinstance(cell, Traced))
