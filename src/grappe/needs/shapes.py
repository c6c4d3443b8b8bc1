"""What a column of values looks like: dates, codes, places, titles, long texts, with the share of each."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from statistics import mean

from grappe.needs.contracts import contract_of
from grappe.needs.days import day_of
from grappe.needs.figures import coordinates_of, number_of
from grappe.needs.markup import text_of
from grappe.needs.naming import contents
from grappe.needs.places import _postcode as postcode_of
from grappe.needs.plain import plain, words
from grappe.words import NafCode, RomeCode, Siret

_LOOKED_AT = 4_000  #: characters of a value that are looked at
_MARKUP = re.compile(r"</?[a-z][^<>]*>|&lt;/?[a-z]|&(nbsp|eacute|amp|#\d+);", re.I)
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[a-z]{2,}", re.I)
_PHONE = re.compile(r"(\+|0)[\d .()-]{9,18}")
_URL = re.compile(r"(https?://|www\.)\S+", re.I)
_CODE = re.compile(r"(?=.*\d)[A-Za-z0-9][\w./|:#-]*|[0-9a-f]{8}-[0-9a-f-]{27}|[A-Z0-9_]{6,}|_\w+")
_EPOCH = re.compile(r"1[0-9]{9}(\d{3})?")
_SENTENCE = re.compile(r"[.!?:;]\s|\n")
_CAPITAL_START = re.compile(r"[A-ZÀ-Ý0-9#\[(«\"]")
_LANGUAGE = re.compile(r"[a-z]{2}([_-][a-z]{2})?|fran[cç]ais|french|anglais|english", re.I)


@dataclass(frozen=True, slots=True)
class Shape:
    """Shares (0 to 1, of the filled values) of what a column holds; ``filled`` is a share of the records."""

    filled: float
    count: int
    distinct: float
    length: float
    words: float
    shares: dict[str, float]

    def __getitem__(self, test: str) -> float:
        return self.shares[test]


def shape_of(values: Sequence[str], *, records: int) -> Shape:
    """The shape of a column: its filled values, among ``records`` records."""
    texts = [_seen(value) for value in values]
    count = len(texts) or 1
    shares = {name: sum(map(test, texts)) / count for name, test in _TESTS.items()}
    shares["markup"] = sum(1 for value in values if _MARKUP.search(value[:_LOOKED_AT])) / count
    return Shape(
        filled=len(texts) / max(records, 1),
        count=len(texts),
        distinct=len(set(texts)) / count,
        length=mean(map(len, texts)) if texts else 0.0,
        words=mean(text.count(" ") + 1 for text in texts) if texts else 0.0,
        shares=shares,
    )


@lru_cache(maxsize=16384)
def _seen(value: str) -> str:
    return text_of(value[:_LOOKED_AT])


def _whole(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.fullmatch(text) is not None


def _inside(topic: str, limit: int = 200) -> Callable[[str], bool]:
    return lambda text: len(text) <= limit and _pattern(topic).search(plain(text)) is not None


def _is_date(text: str) -> bool:
    day = day_of(text) if len(text) <= 40 and _pattern("date").match(text) else None
    return day is not None and 1995 <= day.year <= 2060


def _is_number(text: str) -> bool:
    return len(text) < 24 and number_of(text) is not None


def _between(low: float, high: float) -> Callable[[str], bool]:
    def within(text: str) -> bool:
        number = number_of(text) if len(text) < 24 else None
        return number is not None and low <= number <= high and (number != int(number) or "." in text)

    return within


@cache
def _pattern(topic: str) -> re.Pattern[str]:
    """A pattern of ``contents.toml``."""
    return re.compile("|".join(f"(?:{one})" for one in contents()["patterns"][topic]), re.I)


@cache
def _names(topic: str) -> frozenset[str]:
    return frozenset(contents()[topic])


@cache
def _beginnings(topic: str) -> re.Pattern[str]:
    listed = sorted(contents()[topic].split(), key=len, reverse=True)
    return re.compile(r"\b(" + "|".join(re.escape(word) for word in listed) + ")")


@cache
def _first_names() -> frozenset[str]:
    return frozenset(contents()["first_names"].split())


@cache
def _company_words() -> re.Pattern[str]:
    return re.compile(r"\b(" + "|".join(contents()["companies"]) + r")\b")


def _occupation(text: str) -> bool:
    return len(text) < 200 and _beginnings("occupations").search(words(text)) is not None


@lru_cache(maxsize=16384)
def _recruiting(text: str) -> bool:
    """Whether a text holds at least two different words of recruiting."""
    return len(set(_beginnings("recruiting").findall(words(text[:_LOOKED_AT])))) >= 2


def _departement(text: str) -> bool:
    bare = re.sub(r"\(.*?\)|\b\d\w?\w?\b", " ", text)
    return len(text) < 60 and words(bare) in _names("departements")


def _place(text: str) -> bool:
    """A town that is known, a département, a region, or a name beside its code: « Lyon (69) »."""
    if len(text) > 90:
        return False
    parts = [
        words(re.sub(r"\d+(er|e|eme|ème)?|\(.*?\)|cedex|arrondissement", " ", part, flags=re.I))
        for part in re.split(r"[,;|/]| - ", text)
    ]
    known = _names("cities") | _names("departements") | _names("regions")
    return any(part in known for part in parts) or _pattern("with_code").search(plain(text)) is not None


def _person(text: str) -> bool:
    """« Mme Exemple », « Camille EXEMPLE »: a civility or a common first name, and one or two words."""
    said = words(text).split()
    if not 2 <= len(said) <= 4 or _company_words().search(" ".join(said)):
        return False
    return said[0] in ("m", "mme", "monsieur", "madame", "mlle") or bool({said[0], said[-1]} & _first_names())


def _towny(text: str) -> bool:
    """A capital, a few words, no digit: as the name of a town is written."""
    return 1 < len(text) <= 60 and text[0].isupper() and len(text.split()) <= 6 and not re.search(r"[@/:€]|\d{6}", text)


_TESTS: dict[str, Callable[[str], bool]] = {
    "date": _is_date,
    "epoch": _whole(_EPOCH),
    "number": _is_number,
    "digits": lambda text: text.isascii() and text.isdigit(),
    "whole": lambda text: text.isdigit() and len(text) < 6,
    "url": _whole(_URL),
    "email": lambda text: _EMAIL.search(text[:200]) is not None,
    "phone": lambda text: _PHONE.fullmatch(text) is not None and sum(map(str.isdigit, text)) >= 9,
    "code": _whole(_CODE),
    "five": lambda text: bool(re.fullmatch(r"\d{4,5}|2[AB]\d{3}", text)),
    "postcode": lambda text: (
        len(text) <= 7 and re.fullmatch(r"\d{4,5}(\.0)?", text) is not None and postcode_of(text) is not None
    ),
    "siret": lambda text: len(text) < 20 and Siret.parse(text) is not None,
    "naf": lambda text: len(text) < 8 and NafCode.parse(text) is not None,
    "rome": lambda text: len(text) < 8 and RomeCode.parse(text) is not None,
    "flag": lambda text: text.lower() in ("true", "false", "oui", "non", "yes", "no", "0", "1", "o", "n"),
    "contract": lambda text: len(text) < 100 and contract_of(text) is not None,
    "gender": lambda text: len(text) < 200 and _pattern("gender").search(text) is not None,
    "occupation": _occupation,
    "recruiting": _recruiting,
    "money": _inside("money"),
    "study": _inside("study"),
    "years": _inside("years", 80),
    "time": _inside("time", 80),
    "country": lambda text: words(text) in _names("countries"),
    "region": lambda text: words(text) in _names("regions"),
    "departement": _departement,
    "departement_code": lambda text: re.fullmatch(r"\d{1,2}|2[AB]|97\d", text) is not None,
    "bracketed": lambda text: len(text) < 200 and re.search(r"\(\s*(\d{2,3}|2[AB])\s*\)", text) is not None,
    "place": _place,
    "towny": _towny,
    "company": lambda text: len(text) < 120 and _company_words().search(words(text)) is not None,
    "sentence": lambda text: len(text) > 60 and _SENTENCE.search(text) is not None,
    "capital": lambda text: _CAPITAL_START.match(text) is not None,
    "lat": _between(-22, 52),
    "lon": _between(-64, 56),
    "geo": lambda text: coordinates_of(text) is not None,
    "language": _whole(_LANGUAGE),
    "person": _person,
}
