"""Texts brought to one alphabet: small letters, no accents, plain signs, no markup."""

import html
import re
import unicodedata

LONGEST = 600  #: characters of a title that are read; what follows is text, not title

_TAG = re.compile(r"<[^<>]{0,200}>")
_PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "−": "-",
        "•": "·",
        "‧": "·",
        "∙": "·",
    }
    | {
        "⋅": "·",
        "・": "·",
        "œ": "oe",
        "æ": "ae",
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "\u00ad": "",
        "\u200b": "",
        "\ufeff": "",
    }
)


def fold(text: str) -> str:
    """``text`` in small letters without accents or markup, signs unified, spaces single.

    >>> fold("Ingénieur·e  <b>MÉTHODES</b> – Cœur d’industrie")
    "ingenieur·e methodes - coeur d'industrie"
    """
    text = text[:LONGEST]
    if "<" in text or "&" in text:
        text = html.unescape(_TAG.sub(" ", text))
    text = text.lower().translate(_PLAIN)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(text.split())
