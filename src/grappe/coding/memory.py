"""What an installation has learned: titles with the codes that persons or employers gave them, kept by source.

Lessons lie in a store of their own (``memory`` in the home folder, or in a cluster's folder), so that a crash, a full
disk or two learners at once leave the last whole state. They keep the code as it was taught and the release it was
taught under; ``Lessons.under`` says what they mean in another release.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from grappe.coding.normaliser import normalise, signature
from grappe.coding.search_space import SearchSpace
from grappe.tables import Store, open_store
from grappe.words import Column, Frame, Kind, Refused, Sentence

FOLDER = "memory"  #: in the home folder, or in a cluster's own folder
REVIEWED = "review"  #: the source of what persons confirmed in the review
TAUGHT_BY = ("employer", "person")

LESSONS = Frame(
    name="lessons",
    grain="one row per source, title in its one form and code taught for it",
    key=("source", "key", "code"),
    columns=(
        Column("source", "text", "who taught it: a file, a feed, the review"),
        Column("key", "text", "the words that stand for every writing of the title"),
        Column("code", "text", "code taught, of the release it was taught under"),
        Column("title", "text", "most frequent writing of the title"),
        Column("times", "whole", "how often the source gave this code to this title", unit="times"),
        Column("by", "text", "an employer's code (noisy) or a person's decision", values=TAUGHT_BY),
        Column("release", "text", "release it was taught under"),
    ),
)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A title and a code of the release in use; ``persons`` of the ``times`` are decisions of persons."""

    key: str
    code: str
    title: str
    times: int
    persons: int


@dataclass(frozen=True, slots=True)
class Learned:
    """What a source taught: titles with a code kept; rows left out, as their code is no code of the release or their
    title holds no word; and lessons read as a narrower occupation, as their code was split."""

    learned: int
    unknown: int
    split: int
    digest: str


def open_memory(folder: Path) -> Store:
    """The store of lessons of a home or of a cluster; made where there is none."""
    return open_store(folder / FOLDER, create=True)


def learn_titles(
    memory: Store,
    pairs: Iterable[tuple[str, str]],
    *,
    source: str,
    space: SearchSpace,
    by: str = "employer",
    strict: bool = True,
) -> Learned:
    """Keeps what a source teaches (title, code) in place of what it taught before.

    The same pairs again change nothing. Raises ``Refused`` where not one pair can be learned from (``strict``), and for
    a full disk.
    """
    seen: dict[tuple[str, str], Counter[str]] = {}
    unknown = 0
    for title, code in pairs:
        key = normalise(title).key
        if key and code in space.labels:
            seen.setdefault((key, code), Counter())[title.strip()] += 1
        else:
            unknown += 1
    if strict and not seen and unknown:
        raise _nothing_learned(unknown, space.release)
    told = {"source": source, "by": by, "release": space.release}
    rows = [
        told | {"key": key, "code": code, "title": _first(titles), "times": titles.total()}
        for (key, code), titles in seen.items()
    ]
    _replace(memory, rows, source)
    split = sum(meant(key, code, space) != code for key, code in seen)
    return Learned(len(rows), unknown, split, digest_of([memory]))


def digest_of(memories: Sequence[Store]) -> str:
    """SHA-256 of all lessons, whatever the order they were learned in."""
    content = hashlib.sha256()
    order: list[tuple[str, str]] = [(name, "ascending") for name in LESSONS.key]
    for memory in memories:
        if memory.has(LESSONS):
            content.update(repr(memory.read(LESSONS).sort_by(order).to_pylist()).encode())
    return content.hexdigest()


def forget(memory: Store, source: str | None = None) -> int:
    """Drops what a source taught, or everything; how many lessons there were. Raises ``Refused`` for no such source."""
    known = sources(memory)
    if source is not None and source not in known:
        listed = ", ".join(known) or "—"
        raise Refused(
            Sentence(f"la mémoire n'a rien appris de « {source} »", f"memory has learned nothing from “{source}”"),
            hint=Sentence(f"sources : {listed}", f"sources: {listed}"),
            kind=Kind.CALL,
        )
    for name in known if source is None else [source]:
        _replace(memory, [], name)
    return sum(known.values()) if source is None else known[source]


def sources(memory: Store) -> dict[str, int]:
    """Each source and how many lessons it taught, by name."""
    if not memory.has(LESSONS):
        return {}
    return dict(sorted(Counter(memory.read(LESSONS, columns=["source"])["source"].to_pylist()).items()))


def lessons_under(memories: Sequence[Store], space: SearchSpace) -> list[Lesson]:
    """The lessons of these memories as they read in a release, sources put together, by title and code.

    A code that the release does not have is left out. A code that the release splits is read as the one of its parts
    that has this very title.
    """
    found: dict[tuple[str, str], list[tuple[str, int, int]]] = {}
    for row in (row for memory in memories if memory.has(LESSONS) for row in memory.read(LESSONS).to_pylist()):
        code = meant(row["key"], row["code"], space)
        if code:
            persons = row["times"] if row["by"] == "person" else 0
            found.setdefault((row["key"], code), []).append((row["title"], row["times"], persons))
    return [
        Lesson(key, code, max(said, key=lambda one: one[1])[0], sum(s[1] for s in said), sum(s[2] for s in said))
        for (key, code), said in sorted(found.items())
    ]


def meant(key: str, code: str, space: SearchSpace) -> str | None:
    """What a code means for a title in a release: itself, or the part that has this title where it was split.

    ROME 4 kept the codes of ROME 3 for one part of each split occupation: a feed that still speaks ROME 3 gives
    the old code to titles of every part. ``None`` for a code that the release does not have.
    """
    if code not in space.labels:
        return None
    same = space.same.get(signature(key), {})
    family = space.family.get(code, code)
    parts = [one for one in same if space.family.get(one, one) == family]
    return parts[0] if len(parts) == 1 and code not in same else code


def _first(titles: "Counter[str]") -> str:
    """The most frequent writing; equal ones by alphabet."""
    return min(titles, key=lambda title: (-titles[title], title))


def _replace(memory: Store, rows: list[dict[str, object]], source: str) -> None:
    table: pa.Table = LESSONS.from_rows(rows).sort_by([("key", "ascending"), ("code", "ascending")])
    if memory.has(LESSONS):
        held = memory.read(LESSONS)
        held = held.filter(pc.equal(held["source"], source)).sort_by([("key", "ascending"), ("code", "ascending")])
        if held.equals(table.cast(held.schema)):
            return
    content = hashlib.sha256(f"{memory.digest} {source} {table.to_pylist()}".encode()).hexdigest()
    memory.replace(LESSONS, table, source=source, commit=f"lessons-{content[:24]}")


def _nothing_learned(unknown: int, release: str) -> Refused:
    return Refused(
        Sentence(
            f"aucune des {unknown} lignes n'a un intitulé et un code de {release}",
            f"none of the {unknown} rows has a title and a code of {release}",
        ),
        hint=Sentence("vérifier --title et --code", "check --title and --code"),
    )
