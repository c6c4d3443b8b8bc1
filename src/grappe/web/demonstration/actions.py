"""Bringing the fictional cluster into the site: its organisations, sites and people."""

from django.db import transaction

from grappe.demonstration import Demonstration
from grappe.web.audit.actions import record
from grappe.web.clusters.actions import appoint, create_cluster, load_organisations
from grappe.web.clusters.models import Cluster
from grappe.web.demonstration.queries import PASSWORD


@transaction.atomic
def load_demonstration(*, demonstration: Demonstration) -> Cluster:
    """Makes the cluster with its organisations, sites and accounts; nothing is made twice."""
    told = demonstration.cluster
    cluster = Cluster.objects.filter(key=told.key).first()
    cluster = cluster or create_cluster(
        key=told.key, name=told.name, insee=told.seat.insee, fictional=True, published=True
    )
    found = load_organisations(
        cluster=cluster, organisations=[*_members(demonstration), *_schools(demonstration)], sites=_sites(demonstration)
    )
    for account in demonstration.accounts:
        appoint(
            cluster=cluster,
            email=account.email,
            name=account.name,
            role=account.role,
            organisation=found[account.organisation] if account.organisation else None,
            password=PASSWORD,
        )
    counts = {"members": len(demonstration.members), "schools": len(demonstration.schools)}
    record(action="demonstration.load", cluster=cluster, subject=cluster, counts=counts)
    return cluster


def _members(demonstration: Demonstration) -> list[dict[str, str]]:
    return [
        {
            "key": member.key,
            "name": member.name,
            "kind": "company",
            "siret": member.siret,
            "naf": member.naf,
            "headcount": member.headcount_band,
            "insee": member.town.insee,
            "commune": member.town.name,
        }
        for member in demonstration.members
    ]


def _schools(demonstration: Demonstration) -> list[dict[str, str]]:
    return [
        {"key": school.key, "name": school.name, "kind": "school", "siret": school.siret}
        for school in demonstration.schools
    ]


def _sites(demonstration: Demonstration) -> list[dict[str, object]]:
    return [
        {
            "organisation": site.school,
            "key": site.key,
            "name": site.name,
            "insee": site.town.insee,
            "commune": site.town.name,
            "lat": site.town.lat,
            "lon": site.town.lon,
        }
        for site in demonstration.sites
    ]
