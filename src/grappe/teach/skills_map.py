"""Courses → skills: what each course teaches, how far, the sentence that shows it, and what a person said of it."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from grappe.coding import Coder, skills_in
from grappe.references import ESCO_SKILLS, SKILLS, Release
from grappe.tables import read_file
from grappe.teach.coherence import Company
from grappe.teach.headers import plain
from grappe.teach.levels import LEVELS, level_of
from grappe.teach.things import Course
from grappe.words import Column, Frame, Progress

DECISIONS = ("auto", "review", "confirmed", "rejected")
SHOWN = 8  #: skills of a course that are shown at most
LEAST = 0.4  #: probability under which a link is not shown
CLEAR = 0.7  #: probability from which a link is taken without waiting for a person
_LOOKED_AT, _LEAST_EVIDENCE = 40, 0.55
_WHOLLY = 0.75  #: share of the preferred label that must be said where a synonym of one word led to it
_LEAST_NAMED = 0.3  #: what is left of the strength where the course says no word of the preferred label

COURSE_SKILLS = Frame(
    name="course_skills",
    grain="one row per course and skill that it teaches, course by course, the likeliest first",
    key=("course", "skill"),
    columns=(
        Column("course", "text", "code of the course in its programme"),
        Column("skill", "text", "code of the skill: ESCO URI or ROME number"),
        Column("label", "text", "label of the skill"),
        Column("level", "text", "how far the course takes it", values=LEVELS),
        Column("evidence", "text", "sentence of the course that shows it"),
        Column("probability", "number", "chance that a reader would say that the course teaches it, 0 to 1"),
        Column("decision", "text", "taken by itself, waiting for a person, or said by a person", values=DECISIONS),
    ),
)


def read_links(path: Path) -> pa.Table:
    """``COURSE_SKILLS`` from a file; a probability that is not there counts as 1, a decision as confirmed.

    Raises ``Refused`` for another file, an unknown level or an unknown decision.
    """
    rows = read_file(path, columns=("course", "skill")).num_rows and read_file(path).to_pylist()
    return COURSE_SKILLS.check(COURSE_SKILLS.from_rows(_link_of(row) for row in rows or ()))


def _link_of(row: Mapping[str, Any]) -> dict[str, Any]:
    said = str(row.get("probability") or "")
    return {
        "course": str(row["course"] or ""), "skill": str(row["skill"] or ""),
        "label": str(row.get("label") or row["skill"]),
        "level": row.get("level") or "applies", "evidence": str(row.get("evidence") or ""),
        "probability": float(said) if re.fullmatch(r"[\d.]+(?:e-?\d+)?", said) else 1.0,
        "decision": row.get("decision") or "confirmed",
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class SkillsMapper:
    """What maps courses to the skills of one release; made once by ``of_release``."""

    coder: Coder
    company: Company
    languages: Mapping[str, frozenset[str]]  #: key of a label → the languages that have it
    preferred: Mapping[str, tuple[str, str]]  #: code → preferred label in French and in English, empty where none

    @classmethod
    def of_release(cls, release: Release) -> "SkillsMapper":
        """The mapper of a ROME or an ESCO release (a few seconds). Raises ``Refused`` for any other release."""
        coder = Coder.of_skills(release)
        return cls(coder, Company.of_release(release), _languages(release), _preferred(release))


def map_skills(
    courses: Sequence[Course],
    mapper: SkillsMapper,
    *,
    kept: pa.Table | None = None,
    progress: Progress | None = None,
) -> pa.Table:
    """``COURSE_SKILLS`` of these courses. What a person confirmed or rejected in ``kept`` (a former map) stays said.

    A course without text is read by its title alone. The same course gives the same links, whatever comes with it.
    """
    texts = [f"{course.title}.\n{course.text}" for course in courses]
    found = skills_in(texts, mapper.coder, top=_LOOKED_AT, least=_LEAST_EVIDENCE, progress=progress).to_pylist()
    by_row: dict[int, list[dict[str, Any]]] = {}
    for row in found:
        by_row.setdefault(row["row"], []).append(row)
    rows = [link for place, course in enumerate(courses) for link in _links(course, by_row.get(place, []), mapper)]
    return COURSE_SKILLS.from_rows(_with_said(rows, _said(kept)))


def _links(course: Course, found: Sequence[Mapping[str, Any]], mapper: SkillsMapper) -> list[dict[str, Any]]:
    language = _language(course)
    near = [row for row in found if _same_language(row["nearest"], language, mapper)]
    if not near:
        return []
    said = frozenset(_root(word) for word in _words(f"{course.title} {course.text}"))
    strengths = [
        _strength(row, course) * (_LEAST_NAMED + (1 - _LEAST_NAMED) * _named(row, said, mapper)) for row in near
    ]
    company = mapper.company.with_others([row["skill"] for row in near], strengths)
    chances = [_chance(row, strength, beside) for row, strength, beside in zip(near, strengths, company, strict=True)]
    order = sorted(range(len(near)), key=lambda place: (-chances[place], near[place]["rank"]))
    kept = [place for place in order if chances[place] >= LEAST][:SHOWN]
    return [_link(course, near[place], chances[place]) for place in kept]


def _link(course: Course, row: Mapping[str, Any], chance: float) -> dict[str, Any]:
    return {
        "course": course.code,
        "skill": row["skill"],
        "label": row["label"],
        "level": level_of(row["evidence"], course, row["level"]),
        "evidence": row["evidence"],
        "probability": round(chance, 3),
        "decision": "auto" if chance >= CLEAR else "review",
    }


def _strength(row: Mapping[str, Any], course: Course) -> float:
    """How firmly words show the skill: whole labels, many words, close together, in the title."""
    words = _words(row["nearest"])
    said = _words(row["evidence"])
    close = _closeness(words, said)
    length = min(1.0, 0.45 + 0.2 * sum(len(word) > 3 for word in words))
    in_title = 0.35 * (plain(row["evidence"]) == plain(course.title))
    return float(row["score"]) ** 2 * close * length + in_title


def _named(row: Mapping[str, Any], said: frozenset[str], mapper: SkillsMapper) -> float:
    """How much of the preferred label the course says; a synonym of one word (*energy* for *solar energy*) misleads."""
    best = 0.0
    for label in mapper.preferred.get(row["skill"], ()):
        words = _words(label)
        weights = [mapper.coder.index.rarity(word) + 0.5 for word in words]
        there = sum(weight for word, weight in zip(words, weights, strict=True) if _root(word) in said)
        best = max(best, there / sum(weights) if words else 0.0)
    return 0.0 if best < _WHOLLY and len(_words(row["nearest"])) == 1 else best


def _root(word: str) -> str:
    """The first letters of a word, enough to bring *statistics*, *statistical* and *statistiques* together."""
    return word[: max(4, min(6, len(word) - 2))] if len(word) > 4 else word


def _chance(row: Mapping[str, Any], strength: float, beside: float) -> float:
    whole = row["decision"] == "auto"
    return 1 / (1 + math.exp(-(-3.9 + 3.4 * strength + 4.2 * beside + 0.6 * whole)))


def _closeness(words: Sequence[str], said: Sequence[str]) -> float:
    """1 where the words of a label stand together in a sentence as they are; less where they are scattered or bent."""
    if not words:
        return 0.0
    there = [[place for place, other in enumerate(said) if _same(word, other)] for word in words]
    found = [places for places in there if places]
    if len(found) < len(words):
        return 0.35 * len(found) / len(words) + 0.25
    first = found[0]
    spread = min(max(abs(min(places, key=lambda one: abs(one - start)) - start) for places in found) for start in first)
    return max(0.3, 1.0 - 0.12 * max(0, spread - len(words) + 1))


def _same(one: str, two: str) -> bool:
    """Equal, but for a plural."""
    return one == two or (one.rstrip("sx") == two.rstrip("sx") and min(len(one), len(two)) > 3)


_SMALL = frozenset(
    [
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "les",
        "l",
        "et",
        "ou",
        "en",
        "a",
        "au",
        "aux",
        "un",
        "une",
        "the",
        "of",
        "and",
        "or",
        "to",
        "in",
        "for",
        "on",
        "with",
        "by",
    ]
)


@lru_cache(maxsize=50_000)
def _words(text: str) -> tuple[str, ...]:
    said = plain(text).replace("œ", "oe")
    return tuple(word for word in re.findall(r"[a-z0-9]+[+#]*", said) if word not in _SMALL)


def _language(course: Course) -> str:
    """French or English, by the small words of the text; the title alone says little and counts as either."""
    if not course.text:
        return ""
    words = Counter(plain(course.text).replace("'", " ").split())
    french = sum(words[word] for word in ("de", "la", "le", "les", "des", "du", "et", "une", "un", "d", "l"))
    english = sum(words[word] for word in ("the", "of", "and", "to", "in", "is", "for", "with", "a"))
    return "" if french == english else "fr" if french > english else "en"


def _same_language(nearest: str, language: str, mapper: SkillsMapper) -> bool:
    known = mapper.languages.get(plain(nearest), frozenset())
    return not language or not known or language in known


def _languages(release: Release) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    esco = release.nomenclature == "esco"
    for row in release.read(ESCO_SKILLS if esco else SKILLS).to_pylist():
        for language in ("fr", "en"):
            for text in [row[f"label_{language}"], *(row.get(f"alt_{language}") or ())]:
                if text:
                    found.setdefault(plain(text), set()).add(language)
    return {text: frozenset(languages) for text, languages in found.items()}


def _preferred(release: Release) -> dict[str, tuple[str, str]]:
    esco = release.nomenclature == "esco"
    rows = release.read(ESCO_SKILLS if esco else SKILLS).to_pylist()
    return {row["uri" if esco else "code"]: (row["label_fr"] or "", row["label_en"] or "") for row in rows}


def _said(kept: pa.Table | None) -> dict[tuple[str, str], dict[str, Any]]:
    rows: Iterable[dict[str, Any]] = () if kept is None else kept.to_pylist()
    return {(row["course"], row["skill"]): row for row in rows if row["decision"] in ("confirmed", "rejected")}


def _with_said(rows: list[dict[str, Any]], said: dict[tuple[str, str], dict[str, Any]]) -> list[dict[str, Any]]:
    """Links with a person's word over the machine's; a link that only a person knows is added after its course."""
    there = {(row["course"], row["skill"]) for row in rows}
    courses = list(dict.fromkeys(row["course"] for row in rows))
    kept = [row | _of_a_person(said.get((row["course"], row["skill"]))) for row in rows]
    extra = [row for key, row in said.items() if key not in there]
    order = {course: place for place, course in enumerate(courses)}
    return sorted(kept + extra, key=lambda row: order.get(row["course"], len(order)))


def _of_a_person(row: Mapping[str, Any] | None) -> dict[str, Any]:
    return {} if row is None else {"decision": row["decision"], "level": row["level"]}
