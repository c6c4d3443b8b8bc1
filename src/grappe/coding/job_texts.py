"""The part of an ad's text that speaks of the job.

An ad also speaks of its company, of the law and of how to apply. Sentences that do are left out, by the words of
``lexicon/texts.toml``, so that the same job under another company's presentation keeps its code.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

from grappe.coding.folding import LONGEST, fold

MOST = 6_000  #: characters of a text that are read
_SENTENCE = re.compile(r"(?<=[.!?;:])\s+|[\n\r•·▪●*]+|\s-\s")


def about_the_job(text: str) -> str:
    """The sentences of a text without those of the company, the law and the application.

    >>> about_the_job("Notre groupe est leader européen du béton. Vous conduisez un tour à commande numérique.")
    'Vous conduisez un tour à commande numérique.'
    """
    beside = _beside()
    sentences = (piece.strip() for piece in _SENTENCE.split(text[:MOST]) if piece)
    return " ".join(piece for piece in sentences if piece and not beside.search(fold(piece[:LONGEST])))


@cache
def _beside() -> re.Pattern[str]:
    document = tomllib.loads((files("grappe.coding") / "lexicon" / "texts.toml").read_text("utf-8"))
    cues = [re.escape(cue) for listed in document.values() for cue in listed]
    return re.compile(r"(?<![a-z0-9])(?:" + "|".join(cues) + r")(?![a-z0-9])")
