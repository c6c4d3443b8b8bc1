"""The needs of a store, coded under a release: once, in chunks, taken up again where it stopped."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from grappe.coding.choosing import TOP, decided
from grappe.coding.coder import Coder, counts
from grappe.coding.frames import CODED
from grappe.coding.normaliser import normalise
from grappe.coding.recalling import Memory
from grappe.coding.text_model import TextModel
from grappe.needs import NEEDS
from grappe.references import OCCUPATIONS, Release
from grappe.tables import Store
from grappe.words import Progress, Sentence, silent

_CHUNK = 20_000  #: needs written at once

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CodeReport:
    """What stands in the store after coding: needs in all, by decision; ``coded`` of them by this call.

    ``older`` of them keep a code of another release until the change is accepted.
    """

    rows: int
    auto: int
    review: int
    none: int
    coded: int
    release: str
    older: int = 0

    def as_json(self) -> dict[str, int | str]:
        """The report as one JSON object."""
        names = ("rows", "auto", "review", "none", "coded", "release", "older")
        return {name: getattr(self, name) for name in names}

    def said(self) -> Sentence:
        """The report in one sentence, two where codes of another release are kept."""
        said = self._counts()
        if not self.older:
            return said
        return Sentence(
            f"{said.fr}. {self.older} gardent le code d'une autre version : grappe code review release",
            f"{said.en}. {self.older} keep a code of another release: grappe code review release",
        )

    def _counts(self) -> Sentence:
        return Sentence(
            f"{self.rows} besoins sous {self.release} : {self.auto} codés, {self.review} à revoir, {self.none} sans "
            f"proposition ({self.coded} traités cette fois)",
            f"{self.rows} needs under {self.release}: {self.auto} coded, {self.review} to review, {self.none} without "
            f"proposal ({self.coded} handled this time)",
        )


def code_store(
    store: Store,
    *,
    rome: Release,
    confirmed: Mapping[str, str] | None = None,
    coder: Coder | None = None,
    model: TextModel | None = None,
    memory: Memory | None = None,
    upgrade: bool = False,
    kept: Path | None = None,
    progress: Progress | None = None,
) -> CodeReport:
    """Codes every need of the store that is not yet coded; the same call again changes nothing.

    A need coded under another release keeps that code until ``upgrade`` accepts the change (``changes_of`` shows it).
    ``model`` and ``memory`` have their say; proposals made without them, or with others, are made again. ``kept`` is
    the coder's folder.

    ``confirmed`` maps the key of a normalised title to the code that a person chose for it (empty: none fits): it wins
    over everything, and a choice withdrawn is coded anew. ``None`` keeps the choices that the store holds. A code given
    by the source is kept at rank 1 where the release has it, the proposals follow. ``coder`` spares building one where
    the caller has it for this release, with its model and memory. Raises what ``progress`` raises; what is written then
    stays, and the same call resumes.
    """
    said = dict(kept_choices(store) if confirmed is None else confirmed)
    choices = _valid(said, rome)
    needs = store.read(NEEDS, columns=["need_id", "title", "rome_given"]).to_pylist()
    asked = _Asked.of(rome, coder, model, memory, upgrade=upgrade)
    waiting, older = _waiting(store, needs, (said, choices), asked)
    _forget_gone(store, needs)
    if waiting:
        coder = coder or Coder.of_occupations(rome, model=model, memory=memory, kept=kept)
        known = set(store.read(CODED, columns=["need_id"])["need_id"].to_pylist()) if store.has(CODED) else set()
        for table in _tables(coder, waiting, choices, progress or silent):
            store.write(CODED, table, source="coding", commit=_commit(store, table))
            _drop_leftovers(store, table, known)
    decided = counts(store.read(CODED, columns=["rank", "decision"])) if store.has(CODED) else counts(CODED.empty())
    return CodeReport(len(needs), **decided, coded=len(waiting), release=str(rome), older=older)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a store is to be coded with: names of the release, the text model and the memory."""

    release: str
    model: str | None
    memory: str | None
    upgrade: bool

    @classmethod
    def of(
        cls, rome: Release, coder: Coder | None, model: TextModel | None, memory: Memory | None, *, upgrade: bool
    ) -> "_Asked":
        """The names of what codes."""
        if coder is None:
            return cls(str(rome), model.name if model else None, memory.name if memory else None, upgrade)
        return cls(str(rome), coder.text_model, coder.memory.name if coder.memory else None, upgrade)

    def stands(self, need: Row, coded: Row, choices: Mapping[str, str]) -> bool:
        """Whether a coding of this release may stay: same title, same choice, and proposals of the same makers."""
        made = coded["by"] != "model" or (coded["model"], coded["memory"]) == (self.model, self.memory)
        return made and _same_choice(need, coded, choices)


def _valid(confirmed: Mapping[str, str], rome: Release) -> dict[str, str]:
    """The choices whose code the release has; an empty code says that none fits."""
    if not confirmed:
        return {}
    codes = set(rome.read(OCCUPATIONS)["code"].to_pylist())
    return {key: code for key, code in confirmed.items() if code in codes or not code}


