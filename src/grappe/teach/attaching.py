"""Course sheets brought to the courses of the tables: by title, helped by hours, semester and year."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from grappe.teach.course_sheets import CourseSheet
from grappe.teach.headers import plain
from grappe.teach.unit_tables import semesters_said

LEAST = 0.62  #: under this likeness of titles a sheet stays without course
_NEAR = 0.02  #: courses as like a sheet as the likeliest one, within this, share it
_SMALL = frozenset(
    [
        "de",
        "du",
        "des",
        "d",
        "l",
        "la",
        "le",
        "les",
        "a",
        "au",
        "aux",
        "en",
        "et",
        "pour",
        "par",
        "sur",
        "dans",
        "un",
        "une",
        "of",
        "and",
        "the",
        "in",
        "for",
        "to",
        "with",
    ]
)
_SEMESTER = re.compile(r"\b(?:semestre|semester)\s*s?\s?\d+\b|\bs\s?\d{1,2}\b")


@dataclass(frozen=True, slots=True)
class Place:
    """A course as the tables give it, for comparison: title, hours by kind, semester, unit, headings above it."""

    title: str
    hours: dict[str, float]
    semester: int
    unit: str
    headings: tuple[str, ...]


def attach(sheets: Sequence[CourseSheet], places: Sequence[Place]) -> list[list[int]]:
    """For each sheet the courses it belongs to, as places in the list; empty where it has none.

    A sheet belongs to several courses when they bear one title (a language taught every semester).
    """
    found = []
    for sheet in sheets:
        scores = [likeness(sheet, place) for place in places]
        best = max(scores, default=0.0)
        found.append([at for at, score in enumerate(scores) if score >= max(LEAST, best - _NEAR)])
    return found


def likeness(sheet: CourseSheet, place: Place) -> float:
    """0 to about 1.3: likeness of the titles, then a little for equal hours, the same semester and the same year."""
    title = titles_alike(sheet.title, place.title)
    if title < LEAST - 0.12:
        return 0.0
    return title + _by_hours(sheet.hours, place.hours) + _by_semester(sheet, place) + _by_heading(sheet, place)


@lru_cache(maxsize=200_000)
def titles_alike(one: str, two: str) -> float:
    """0 to 1: share of words in common, an abbreviation counting for its words, and likeness of the letters.

    >>> titles_alike("IA de confiance", "Intelligence Artificielle de Confiance") > 0.8
    True
    """
    words_one, words_two = _words(one), _words(two)
    if not words_one or not words_two:
        return 0.0
    whole = _shared(words_one, words_two)
    bare = _shared(_words(_without_brackets(one)) or words_one, _words(_without_brackets(two)) or words_two)
    letters = difflib.SequenceMatcher(None, " ".join(words_one), " ".join(words_two), autojunk=False).ratio()
    numbers = [{word for word in words if word.isdigit()} for words in (words_one, words_two)]
    other = 0.7 if all(numbers) and numbers[0] != numbers[1] else 1.0
    return other * max(0.6 * whole + 0.4 * letters, whole, 0.97 * bare)


def _shared(one: Sequence[str], two: Sequence[str]) -> float:
    """Words in common over the mean number of words; where all words of one are in the other, at least 0.75."""
    left, right = _spelt_out(one, two), _spelt_out(two, one)
    common = sum(any(_same(word, other) for other in right) for word in left)
    back = sum(any(_same(word, other) for other in left) for word in right)
    share = (common + back) / (len(left) + len(right))
    held = common == len(left) or back == len(right)
    return max(share, 0.75) if held and share > 0.3 else share


def _spelt_out(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """Words, an abbreviation replaced by the words of the other title whose first letters it is."""
    spelt: list[str] = []
    for word in words:
        runs = (others[at : at + len(word)] for at in range(len(others) - len(word) + 1)) if 1 < len(word) < 7 else ()
        full = next((run for run in runs if "".join(part[0] for part in run) == word), None)
        spelt += full or [word]
    return spelt


def _same(one: str, two: str) -> bool:
    if one == two:
        return True
    if one.isdigit() or two.isdigit() or min(len(one), len(two)) < 4:
        return False
    return one.rstrip("sx") == two.rstrip("sx") or difflib.SequenceMatcher(None, one, two).ratio() > 0.86


def _words(title: str) -> list[str]:
    said = _SEMESTER.sub(" ", plain(title).replace("'", " ").replace("œ", "oe"))
    return [word for word in re.findall(r"[a-z0-9+#]+", said) if word not in _SMALL]


def _without_brackets(title: str) -> str:
    return re.sub(r"\([^)]*\)", " ", title)


def _by_hours(one: dict[str, float], two: dict[str, float]) -> float:
    kinds = [kind for kind in ("cm", "td", "tp") if one.get(kind) or two.get(kind)]
    if not kinds or not one:
        return 0.0
    return 0.12 * sum(abs(one.get(kind, 0.0) - two.get(kind, 0.0)) < 0.26 for kind in kinds) / len(kinds)


def _by_semester(sheet: CourseSheet, place: Place) -> float:
    said = semesters_said(sheet.title)
    return 0.0 if not said else 0.15 if place.semester in said else -0.3


def _by_heading(sheet: CourseSheet, place: Place) -> float:
    """The same heading above (a year, a minor), or the unit's title among the headings of the sheet."""
    above = {plain(text) for text in sheet.headings}
    same = bool(above & {plain(text) for text in place.headings})
    return 0.06 * same
