"""Reads of programmes, of what they teach against the needs of the cluster, and of interventions."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

import pyarrow as pa
from django.conf import settings
from django.db.models import QuerySet

from grappe.coding import CODED
from grappe.needs import NEEDS
from grappe.references import Release, find
from grappe.teach import (
    COURSE_SKILLS,
    NEED_PROFILE,
    Gap,
    Intervention,
    Programme,
    Teacher,
    gap,
    need_profile,
    programmes_from_json,
)
from grappe.web.clusters.models import Cluster, Membership, Role
from grappe.web.stores import release_or_none, store_of
from grappe.web.teach.models import SchoolIntervention, SchoolProgramme
from grappe.words import Refused

SKILLS_KEPT = 100  #: skills of the need profile of a cluster
_ASKED = """
SELECT c.code AS code, sum(coalesce(n.positions, 1)) AS positions
FROM coded c JOIN needs n ON n.need_id = c.need_id
WHERE c.nomenclature = 'rome' AND c.rank = 1 AND c.code IS NOT NULL AND c.decision <> 'none'
GROUP BY c.code ORDER BY c.code
"""
_EMPLOYERS = """
SELECT DISTINCT c.code AS code, n.employer AS employer
FROM coded c JOIN needs n ON n.need_id = c.need_id
WHERE c.nomenclature = 'rome' AND c.rank = 1 AND n.kind <> 'ad' AND n.employer IS NOT NULL AND c.code IS NOT NULL
ORDER BY code, employer
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """A programme with its gap against the needs of the cluster; ``gap`` is ``None`` where nothing can be compared."""

    record: SchoolProgramme
    programme: Programme
    gap: Gap | None


def seen_programmes(by: Membership) -> QuerySet[SchoolProgramme]:
    """The programmes that a person may look at: a school its own, also unconfirmed; others the confirmed ones."""
    found = (
        SchoolProgramme.objects.filter(cluster=by.cluster).select_related("school").order_by("school__name", "title")
    )
    if by.role == Role.SCHOOL:
        return found.filter(school=by.organisation)
    return found if by.role == Role.OFFICER else found.exclude(confirmed_at=None)


def programme(cluster: Cluster, uuid: UUID) -> SchoolProgramme:
    """One programme. Raises ``SchoolProgramme.DoesNotExist`` also for another cluster's."""
    return SchoolProgramme.objects.select_related("school").get(cluster=cluster, uuid=uuid)


def content(record: SchoolProgramme) -> Programme:
    """The programme as the engine knows it."""
    return programmes_from_json(record.content, record.file_name)[0]


def links(record: SchoolProgramme) -> pa.Table:
    """``COURSE_SKILLS`` of a programme, with a person's word over the machine's."""
    rows = {(row["course"], row["skill"]): dict(row) for row in record.links}
    for word in record.words.all():
        key = (word.course, word.skill)
        base = rows.get(key) or {"evidence": "", "probability": 1.0, "label": word.label}
        said = {"course": word.course, "skill": word.skill, "level": word.level, "decision": word.decision}
        rows[key] = base | said
    return COURSE_SKILLS.from_rows(rows.values())


def asked(cluster: Cluster) -> dict[str, float]:
    """ROME occupation → positions that the needs of the cluster ask for."""
    store = store_of(cluster)
    if not store.has(CODED) or not store.has(NEEDS):
        return {}
    return {row["code"]: float(row["positions"]) for row in store.query(_ASKED, frames=[NEEDS, CODED]).to_pylist()}


def profile(cluster: Cluster) -> pa.Table:
    """The need profile of the cluster in ROME skills; empty without coded needs or without the ROME."""
    rome, occupations = release_or_none("rome"), asked(cluster)
    if rome is None or not occupations:
        return NEED_PROFILE.empty()
    return _profile(str(rome), rome.digest, tuple(sorted(occupations.items())))


@lru_cache(maxsize=32)
def _profile(name: str, _digest: str, occupations: tuple[tuple[str, float], ...]) -> pa.Table:
    try:
        return need_profile(dict(occupations), find(settings.HOME, name), most=SKILLS_KEPT)
    except Refused:
        return NEED_PROFILE.empty()


def measured(record: SchoolProgramme, needs: pa.Table) -> Measured:
    """A programme against a need profile."""
    one = content(record)
    return Measured(record, one, gap([one], links(record), needs) if needs.num_rows else None)


def all_measured(by: Membership) -> list[Measured]:
    """Every confirmed programme that a person may see, against the needs of the cluster."""
    needs = profile(by.cluster)
    records = seen_programmes(by).exclude(confirmed_at=None).prefetch_related("words")
    return [measured(record, needs) for record in records]


def teachers(cluster: Cluster, needs: pa.Table) -> list[Teacher]:
    """Members that could teach a skill: those that ask for an occupation which needs it."""
    store = store_of(cluster)
    if not store.has(CODED) or not needs.num_rows:
        return []
    employers: dict[str, list[str]] = {}
    for row in store.query(_EMPLOYERS, frames=[NEEDS, CODED]).to_pylist():
        employers.setdefault(row["code"], []).append(row["employer"])
    pairs = {
        (employer, row["skill"])
        for row in needs.to_pylist()
        for occupation in row["occupations"]
        for employer in employers.get(occupation, ())
    }
    return [Teacher(member, skill) for member, skill in sorted(pairs)]


def rome() -> Release | None:
    """The release that programmes are mapped to."""
    return release_or_none("rome")


def seen_interventions(by: Membership) -> QuerySet[SchoolIntervention]:
    """The interventions that a person may look at: their own organisation's, or all for officer and auditor."""
    found = SchoolIntervention.objects.filter(cluster=by.cluster).select_related("school", "member", "programme")
    if by.role == Role.SCHOOL:
        found = found.filter(school=by.organisation)
    elif by.role == Role.MEMBER:
        found = found.filter(member=by.organisation)
    return found.order_by("-start", "pk")


def intervention(cluster: Cluster, uuid: UUID) -> SchoolIntervention:
    """One intervention. Raises ``SchoolIntervention.DoesNotExist`` also for another cluster's."""
    return SchoolIntervention.objects.select_related("school", "member", "programme").get(cluster=cluster, uuid=uuid)


def thing(record: SchoolIntervention) -> Intervention:
    """The intervention as the engine knows it."""
    names = ("kind", "title", "course", "expert", "terms", "state", "start", "end", "hours")
    said: Mapping[str, object] = {name: getattr(record, name) for name in names}
    return Intervention(uid=str(record.uuid), school=record.school.name, member=record.member.name, **said)  # type: ignore[arg-type]


def waiting(by: Membership) -> int:
    """Interventions that wait for the person's own side: a request for a member, a proposal for a school."""
    state = {Role.SCHOOL: "proposed", Role.MEMBER: "asked"}.get(Role(by.role))
    return seen_interventions(by).filter(state=state).count() if state else 0
