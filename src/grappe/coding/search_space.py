"""What titles are compared with: every title, label and synonym that a release gives to a code."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from grappe.coding.normaliser import label_key, signature
from grappe.references import APPELLATIONS, ESCO_OCCUPATIONS, ESCO_SKILLS, OCCUPATIONS, SKILLS, Release
from grappe.words import Frame, Kind, Refused, Sentence


@dataclass(frozen=True, slots=True)
class Reference:
    """A text of a release and the code that it belongs to; ``key`` is the text as compared."""

    code: str
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class SearchSpace:
    """The references of a release.

    ``same`` gives, for the words of a title in any order, the codes that have such a title and the title. ``family``
    gives the larger occupation that a code comes from, where the release says so.
    """

    release: str
    references: tuple[Reference, ...]
    labels: Mapping[str, str]
    family: Mapping[str, str]
    same: Mapping[tuple[str, ...], Mapping[str, str]]

    @classmethod
    def of_references(
        cls, release: str, references: tuple[Reference, ...], labels: Mapping[str, str], family: Mapping[str, str]
    ) -> "SearchSpace":
        """The space of these references."""
        return cls(release, references, labels, family, _same(references))

    @classmethod
    def of_occupations(cls, release: Release) -> "SearchSpace":
        """Titles of occupations: ROME appellations and labels, or ESCO labels, in French and English."""
        if release.nomenclature == "esco":
            rows = release.read(ESCO_OCCUPATIONS).to_pylist()
            return _space(release, _labels(rows, "uri"), _esco_texts(rows), {})
        rows = _rows(release, OCCUPATIONS)
        texts = [(row["code"], row[name]) for row in rows for name in ("label_fr", "label_en") if row[name]]
        texts += [(row["occupation"], row["label"]) for row in release.read(APPELLATIONS).to_pylist()]
        family = {str(row["code"]): row["parent"] for row in rows}
        return _space(release, _labels(rows, "code"), texts, family)

    @classmethod
    def of_skills(cls, release: Release) -> "SearchSpace":
        """Labels of skills and knowledge, of the ROME or of ESCO, in French and English."""
        if release.nomenclature == "esco":
            rows = [row for row in release.read(ESCO_SKILLS).to_pylist() if row["label_fr"] or row["label_en"]]
            return _space(release, _labels(rows, "uri"), _esco_texts(rows), {})
        rows = _rows(release, SKILLS)
        texts = [(row["code"], row[name]) for row in rows for name in ("label_fr", "label_en") if row[name]]
        return _space(release, _labels(rows, "code"), texts, {})


def _rows(release: Release, frame: Frame) -> list[dict[str, str | None]]:
    if release.nomenclature != "rome":
        raise Refused(
            Sentence(f"« {release} » ne sert pas à coder", f"“{release}” cannot be used to code"),
            hint=Sentence("rome ou esco", "rome or esco"),
            kind=Kind.CALL,
        )
    rows: list[dict[str, str | None]] = release.read(frame).to_pylist()
    return rows


def _labels(rows: Iterable[Mapping[str, str | None]], code: str) -> dict[str, str]:
    return {str(row[code]): str(row["label_fr"] or row["label_en"]) for row in rows}


def _esco_texts(rows: Iterable[Mapping[str, object]]) -> Iterator[tuple[object, object]]:
    for row in rows:
        texts = [row["label_fr"], *_listed(row["alt_fr"]), row["label_en"], *_listed(row["alt_en"])]
        yield from ((row["uri"], text) for text in texts if text)


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def _space(
    release: Release,
    labels: Mapping[str, str],
    texts: Iterable[tuple[object, object]],
    family: Mapping[str, str | None],
) -> SearchSpace:
    references: dict[tuple[str, str], Reference] = {}
    for code, text in texts:
        key = label_key(str(text))
        if key:
            references.setdefault((str(code), key), Reference(str(code), str(text), key))
    named = {code: parent for code, parent in family.items() if parent}
    return SearchSpace.of_references(str(release), tuple(references.values()), labels, named)


def _same(references: Iterable[Reference]) -> dict[tuple[str, ...], dict[str, str]]:
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for reference in references:
        found.setdefault(signature(reference.key), {}).setdefault(reference.code, reference.text)
    return found
