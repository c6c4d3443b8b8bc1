"""Reads of part needs, plans and decisions; every one starts from a membership or a cluster."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from grappe.pool import (
    Decisions,
    LegalRules,
    PartNeed,
    PoolProblem,
    PoolRules,
    lawful_pairs,
    pool_rules,
    similar_by_mobility,
)
from grappe.web.clusters.models import Cluster, Membership, OrganisationKind, Role
from grappe.web.pool.models import SharedNeed, SharingChoice, SharingDecision, SharingPlan, SharingProfile
from grappe.web.stores import release_or_none

#: Profiles offered on screen; the first is taken where nothing is chosen.
PROFILES = ("code-no-agreement", "code-50-employees", "code-with-agreement")


def shared_needs(membership: Membership) -> QuerySet[SharedNeed]:
    """The part needs this membership may see, by number; withdrawn ones last."""
    visible = SharedNeed.objects.filter(cluster_id=membership.cluster_id).select_related("organisation")
    if membership.role == Role.MEMBER:
        visible = visible.filter(organisation=membership.organisation)
    return visible.order_by("withdrawn", "number")


def shared_need(membership: Membership, uuid: UUID) -> SharedNeed:
    """One visible part need. Raises ``SharedNeed.DoesNotExist`` also for another cluster's or member's."""
    return shared_needs(membership).get(uuid=uuid)


def standing(cluster: Cluster) -> list[SharedNeed]:
    """The part needs that a plan may place."""
    found = SharedNeed.objects.filter(cluster=cluster, withdrawn=False).select_related("organisation")
    return list(found.order_by("number"))


def problem(cluster: Cluster, *, rules: str, day: date) -> PoolProblem:
    """The cluster's needs under a profile and its decisions, as the engine plans them."""
    rome = release_or_none("rome")
    decided = decisions_of(cluster)
    needs = standing(cluster)
    names = {need.name for need in needs}
    return PoolProblem(
        needs=tuple(thing_of(need) for need in needs),
        rules=rules_of(cluster, rules, day=day),
        similar=similar_by_mobility(rome) if rome else frozenset(),
        similar_from=str(rome) if rome else None,
        together=tuple(group for group in decided.together if group <= names),
        apart=frozenset(group for group in decided.apart if group <= names),
    )


def thing_of(need: SharedNeed) -> PartNeed:
    """A record as the engine's need."""
    return PartNeed(
        need=need.name,
        member=need.organisation.key,
        occupation=need.occupation,
        lat=need.lat,
        lon=need.lon,
        halfdays=tuple(digit == "1" for digit in need.halfdays),
        weeks=tuple(need.weeks),
        priority=need.priority,
        forbidden=frozenset(need.forbidden),
        level=need.level or None,
        pay_hour=need.pay_hour,
        willing=need.willing or None,
        skills=frozenset(need.skills),
        public=need.organisation.kind == OrganisationKind.PUBLIC,
        starts=need.starts,
        ends=need.ends,
    )


def rules_of(cluster: Cluster, name: str, *, day: date) -> PoolRules:
    """The profile of a name with the values that the cluster changed in its copy of it."""
    rules = pool_rules(name if name in PROFILES else PROFILES[0], day=day)
    own = SharingProfile.objects.filter(cluster=cluster, base=name).first()
    return _changed(rules, own.values) if own else rules


def _changed(rules: PoolRules, values: dict[str, dict[str, object]]) -> PoolRules:
    assert isinstance(rules.legal, LegalRules)
    return rules.with_legal(rules.legal.changed(values))


def decisions(cluster: Cluster) -> QuerySet[SharingDecision]:
    """What the officer decided, newest first."""
    return SharingDecision.objects.filter(cluster=cluster).select_related("decided_by").order_by("-decided_at", "-pk")


def decision(cluster: Cluster, uuid: UUID) -> SharingDecision:
    """One decision. Raises ``SharingDecision.DoesNotExist`` also for another cluster's."""
    return SharingDecision.objects.get(cluster=cluster, uuid=uuid)


def decisions_of(cluster: Cluster) -> Decisions:
    """The decisions as the engine takes them."""
    rows = list(SharingDecision.objects.filter(cluster=cluster))
    together = tuple(frozenset(row.needs) for row in rows if row.choice == SharingChoice.TOGETHER)
    return Decisions(together, frozenset(frozenset(row.needs) for row in rows if row.choice == SharingChoice.APART))


def latest_plan(cluster: Cluster) -> SharingPlan | None:
    """The plan made last."""
    return SharingPlan.objects.filter(cluster=cluster).order_by("-made_at", "-pk").first()


def plan(cluster: Cluster, uuid: UUID) -> SharingPlan:
    """One plan. Raises ``SharingPlan.DoesNotExist`` also for another cluster's."""
    return SharingPlan.objects.get(cluster=cluster, uuid=uuid)


def neighbours(found: PoolProblem) -> list[tuple[str, str]]:
    """Pairs of needs that one person could meet as far as two go: what the map of complementarities draws."""
    pairs, _complete = lawful_pairs(found, lambda: True)
    names = [need.need for need in found.needs]
    return [(names[one], names[other]) for one, other in zip(*pairs.nonzero(), strict=True) if one < other]
