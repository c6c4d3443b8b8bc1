"""Reads of a school's evidence; every one starts from a membership or a school of its cluster."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from grappe.evidence import (
    DocumentState,
    Edition,
    Fact,
    Gap,
    Indicator,
    Judgement,
    Locker,
    Profile,
    Recommendation,
    document_states,
    dossier,
    edition_of,
    in_period,
    indicators,
    missing,
    read_edition,
)
from grappe.papers import Paper
from grappe.web.clusters.models import Membership, Organisation, OrganisationKind, Role
from grappe.web.evidence.models import EvidenceFact, EvidenceProfile, PastRecommendation
from grappe.web.stores import folder_of
from grappe.words import SchoolYear


@dataclass(frozen=True)
class Held:
    """A school's locker as the engine has it: its edition, and each document against what was validated."""

    locker: Locker
    edition: Edition
    states: tuple[DocumentState, ...]


def schools(membership: Membership) -> QuerySet[Organisation]:
    """The schools whose locker a person may open: a school's own, every school of the cluster for the others."""
    found = Organisation.objects.filter(cluster=membership.cluster, kind=OrganisationKind.SCHOOL)
    if membership.role == Role.SCHOOL:
        found = found.filter(memberships=membership)
    return found.order_by("name", "pk").annotate(fact_count=Count("facts"))


def school(membership: Membership, uuid: UUID) -> Organisation:
    """One of those schools. Raises ``Organisation.DoesNotExist`` for any other."""
    return schools(membership).get(uuid=uuid)


def facts(membership: Membership, school: Organisation) -> QuerySet[EvidenceFact]:
    """A school's facts, newest first; a member sees those it is the partner of."""
    found = EvidenceFact.objects.filter(cluster=membership.cluster, school=school).select_related("validated_by")
    if membership.role == Role.MEMBER and membership.organisation:
        found = found.filter(partner=membership.organisation.name)
    return found.order_by("-day", "-pk")


def filtered(
    found: QuerySet[EvidenceFact], *, q: str = "", kind: str = "", keys: Iterable[str] | None = None
) -> QuerySet[EvidenceFact]:
    """Facts by words, by kind, or those behind a figure."""
    if q:
        found = found.filter(Q(title__icontains=q) | Q(partner__icontains=q) | Q(key=q))
    if kind:
        found = found.filter(kind=kind)
    return found if keys is None else found.filter(key__in=list(keys))


def fact(membership: Membership, uuid: UUID) -> EvidenceFact:
    """One fact. Raises ``EvidenceFact.DoesNotExist`` also for a school or partner that is not the person's."""
    found = EvidenceFact.objects.filter(cluster=membership.cluster).select_related("school", "validated_by")
    if membership.role == Role.SCHOOL:
        found = found.filter(school=membership.organisation)
    if membership.role == Role.MEMBER and membership.organisation:
        found = found.filter(partner=membership.organisation.name)
    return found.get(uuid=uuid)


def documents_folder(school: Organisation) -> Path:
    """Where a school's documents are kept."""
    return folder_of(school.cluster) / "evidence" / str(school.uuid)


def profile_of(school: Organisation, day: date) -> EvidenceProfile:
    """The school's profile; where it has none yet, one of the last five school years, not saved."""
    last = SchoolYear.of(day).first
    fresh = EvidenceProfile(school=school, programme=school.name, first_year=last - 4, last_year=last)
    return EvidenceProfile.objects.filter(school=school).first() or fresh


def recommendations(school: Organisation) -> QuerySet[PastRecommendation]:
    """What past audits asked of a school."""
    return PastRecommendation.objects.filter(school=school).order_by("-audit", "number")


def held(school: Organisation, day: date) -> Held:
    """The whole locker of a school, for the engine."""
    saved = profile_of(school, day)
    rows = list(EvidenceFact.objects.filter(school=school).select_related("validated_by").order_by("day", "pk"))
    found = [as_fact(row) for row in rows]
    states = document_states(
        [replace(each, document=row.path or None) for each, row in zip(found, rows, strict=True)],
        documents_folder(school),
    )
    past = tuple(
        Recommendation(each.number, each.audit, each.text, each.action, each.state, _split(each.facts), each.due)
        for each in recommendations(school)
    )
    edition = edition_of(saved.own_edition, "own") if saved.own_edition else read_edition(saved.edition)
    return Held(Locker(_profile(saved), tuple(found), past), edition, states)


def figures(held: Held) -> tuple[Indicator, ...]:
    """The eleven indicators."""
    return indicators(held.locker)


def behind(held: Held, part: str, year: str) -> tuple[str, ...] | None:
    """The facts that a figure is made of; ``None`` where there is no such figure."""
    for indicator in indicators(held.locker):
        for line in indicator.parts:
            for figure in line.figures:
                if line.key == part and str(figure.year.first) == year:
                    return figure.facts
    return None


def gaps(held: Held, day: date) -> tuple[Gap, ...]:
    """What is missing before the next audit."""
    return missing(held.locker, held.edition, day=day, documents=held.states, figures=indicators(held.locker))


def written(held: Held, day: date, language: str) -> Paper:
    """The dossier."""
    return dossier(held.locker, held.edition, day=day, states=held.states, language=language)


def counted(held: Held) -> Mapping[str, int]:
    """How many facts lie in the period, and how many of them were validated."""
    inside = in_period(held.locker)
    return {"facts": len(inside), "validated": sum(1 for each in inside if each.validated)}


def as_fact(row: EvidenceFact) -> Fact:
    """A record as the engine's fact."""
    return Fact(
        fact=row.key,
        day=row.day,
        kind=row.kind,
        title=row.title,
        criteria=_split(row.criteria),
        quantity=row.quantity,
        partner=row.partner or None,
        member=row.member,
        territory=row.territory or None,
        programme=row.programme or None,
        role=row.role or None,
        document=row.document or None,
        sha256=row.sha256 or None,
        confidentiality=row.confidentiality,
        validator=str(row.validated_by) if row.validated_by else ("–" if row.validated else None),
        validated=row.validated,
        reused=_split(row.reused),
        details=row.details,
    )


def _profile(saved: EvidenceProfile) -> Profile:
    return Profile(
        school=saved.school.name,
        programme=saved.programme,
        first_year=saved.first_year,
        last_year=saved.last_year,
        edition=saved.edition,
        cluster=saved.school.cluster.name,
        territories=_split(saved.territories),
        audit=saved.audit,
        judgements={
            number: Judgement(each.get("strengths", ""), each.get("weaknesses", ""))
            for number, each in saved.judgements.items()
        },
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def document_state(row: EvidenceFact) -> str:
    """A document against what was validated: ``same``, ``replaced``, ``absent``, ``unsigned``; empty without one."""
    if not row.path:
        return ""
    (state,) = document_states([replace(as_fact(row), document=row.path)], documents_folder(row.school))
    return state.state


def fact_rows(found: QuerySet[EvidenceFact]) -> Iterator[tuple[object, ...]]:
    """Facts as exported: the first columns of ``FACTS``."""
    for row in found.iterator():
        yield (
            row.key,
            row.day,
            row.kind,
            row.title,
            row.criteria,
            row.quantity,
            row.partner,
            "yes" if row.member else "no",
            row.territory,
            row.programme,
        )
