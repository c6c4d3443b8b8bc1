"""A locker as a folder: ``dossier.toml``, facts, recommendations and the documents themselves."""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from grappe.evidence.reading import read_facts, read_recommendations
from grappe.evidence.things import Fact, Judgement, Locker, Profile
from grappe.words import Kind, Refused, SchoolYear, Sentence, Where

PROFILE, DOCUMENTS = "dossier.toml", "documents"
#: Where facts and recommendations are looked for, in this order.
ENDINGS = ("csv", "xlsx", "ods", "parquet", "jsonl")


@dataclass(frozen=True)
class LockerRead:
    """A locker, the rows that were refused, and the folder of its documents (``None``: there is none)."""

    locker: Locker
    refused: tuple[Refused, ...]
    documents: Path | None


@dataclass(frozen=True, slots=True)
class DocumentState:
    """A document against what was validated: ``same``, ``replaced``, ``absent``, or ``unsigned`` (no digest kept)."""

    fact: str
    document: str
    state: str


def read_locker(folder: Path, day: date) -> LockerRead:
    """The locker of a folder, up to ``day``. Raises ``Refused`` where the profile or the facts cannot be read."""
    if not folder.is_dir():
        raise Refused(
            Sentence("ce dossier n'existe pas", "there is no such folder"),
            hint=Sentence("en commencer un : grappe evidence start", "begin one: grappe evidence start"),
            kind=Kind.CALL,
            where=Where(file=str(folder)),
        )
    profile = read_profile(folder / PROFILE)
    facts = read_facts(_named(folder, "facts"), day)
    past = _found(folder, "recommendations")
    recommendations, refused = read_recommendations(past) if past else ((), ())
    documents = folder / DOCUMENTS
    return LockerRead(
        Locker(profile, facts.facts, recommendations),
        (*facts.refused, *refused),
        documents if documents.is_dir() else None,
    )


def read_profile(path: Path) -> Profile:
    """``dossier.toml``. Raises ``Refused`` for no TOML, or without school, programme or years."""
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused(
            Sentence(f"profil du dossier illisible ({error})", f"unreadable profile of the dossier ({error})"),
            where=Where(file=str(path)),
        ) from error
    return _profile(document, str(path))


def document_states(facts: Iterable[Fact], folder: Path | None) -> tuple[DocumentState, ...]:
    """Every named document against its digest: one replaced after validation is found by its content."""
    return tuple(
        DocumentState(fact.fact, fact.document, _state(fact, folder, fact.document)) for fact in facts if fact.document
    )


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _state(fact: Fact, folder: Path | None, name: str) -> str:
    if folder is None or not (folder / name).is_file():
        return "absent"
    if fact.sha256 is None:
        return "unsigned"
    return "same" if digest(folder / name) == fact.sha256 else "replaced"


def _profile(document: Mapping[str, Any], file: str) -> Profile:
    first, last = document.get("first_year"), document.get("last_year")
    for name in ("school", "programme"):
        if not document.get(name):
            raise _lacking(name, file)
    if not isinstance(first, int) or not isinstance(last, int) or not 1990 <= first <= last <= 2200:
        raise _lacking("first_year", file)
    if last - first > 20:
        raise Refused(
            Sentence("au plus vingt années", "twenty years at most"), where=Where(file=file, column="last_year")
        )
    audit = document.get("audit")
    return Profile(
        school=str(document["school"]),
        programme=str(document["programme"]),
        first_year=first,
        last_year=last,
        edition=str(document.get("edition") or "cti-2025"),
        cluster=str(document.get("cluster") or ""),
        territories=tuple(str(each) for each in document.get("territories", ())),
        audit=audit if isinstance(audit, date) else None,
        judgements={number: _judgement(entry) for number, entry in document.get("heading", {}).items()},
    )


def _judgement(entry: Mapping[str, Any]) -> Judgement:
    return Judgement(str(entry.get("strengths") or ""), str(entry.get("weaknesses") or ""))


def years(profile: Profile) -> tuple[SchoolYear, ...]:
    """The school years of a profile, the oldest first."""
    return tuple(SchoolYear(first) for first in range(profile.first_year, profile.last_year + 1))


def _lacking(name: str, file: str) -> Refused:
    return Refused(
        Sentence("il manque une valeur au profil du dossier", "the profile of the dossier lacks a value"),
        hint=Sentence(f"ajouter la ligne {name} = …", f"add the line {name} = …"),
        where=Where(file=file, column=name),
    )


def _found(folder: Path, name: str) -> Path | None:
    return next((path for ending in ENDINGS if (path := folder / f"{name}.{ending}").is_file()), None)


def _named(folder: Path, name: str) -> Path:
    path = _found(folder, name)
    if path is None:
        raise Refused(
            Sentence(f"aucun fichier {name}.csv ou {name}.xlsx ici", f"no file {name}.csv or {name}.xlsx here"),
            where=Where(file=str(folder)),
        )
    return path
