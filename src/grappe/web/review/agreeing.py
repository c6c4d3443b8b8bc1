"""Reads of second opinions: the title that asks for one, and how far two people agree."""

from dataclasses import dataclass

from grappe.coding import CODED, Agreement, agreement
from grappe.web.clusters.models import Cluster, Membership
from grappe.web.review.models import Confirmation, SecondOpinion
from grappe.web.review.queries import confirmations, proposals
from grappe.web.stores import store_of


@dataclass(frozen=True, slots=True)
class Second:
    """A decided title as a second person sees it: without the first one's choice, in the order of the codes."""

    confirmation: Confirmation
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """Two opinions so far: agreement beyond chance, and the titles on which they differ."""

    found: Agreement
    differ: tuple[tuple[Confirmation, SecondOpinion], ...]


def next_second(by: Membership) -> Second | None:
    """The newest title that another person decided and nobody gave a second opinion on."""
    seen = SecondOpinion.objects.filter(cluster=by.cluster).values("title_key")
    asked = confirmations(by.cluster).exclude(title_key__in=seen).exclude(decided_by=by.user)
    first = asked.exclude(decided_by=None).first()
    return Second(first, _choices(by.cluster, first)) if first else None


def _choices(cluster: Cluster, first: Confirmation) -> tuple[tuple[str, str], ...]:
    sql = "SELECT min(need_id) AS need_id FROM coded WHERE nomenclature = 'rome' AND rank = 1 AND title = $title"
    found = store_of(cluster).query(sql, frames=[CODED], parameters={"title": first.title})["need_id"][0].as_py()
    listed = {row["code"]: row["label"] or "" for row in (proposals(cluster, found) if found else ())}
    if first.code:
        listed.setdefault(first.code, first.label)
    return tuple(sorted(listed.items()))


def agreed(cluster: Cluster) -> Agreed:
    """How far second opinions agree with decisions."""
    first = {one.title_key: one for one in confirmations(cluster)}
    second = {one.title_key: one for one in SecondOpinion.objects.filter(cluster=cluster).select_related("decided_by")}
    found = agreement({key: one.code for key, one in first.items()}, {key: one.code for key, one in second.items()})
    both = sorted(first.keys() & second.keys())
    return Agreed(found, tuple((first[key], second[key]) for key in both if first[key].code != second[key].code))
