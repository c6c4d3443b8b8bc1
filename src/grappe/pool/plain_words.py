"""A need in plain words → half-days and weeks, said back so that a person can confirm: « deux jours par semaine, pas le
vendredi, de mars à juin ». What was not understood is named, never guessed.
"""

import re
import unicodedata
from dataclasses import dataclass

import numpy as np

from grappe.pool.leave import month_of
from grappe.pool.things import HALFDAYS, WEEKS
from grappe.pool.unplaced import days_told, runs
from grappe.words import Refused, Sentence, Where

_NUMBERS = {
    name: value
    for value, names in {
        0.5: ("demi", "half"),
        1: ("un", "une", "one"),
        2: ("deux", "two"),
        3: ("trois", "three"),
        4: ("quatre", "four"),
        5: ("cinq", "five"),
        6: ("six",),
        7: ("sept", "seven"),
        8: ("huit", "eight"),
        9: ("neuf", "nine"),
        10: ("dix", "ten"),
    }.items()
    for name in names
}
_DAYS = ("lundi|monday", "mardi|tuesday", "mercredi|wednesday", "jeudi|thursday", "vendredi|friday", "samedi|saturday")
_MONTHS = (
    "janvier|january",
    "fevrier|february",
    "mars|march",
    "avril|april",
    "mai|may",
    "juin|june",
    "juillet|july",
    "aout|august",
    "septembre|september",
    "octobre|october",
    "novembre|november",
    "decembre|december",
)
_NOT = r"(?:pas|sauf|hors|excepte|jamais|ni|not|except|never)"
_MONTH = "|".join(_MONTHS)
_NUMBER = rf"(\d+(?:[.,]\d+)?|{'|'.join(_NUMBERS)})"
#: Words that carry nothing by themselves.
_FILLER = re.compile(
    "le|la|les|l|de|d|du|des|et|en|au|aux|a|par|chaque|tous|toutes|tout|toute|un|une|jours?|semaines?|on|the|and|in|of|"
    "per|weeks?|every|all|days?|mois|months?|annee|year|an|from|to|s|besoin|il|faut|nous|avons|ou"
)


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood: half-days that may be worked, half-days wanted by week, what to confirm, what was left.

    ``unread`` are words that were not understood; a person says whether they matter.
    """

    halfdays: tuple[bool, ...]
    weeks: tuple[int, ...]
    said: Sentence
    unread: tuple[str, ...]


def read_words(text: str, *, hours_per_halfday: float = 3.5) -> Understood:
    """The need that a sentence describes, in French or English.

    Raises ``Refused`` when no quantity is said, or more half-days than the days named have.
    """
    plain = _plain(text)
    left = [plain]
    count = _count(left, hours_per_halfday)
    open_ = _halfdays(left)
    months = _weeks(left)
    count = sum(open_) if count is None and any(name in plain for day in _DAYS for name in day.split("|")) else count
    if count is None:
        raise _refused(
            text,
            "combien ? Par exemple « deux jours par semaine » ou « 14 h par semaine »",
            "how much? For example “two days a week” or “14 h a week”",
        )
    if count > sum(open_):
        raise _refused(
            text,
            f"{count} demi-journées sont demandées, les jours dits en ont {sum(open_)}",
            f"{count} half-days are asked, the days named have {sum(open_)}",
        )
    weeks = tuple(count if week in months else 0 for week in range(1, WEEKS + 1))
    unread = tuple(word for word in re.findall(r"[a-z]+|\d+", left[0]) if not _FILLER.fullmatch(word))
    return Understood(tuple(open_), weeks, _said(open_, weeks, count, hours_per_halfday), unread)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower().replace("’", "'").replace("œ", "oe"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _take(left: list[str], pattern: str) -> re.Match[str] | None:
    """The first match, taken out of what is left to read."""
    found = re.search(pattern, left[0])
    if found:
        left[0] = left[0][: found.start()] + " ; " + left[0][found.end() :]
    return found


def _number(text: str) -> float:
    return _NUMBERS[text] if text in _NUMBERS else float(text.replace(",", "."))


def _count(left: list[str], hours: float) -> int | None:
    """Half-days a week, ``None`` when nothing says how many."""
    halves = r"(?:demi-journees?|demi journees?|half-days?|matins|apres-midis?|mornings|afternoons)"
    a_week = r"(?:\s*(?:par|a|per|/)\s*(?:semaine|week))?"
    if found := _take(left, rf"\b{_NUMBER}\s*{halves}\b{a_week}"):
        _keep_halves(left, found[0])
        return round(_number(found[1]))
    if found := _take(left, rf"\b{_NUMBER}\s*(?:jours?|days?)(\s+et demi|\s+and a half)?\b{a_week}"):
        return round(2 * (_number(found[1]) + (0.5 if found[2] else 0)))
    if found := _take(left, rf"\b{_NUMBER}\s*(?:h\b|heures?|hours?){a_week}"):
        return round(_number(found[1]) / hours)
    if _take(left, r"\b(?:a )?(?:mi-temps|mi temps|half-time|half time)\b"):
        return 5
    return None


def _keep_halves(left: list[str], said: str) -> None:
    """« trois matins » counts half-days and says which halves."""
    if re.search(r"matin|morning", said):
        left[0] += " ; le matin"
    if re.search(r"apres-midi|afternoon", said):
        left[0] += " ; l'apres-midi"


def _halfdays(left: list[str]) -> list[bool]:
    """Which half-days may be worked: those named, else Monday to Friday; less those refused."""
    refused, named = set(), set()
    half = r"(?:\s+(matin|morning|apres-midi|apres midi|afternoon))?"
    list_ = rf"(?:(?:{'|'.join(_DAYS)})s?{half}(?:\s*(?:,|et|ou|ni|and|or)?\s*(?:le |l')?)?)+"
    day = "|".join(_DAYS)
    while found := _take(left, rf"\b(?:du |from )?({day})\s+(?:au|a|to)\s+({day})\b"):
        named |= set(range(min(_of(found[1])), max(_of(found[2])) + 1))
    while found := _take(left, rf"\b{_NOT}\s+(?:le |les |on )?({list_})"):
        refused |= _of(found[1])
    while found := _take(left, rf"\b(?:le |les |du |au |on )?({list_})"):
        named |= _of(found[1])
    open_ = [(half in named) if named else half < HALFDAYS - 2 for half in range(HALFDAYS)]
    if _take(left, rf"\b{_NOT}\s+(?:le |l'|in the )?(?:matins?|mornings?)\b"):
        refused |= set(range(0, HALFDAYS, 2))
    if _take(left, rf"\b{_NOT}\s+(?:le |l'|in the )?(?:apres-midis?|afternoons?)\b"):
        refused |= set(range(1, HALFDAYS, 2))
    if _take(left, r"\b(?:les? |in the )?(?:matins?|mornings?)\b"):
        refused |= set(range(1, HALFDAYS, 2))
    if _take(left, r"\b(?:les |l'|in the )?(?:apres-midis?|afternoons?)\b"):
        refused |= set(range(0, HALFDAYS, 2))
    return [held and half not in refused for half, held in enumerate(open_)]


def _of(text: str) -> set[int]:
    """The half-days of days named, each with its half where one is said."""
    found: set[int] = set()
    for day, names in enumerate(_DAYS):
        for match in re.finditer(rf"\b(?:{names})s?(?:\s+(matin|morning|apres-midi|apres midi|afternoon))?", text):
            half = match[1] or ""
            found |= {2 * day} if half.startswith(("matin", "morning")) else set()
            found |= {2 * day + 1} if half.startswith(("apres", "afternoon")) else set()
            found |= set() if half else {2 * day, 2 * day + 1}
    return found


def _weeks(left: list[str]) -> set[int]:
    """Weeks in which the need stands: those of the months or weeks named, else the whole year; less those refused."""
    refused, named = set(), set()
    while found := _take(left, rf"\b{_NOT}\s+(?:en |de |d'|in )?({_MONTH})(?:\s*(?:a|au|to)\s*({_MONTH}))?\b"):
        refused |= _between(found[1], found[2] or found[1])
    from_ = r"(?:de |d'|du |from |between |entre )?"
    while found := _take(left, rf"\b{from_}({_MONTH})\s*(?:a|au|to|-)\s*({_MONTH})\b"):
        named |= _between(found[1], found[2])
    while found := _take(left, rf"\b(?:en |in |de |d')?({_MONTH})\b"):
        named |= _between(found[1], found[1])
    while found := _take(left, r"\b(?:semaines?|weeks?)\s*(\d{1,2})(?:\s*(?:a|au|to|-|–)\s*(\d{1,2}))?"):
        named |= set(range(int(found[1]), int(found[2] or found[1]) + 1))
    _take(left, r"\b(?:toute l'annee|a l'annee|all year)\b")
    return (named or set(range(1, WEEKS + 1))) - refused


def _between(first: str, last: str) -> set[int]:
    """The weeks of the months from one to another, over New Year where the second comes before the first."""
    start, end = (next(at for at, names in enumerate(_MONTHS, 1) if name in names.split("|")) for name in (first, last))
    months = set(range(start, end + 1)) if start <= end else set(range(start, 13)) | set(range(1, end + 1))
    return {week for week in range(1, WEEKS + 1) if month_of(week) in months}


def _said(open_: list[bool], weeks: tuple[int, ...], count: int, hours: float) -> Sentence:
    held = [half + 1 for half in range(HALFDAYS) if open_[half]]
    year = sum(1 for week in weeks if week)
    fr, en = (days_told(held, language) for language in ("fr", "en"))
    span = runs(np.array(weeks))
    return Sentence(
        f"{count} demi-journée(s) par semaine ({count * hours:g} h), possibles : {fr} ; semaines {span}, "
        f"soit {year * count} demi-journées ({year * count * hours:g} h) par an",
        f"{count} half-day(s) a week ({count * hours:g} h), possible: {en}; weeks {span}, "
        f"that is {year * count} half-days ({year * count * hours:g} h) a year",
    )


def _refused(text: str, fr: str, en: str) -> Refused:
    return Refused(Sentence(fr, en), where=Where(value=text))
