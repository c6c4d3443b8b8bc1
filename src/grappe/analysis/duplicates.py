"""The same advertisement several times: copies, edited ones, shortened ones, those of an agency; groups of any size.

1. Every text gives hashes of its runs of three words; those that a fixed rule picks (a quarter) are kept.
2. Texts that share kept hashes become candidates: under each hash a text meets its neighbour and the first one. Texts
   stand in the order of their places, so that neighbours may be the same job; pairs are never all taken.
3. Candidates are judged on all their words and titles, on place and on day; those that pass are joined, best first, as
   long as no group holds two places.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from grappe.analysis.candidates import Advertised, Candidates
from grappe.analysis.judging import Links, judged
from grappe.analysis.marks import Indices
from grappe.needs import NEEDS
from grappe.tables import Store
from grappe.words import Column, Frame, Progress, Sentence, silent

REASONS = ("same_text", "edited", "shortened", "same_post")
DAYS = 180  #: days between two publications beyond which they are two needs

DUPLICATES = Frame(
    name="duplicates",
    grain="one row per need that stands in a group of duplicates; a need alone is not listed",
    key=("need_id",),
    columns=(
        Column("group", "text", "the need_id of the group's need that counts"),
        Column("need_id", "text", "the need"),
        Column("reason", "text", "what ties it to with_need: the same words; some changed; one is a part of the other;"
               " no text, but title, employer and commune", values=REASONS),
        Column("similarity", "number", "weight of the words shared ÷ that of the longer text (shortened: of the"
               " shorter), 0 to 1"),
        Column("with_need", "text", "the need of the group that it resembles most"),
        Column("source", "text", "feed or survey of the need"),
        Column("across", "flag", "the group holds needs of several sources"),
        Column("counts", "flag", "it stands for the group: longest text, then first published"),
    ),
)  # fmt: skip

#: Words of titles that say nothing of the job, and the letters of a word that tell it whatever its gender or number.
_NOISE = (
    r"\b(h|f|hf|fh|m|w|x|d|e|l|en|et|de|du|des|la|le|les|au|a|ne|se|cdi|cdd|interim|temps|plein|alternance|poste)\b"
)
_STEM = "([a-z]{5})[a-z]+"

_ROWS = f"""
SELECT need_id, source, lower(strip_accents(description)) AS text,
  regexp_replace(regexp_replace(lower(strip_accents(title)), '{_NOISE}', ' ', 'g'), '{_STEM}', '\\1', 'g') AS title,
  lower(strip_accents(employer)) AS employer, insee, departement, published
