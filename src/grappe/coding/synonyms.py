"""What the text model learns from: texts of the references that mean the same or speak of the same, by concept.

Two nomenclatures are never joined: no crosswalk between ROME and ESCO enters here.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from grappe.coding.folding import fold
from grappe.coding.normaliser import label_key
from grappe.references import (
    APPELLATIONS,
    ESCO_OCCUPATION_SKILLS,
    ESCO_OCCUPATIONS,
    ESCO_SKILLS,
    OCCUPATION_SKILLS,
    OCCUPATIONS,
    SKILLS,
    Release,
)
from grappe.words import Frame

LONGEST = 30  #: words of a definition that are read
TOGETHER = 3  #: skills of an occupation that are read as one text
Rows = list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Concept:
    """Texts of one concept, in the form in which texts are compared; ``group`` names its neighbours.

    Where there are ``others`` (a definition, skills), each of the texts goes with one of these; else with another of
    the texts. ``names`` are the concept's labels as written but for case and accents, ``first`` its preferred ones.
    """

    group: str
    texts: tuple[str, ...]
    others: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    first: tuple[str, ...] = ()


def kinds_of(release: Release) -> dict[str, list[Concept]]:
    """What a ROME or ESCO release teaches, by kind; a kind that it does not have is empty."""
    kinds = _rome_kinds(release) if release.nomenclature == "rome" else _esco_kinds(release)
    return {name: [one for one in listed if _teaches(one)] for name, listed in kinds.items()}


def concepts_of(release: Release) -> list[Concept]:
    """The occupations of a ROME or ESCO release that have at least two titles."""
    return kinds_of(release)["titles"]


def _teaches(concept: Concept) -> bool:
    return bool(concept.texts and concept.others) or len(concept.texts) > 1


def _rome_kinds(release: Release) -> dict[str, list[Concept]]:
    occupations, skills = _rows(release, OCCUPATIONS), _rows(release, SKILLS)
    titles = {str(row["code"]): [row["label_fr"], row["label_en"]] for row in occupations}
    for row in _rows(release, APPELLATIONS):
        titles[str(row["occupation"])].append(row["label"])
    keys = {code: _keys(texts) for code, texts in titles.items()}
    labels = {str(row["code"]): _keys([row["label_fr"]]) for row in skills}
    sheets = _sheets(_rows(release, OCCUPATION_SKILLS), labels)
    return {
        "titles": [
            Concept(code[:3], keys[code], names=_folded(titles[code]), first=_folded(titles[code][:2]))
            for code in sorted(keys)
        ],
        "definitions": [
            Concept(str(row["code"])[:3], keys[str(row["code"])], _definition(row["definition_fr"]))
            for row in occupations
        ],
        "skills of occupations": [Concept(code[:3], keys[code], sheets.get(code, ())) for code in sorted(keys)],
        "broader skills": list(_broader(skills, labels)),
    }


def _broader(skills: Rows, labels: Mapping[str, tuple[str, ...]]) -> Iterator[Concept]:
    """Each macro-skill with the skills under it."""
    under: dict[str, list[str]] = {}
    for row in skills:
        if row["macro"]:
            under.setdefault(str(row["macro"]), []).extend(labels[str(row["code"])])
    for macro, listed in sorted(under.items()):
        yield Concept(macro[:4], labels.get(macro, ()), tuple(dict.fromkeys(listed)))


def _esco_kinds(release: Release) -> dict[str, list[Concept]]:
    occupations, skills = _rows(release, ESCO_OCCUPATIONS), _rows(release, ESCO_SKILLS)
    named = {language: {str(row["uri"]): _keys([row[f"label_{language}"]]) for row in skills} for language in _SPOKEN}
    needed = [row for row in _rows(release, ESCO_OCCUPATION_SKILLS) if row["relation"] == "essential"]
    sheets = {language: _sheets(needed, named[language]) for language in _SPOKEN}
    titles = {(row["uri"], language): _texts(row, language) for row in occupations for language in _SPOKEN}
    spoken = [(row, language, titles[row["uri"], language]) for row in occupations for language in _SPOKEN]
    return {
        "titles": [_labelled(_group(row), row) for row in occupations],
        "definitions": [
            Concept(_group(row), keys, _definition(row[f"definition_{lang}"])) for row, lang, keys in spoken
        ],
        "skills of occupations": [
            Concept(_group(row), keys, sheets[lang].get(str(row["uri"]), ())) for row, lang, keys in spoken
        ],
        "skills": [_labelled(_above(row), row) for row in skills],
        "definitions of skills": [
            Concept(_above(row), _keys([row["label_fr"], row["label_en"]]), _definition(row["definition_en"]))
            for row in skills
        ],
    }


_SPOKEN = ("fr", "en")


def _labelled(group: str, row: Mapping[str, object]) -> Concept:
    first = [row["label_fr"], row["label_en"]]
    every = [*first, *_many(row["alt_fr"]), *_many(row["alt_en"])]
    return Concept(group, _keys(every), names=_folded(every), first=_folded(first))


def _group(row: Mapping[str, object]) -> str:
    return str(row["isco"])[:3]


def _above(row: Mapping[str, object]) -> str:
    return str(next(iter(_many(row["broader"])), ""))


def _texts(row: Mapping[str, object], language: str) -> tuple[str, ...]:
    return _keys([row[f"label_{language}"], *_many(row[f"alt_{language}"])])


def _definition(text: object) -> tuple[str, ...]:
    words = label_key(str(text or "")).split()[:LONGEST]
    return (" ".join(words),) if words else ()


def _sheets(rows: Rows, labels: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """For each occupation texts of ``TOGETHER`` of its skills, each skill in one of them."""
    listed: dict[str, list[str]] = {}
    for row in rows:
        listed.setdefault(str(row["occupation"]), []).extend(labels.get(str(row["skill"]), ()))
    return {occupation: tuple(_joined(sorted(set(skills), key=_mixed))) for occupation, skills in listed.items()}


def _joined(skills: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(skills), TOGETHER):
        yield " ".join(skills[start : start + TOGETHER])


def _mixed(text: str) -> tuple[int, str]:
    """An order that has nothing to do with the alphabet, the same everywhere."""
    return zlib.crc32(text.encode()), text


def _rows(release: Release, frame: Frame) -> Rows:
    """The rows of a frame, none where the release does not have it."""
    found: Rows = release.read(frame).to_pylist() if release.has(frame) else []
    return found


def _many(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def _folded(texts: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(str(text)) for text in texts if text))


def _keys(texts: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for text in texts if text and (key := label_key(str(text)))))
