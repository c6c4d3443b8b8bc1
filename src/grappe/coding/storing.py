"""The needs of a store, coded under a release: once, in chunks, taken up again where it stopped."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from grappe.coding.coder import Coder, counts
from grappe.coding.confidence import EMPLOYER_AGREES
from grappe.coding.frames import CODED
from grappe.coding.normaliser import normalise
from grappe.coding.search_space import SearchSpace
from grappe.needs import NEEDS
from grappe.references import OCCUPATIONS, Release
from grappe.tables import Store
from grappe.words import Progress, Sentence, silent

_CHUNK = 20_000  #: needs written at once
_TOP = 5

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CodeReport:
    """What stands in the store after coding: needs in all, by decision; ``coded`` of them by this call."""

    rows: int
    auto: int
    review: int
    none: int
    coded: int
    release: str

    def as_json(self) -> dict[str, int | str]:
        """The report as one JSON object."""
        names = ("rows", "auto", "review", "none", "coded", "release")
        return {name: getattr(self, name) for name in names}

    def said(self) -> Sentence:
        """The report in one sentence."""
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
    progress: Progress | None = None,
) -> CodeReport:
    """Codes every need of the store that is not yet coded under this release; the same call again changes nothing.

    ``confirmed`` maps the key of a normalised title to the code that a person chose for it (empty: none fits): it wins
    over everything, and a choice withdrawn is coded anew. ``None`` keeps the choices that the store holds. A code given
    by the source is kept at rank 1 where the release has it, the proposals follow. ``coder`` spares building one where
    the caller has it for this release. Raises what ``progress`` raises; what is written then stays, and the same call
    resumes.
    """
    choices = _valid(kept_choices(store) if confirmed is None else confirmed, rome)
    needs = store.read(NEEDS, columns=["need_id", "title", "rome_given"]).to_pylist()
    waiting = _waiting(store, needs, choices, str(rome))
    if waiting:
        _forget(store, {need["need_id"] for need in waiting}, needs)
        coder = coder or Coder.of_occupations(rome)
        for table in _tables(coder, waiting, choices, progress or silent):
            store.write(CODED, table, source="coding", commit=_commit(store, table))
    elif store.count(CODED):
        _forget(store, set(), needs)
    decided = counts(store.read(CODED, columns=["rank", "decision"])) if store.has(CODED) else counts(CODED.empty())
    return CodeReport(len(needs), **decided, coded=len(waiting), release=str(rome))


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


def _waiting(store: Store, needs: Sequence[Row], choices: Mapping[str, str], release: str) -> list[Row]:
    """Needs whose coding is missing, of another release, of another title, or without a choice made since."""
    columns = ["need_id", "nomenclature", "rank", "code", "by", "release", "title", "given"]
    rows = store.read(CODED, columns=columns).to_pylist() if store.has(CODED) else []
    coded = {row["need_id"]: row for row in rows if row["rank"] == 1 and row["nomenclature"] == "rome"}
    return [need for need in needs if not _stands(need, coded.get(need["need_id"]), choices, release)]


def _stands(need: Row, coded: Row | None, choices: Mapping[str, str], release: str) -> bool:
    if coded is None or (coded["release"], coded["title"], coded["given"]) != (
        release,
        need["title"],
        need["rome_given"],
    ):
        return False
    chosen = choices.get(normalise(need["title"]).key) if choices or coded["by"] == "person" else None
    if chosen is None:
        return bool(coded["by"] != "person")
    return bool(coded["by"] == "person" and (coded["code"] or "") == chosen)


def _forget(store: Store, again: set[str], needs: Sequence[Row]) -> None:
    """Drops the codings of needs that will be coded again or are gone."""
    if not store.has(CODED) or not store.count(CODED):
        return
    old = store.read(CODED)
    kept = {need["need_id"] for need in needs} - again
    stays = old.filter(pc.is_in(old["need_id"], value_set=pa.array(sorted(kept), pa.string())))
    if stays.num_rows < old.num_rows:
        store.replace(CODED, stays, commit=_commit(store, stays))


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
        for row in coder.code(titles, top=_TOP, progress=moved).to_pylist():
            proposals.setdefault(row["row"], []).append(row)
        rows = [
            row
            for place, need in enumerate(chunk)
            for row in _decided(need, proposals[place], choices.get(normalise(need["title"]).key), coder.space)
        ]
        yield CODED.from_rows(rows)
    tell(len(needs), len(needs), message)


def _decided(need: Row, proposals: list[Row], chosen: str | None, space: SearchSpace) -> list[Row]:
    """The rows of one need: a person's choice, else the code given, else the model's, then the other proposals."""
    given = need["rome_given"]
    first: Row | None = None
    if chosen:
        first = _by_person(chosen, space)
    elif chosen == "":
        first = _none_by_person(space)
    elif given in space.labels:
        first = _by_source(given, proposals[0], space)
    listed = [row | {"by": _by(row)} for row in proposals]
    if first:
        others = [row for row in listed if row["code"] not in (None, first["code"])][: _TOP - 1]
        first["runner_up"] = others[0]["code"] if others else None
        listed = [first, *others]
    told = {"need_id": need["need_id"], "nomenclature": "rome", "title": need["title"], "given": given}
    decision = listed[0]["decision"]
    return [row | told | {"rank": rank, "decision": decision} for rank, row in enumerate(listed, 1)]


def _by(row: Row) -> str:
    return "same_title" if row["decision"] == "auto" and row["rank"] == 1 else "model"


def _by_person(code: str, space: SearchSpace) -> Row:
    said = Sentence("Code choisi par une personne pour cet intitulé.", "Code chosen by a person for this title.")
    return _stated(code, said, space, by="person", probability=1.0)


def _none_by_person(space: SearchSpace) -> Row:
    said = Sentence("Aucun métier ne convient, selon une personne.", "No occupation fits, says a person.")
    return _stated("", said, space, by="person", probability=1.0, decision="none") | {"code": None, "label": None}


def _by_source(given: str, best: Row, space: SearchSpace) -> Row:
    """The code given by the source; to be reviewed where the title is that of an occupation of another family."""
    said = Sentence("Code donné par la source.", "Code given by the source.")
    if best["decision"] != "auto" or best["code"] == given:
        return _stated(given, said, space, by="given")
    title, code = best["nearest"], best["code"]
    against = Sentence(
        f"{said.fr} L'intitulé est pourtant « {title} » ({code}).", f"{said.en} Yet the title is “{title}” ({code})."
    )
    near = space.family.get(given, given) == space.family.get(code, code)
    return _stated(given, against, space, by="given", decision="auto" if near else "review")


def _stated(
    code: str,
    said: Sentence,
    space: SearchSpace,
    *,
    by: str,
    probability: float = EMPLOYER_AGREES,
    decision: str = "auto",
) -> Row:
    return {
        "code": code,
        "label": space.labels.get(code),
        "score": 1.0,
        "probability": probability,
        "decision": decision,
        "by": by,
        "reason_fr": said.fr,
        "reason_en": said.en,
        "matched": [],
        "ignored": [],
        "nearest": None,
        "runner_up": None,
        "separates": None,
        "release": space.release,
    }
