"""Whether two advertisements that look alike are one: their words, titles, places and days."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from grappe.analysis.candidates import Advertised, Candidates, Pairs, positions, same_posts, same_texts, selected
from grappe.analysis.likeness import Numbers, Rarity, shared, weighed
from grappe.analysis.marks import Words, words
from grappe.needs import NEEDS
from grappe.tables import Store

EDITED = 0.48  #: weight shared ÷ weight of the longer text, from which two texts of like titles are one
REWRITTEN = 0.44  #: as EDITED, where title and employer are the same
NEARLY = 0.90  #: as EDITED, where titles may differ more
SHORTENED = 0.80  #: weight shared ÷ weight of the shorter text, from which it is a part of the longer one
CUT_OFF = 0.95  #: as SHORTENED, where titles may differ more
LIKE, LIKER = 0.5, 0.75  #: weight of the words that two titles share ÷ weight of the shorter title
LENGTHS = 0.75  #: shorter ÷ longer text, under which a text counts as shortened
_TEXTS = "SELECT n.need_id, lower(strip_accents(n.description)) AS text FROM needs n JOIN wanted USING (need_id)"


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of needs that are one, each with the place of its reason in ``REASONS`` and its similarity."""

    first: npt.NDArray[np.int64]
    second: npt.NDArray[np.int64]
    reason: npt.NDArray[np.int64]
    similarity: Numbers


def judged(store: Store, candidates: Candidates, *, days: int) -> tuple[Advertised, Links]:
    """Every link between needs of a store, of whichever reason."""
    needs = candidates.needs()
    same, post = _fitting(needs, same_texts(needs), days), _fitting(needs, same_posts(needs), days)
    alike = _fitting(needs, candidates.alike(needs), days)
    agree = _titles(needs, same, candidates.rarity) >= LIKE
    same = same[0][agree], same[1][agree]
    links = [_all(same, 0), _alike(store, needs, alike, candidates.rarity), _all(post, 3)]
    columns = [np.concatenate([getattr(link, name) for link in links]) for name in Links.__slots__]
    return needs, Links(*columns)


def _all(pairs: Pairs, reason: int) -> Links:
    count = len(pairs[0])
    return Links(*pairs, np.full(count, reason), np.ones(count))


def _fitting(needs: Advertised, pairs: Pairs, days: int) -> Pairs:
    """The pairs that are not of two places or of two times."""
    first, second = pairs
    places = (needs.place[first] < 0) | (needs.place[second] < 0) | (needs.place[first] == needs.place[second])
    known = (needs.day[first] >= 0) & (needs.day[second] >= 0)
    near = ~known | (np.abs(needs.day[first] - needs.day[second]) <= days) | (days == 0)
    fine = places & near
    return first[fine], second[fine]


def _titles(needs: Advertised, pairs: Pairs, rarity: Rarity) -> Numbers:
    """Weight of the words that both titles have ÷ weight of the shorter title; 1 where one has no word."""
    if not len(pairs[0]):
        return np.zeros(0)
    used, place = np.unique(np.concatenate(pairs), return_inverse=True)
    held = weighed(selected(needs.title, used), rarity, pairs=False)
    first, second = place[: len(pairs[0])], place[len(pairs[0]) :]
    least = np.minimum(held.total[first], held.total[second])
    return np.where(least > 0, shared(held, first, second) / np.where(least > 0, least, 1.0), 1.0)


def _alike(store: Store, needs: Advertised, pairs: Pairs, rarity: Rarity) -> Links:
    if not len(pairs[0]):
        return _all(pairs, 1)
    used, place = np.unique(np.concatenate(pairs), return_inverse=True)
    held = weighed(_texts(store, needs.need_id.take(pa.array(used))), rarity)
    first, second = place[: len(pairs[0])], place[len(pairs[0]) :]
    both = shared(held, first, second)
    shorter, longer = (pick(held.total[first], held.total[second]) for pick in (np.minimum, np.maximum))
    whole, part = both / np.maximum(longer, 1e-9), both / np.maximum(shorter, 1e-9)
    title = _titles(needs, pairs, rarity)
    cut = shorter < LENGTHS * longer
    employers = needs.employer[pairs[0]], needs.employer[pairs[1]]
    sure = (title > 0.99) & (employers[0] == employers[1]) & (employers[0] != 0)
    like, liker = title >= LIKE, title >= LIKER
    edited = (like & (whole >= NEARLY)) | (liker & (whole >= EDITED)) | (sure & (whole >= REWRITTEN))
    shortened = (like & (part >= CUT_OFF)) | (liker & (part >= SHORTENED))
    told = np.where(cut, shortened, edited)
    return Links(pairs[0][told], pairs[1][told], np.where(cut, 2, 1)[told], np.where(cut, part, whole)[told])


def _texts(store: Store, wanted: pa.Array) -> Words:
    """The words of these needs' texts, in this order."""
    ids, parts = [], []
    for batch in store.batches(_TEXTS, frames=(NEEDS,), tables={"wanted": pa.table({"need_id": wanted})}):
        ids.append(batch["need_id"])
        parts.append(words(batch["text"]))
    counts = np.concatenate([part.counts for part in parts])
    found = Words(np.concatenate([part.hashes for part in parts]), np.concatenate([[0], np.cumsum(counts)]))
    return selected(found, positions(pa.concat_arrays(ids), wanted))
