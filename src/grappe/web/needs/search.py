"""French full-text search, the same on both databases: words are elided, stemmed, then stripped of accents.

The normalised text is stored once; SQLite indexes it with FTS5, PostgreSQL with a GIN index over ``simple``.
"""

import functools
import re
import unicodedata

import snowballstemmer
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

_STEMMER = snowballstemmer.stemmer("french")
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’]", re.IGNORECASE)
_GENDERED = ((re.compile(r"(?:trice|teuse)s?$"), "teur"), (re.compile(r"euses?$"), "eur"))


def normalised(text: str) -> str:
    """The words of a text as they are searched.

    >>> normalised("Chargées d'affaires") == normalised("chargé d’affaire")
    True
    """
    return " ".join(_stem(word) for word in _WORD.findall(_ELISION.sub(" ", text.lower())))


@functools.lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    for ending, masculine in _GENDERED:
        word = ending.sub(masculine, word)
    stemmed = _STEMMER.stemWord(word)
    return "".join(letter for letter in unicodedata.normalize("NFD", stemmed) if not unicodedata.combining(letter))


def found(needs: QuerySet, words: str) -> QuerySet:
    """The needs that hold every one of the words; the last one may be unfinished."""
    terms = normalised(words).split()
    if not terms:
        return needs
    if connection.vendor == "postgresql":
        sql = "SELECT id FROM grappe_need WHERE to_tsvector('simple', search_text) @@ to_tsquery('simple', %s)"
        query = " & ".join(f"{term}:*" for term in terms)
    else:
        sql = "SELECT rowid FROM grappe_need_search WHERE grappe_need_search MATCH %s"
        query = " ".join(f'"{term}"*' for term in terms)
    return needs.filter(id__in=RawSQL(sql, (query,)))
