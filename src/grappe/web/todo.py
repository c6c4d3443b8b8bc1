"""What waits for a person today. Each part adds a function that returns items; the home page shows those above zero."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from grappe.web.clusters.models import Membership
from grappe.web.jobs import queries as jobs
from grappe.web.jobs.rules import can_see_jobs


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: how many, said in words, where it is done. ``urgent`` items stand first."""

    count: int
    label: str
    url: str
    urgent: bool = False


Source = Callable[[Membership], list[Item]]


def items(membership: Membership | None) -> list[Item]:
    """Everything above zero that waits for this membership, urgent first."""
    if membership is None:
        return []
    found = [item for source in SOURCES for item in source(membership) if item.count]
    return sorted(found, key=lambda item: not item.urgent)


def _jobs(membership: Membership) -> list[Item]:
    if not can_see_jobs(membership):
        return []
    running = jobs.unfinished(membership.cluster).count()
    return [Item(running, _("travaux en cours ou à reprendre"), reverse("jobs:list"))]


#: One function per part that has something to ask; add yours here.
SOURCES: list[Source] = [_jobs]
