"""What waits for a person today. Each part adds a function that returns items; the home page shows those above zero."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from grappe.web.clusters.models import Membership
from grappe.web.jobs import queries as jobs
from grappe.web.jobs.rules import can_see_jobs
from grappe.web.label import queries as labels
from grappe.web.label.rules import can_see_labels
from grappe.web.needs.rules import can_send_needs
from grappe.web.review import queries as review
from grappe.web.review.rules import can_review
from grappe.web.sending import queries as sending
from grappe.web.surveys import queries as surveys
from grappe.web.surveys.rules import can_run_surveys
from grappe.web.teach import queries as teach
from grappe.web.teach.rules import can_see_interventions
from grappe.web.templatetags.grappe import number


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


def _files(membership: Membership) -> list[Item]:
    if not can_send_needs(membership):
        return []
    waiting, refused = sending.unconfirmed(membership).count(), sending.with_refused_rows(membership).count()
    address = reverse("sending:list")
    return [
        Item(waiting, _("fichiers envoyés à vérifier et confirmer"), address, urgent=True),
        Item(refused, _("fichiers avec des lignes refusées à corriger"), address),
    ]


def _titles(membership: Membership) -> list[Item]:
    if not can_review(membership):
        return []
    waiting = review.pending(membership.cluster)
    said = _("intitulés à vérifier, pour %(needs)s besoins") % {"needs": number(waiting.needs)}
    return [Item(waiting.titles, said, reverse("review:next"))]


def _surveys(membership: Membership) -> list[Item]:
    own = surveys.to_answer(membership).count()
    silent = surveys.silent(membership.cluster).count() if can_run_surveys(membership) else 0
    address = reverse("surveys:list")
    return [
        Item(own, _("questionnaires à remplir"), address, urgent=True),
        Item(silent, _("questionnaires d'enquête sans réponse, à relancer"), address),
    ]


def _interventions(membership: Membership) -> list[Item]:
    if not can_see_interventions(membership):
        return []
    said = _("interventions qui attendent votre réponse")
    return [Item(teach.waiting(membership), said, reverse("teach:interventions"))]


def _labels(membership: Membership) -> list[Item]:
    if not can_see_labels(membership):
        return []
    return [Item(labels.waiting(membership), _("dossiers de label qui vous attendent"), reverse("label:home"))]


#: One function per part that has something to ask; add yours here.
SOURCES: list[Source] = [_labels, _interventions, _surveys, _files, _titles, _jobs]
