"""Editions of the criteria: headings as data that a school can edit; what we have not read is marked so."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from grappe.evidence.things import Fact
from grappe.words import Kind, Refused, Sentence, Where

#: Editions that come with Grappe, the newest first.
EDITIONS = ("cti-2025", "cti-2024", "cti-2016")
TO_CHECK = Sentence("à vérifier sur le texte officiel", "to check against the official text")
#: Where facts go that no heading of the edition takes.
ELSEWHERE = "–"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its number, its wording, the kinds of facts it takes, those it expects, the indicators it shows.

    ``verified`` is false where the wording was not read in the official text. ``was``: headings of older editions that
    it replaces, as ``edition:number``.
    """

    number: str
    title: Sentence
    verified: bool
    kinds: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """A dated edition of the criteria. ``key`` names it in facts: ``cti-2025:1.1``."""

    key: str
    name: str
    valid_from: date
    headings: tuple[Heading, ...]

    def heading(self, number: str) -> Heading | None:
        """The heading of a number."""
        return next((heading for heading in self.headings if heading.number == number), None)


@dataclass(frozen=True, slots=True)
class Placed:
    """Under which headings a fact stands, and which of its criteria were renamed or are unknown."""

    headings: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()


def read_edition(named: str | Path) -> Edition:
    """The edition of a name (``cti-2025``) or of a TOML file.

    Raises ``Refused`` for a name that is not known, a file that is no TOML, a heading without number or wording, or
    two headings of one number.
    """
    if str(named) in EDITIONS:
        text = files("grappe.evidence").joinpath("editions", f"{named}.toml").read_text("utf-8")
        return _edition(str(named), tomllib.loads(text), str(named))
    path = Path(named)
    if not path.is_file():
        raise Refused(
            Sentence("édition des critères inconnue", "unknown edition of the criteria"),
            hint=Sentence(
                f"un fichier TOML, ou : {', '.join(EDITIONS)}", f"a TOML file, or one of: {', '.join(EDITIONS)}"
            ),
            kind=Kind.CALL,
            where=Where(file=str(named)),
        )
    try:
        return _edition(path.stem, tomllib.loads(path.read_text("utf-8")), str(path))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused(
            Sentence(f"édition illisible ({error})", f"unreadable edition ({error})"), where=Where(file=str(path))
        ) from error


def edition_of(text: str, key: str) -> Edition:
    """The edition that a TOML text is, a school's own. Raises ``Refused`` as ``read_edition`` does."""
    try:
        return _edition(key, tomllib.loads(text), key)
    except tomllib.TOMLDecodeError as error:
        raise Refused(Sentence(f"édition illisible ({error})", f"unreadable edition ({error})")) from error


def place(fact: Fact, edition: Edition) -> Placed:
    """Where a fact stands in an edition: by its criteria, by what replaced them, else by its kind."""
    found: list[str] = []
    renamed: list[tuple[str, str]] = []
    unknown: list[str] = []
    for criterion in fact.criteria:
        number = criterion.removeprefix(f"{edition.key}:")
        if edition.heading(number):
            found.append(number)
            continue
        after = _replacing(criterion, edition)
        renamed += [(criterion, heading) for heading in after]
        found += after
        unknown += [] if after else [criterion]
    if not found:
        found = [heading.number for heading in edition.headings if fact.kind in heading.kinds]
    return Placed(tuple(dict.fromkeys(found)) or (ELSEWHERE,), tuple(renamed), tuple(unknown))


def by_heading(facts: Iterable[Fact], edition: Edition) -> dict[str, list[Fact]]:
    """The facts under each heading, in the order of the edition; a fact of two criteria stands twice."""
    found: dict[str, list[Fact]] = {heading.number: [] for heading in edition.headings}
    for fact in facts:
        for number in place(fact, edition).headings:
            found.setdefault(number, []).append(fact)
    return found


def _replacing(criterion: str, edition: Edition) -> list[str]:
    """Headings that replace a criterion of another edition; a bare number is one of any older edition."""
    bare = ":" not in criterion
    return [
        heading.number
        for heading in edition.headings
        if any(old == criterion or (bare and old.partition(":")[2] == criterion) for old in heading.was)
    ]


def _edition(key: str, document: Mapping[str, Any], file: str) -> Edition:
    headings = tuple(_heading(entry, file) for entry in document.get("heading", ()))
    numbers = [heading.number for heading in headings]
    twice = next((number for number in numbers if numbers.count(number) > 1), None)
    if twice or not headings:
        raise Refused(
            Sentence("deux rubriques ont ce numéro", "two headings have this number")
            if twice
            else Sentence("l'édition n'a aucune rubrique", "the edition has no heading"),
            where=Where(file=file, column="heading", value=twice),
        )
    valid_from = document.get("valid_from")
    if not isinstance(valid_from, date):
        raise Refused(
            Sentence("il manque le jour d'effet (valid_from)", "the day of effect (valid_from) is missing"),
            where=Where(file=file, column="valid_from"),
        )
    return Edition(key, str(document.get("name") or key), valid_from, headings)


def _heading(entry: Mapping[str, Any], file: str) -> Heading:
    number, fr = str(entry.get("id") or ""), str(entry.get("fr") or "")
    if not number or not fr:
        raise Refused(
            Sentence(
                "une rubrique a un numéro (id) et un intitulé (fr)", "a heading has a number (id), a wording (fr)"
            ),
            where=Where(file=file, column="heading", value=number or fr),
        )
    lists = {
        name: tuple(str(each) for each in entry.get(name, ())) for name in ("kinds", "expected", "indicators", "was")
    }
    return Heading(number, Sentence(fr, str(entry.get("en") or fr)), bool(entry.get("verified", False)), **lists)
