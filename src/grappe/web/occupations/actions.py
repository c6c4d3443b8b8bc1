"""Deeds on figures: keyword-only, atomic, audited, one per gesture."""

from django.db import transaction

from grappe.web.clusters.models import Membership
from grappe.web.jobs.models import Job
from grappe.web.occupations.rules import check_recompute
from grappe.web.refreshing import refresh


@transaction.atomic
def recompute(*, by: Membership) -> Job:
    """Needs are brought together, coded and analysed anew; the journal keeps the start of the job."""
    check_recompute(by)
    return refresh(by=by)
