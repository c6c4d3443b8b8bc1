"""Deeds on evidence: keyword-only, atomic, audited, one per gesture."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files import File
from django.db import IntegrityError, transaction

from grappe.evidence import Fact, a_fact, digest, edition_of
from grappe.web.audit.actions import record
from grappe.web.clusters.models import Membership, Organisation
from grappe.web.evidence.models import EvidenceFact, EvidenceProfile, PastRecommendation
from grappe.web.evidence.queries import documents_folder
from grappe.web.evidence.rules import check_keep
from grappe.web.policy import NotAllowed
from grappe.words import Kind, Refused, Sentence, Where

LARGEST = 20 * 1024 * 1024
EXTENSIONS = (".pdf", ".docx", ".odt", ".xlsx", ".ods", ".csv", ".txt", ".png", ".jpg", ".jpeg")


@transaction.atomic
def record_fact(
    *,
    by: Membership,
    school: Organisation,
    day: date,
    kind: str,
    title: str,
    today: date,
    origin: str = "",
    document: File | None = None,
    **more: Any,
) -> EvidenceFact:
    """A fact enters the locker of a school. ``more``: the other columns of ``grappe.evidence.FACTS``, as text.

    With ``origin`` (``intervention:<uuid>``) it is what another part saw happen: anyone of the cluster may have caused
    it, and a second call with the same origin gives the same fact. Raises ``Refused`` for a fact to come, an unknown
    kind, or a kind without what it needs.
    """
    if origin:
        if school.cluster_id != by.cluster_id:
            raise NotAllowed(Sentence("Cette école est d'une autre grappe.", "This school is of another cluster."))
        known = EvidenceFact.objects.filter(school=school, origin=origin).first()
        if known:
            return known
    else:
        check_keep(by, school)
    key = str(more.pop("fact", "") or _next_key(school))
    texts = {name: "" if value is None else str(value) for name, value in more.items()}
    fact = a_fact(texts | {"fact": key, "date": day.isoformat(), "kind": kind, "title": title}, today)
    saved = _saved(school, fact, origin)
    if document is not None:
        _attach(saved, document)
    record(action="fact.add", by=by, subject=saved, purpose=kind)
    return saved


@transaction.atomic
def import_facts(*, by: Membership, school: Organisation, facts: Iterable[Fact]) -> Mapping[str, int]:
    """Facts read from a file enter the locker; those whose identifier is there already are left as they are."""
    check_keep(by, school)
    known = set(EvidenceFact.objects.filter(school=school).values_list("key", flat=True))
    given = list(facts)
    fresh = [fact for fact in given if fact.fact not in known]
    EvidenceFact.objects.bulk_create(
        [EvidenceFact(cluster=school.cluster, school=school, **_columns(f)) for f in fresh]
    )
    counts = {"facts": len(fresh), "unchanged": len(given) - len(fresh)}
    record(action="fact.import", by=by, subject=school, counts=counts)
    return counts


@transaction.atomic
def attach_document(*, by: Membership, fact: EvidenceFact, document: File) -> None:
    """Gives a fact its document, or another one: after a validation the change shows, for the digest stays."""
    check_keep(by, fact.school)
    _attach(fact, document)
    record(action="fact.document", by=by, subject=fact)


@transaction.atomic
def validate_fact(*, by: Membership, fact: EvidenceFact, today: date) -> None:
    """A person checked the fact; the digest of its document is kept from this day."""
    check_keep(by, fact.school)
    path = documents_folder(fact.school) / fact.path
    fact.sha256 = digest(path) if fact.path and path.is_file() else ""
    fact.validated, fact.validated_by = today, by.user
    fact.save(update_fields=["sha256", "validated", "validated_by"])
    record(action="fact.validate", by=by, subject=fact)


@transaction.atomic
def remove_fact(*, by: Membership, fact: EvidenceFact) -> None:
    """Takes a fact and its document out of the locker."""
    check_keep(by, fact.school)
    record(action="fact.remove", by=by, subject=fact, purpose=fact.kind)
    path = documents_folder(fact.school) / fact.path if fact.path else None
    fact.delete()
    if path is not None:
        transaction.on_commit(lambda: path.unlink(missing_ok=True))


@transaction.atomic
def save_profile(*, by: Membership, school: Organisation, values: Mapping[str, Any]) -> EvidenceProfile:
    """Whom the dossier speaks for. Raises ``Refused`` for a school's own edition that cannot be read."""
    check_keep(by, school)
    if values.get("own_edition"):
        edition_of(str(values["own_edition"]), "own")
    saved, _made = EvidenceProfile.objects.update_or_create(school=school, defaults=dict(values))
    record(action="profile.save", by=by, subject=saved, fields=sorted(values))
    return saved


@transaction.atomic
def save_recommendation(*, by: Membership, school: Organisation, values: Mapping[str, Any]) -> PastRecommendation:
    """What a past audit asked, and what is done; the same number again changes it."""
    check_keep(by, school)
    others = {name: value for name, value in values.items() if name != "number"}
    saved, _made = PastRecommendation.objects.update_or_create(school=school, number=values["number"], defaults=others)
    record(action="recommendation.save", by=by, subject=saved)
    return saved


def _next_key(school: Organisation) -> str:
    keys = EvidenceFact.objects.filter(school=school, key__startswith="F").values_list("key", flat=True)
    numbers = [int(key[1:]) for key in keys if re.fullmatch(r"F\d{1,8}", key)]
    return f"F{max(numbers, default=0) + 1:04d}"


def _saved(school: Organisation, fact: Fact, origin: str) -> EvidenceFact:
    try:
        with transaction.atomic():
            return EvidenceFact.objects.create(cluster=school.cluster, school=school, origin=origin, **_columns(fact))
    except IntegrityError as error:
        raise Refused(
            Sentence("cet identifiant est déjà dans le casier", "this identifier is in the locker already"),
            where=Where(column="fact", value=fact.fact),
        ) from error


def _columns(fact: Fact) -> dict[str, Any]:
    return {
        "key": fact.fact[:40],
        "day": fact.day,
        "kind": fact.kind,
        "title": fact.title[:300],
        "criteria": "; ".join(fact.criteria)[:300],
        "quantity": fact.quantity,
        "partner": (fact.partner or "")[:200],
        "member": fact.member,
        "territory": (fact.territory or "")[:100],
        "programme": (fact.programme or "")[:200],
        "role": (fact.role or "")[:200],
        "confidentiality": fact.confidentiality,
        "reused": "; ".join(fact.reused)[:300],
        "details": dict(fact.details),
    }


def _attach(fact: EvidenceFact, document: File) -> None:
    """Keeps a document under a name of our own."""
    name = Path(document.name or "document").name[:200]
    extension = Path(name).suffix.lower()
    if extension not in EXTENSIONS or not document.size or document.size > LARGEST:
        raise Refused(
            Sentence("ce document n'est pas accepté", "this document is not accepted"),
            hint=Sentence(
                f"un fichier {', '.join(EXTENSIONS)} de 20 Mo au plus", f"a file {', '.join(EXTENSIONS)}, 20 MB at most"
            ),
            kind=Kind.INPUT,
            where=Where(file=name),
        )
    folder = documents_folder(fact.school)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{uuid4().hex}{extension}"
    with path.open("wb") as kept:
        for chunk in document.chunks():
            kept.write(chunk)
    before = folder / fact.path if fact.path else None
    fact.document, fact.path = name, path.name
    fact.save(update_fields=["document", "path"])
    if before is not None:
        transaction.on_commit(lambda: before.unlink(missing_ok=True))
