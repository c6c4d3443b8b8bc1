"""Deeds on part needs, plans and decisions: keyword-only, atomic, audited, one per gesture."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from grappe.pool import problem_json
from grappe.web.audit.actions import record
from grappe.web.clusters.models import Cluster, Membership, Organisation
from grappe.web.jobs.actions import start_job
from grappe.web.pool.models import SharedNeed, SharingChoice, SharingDecision, SharingPlan, SharingProfile
from grappe.web.pool.queries import PROFILES, problem, rules_of
from grappe.web.pool.rules import check_ask_sharing, check_edit_shared_need, check_plan_sharing
from grappe.words import Kind, Refused, Sentence

PLANNING = "sharing.plan"


class ChangedMeanwhile(Refused):
    """Somebody saved the need since this page was opened."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("Quelqu'un a modifié ce besoin entre-temps.", "Somebody changed this need meanwhile."),
            kind=Kind.CALL,
        )


@transaction.atomic
def ask_shared_need(*, by: Membership, organisation: Organisation, **fields: Any) -> SharedNeed:
    """A member's part need, described on screen. Raises ``Refused`` for an organisation that is not its own."""
    check_ask_sharing(by)
    Cluster.objects.select_for_update().get(pk=by.cluster_id)
    last = SharedNeed.objects.filter(cluster=by.cluster).aggregate(last=Max("number"))["last"] or 0
    need = SharedNeed(cluster=by.cluster, organisation=organisation, number=last + 1, **fields)
    check_edit_shared_need(by, need)
    need.save(force_insert=True)
    record(action="sharing.ask", by=by, subject=need, fields=sorted(fields))
    return need


@transaction.atomic
def change_shared_need(*, by: Membership, need: SharedNeed, version: int, **fields: Any) -> SharedNeed:
    """New values for a part need, if it still is at ``version``. Raises ``ChangedMeanwhile`` otherwise."""
    check_edit_shared_need(by, need)
    changed = [name for name, value in fields.items() if getattr(need, name) != value]
    if not changed:
        return need
    if not SharedNeed.objects.filter(pk=need.pk, version=version).update(version=F("version") + 1):
        raise ChangedMeanwhile
    for name in changed:
        setattr(need, name, fields[name])
    need.version = version + 1
    need.save(update_fields=[*changed, "updated_at", "version"])
    record(action="sharing.change", by=by, subject=need, fields=changed)
    return need


@transaction.atomic
def withdraw_shared_need(*, by: Membership, need: SharedNeed) -> None:
    """Takes a part need out of what plans place; its plans and papers keep it. Decisions about it fall."""
    check_edit_shared_need(by, need)
    SharedNeed.objects.filter(pk=need.pk).update(withdrawn=True, version=F("version") + 1)
    for decision in SharingDecision.objects.filter(cluster=need.cluster):
        if need.name in decision.needs:
            decision.delete()
    record(action="sharing.withdraw", by=by, subject=need)


@transaction.atomic
def plan_shared_jobs(*, by: Membership, rules: str, day: date) -> SharingPlan:
    """Starts a plan of the cluster's needs under a profile; it gets better while somebody looks."""
    check_plan_sharing(by)
    if rules not in PROFILES:
        raise Refused(
            Sentence("Ce profil de règles n'existe pas.", "This rule profile does not exist."), kind=Kind.CALL
        )
    asked = problem(by.cluster, rules=rules, day=day)
    if not asked.needs:
        raise Refused(Sentence("Aucun besoin à partager.", "There is no need to share."), kind=Kind.CALL)
    made = SharingPlan.objects.create(
        cluster=by.cluster, rules=rules, day=day, problem=problem_json(asked), made_by=by.user
    )
    record(action="sharing.plan", by=by, subject=made, counts={"shared_needs": len(asked.needs)})
    start_job(by=by, kind=PLANNING, arguments={"plan": str(made.uuid)})
    return made


@transaction.atomic
def decide_sharing(*, by: Membership, choice: str, needs: Sequence[str]) -> SharingDecision:
    """Some needs are to stay together, or apart. An opposite decision about the same needs falls.

    Raises ``Refused`` for fewer than two needs, or one that does not stand in this cluster.
    """
    check_plan_sharing(by)
    names = sorted(set(needs))
    standing = {need.name for need in SharedNeed.objects.filter(cluster=by.cluster, withdrawn=False)}
    if choice not in SharingChoice.values or len(names) < 2 or not set(names) <= standing:
        raise Refused(
            Sentence("Choisissez au moins deux besoins de la grappe.", "Choose at least two needs of the cluster."),
            kind=Kind.CALL,
        )
    for earlier in SharingDecision.objects.filter(cluster=by.cluster):
        if sorted(earlier.needs) == names:
            earlier.delete()
    made = SharingDecision.objects.create(cluster=by.cluster, choice=choice, needs=names, decided_by=by.user)
    record(action="sharing.decide", by=by, subject=made, purpose=choice)
    return made


@transaction.atomic
def lift_sharing_decision(*, by: Membership, decision: SharingDecision) -> None:
    """Takes a decision back."""
    check_plan_sharing(by)
    record(action="sharing.lift", by=by, subject=decision, purpose=decision.choice)
    decision.delete()


@transaction.atomic
def set_sharing_rule(*, by: Membership, base: str, rule: str, value: float | None, day: date, source: str) -> None:
    """The cluster's own value of a rule, from a day and with its origin; ``None`` goes back to the profile's.

    Raises ``Refused`` for a rule that the profile does not have, a value that cannot be, and a missing origin.
    """
    check_plan_sharing(by)
    legal = rules_of(by.cluster, base, day=day).legal
    if legal is None or rule not in legal.rules:
        raise Refused(Sentence("Le profil n'a pas cette règle.", "The profile has no such rule."), kind=Kind.INPUT)
    own, _made = SharingProfile.objects.get_or_create(cluster=by.cluster, base=base, defaults={"name": base})
    own.values.pop(rule, None)
    if value is not None:
        if not source.strip():
            raise Refused(Sentence("Dites d'où vient cette valeur.", "Say where this value comes from."))
        own.values[rule] = {"value": value, "from": day.isoformat(), "source": source.strip()[:200]}
    own.save()
    rules_of(by.cluster, base, day=day)
    record(action="sharing.rule", by=by, subject=own, fields=[rule])
