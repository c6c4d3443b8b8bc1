"""Which texts to compare: those that share runs of three words, never all with all."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from grappe.analysis.likeness import Rarity
from grappe.analysis.marks import Hashes, Indices, Words, distinct, fingerprints, runs, words

RUN = 3  #: words of a run
KEPT = np.uint64(4)  #: one run in so many is kept, the same ones in every text
SHORT = 8  #: under so many words a text says too little to be compared
TOGETHER = 1_000_000  #: needs that are paired at once; more are paired place by place
LOOKED_AT = 2_000  #: texts of each batch that tell how rare words are
_HITS = 0.15  #: share of the kept runs of the shorter text that a candidate has in common
Pairs = tuple[Indices, Indices]


@dataclass(frozen=True, slots=True)
class Advertised:
    """What is known of each need beside its text; −1 and 0 where not known."""

    need_id: pa.Array
    source: pa.Array
    employer: Hashes
    commune: Indices
    place: Indices
    day: Indices
    count: Indices
    text: Hashes
    title: Words


class Candidates:
    """Reads needs batch by batch, then gives the pairs worth comparing."""

    def __init__(self) -> None:
        self.rarity = Rarity()
        self._batches: list[dict[str, pa.Array]] = []
        self._counts: list[Indices] = []
        self._texts: list[Hashes] = []
        self._titles: list[Words] = []
        self._runs: list[tuple[npt.NDArray[np.uint32], npt.NDArray[np.int32]]] = []
        self._seen = 0

    def add(self, batch: pa.RecordBatch) -> None:
        """Takes ``text`` and ``title`` in small letters without accents, and what ``Advertised`` says of each need."""
        found, titles = words(batch["text"]), words(batch["title"])
        self.rarity.look(found, LOOKED_AT)
        hashes, text = runs(found, RUN)
        kept = hashes % KEPT == 0
        self._runs.append(
            ((hashes[kept] >> np.uint64(32)).astype(np.uint32), (text[kept] + self._seen).astype(np.int32))
        )
        self._counts.append(found.counts)
        self._texts.append(fingerprints(found))
        self._titles.append(titles)
        names = ("need_id", "source", "employer", "insee", "departement", "published")
        self._batches.append({name: batch[name] for name in names})
        self._seen += batch.num_rows

    def needs(self) -> Advertised:
        """What is known of the needs read, in their order."""
        column = {name: _whole([batch[name] for batch in self._batches]) for name in self._batches[0]} if (
            self._batches) else {name: pa.array([], pa.string()) for name in ("need_id", "source", "employer", "insee",
                                                                              "departement")}  # fmt: skip
        day = column.get("published", pa.array([], pa.date32())).cast(pa.int32()).fill_null(-1)
        return Advertised(
            need_id=column["need_id"],
            source=column["source"],
            employer=fingerprints(words(column["employer"])),
            commune=_numbered(column["insee"]),
            place=_numbered(column["departement"]),
            day=np.asarray(day, np.int64),
            count=_joined(self._counts),
            text=np.concatenate([*self._texts, np.zeros(0, np.uint64)]),
            title=_together(self._titles),
        )

    def alike(self, needs: Advertised) -> Pairs:
        """Pairs of different texts that have enough runs in common; the runs are let go of."""
        if not self._runs or not self._seen:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        runs_ = np.concatenate([hashes for hashes, _ in self._runs])
        texts = np.concatenate([text for _, text in self._runs])
        self._runs = []
        kept = np.bincount(texts, minlength=self._seen)
        rank = np.empty(self._seen, np.int64)
        order = np.lexsort((needs.text, needs.place))
        rank[order] = np.arange(self._seen)
        parts = 1 + self._seen // TOGETHER
        found = [_pairs_of_part(runs_, texts, (rank, needs.place, kept), (part, parts)) for part in range(parts)]
        first, second = (order[np.concatenate([pairs[side] for pairs in found])] for side in (0, 1))
        other = needs.text[first] != needs.text[second]
        return first[other], second[other]


def same_texts(needs: Advertised) -> Pairs:
    """Neighbours among needs of the same text, those of one place together."""
    order = np.lexsort((needs.day, needs.place, needs.text))
    long = needs.count[order] >= SHORT
    same = (needs.text[order][1:] == needs.text[order][:-1]) & long[1:]
    return order[:-1][same], order[1:][same]


def same_posts(needs: Advertised) -> Pairs:
    """Neighbours among needs without text of one title, employer and commune, in two sources."""
    title = fingerprints(needs.title)
    told = (needs.count < SHORT) & (needs.employer != 0) & (needs.commune >= 0) & (title != 0)
    place = np.flatnonzero(told)
    order = place[np.lexsort((needs.day[place], needs.commune[place], needs.employer[place], title[place]))]
    first, second = order[:-1], order[1:]
    same = (title[first] == title[second]) & (needs.employer[first] == needs.employer[second])
    same &= (needs.commune[first] == needs.commune[second]) & (
        _numbered(needs.source)[first] != _numbered(needs.source)[second]
    )
    return first[same], second[same]


def _pairs_of_part(
    runs_: npt.NDArray[np.uint32],
    texts: npt.NDArray[np.int32],
    known: tuple[Indices, Indices, npt.NDArray[np.intp]],
    part: tuple[int, int],
) -> Pairs:
    """Pairs, by rank, among the texts of some places and those of no known place."""
    rank, place, kept = known
    if part[1] > 1:
        inside = ((place % part[1] == part[0]) | (place < 0))[texts]
        runs_, texts = runs_[inside], texts[inside]
    keys = (runs_.astype(np.uint64) << np.uint64(32)) | rank[texts].astype(np.uint64)
    keys = distinct(keys)
    run, text = keys >> np.uint64(32), keys & np.uint64(0xFFFFFFFF)
    begins = np.concatenate([[True], run[1:] != run[:-1]]) if len(run) else np.zeros(0, bool)
    leader = text[np.flatnonzero(begins)][np.cumsum(begins) - 1] if len(run) else text
    inner = np.flatnonzero(~begins)
    beside = (text[inner - 1] << np.uint64(32)) | text[inner]
    ahead = ((leader[inner] << np.uint64(32)) | text[inner])[leader[inner] != text[inner - 1]]
    pairs = np.concatenate([beside, ahead])
    met = distinct(pairs)
    hits = np.diff(np.searchsorted(pairs, met), append=len(pairs))
    first, second = (met >> np.uint64(32)).astype(np.int64), (met & np.uint64(0xFFFFFFFF)).astype(np.int64)
    sizes = np.empty(len(rank), np.int64)
    sizes[rank] = kept
    least = np.minimum(sizes[first], sizes[second])
    enough = hits >= np.maximum(np.minimum(2, least), _HITS * least)
    return first[enough], second[enough]


def _whole(parts: list[pa.Array]) -> pa.Array:
    return pa.concat_arrays(parts)


def _joined(parts: list[Indices]) -> Indices:
    return np.concatenate([*parts, np.zeros(0, np.int64)]).astype(np.int64)


def _together(parts: list[Words]) -> Words:
    counts = _joined([part.counts for part in parts])
    hashes = np.concatenate([*(part.hashes for part in parts), np.zeros(0, np.uint64)])
    return Words(hashes, np.concatenate([[0], np.cumsum(counts)]))


def _numbered(names: pa.Array) -> Indices:
    """A number for each distinct text, −1 for null."""
    return np.asarray(names.dictionary_encode().indices.fill_null(-1), np.int64)


def selected(found: Words, texts: Indices) -> Words:
    """The words of some of the texts."""
    counts = found.counts[texts]
    start = np.concatenate([[0], np.cumsum(counts)])
    place = np.arange(start[-1]) + np.repeat(found.start[texts] - start[:-1], counts)
    return Words(found.hashes[place], start)


def positions(within: pa.Array, names: pa.Array) -> Indices:
    """Where each name stands in ``within``."""
    return np.asarray(pc.index_in(names, within), np.int64)
