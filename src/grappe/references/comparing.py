"""Comparing two releases: what appeared, disappeared, split, merged, was renamed, and which titles moved.

How a concept lives on: a code found in both releases continues itself. A code that is new continues the old concepts
whose titles it received, or, where it received none, its parent. A code that is gone lives on in the concepts that
received its titles. Then a *split* is an old concept that lives on in several, a *merger* a new one that continues
several, *appeared* what continues nothing and *disappeared* what lives on in nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from grappe.references.occupation_frames import APPELLATIONS, ESCO_OCCUPATIONS, OCCUPATIONS
from grappe.references.place_frames import COMMUNES, NAF
from grappe.references.release import Reading, Release
from grappe.words import Frame, Kind, Refused, Sentence


@dataclass(frozen=True, slots=True)
class Concepts:
    """What is compared of a release: code → label, code → parent, title → (its code, its text)."""

    labels: Mapping[str, str]
    parents: Mapping[str, str | None]
    titles: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Renamed:
    """A code, or a title, whose words changed."""

    code: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A title that left one concept for another."""

    title: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two releases of a nomenclature; every list is in the order of the codes.

    ``new_codes`` and ``gone_codes`` are plain set differences; ``appeared`` and ``disappeared`` are those of them that
    continue nothing, or live on in nothing. ``split``: old code → new codes. ``merged``: new code → old codes.
    ``titles_*`` are job titles (appellations) by their number; a nomenclature without titles leaves them empty.
    """

    old: str
    new: str
    old_count: int
    new_count: int
    new_codes: tuple[str, ...]
    gone_codes: tuple[str, ...]
    appeared: tuple[str, ...]
    disappeared: tuple[str, ...]
    split: Mapping[str, tuple[str, ...]]
    merged: Mapping[str, tuple[str, ...]]
    renamed: tuple[Renamed, ...]
    moved: tuple[Moved, ...]
    titles_appeared: tuple[str, ...]
    titles_disappeared: tuple[str, ...]
    titles_renamed: tuple[Renamed, ...]

    def counts(self) -> dict[str, int]:
        """The number of each kind of change, beside the size of the two releases."""
        lists = {name: len(value) for name, value in self.as_json().items() if isinstance(value, list | dict)}
        return {"old_count": self.old_count, "new_count": self.new_count, **lists}

    def as_json(self) -> dict[str, Any]:
        """The whole as plain lists and dictionaries."""
        plain = asdict(self)
        return {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items()}


def diff(old: Release | Reading, new: Release | Reading) -> Difference:
    """What changed from one release to another of the same nomenclature (ROME, ESCO, NAF or places).

    Either may be a reading that is not installed yet: what an upgrade changes is seen before it changes.

    Raises ``Refused`` (wrong call) for two nomenclatures, or one that has no codes to compare.
    """
    if old.nomenclature != new.nomenclature:
        sentence = Sentence("deux référentiels différents", "two different nomenclatures")
        raise Refused(Sentence(f"{sentence.fr} : {old}, {new}", f"{sentence.en}: {old}, {new}"), kind=Kind.CALL)
    return compare(str(old), concepts(old), str(new), concepts(new))


def compare(old_name: str, old: Concepts, new_name: str, new: Concepts) -> Difference:
    """The difference of two sets of concepts, whatever they come from."""
    lives_on = _continuations(old, new)
    continues: dict[str, set[str]] = defaultdict(set)
    for code, followers in lives_on.items():
        for follower in followers:
            continues[follower].add(code)
    both = sorted(old.titles.keys() & new.titles.keys())
    pairs = [(title, old.titles[title], new.titles[title]) for title in both]
    return Difference(
        old=old_name,
        new=new_name,
        old_count=len(old.labels),
        new_count=len(new.labels),
        new_codes=tuple(sorted(new.labels.keys() - old.labels.keys())),
        gone_codes=tuple(sorted(old.labels.keys() - new.labels.keys())),
        appeared=tuple(sorted(new.labels.keys() - continues.keys())),
        disappeared=tuple(sorted(code for code in old.labels if not lives_on.get(code))),
        split=_several(lives_on),
        merged=_several(continues),
        renamed=_renamed((code, old.labels[code], new.labels[code]) for code in old.labels.keys() & new.labels.keys()),
        moved=tuple(Moved(title, now[1], was[0], now[0]) for title, was, now in pairs if was[0] != now[0]),
        titles_appeared=tuple(sorted(new.titles.keys() - old.titles.keys())),
        titles_disappeared=tuple(sorted(old.titles.keys() - new.titles.keys())),
        titles_renamed=_renamed((title, was[1], now[1]) for title, was, now in pairs),
    )


def concepts(release: Release | Reading) -> Concepts:
    """What ``compare`` needs of a release. Raises ``Refused`` (wrong call) where it has no codes to compare."""
    if release.nomenclature == "rome":
        rows = release.read(OCCUPATIONS).select(["code", "label_fr", "parent"]).to_pylist()
        titles = release.read(APPELLATIONS).select(["code", "occupation", "label", "language"]).to_pylist()
        return Concepts(
            {row["code"]: row["label_fr"] for row in rows},
            {row["code"]: row["parent"] for row in rows},
            {row["code"]: (row["occupation"], row["label"]) for row in titles if row["language"] == "fr"},
        )
    plain = {"esco": (ESCO_OCCUPATIONS, "uri", "label_fr"), "naf": (NAF, "code", "label_fr")}
    plain |= {"places": (COMMUNES, "insee", "name")}
    if release.nomenclature not in plain:
        sentence = Sentence(f"« {release} » ne se compare pas", f"“{release}” cannot be compared")
        raise Refused(sentence, kind=Kind.CALL)
    return _plain(release, *plain[release.nomenclature])


def _plain(release: Release | Reading, frame: Frame, code: str, label: str) -> Concepts:
    rows = release.read(frame).select([code, label]).to_pylist()
    return Concepts({row[code]: row[label] for row in rows}, {}, {})


def _continuations(old: Concepts, new: Concepts) -> dict[str, set[str]]:
    """Old code → the new codes that it lives on in."""
    lives_on: dict[str, set[str]] = defaultdict(set)
    donors: dict[str, set[str]] = defaultdict(set)
    for title, (now, _) in new.titles.items():
        if title in old.titles:
            donors[now].add(old.titles[title][0])
    for code in new.labels:
        if code in old.labels:
            lives_on[code].add(code)
            gone = donors[code] - new.labels.keys()
        else:
            parent = new.parents.get(code)
            gone = donors[code] or ({parent} if parent and parent in old.labels else set())
        for donor in gone:
            lives_on[donor].add(code)
    return lives_on


def _several(links: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    listed = {code: tuple(sorted(others)) for code, others in sorted(links.items())}
    return {code: others for code, others in listed.items() if len(others) > 1}


def _renamed(triples: Iterable[tuple[str, str, str]]) -> tuple[Renamed, ...]:
    return tuple(Renamed(code, old, new) for code, old, new in sorted(triples) if old != new)