FROM needs ORDER BY need_id
"""  # noqa: S608 - constants of this module


@dataclass(frozen=True, slots=True)
class DuplicatesFound:
    """``table`` holds ``DUPLICATES``, by group; ``needs`` were looked at, ``surplus`` of them stand for nothing new."""

    table: pa.Table
    needs: int

    @property
    def groups(self) -> int:
        """How many groups of at least two needs."""
        return int(pc.sum(self.table["counts"]).as_py() or 0)

    @property
    def surplus(self) -> int:
        """Needs that another need of their group stands for."""
        return int(self.table.num_rows) - self.groups

    @property
    def across(self) -> int:
        """Groups that hold needs of several sources."""
        return int(pc.sum(pc.and_(self.table["counts"], self.table["across"])).as_py() or 0)

    @property
    def reasons(self) -> dict[str, int]:
        """Needs by reason."""
        counts = dict.fromkeys(REASONS, 0)
        return counts | {str(row["values"]): row["counts"] for row in pc.value_counts(self.table["reason"]).to_pylist()}


def duplicates(store: Store, *, days: int = DAYS, progress: Progress | None = None) -> DuplicatesFound:
    """The groups of duplicates of a store.

    Two needs published more than ``days`` apart are two needs (0: whatever the days). A need of one département never
    joins one of another; unknown places and days join whatever their text joins. Raises what ``progress`` raises.
    """
    tell = progress or silent
    tell(0, 2, Sentence("Lecture des textes", "Reading the texts"))
    candidates = Candidates()
    for batch in store.batches(_ROWS, frames=(NEEDS,)):
        candidates.add(batch)
    tell(1, 2, Sentence("Comparaison des textes", "Comparing the texts"))
    needs, links = judged(store, candidates, days=days)
    return DuplicatesFound(DUPLICATES.check(_table(needs, links)), len(needs.count))


def stored_duplicates(store: Store, *, days: int = DAYS, progress: Progress | None = None) -> DuplicatesFound:
    """The groups of a store as it stands: read where they were found for these needs, else found and written."""
    commit = made_from(store, days)
    if store.last_commit(DUPLICATES) == commit:
        return DuplicatesFound(store.read(DUPLICATES), store.count(NEEDS))
    found = duplicates(store, days=days, progress=progress)
    store.replace(DUPLICATES, found.table, commit=commit)
    return found


def made_from(store: Store, days: int = DAYS) -> str:
    """Names the needs and the parameter that duplicates are found for."""
    return f"{store.digest_of(NEEDS)} {days}"


def surplus(store: Store) -> pa.Table:
    """The ``need_id`` of needs that another need of their group stands for."""
    found = stored_duplicates(store).table
    return found.filter(pc.invert(found["counts"])).select(["need_id"])


def _table(needs: Advertised, links: Links) -> pa.Table:
    """One row per need of a group, groups and needs by name."""
    order = np.lexsort((links.second, links.first, -links.similarity))
    group = _joined(needs, links, order)
    inside = group[links.first] == group[links.second]
    links = Links(*(getattr(links, name)[inside] for name in Links.__slots__))
    order = np.lexsort((links.second, links.first, -links.similarity))
    listed = np.flatnonzero(group >= 0)
    leader = _leaders(needs, group, listed)
    best = _best_links(links, order[::-1], len(group))
    partner = np.where(links.first[best[listed]] == listed, links.second[best[listed]], links.first[best[listed]])
    source = np.asarray(needs.source.dictionary_encode().indices)
    several = np.zeros(len(group), bool)
    several[group[listed][source[listed] != source[group[listed]]]] = True
    take: Callable[[Indices], pa.Array] = lambda places: needs.need_id.take(pa.array(places))  # noqa: E731
    columns: dict[str, Any] = {"group": take(leader[listed]), "need_id": take(listed), "with_need": take(partner)}
    columns |= {"reason": pa.array(np.array(REASONS)[links.reason[best[listed]]].tolist(), pa.string())}
    columns |= {
        "similarity": np.round(links.similarity[best[listed]], 4),
        "source": needs.source.take(pa.array(listed)),
    }
    columns |= {"across": several[group[listed]], "counts": leader[listed] == listed}
    return pa.table(columns).sort_by([("group", "ascending"), ("need_id", "ascending")])


def _joined(needs: Advertised, links: Links, order: Indices) -> Indices:
    """The group of each need, named by one of it; −1 for a need alone. A group never holds two places."""
    above, place = list(range(len(needs.count))), needs.place.tolist()

    def top(one: int) -> int:
        while above[one] != one:
            above[one] = one = above[above[one]]
        return one

    for first, second in zip(links.first[order].tolist(), links.second[order].tolist(), strict=True):
        left, right = sorted((top(first), top(second)))
        if left != right and (place[left] < 0 or place[right] < 0 or place[left] == place[right]):
            above[right] = left
            place[left] = max(place[left], place[right])
    group = np.array([top(one) for one in range(len(above))], np.int64)
    return np.where(np.bincount(group, minlength=len(group))[group] > 1, group, -1) if len(group) else group


def _leaders(needs: Advertised, group: Indices, listed: Indices) -> Indices:
    """For each need of a group, the one that stands for it: longest text, first published, first by name."""
    day = np.where(needs.day < 0, np.iinfo(np.int32).max, needs.day)
    order = listed[np.lexsort((listed, day[listed], -needs.count[listed], group[listed]))]
    first = np.concatenate([[True], group[order][1:] != group[order][:-1]]) if len(order) else np.zeros(0, bool)
    leader = np.full(len(group), -1, np.int64)
    leader[group[order][first]] = order[first]
    return np.where(group >= 0, leader[group], -1)


def _best_links(links: Links, worst_first: Indices, count: int) -> Indices:
    """The best link of each need."""
    best = np.zeros(count, np.int64)
    best[links.first[worst_first]] = worst_first
    second = np.zeros(count, np.int64)
    second[links.second[worst_first]] = worst_first
    known = np.zeros(count, bool), np.zeros(count, bool)
    known[0][links.first], known[1][links.second] = True, True
    if not len(worst_first):
        return best
    better = known[1] & (~known[0] | (links.similarity[second] > links.similarity[best]))
    return np.where(better, second, best)
