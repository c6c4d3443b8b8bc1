"""What the sections of a dossier share: the facts, the figures, the language, what may be told and its annexes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from grappe.evidence.editions import Edition
from grappe.evidence.indicators import Indicator
from grappe.evidence.lockers import DocumentState
from grappe.evidence.things import Fact, Locker
from grappe.evidence.tracing import Cell, traced
from grappe.evidence.words import WORDS
from grappe.words import Sentence

#: Who reads the dossier → confidentiality of the facts that are told in full.
AUDIENCES = {"auditor": ("public", "school", "auditor"), "public": ("public",)}


@dataclass(frozen=True)
class Work:
    """What the sections of a dossier share. ``annexes`` gives each document that may be shown its number."""

    locker: Locker
    edition: Edition
    day: date
    language: str
    shown: tuple[str, ...]
    states: tuple[DocumentState, ...]
    facts: tuple[Fact, ...]
    figures: tuple[Indicator, ...]
    annexes: dict[str, int] = field(default_factory=dict)

    def said(self, sentence: Sentence) -> str:
        """A sentence in the language of the dossier."""
        return sentence.said(self.language)

    def word(self, name: str) -> str:
        """A word of a dossier."""
        return WORDS[name].said(self.language)

    def open(self, fact: Fact) -> bool:
        """Whether the audience may be told the fact."""
        return fact.confidentiality in self.shown

    def annex(self, fact: Fact) -> str:
        """The number of a fact's document; a dash where it is not joined."""
        number = self.annexes.get(fact.fact)
        return "–" if number is None else f"A{number}"

    def count(self, facts: Iterable[Fact], name: str) -> Cell:
        """How many facts, traced to them."""
        names = tuple(fact.fact for fact in facts)
        return traced(len(names), "count", names, name=name, language=self.language)
