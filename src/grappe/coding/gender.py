"""One form for every gender and number of a French job word, by its ending.

The form is the masculine singular where the rules know it; where they are wrong they are wrong in the same way for
titles and for references, so that a title still meets its reference.
"""

import csv
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

#: Ending of a feminine or plural → ending of the form; the first that fits is applied, until none does.
ENDINGS = (
    ("trice", "teur"),
    ("euse", "eur"),
    ("eure", "eur"),
    ("ienne", "ien"),
    ("yenne", "yen"),
    ("onne", "on"),
    ("anne", "an"),
    ("iere", "ier"),
    ("chere", "cher"),
    ("gere", "ger"),
    ("llere", "ller"),
    ("tresse", "tre"),
    ("ive", "if"),
    ("ee", "e"),
    ("elle", "el"),
    ("ante", "ant"),
    ("ente", "ent"),
    ("inte", "int"),
    ("erte", "ert"),
    ("ande", "and"),
    ("arde", "ard"),
    ("ale", "al"),
    ("aine", "ain"),
    ("cate", "cat"),
    ("date", "dat"),
    ("oise", "ois"),
    ("aise", "ais"),
    ("eaux", "eau"),
    ("eux", "eur"),
    ("aux", "al"),
)
_SHORTEST = 5  #: shorter words keep their ending, but for the plural mark

#: What inclusive writing adds to the masculine: ``·e``, ``(ne)``, ``/trice``, ``-se`` …
_ADDED = (
    r"(?:e|es|ne|nes|ene|se|ses|sse|euse|euses|teuse|trice|trices|rice|ice|atrice|iere|ere|ienne|enne|iene|ienes|fe|ve|ive|le|lle|ale|elle|te|tte"
    r"|ante|ente|ee|esse|eresse|onne|ine|aine|ame|eure|ure|re|res|ieres|s)"
)
_INCLUSIVE = re.compile(
    rf"(?<=[a-z]{{2}})(?:\s?\(\s?-?{_ADDED}(?:\s?[·.)]?\s?s)?\s?\)s?|\s?[·]\s?{_ADDED}(?:[·.]s)?(?![a-z])|[.]{_ADDED}(?:[.]s)?(?![a-z.])"
    rf"|[/]-?(?:e|ne|se|euse|teuse|trice|rice|iere|ere|ienne|enne|fe|ve|ive|le|te|ante|ente|eure)(?![a-z])"
    rf"|-(?:e|ne|se|euse|trice|rice|iere|ere|ienne|enne|fe|ve|te)(?:-s)?(?![a-z-]))"
)


def without_inclusive(folded: str) -> str:
    """A folded text without the endings that inclusive writing adds.

    >>> without_inclusive("technicien·ne, directeur/trice, charge(e) d'etudes")
    "technicien, directeur, charge d'etudes"
    """
    return _INCLUSIVE.sub("", folded)


@lru_cache(maxsize=200_000)
def masculine(word: str) -> str:
    """The form of a folded word: the same for both genders, singular and plural.

    >>> [masculine(word) for word in ("techniciennes", "conductrice", "reseaux", "chargee", "barmaid")]
    ['technicien', 'conducteur', 'reseau', 'charge', 'barman']
    """
    if not word.isalpha():
        return word
    seen = {word}
    while (shorter := _step(word)) not in seen:
        word = shorter
        seen.add(word)
    return word


def _step(word: str) -> str:
    known = irregular().get(word)
    if known:
        return known
    if len(word) >= 4 and word[-1] == "s" and word[-2] not in "siu":
        return word[:-1]
    if len(word) >= _SHORTEST:
        for feminine, form in ENDINGS:
            if word.endswith(feminine) and len(word) > len(feminine) + 1:
                return word[: -len(feminine)] + form
    return word


@cache
def irregular() -> Mapping[str, str]:
    """Words whose masculine does not follow from the ending."""
    text = (files("grappe.coding") / "lexicon" / "gender.csv").read_text("utf-8")
    return {row["feminine"]: row["masculine"] for row in csv.DictReader(text.splitlines())}
