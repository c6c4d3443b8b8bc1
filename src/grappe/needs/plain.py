"""Texts brought to one plain form to be compared: small letters, no accents, single spaces."""

import re
import unicodedata
from functools import lru_cache

_APART = re.compile(r"[^a-z0-9@%€$./,+\-]+")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Small letters without accents, spaces single; digits, signs of money and punctuation of numbers stay.

    >>> plain("Chargé(e) d'Études"), plain("35 – 40 k€")
    ('charge e d etudes', '35 - 40 k€')
    """
    text = text.replace("–", "-").replace("—", "-").replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae")
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _APART.sub(" ", bare.lower()).strip()


@lru_cache(maxsize=65536)
def words(text: str) -> str:
    """Letters and digits alone, single spaces: for names of columns and places.

    >>> words("Code postal (lieu)"), words("SAINT-CYR s/ Loire")
    ('code postal lieu', 'saint cyr s loire')
    """
    return _NOT_WORD.sub(" ", plain(text)).strip()
