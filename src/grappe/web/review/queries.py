"""Reads of codes and decisions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from grappe.coding import CODED, normalise
from grappe.needs import NEEDS
from grappe.web.clusters.models import Cluster
from grappe.web.review.models import Confirmation
from grappe.web.stores import store_of


@dataclass(frozen=True, slots=True)
class Item:
    """A title that waits for a person: how many needs carry it, an example, the proposals best first."""

    key: str
    title: str
    needs: int
    need_id: str
    employers: tuple[str, ...]
    description: str
    proposals: tuple[Mapping[str, Any], ...] = ()


WAITING = """
SELECT n.title AS title, count(*) AS needs, min(n.need_id) AS need_id
FROM coded c JOIN needs n ON n.need_id = c.need_id
WHERE c.nomenclature = 'rome' AND c.rank = 1 AND c.decision IN ('review', 'none') AND c.by <> 'person'
GROUP BY n.title ORDER BY needs DESC, n.title
"""


def confirmed(cluster: Cluster) -> dict[str, str]:
    """Normalised title → code that a person chose; an empty code says that none fits."""
    return dict(Confirmation.objects.filter(cluster=cluster).values_list("title_key", "code"))


def confirmations(cluster: Cluster) -> QuerySet[Confirmation]:
    """The decisions of people, newest first."""
    return Confirmation.objects.filter(cluster=cluster).select_related("decided_by").order_by("-decided_at", "-pk")


def confirmation(cluster: Cluster, uuid: UUID) -> Confirmation:
    """One decision. Raises ``Confirmation.DoesNotExist`` also for another cluster's."""
    return Confirmation.objects.get(cluster=cluster, uuid=uuid)


def waiting(cluster: Cluster) -> list[Item]:
    """The titles that wait for a person, those with the most needs first; spellings of one title count as one."""
    store = store_of(cluster)
    if not store.has(CODED):
        return []
    decided = confirmed(cluster)
    found: dict[str, Item] = {}
    for row in store.query(WAITING, frames=[NEEDS, CODED]).to_pylist():
        key = normalise(row["title"]).key[:300]
        if key in decided:
            continue
        known = found.get(key)
        needs = row["needs"] + (known.needs if known else 0)
        first = known or Item(key, row["title"], 0, row["need_id"], (), "")
        found[key] = Item(key, first.title, needs, first.need_id, (), "")
    return sorted(found.values(), key=lambda item: (-item.needs, item.title))


def with_proposals(cluster: Cluster, item: Item) -> Item:
    """The item with its proposals, the employers and the text of its example."""
    store = store_of(cluster)
    sql = "SELECT * FROM coded WHERE need_id = $need_id AND nomenclature = 'rome' ORDER BY rank"
    proposals = store.query(sql, frames=[CODED], parameters={"need_id": item.need_id}).to_pylist()
    sql = "SELECT employer, description FROM needs WHERE title = $title LIMIT 20"
    needs = store.query(sql, frames=[NEEDS], parameters={"title": item.title}).to_pylist()
    employers = tuple(dict.fromkeys(need["employer"] for need in needs if need["employer"]))[:5]
    description = next((need["description"] for need in needs if need["description"]), "")
    return Item(item.key, item.title, item.needs, item.need_id, employers, description, tuple(proposals))
