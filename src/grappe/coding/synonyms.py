"""What the text model learns from: texts of the references that mean the same, concept by concept.

Two nomenclatures are never joined: no crosswalk between ROME and ESCO enters here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grappe.coding.normaliser import label_key
from grappe.references import APPELLATIONS, ESCO_OCCUPATIONS, OCCUPATIONS, Release


@dataclass(frozen=True, slots=True)
class Concept:
    """Texts of one concept, in the form in which texts are compared; ``group`` names its neighbours."""

    group: str
    texts: tuple[str, ...]


def concepts_of(release: Release) -> list[Concept]:
    """The occupations of a ROME or ESCO release that have at least two titles."""
    return _rome(release) if release.nomenclature == "rome" else _esco(release)


def _rome(release: Release) -> list[Concept]:
    texts: dict[str, list[str]] = {}
    for row in release.read(OCCUPATIONS).to_pylist():
        texts.setdefault(row["code"], []).extend(text for text in (row["label_fr"], row["label_en"]) if text)
    for row in release.read(APPELLATIONS).to_pylist():
        texts.setdefault(row["occupation"], []).append(row["label"])
    return _kept((code[:3], listed) for code, listed in sorted(texts.items()))


def _esco(release: Release) -> list[Concept]:
    return _kept((row["isco"][:3], _texts(row)) for row in release.read(ESCO_OCCUPATIONS).to_pylist())


def _texts(row: Mapping[str, object]) -> list[str]:
    listed = [row["label_fr"], *_many(row["alt_fr"]), row["label_en"], *_many(row["alt_en"])]
    return [str(text) for text in listed if text]


def _many(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def _kept(listed: Iterable[tuple[str, Iterable[str]]]) -> list[Concept]:
    found = []
    for group, texts in listed:
        keys = tuple(dict.fromkeys(key for text in texts if (key := label_key(text))))
        if len(keys) > 1:
            found.append(Concept(group, keys))
    return found
