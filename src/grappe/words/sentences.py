"""What Grappe says to a person, in both languages at once.

Engines know no translation catalogue: a sentence carries its French and its English, and whoever shows it picks one.
"""

from dataclasses import dataclass
from typing import Literal

Language = Literal["fr", "en"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in French and in English.

    >>> Sentence("3 lignes", "3 rows").said("en")
    '3 rows'
    """

    fr: str
    en: str

    def said(self, language: str = "fr") -> str:
        """The sentence in ``language``; French for any language but English."""
        return self.en if language.startswith("en") else self.fr

    def __str__(self) -> str:
        return self.fr