def kept_choices(store: Store) -> dict[str, str]:
    """What persons chose, as the store remembers it: key of the title → code, empty where none fits."""
    if not store.has(CODED):
        return {}
    rows = store.read(CODED, columns=["title", "code", "by"])
    by_person = rows.filter(pc.equal(rows["by"], "person")).to_pylist()
    return {normalise(row["title"]).key: row["code"] or "" for row in by_person}


def _waiting(
    store: Store, needs: Sequence[Row], choices: tuple[Mapping[str, str], Mapping[str, str]], asked: _Asked
) -> tuple[list[Row], int]:
    """Needs to be coded, and how many keep a coding of another release. ``choices``: all, those of the release."""
    columns = ["need_id", "nomenclature", "rank", "code", "by", "release", "title", "given", "model", "memory"]
    rows = store.read(CODED, columns=columns).to_pylist() if store.has(CODED) else []
    coded = {row["need_id"]: row for row in rows if row["rank"] == 1 and row["nomenclature"] == "rome"}
    mixed = {row["need_id"] for row in rows if _made(row) != _made(coded.get(row["need_id"], row))}
    said, valid = choices
    waiting, older = [], 0
    for need in needs:
        known = None if need["need_id"] in mixed else coded.get(need["need_id"])
        if known and known["release"] != asked.release and not asked.upgrade and _same_choice(need, known, said):
            older += 1
        elif known is None or known["release"] != asked.release or not asked.stands(need, known, valid):
            waiting.append(need)
    return waiting, older


def _made(row: Row) -> tuple[Any, ...]:
    """What one coding has in common on all its ranks: two on one need are what a stop left behind."""
    return tuple(row[name] for name in ("release", "title", "given", "model", "memory"))


def _same_choice(need: Row, coded: Row, choices: Mapping[str, str]) -> bool:
    """Whether a need has the title, the given code and the choice of a person that its coding was made for."""
    if (coded["title"], coded["given"]) != (need["title"], need["rome_given"]):
        return False
    chosen = choices.get(normalise(need["title"]).key) if choices or coded["by"] == "person" else None
    if chosen is None:
        return bool(coded["by"] != "person")
    return bool(coded["by"] == "person" and (coded["code"] or "") == chosen)


def _forget_gone(store: Store, needs: Sequence[Row]) -> None:
    """Drops the codings of needs that are gone. What is coded again stays to be read until its new coding is there."""
    if not store.has(CODED) or not store.count(CODED):
        return
    kept = pa.array([need["need_id"] for need in needs], pa.string())
    if not pc.all(pc.is_in(store.read(CODED, columns=["need_id"])["need_id"], value_set=kept)).as_py():
        old = store.read(CODED)
        _put(store, old.filter(pc.is_in(old["need_id"], value_set=kept)))


def _drop_leftovers(store: Store, written: pa.Table, known: set[str]) -> None:
    """Drops proposals of an earlier coding beyond those just written for the same need."""
    ranks: dict[str, int] = {}
    for need, rank in zip(written["need_id"].to_pylist(), written["rank"].to_pylist(), strict=True):
        if need in known:
            ranks[need] = max(rank, ranks.get(need, 0))
    if not ranks:
        return
    held = store.read(CODED, columns=["need_id", "rank"])
    places = zip(held["need_id"].to_pylist(), held["rank"].to_pylist(), strict=True)
    stays = [rank <= ranks.get(need, rank) for need, rank in places]
    if not all(stays):
        _put(store, store.read(CODED).filter(pa.array(stays)))


def _put(store: Store, rows: pa.Table) -> None:
    store.replace(CODED, rows, commit=_commit(store, rows))


def _commit(store: Store, table: pa.Table) -> str:
    """A name that is new for every change: of the state of the store and of what is written to it."""
    ids = "\n".join(table["need_id"].to_pylist())
    return "code-" + hashlib.sha256(f"{store.digest}\n{ids}".encode()).hexdigest()[:24]


def _tables(coder: Coder, needs: Sequence[Row], choices: Mapping[str, str], tell: Progress) -> Iterator[pa.Table]:
    message = Sentence("codage des besoins", "coding needs")
    for start in range(0, len(needs), _CHUNK):
        chunk = needs[start : start + _CHUNK]
        titles = [need["title"] for need in chunk]

        def moved(done: int, total: int | None, _message: Sentence, start: int = start, size: int = len(chunk)) -> None:
            tell(start + size * done // max(total or 1, 1), len(needs), message)

        proposals: dict[int, list[Row]] = {}
        for row in coder.code(titles, top=TOP, progress=moved).to_pylist():
            proposals.setdefault(row["row"], []).append(row)
        rows = [
            row
            for place, need in enumerate(chunk)
            for row in decided(need, proposals[place], choices.get(normalise(need["title"]).key), coder.space)
        ]
        made = {"model": coder.text_model, "memory": coder.memory.name if coder.memory else None}
        yield CODED.from_rows(row | made for row in rows)
    tell(len(needs), len(needs), message)
