"""A memory taught, forgotten, made again and found: what commands and screens ask for."""

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grappe.coding.compiled import compiled
from grappe.coding.memory import (
    FOLDER,
    LESSONS,
    REVIEWED,
    Learned,
    digest_of,
    forget,
    learn_titles,
    lessons_under,
    open_memory,
    sources,
)
from grappe.coding.memory_head import Head, fit_head, load_head
from grappe.coding.memory_recall import TaughtMemory
from grappe.coding.search_space import SearchSpace
from grappe.coding.storing import kept_choices
from grappe.coding.text_model import TextModel
from grappe.needs import NEEDS
from grappe.references import Release
from grappe.tables import Store, locked, open_store
from grappe.words import Progress

HEAD = "memory-head"  #: beside the lessons
ENOUGH = 300  #: under so many lessons no head is learned: neighbours say it all


@dataclass(frozen=True, slots=True)
class Taught:
    """What one source says: titles with their codes, and whether employers or persons decided them."""

    pairs: Sequence[tuple[str, str]]
    by: str = "employer"


def learn_codes(
    folder: Path,
    taught: Mapping[str, Taught],
    *,
    rome: Release,
    model: TextModel | None = None,
    progress: Progress | None = None,
) -> Learned:
    """Teaches the memory of a folder what sources say, each in place of what it said before.

    Raises ``Refused`` where nothing can be learned from one of them, and what ``progress`` raises: lessons then stay,
    the head is that of before.
    """
    space, memory = SearchSpace.of_occupations(rome), open_memory(folder)
    found = [learn_titles(memory, one.pairs, source=source, space=space, by=one.by) for source, one in taught.items()]
    again(folder, rome=rome, model=model, space=space, progress=progress)
    learned, unknown, split = (sum(getattr(one, name) for one in found) for name in ("learned", "unknown", "split"))
    return Learned(learned, unknown, split, digest_of([memory]))


def learn_only(
    folder: Path,
    taught: Mapping[str, Taught],
    *,
    rome: Release,
    model: TextModel | None = None,
    kept: Path | None = None,
    progress: Progress | None = None,
) -> None:
    """Brings the memory of a folder to exactly what these sources say; sources not named are forgotten.

    Nothing is learned again where nothing changed. A source without one known code teaches nothing. ``kept`` is the
    coder's.
    """
    space, memory = _space(rome, model, kept), open_memory(folder)
    for source in sources(memory).keys() - taught.keys():
        forget(memory, source)
    for source, one in taught.items():
        learn_titles(memory, one.pairs, source=source, space=space, by=one.by, strict=False)
    head = load_head(folder / HEAD)
    few = memory.count(LESSONS) < ENOUGH
    if few and head is None:
        return
    if few or head is None or dict(head.told) != dict(head.told) | _told(memory, rome, model):
        again(folder, rome=rome, model=model, space=space, progress=progress)


def _told(memory: Store, rome: Release, model: TextModel | None) -> dict[str, object]:
    """What a head is learned from."""
    return {"lessons": digest_of([memory]), "release": rome.digest, "model": model.digest if model else None}


def taught_by_store(store: Store) -> dict[str, Taught]:
    """What a store of needs teaches: the codes that came with its ads, by source, and what persons decided in it."""
    decided = [(key, code) for key, code in kept_choices(store).items() if code]
    return taught_by_ads(store) | ({REVIEWED: Taught(decided, "person")} if decided else {})


def taught_by_ads(store: Store) -> dict[str, Taught]:
    """The titles and codes that came together, by source."""
    given: dict[str, list[tuple[str, str]]] = {}
    for need in store.read(NEEDS, columns=["source", "title", "rome_given"]).to_pylist():
        if need["rome_given"]:
            given.setdefault(need["source"], []).append((need["title"], need["rome_given"]))
    return {source: Taught(pairs) for source, pairs in sorted(given.items())}


def forget_codes(folder: Path, *, rome: Release, model: TextModel | None = None, source: str | None = None) -> int:
    """Drops what a source taught, or everything; how many lessons there were."""
    gone = forget(open_memory(folder), source)
    again(folder, rome=rome, model=model)
    return gone


def again(
    folder: Path,
    *,
    rome: Release,
    model: TextModel | None = None,
    space: SearchSpace | None = None,
    progress: Progress | None = None,
) -> Head | None:
    """Learns the head again from the lessons, under this release; drops it where there are too few."""
    memory = open_memory(folder)
    space = space or SearchSpace.of_occupations(rome)
    lessons = lessons_under([memory], space)
    with locked(folder / f"{HEAD}.lock"):
        if len(lessons) < ENOUGH:
            shutil.rmtree(folder / HEAD, ignore_errors=True)
            return None
        told = _told(memory, rome, model)
        head = fit_head(lessons, space, model=model, told=told, progress=progress)
        head.save(folder / HEAD)
    return head


def find_memory(
    folders: Sequence[Path], rome: Release, *, model: TextModel | None = None, kept: Path | None = None
) -> TaughtMemory | None:
    """What these folders have learned, as it reads under a release; ``None`` where they have learned nothing.

    ``model`` and ``kept`` are those of the coder: what is kept of the release is then read rather than made again.

    The head of the first folder counts where it was learned under the same release; lessons of another release are
    read under this one. Raises ``Refused`` where a memory is damaged.
    """
    memories = [open_store(folder / FOLDER) for folder in folders if (folder / FOLDER).is_dir()]
    if not any(memory.count(LESSONS) for memory in memories):
        return None
    space = _space(rome, model, kept)
    lessons = lessons_under(memories, space)
    if not lessons:
        return None
    heads = [head for folder in folders if (head := load_head(folder / HEAD)) and head.told["release"] == rome.digest]
    head = heads[0] if heads else None
    made = hashlib.sha256(f"{digest_of(memories)} {head.told if head else None} {rome.digest}".encode())
    return TaughtMemory(lessons, digest=made.hexdigest(), head=head)


def _space(rome: Release, model: TextModel | None, kept: Path | None) -> SearchSpace:
    return compiled(rome, model=model, kept=kept).space if kept else SearchSpace.of_occupations(rome)


def outdated(folder: Path, rome: Release) -> bool:
    """Whether the head of a folder was learned under another release and is left aside until it is made again."""
    head = load_head(folder / HEAD)
    return head is not None and head.told["release"] != rome.digest


def learned_digest(folder: Path) -> str:
    """SHA-256 of the lessons of a folder: equal digests mean that the same was learned."""
    return digest_of([open_memory(folder)])
