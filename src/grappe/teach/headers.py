"""What the columns of a table of teaching units mean, in the words that French and English syllabi use."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal

Meaning = Literal[
    "unit", "course", "code", "semester", "cm", "td", "tp", "project", "assessment", "other", "total", "ects", "coef"
]
HOURS = ("cm", "td", "tp", "project", "assessment", "other", "total")

_PATTERNS: tuple[tuple[Meaning, str], ...] = (
    ("ects", r"(?:nb |nombre )?(?:de |d')?(?:credits?)? ?ects|credits?(?: europeens?)?(?: ects)?"),
    ("coef", r"coeff?s?|coefficients?|poids|ponderation|weight"),
    ("code", r"codes?(?: (?:ue|ecue|ec|apogee|module|du cours))?|code|sigle|ref|reference"),
    ("semester", r"sem|semestres?|semesters?"),
    ("unit", r"u\.?e\.?s?|unites? d'enseignements?(?: \(?ue\)?)?|teaching units?|units?|unites?|blocs?|poles?"),
    (
        "course",
        r"e\.?c\.?(?:u\.?e\.?)?s?|elements? constitutifs?.*|modules?|matieres?|cours|courses?|enseignements?|intitules?"
        r"(?: (?:de l'|du |des )?\w+)?|libelles?(?: .*)?|disciplines?|titres?|titles?|activites?|designation|nom",
    ),
    ("cm", r"c\.?m\.?s?|cours(?: magistra(?:l|ux))?|lectures?|h ?cm|cours/td"),
    ("td", r"t\.?d\.?s?|travaux diriges|seminars?|tutorials?|h ?td|exercises?"),
    ("tp", r"t\.?p\.?s?|tp ?/ ?projets?|travaux pratiques|laborator(?:y|ies)|labs?|h ?tp|practicals?"),
    ("project", r"projets?|proj|projects?|pt|tpe|bureau d'etudes|be"),
    ("assessment", r"eval(?:uations?)?|examens?|exam(?:s|ination)?|ds|controles?|assessment"),
    ("other", r"autres?|others?|travail personnel|perso|stages?|autonomie|tutorat|entreprise|company|hnp"),
    (
        "total",
        r"total(?: ?(?:des )?(?:heures|h|etudiant|presentiel|hours))?|"
        r"(?:nb |nombre )?(?:de |d')?(?:heures?|hours)(?: totales?)?|volumes? (?:horaires?|total)(?: total| global)?|"
        r"v\.?h\.?t?|horaires?(?: total)?|h|presentiel|heures etudiant",
    ),
)  # fmt: skip
_COMPILED = tuple((meaning, re.compile(pattern)) for meaning, pattern in _PATTERNS)
_UNITS_SAID = re.compile(r"\s*\((?:en )?(?:heures?|h|hours?|credits?)\.?\)|\s*\ben (?:heures?|credits)\b|\s*:\s*$")


def plain(text: str) -> str:
    """Small letters without accents, one kind of apostrophe, single spaces.

    >>> plain("Unité d’Enseignement")
    "unite d'enseignement"
    """
    flat = unicodedata.normalize(
        "NFKD", text.replace("’", "'").replace("‘", "'").replace("œ", "oe").replace("Œ", "oe").lower()
    )
    return " ".join("".join(letter for letter in flat if not unicodedata.combining(letter)).split())


def meanings(text: str) -> tuple[Meaning, ...]:
    """Everything that a header may mean, likeliest first; ``Cours`` may be the course or its lectures."""
    said = _UNITS_SAID.sub("", plain(text)).strip(" .:*")
    return tuple(meaning for meaning, pattern in _COMPILED if said and pattern.fullmatch(said))


def columns_meant(headers: Sequence[tuple[str, ...]]) -> dict[int, Meaning] | None:
    """What each column means, from its header texts from top to bottom; ``None`` where this is no table of units.

    Such a table names its courses and, beside them, credits or hours.
    """
    found: dict[int, Meaning] = {}
    hours = [place for place, texts in enumerate(headers) if len(texts) > 1 and "total" in meanings(texts[0])]
    for place, texts in enumerate(headers):
        listed = meanings(texts[-1]) if texts else ()
        among_hours = place in hours or _beside(headers, place)
        if not listed and place in hours:
            found[place] = "total" if place == hours[-1] else "other"
        elif listed:
            found[place] = next((one for one in listed if not among_hours or one in HOURS), listed[0])
    _hours_without_names(headers, found)
    return _checked(found)


def _beside(headers: Sequence[tuple[str, ...]], place: int) -> bool:
    """Whether ``Cours`` stands just before TD or TP, and so means lectures."""
    after = headers[place + 1][-1] if place + 1 < len(headers) and headers[place + 1] else ""
    return "cm" in meanings(headers[place][-1] if headers[place] else "") and bool(
        {"td", "tp"} & set(meanings(after)[:1])
    )


def _hours_without_names(headers: Sequence[tuple[str, ...]], found: dict[int, Meaning]) -> None:
    """Columns under one wide header of hours, without names of their own: the last is the total."""
    wide = [place for place, meaning in found.items() if meaning == "total"]
    if len(wide) > 1 and len({headers[place] for place in wide}) == 1:
        for place in wide[:-1]:
            found[place] = "other"


def _checked(found: dict[int, Meaning]) -> dict[int, Meaning] | None:
    first: dict[Meaning, int] = {}
    for place, meaning in list(found.items()):
        if meaning in first and meaning in ("unit", "code", "semester", "ects", "coef", "total"):
            del found[place]
        elif meaning in first and meaning == "course":
            _second_name(found, first["course"], place)
        first.setdefault(meaning, place)
    kinds = set(found.values())
    if "course" not in kinds and "unit" in kinds:
        return None
    measured = "ects" in kinds or len(kinds & set(HOURS)) > 1 or ("unit" in kinds and bool(kinds & set(HOURS)))
    return found if "course" in kinds and measured else None


def _second_name(found: dict[int, Meaning], first: int, second: int) -> None:
    """Two columns of names (``Module`` then ``Matière``): the first is the unit, where there is no other."""
    if "unit" not in found.values():
        found[first] = "unit"
    else:
        del found[second]
