"""Reads of codes and decisions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from grappe.coding import CODED, Named, SearchSpace, alike, named, normalise
from grappe.needs import NEEDS
from grappe.references import Release, find
from grappe.web.clusters.models import Cluster, Membership
from grappe.web.review.models import Confirmation, ReviewDeed
from grappe.web.stores import release_or_none, store_of

KEY_LIMIT = 300


@dataclass(frozen=True, slots=True)
class Item:
    """A title that waits for a person: how many needs carry it, an example, the proposals best first.

    ``code`` is the first proposal; ``alike`` are titles that may be decided with it.
    """

    key: str
    title: str
    needs: int
    need_id: str
    employers: tuple[str, ...] = ()
    description: str = ""
    proposals: tuple[Mapping[str, Any], ...] = ()
    code: str | None = None
    alike: tuple["Item", ...] = ()

    @property
    def all_needs(self) -> int:
        """The needs of the title and of those alike."""
        return self.needs + sum(one.needs for one in self.alike)


@dataclass(frozen=True, slots=True)
class Pending:
    """What waits in the review of a cluster, and what is decided: the one count that every page shows."""

    titles: int
    needs: int
    decided: int

    @property
    def total(self) -> int:
        """Titles in all."""
        return self.titles + self.decided


WAITING = """
SELECT n.title AS title, any_value(c.code) FILTER (c.by <> 'person') AS code, count(*) AS needs,
    min(n.need_id) AS need_id
FROM coded c JOIN needs n ON n.need_id = c.need_id
WHERE c.nomenclature = 'rome' AND c.rank = 1 AND (c.decision IN ('review', 'none') OR c.by = 'person')
GROUP BY n.title ORDER BY needs DESC, n.title
"""


def confirmed(cluster: Cluster) -> dict[str, str]:
    """Normalised title → code that a person chose; an empty code says that none fits."""
    return dict(Confirmation.objects.filter(cluster=cluster).values_list("title_key", "code"))


def decided(cluster: Cluster) -> list[tuple[str, str]]:
    """The titles that people gave a code, each with it."""
    return list(Confirmation.objects.filter(cluster=cluster).exclude(code="").values_list("title", "code"))


def confirmations(cluster: Cluster) -> QuerySet[Confirmation]:
    """The decisions of people, newest first."""
    return Confirmation.objects.filter(cluster=cluster).select_related("decided_by").order_by("-decided_at", "-pk")


def confirmation(cluster: Cluster, uuid: UUID) -> Confirmation:
    """One decision. Raises ``Confirmation.DoesNotExist`` also for another cluster's."""
    return Confirmation.objects.get(cluster=cluster, uuid=uuid)


def deed(cluster: Cluster, uuid: UUID) -> ReviewDeed:
    """One gesture. Raises ``ReviewDeed.DoesNotExist`` also for another cluster's."""
    return ReviewDeed.objects.get(cluster=cluster, uuid=uuid)


def last_deed(by: Membership) -> ReviewDeed | None:
    """The last gesture of a person that is not undone."""
    theirs = ReviewDeed.objects.filter(cluster=by.cluster, done_by=by.user, undone_at=None)
    return theirs.order_by("-done_at", "-pk").first()


def waiting(cluster: Cluster) -> list[Item]:
    """The titles that wait for a person, those with the most needs first; spellings of one title count as one.

    A title whose decision was taken back waits again at once, before it is coded anew. One without a word does not
    wait: nobody could say more about it.
    """
    return _waiting(cluster, confirmed(cluster))


def pending(cluster: Cluster) -> Pending:
    """How many titles wait, for how many needs, and how many are decided."""
    return pending_items(cluster)[0]


def pending_items(cluster: Cluster) -> tuple[Pending, list[Item]]:
    """The count, and the titles that wait."""
    known = confirmed(cluster)
    items = _waiting(cluster, known)
    return Pending(len(items), sum(item.needs for item in items), len(known)), items


def _waiting(cluster: Cluster, settled: Mapping[str, str]) -> list[Item]:
    store = store_of(cluster)
    if not store.has(CODED):
        return []
    found: dict[str, Item] = {}
    for row in store.query(WAITING, frames=[NEEDS, CODED]).to_pylist():
        key = normalise(row["title"]).key[:KEY_LIMIT]
        if not key or key in settled:
            continue
        known = found.get(key) or Item(key, row["title"], 0, row["need_id"], code=row["code"])
        found[key] = replace(known, needs=known.needs + row["needs"])
    return sorted(found.values(), key=lambda item: (-item.needs, item.title))


def grouped(items: list[Item]) -> list[Item]:
    """The titles that lead a group, each with those alike; groups in the order of their leaders."""
    groups = alike([(item.key, item.code) for item in items])
    return [replace(items[group[0]], alike=tuple(items[place] for place in group[1:])) for group in groups]


def shown(groups: list[Item], asked: str | None) -> Item | None:
    """The group to look at: the one that holds the title asked for, that title first; else the first."""
    for group in groups:
        members = (group, *group.alike)
        for member in members:
            if member.key == asked:
                others = tuple(replace(one, alike=()) for one in members if one.key != asked)
                return replace(member, alike=others)
    return groups[0] if groups else None


def with_proposals(cluster: Cluster, item: Item) -> Item:
    """The item with its proposals, the employers and the text of its example."""
    store = store_of(cluster)
    sql = "SELECT employer, description FROM needs WHERE title = $title LIMIT 20"
    needs = store.query(sql, frames=[NEEDS], parameters={"title": item.title}).to_pylist()
    employers = tuple(dict.fromkeys(need["employer"] for need in needs if need["employer"]))[:5]
    description = next((need["description"] for need in needs if need["description"]), "")
    return replace(item, employers=employers, description=description, proposals=proposals(cluster, item.need_id))


def proposals(cluster: Cluster, need_id: str) -> tuple[Mapping[str, Any], ...]:
    """The proposals of a need, best first."""
    sql = "SELECT * FROM coded WHERE need_id = $need_id AND nomenclature = 'rome' AND code IS NOT NULL ORDER BY rank"
    return tuple(store_of(cluster).query(sql, frames=[CODED], parameters={"need_id": need_id}).to_pylist())


def search(text: str) -> list[Named]:
    """Occupations of the release in use whose titles have these words."""
    known = release_or_none("rome")
    return named(_space(known), text) if known and text.strip() else []


@lru_cache(maxsize=2)
def _space_of(name: str, _digest: str) -> SearchSpace:
    return SearchSpace.of_occupations(find(settings.HOME, name))


def _space(rome: Release) -> SearchSpace:
    return _space_of(str(rome), rome.digest)
