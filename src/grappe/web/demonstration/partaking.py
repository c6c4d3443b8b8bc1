"""The demonstration's shared jobs: part needs of its members, described as they would, and a plan of them."""

from datetime import date

from grappe.demonstration import Demonstration, parts_asked
from grappe.web.clusters.models import Membership, Organisation
from grappe.web.jobs.models import Job
from grappe.web.jobs.running import run
from grappe.web.pool.actions import PLANNING, ask_shared_need, plan_shared_jobs
from grappe.web.pool.models import SharedNeed

RULES = "code-no-agreement"


def share(demonstration: Demonstration, officer: Membership, day: date) -> None:
    """Part needs and a plan, once."""
    if SharedNeed.objects.filter(cluster=officer.cluster).exists():
        return
    found = {item.key: item for item in Organisation.objects.filter(cluster=officer.cluster)}
    for asked in parts_asked(demonstration.members, demonstration.cluster.seat):
        ask_shared_need(
            by=officer,
            organisation=found[asked.member],
            title=asked.title,
            occupation=asked.occupation,
            halfdays=asked.halfdays,
            weeks=list(asked.weeks),
            lat=asked.town.lat,
            lon=asked.town.lon,
            place=asked.town.name,
            pay_hour=asked.pay_hour,
            level=asked.level,
            willing="info",
        )
    made = plan_shared_jobs(by=officer, rules=RULES, day=day)
    run(str(Job.objects.get(kind=PLANNING, arguments__plan=str(made.uuid)).uuid))
