"""The credential of a label: an Open Badges 3.0 endorsement of the programme, never the badge of a person."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from grappe.tables import locked
from grappe.teach.badge_contexts import CREDENTIALS, OPEN_BADGES
from grappe.teach.badge_did import did_of
from grappe.teach.badge_keys import KeyFolder
from grappe.teach.badge_proof import instant, signed
from grappe.teach.badge_status import BITS, status_list
from grappe.words import Kind, Refused, Sentence, Where

#: Root of the identifiers we make: the same label gives the same identifiers in every file.
_NAMES = UUID("8c0b4b5e-6f0a-5d39-9d4e-2f3a0e7c1b11")
#: What the endorsement says of itself, in the language of the programme.
WHAT_IT_IS = Sentence(
    "Label privé d'une grappe. Ce n'est ni un diplôme, ni un titre, ni un enregistrement au RNCP, "
    "ni une accréditation de la CTI.",
    "Private label of a cluster. It is neither a degree, nor a professional title, nor an entry of the RNCP, "
    "nor an accreditation by the CTI.",
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A programme that holds a label: what its certificate, its public page and its credential say.

    ``label`` identifies the decision in its cluster; ``valid_until`` is the first day the label no longer holds.
    """

    label: str
    scheme: str
    cluster: str
    school: str
    programme: str
    decided: date
    valid_from: date
    valid_until: date
    criteria: str
    conditions: tuple[str, ...] = ()
    language: str = "fr"
    url: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The label as a register or a file holds it."""
        return json.loads(json.dumps(asdict(self), default=str))  # type: ignore[no-any-return]


def labelled(document: Mapping[str, Any], file: str | None = None) -> Labelled:
    """A label read back from JSON. Raises ``Refused`` for a member that is missing or is no such thing."""
    try:
        return Labelled(
            label=str(document["label"]),
            scheme=str(document["scheme"]),
            cluster=str(document["cluster"]),
            school=str(document["school"]),
            programme=str(document["programme"]),
            decided=date.fromisoformat(str(document["decided"])),
            valid_from=date.fromisoformat(str(document["valid_from"])),
            valid_until=date.fromisoformat(str(document["valid_until"])),
            criteria=str(document["criteria"]),
            conditions=tuple(str(each) for each in document.get("conditions") or ()),
            language=str(document.get("language") or "fr"),
            url=str(document["url"]) if document.get("url") else None,
        )
    except (KeyError, ValueError, TypeError) as error:
        raise Refused(
            Sentence(f"ce n'est pas un label décidé ({error})", f"this is no decided label ({error})"),
            hint=Sentence("donner le label.json d'une décision", "give the label.json of a decision"),
            where=Where(file=file),
        ) from error


@dataclass(frozen=True, slots=True)
class Issued:
    """One credential of the book: its place in the status list, and why it was withdrawn (``None``: it stands)."""

    credential: str
    label: str
    index: int
    issued: date
    key: str
    revoked: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class BadgeBook:
    """The credentials that a cluster issued, in a folder with its keys and the status list it publishes.

    ``address`` is where the status list is to be published; ``None`` where the cluster has no site, and once the list
    exists: files already handed out name the address they were issued with.
    """

    folder: Path
    cluster: str
    address: str | None = None

    @property
    def keys(self) -> KeyFolder:
        """The keys of the cluster."""
        return KeyFolder(self.folder / "keys", self.cluster)

    @property
    def status_address(self) -> str:
        """The identifier of the status list: the one it was first published with, which no longer changes."""
        if self.status_file.is_file():
            return str(json.loads(self.status_file.read_text("utf-8"))["id"])
        return self.address or f"urn:uuid:{uuid5(_NAMES, self.cluster)}"

    def issue(self, label: Labelled, at: datetime) -> dict[str, Any]:
        """A new credential of a label, and its place in the status list.

        Raises ``Refused`` for a label that no longer holds, or when the list is full.
        """
        if label.valid_until <= at.date():
            raise Refused(
                Sentence("ce label n'est plus valable : il ne peut pas être attesté", "this label no longer holds"),
                kind=Kind.CALL,
                where=Where(column="valid_until", value=str(label.valid_until)),
            )
        key = self.keys.private(at.date())
        with locked(self._lock()):
            known = self.issued()
            if len(known) >= BITS:
                raise Refused(Sentence("la liste de statut est pleine", "the status list is full"))
            document = signed(_document(label, len(known), self, key), key, at)
            entry = Issued(document["id"], label.label, len(known), at.date(), did_of(key.public_key()))
            self._keep([*known, entry], key, at)
        return document

    def revoke(self, label: str, reason: str, at: datetime) -> int:
        """Withdraws every credential of a label and publishes the list again. Gives how many.

        Raises ``Refused`` when none was issued, or without a reason.
        """
        if not reason.strip():
            raise Refused(Sentence("il faut dire pourquoi", "say why"), kind=Kind.CALL, where=Where(column="reason"))
        key = self.keys.private(at.date())
        with locked(self._lock()):
            known = self.issued()
            gone = [entry for entry in known if entry.label == label and entry.revoked is None]
            if not gone:
                raise Refused(
                    Sentence("aucune attestation en cours pour ce label", "no credential of this label stands"),
                    kind=Kind.CALL,
                    where=Where(value=label),
                )
            after = [replace(entry, revoked=at.date(), reason=reason) if entry in gone else entry for entry in known]
            self._keep(after, key, at)
        return len(gone)

    def publish(self, at: datetime) -> dict[str, Any]:
        """The status list, signed anew with the key of the day: after a rotation, or to say that nothing changed."""
        key = self.keys.private(at.date())
        with locked(self._lock()):
            return self._keep(list(self.issued()), key, at)

    def issued(self) -> tuple[Issued, ...]:
        """Every credential so far, in the order of the status list."""
        path = self.folder / "issued.json"
        if not path.is_file():
            return ()
        return tuple(_issued(entry) for entry in json.loads(path.read_text("utf-8")))

    @property
    def status_file(self) -> Path:
        """The status list as it is to be published."""
        return self.folder / "status.json"

    def _keep(self, known: list[Issued], key: Ed25519PrivateKey, at: datetime) -> dict[str, Any]:
        gone = [entry.index for entry in known if entry.revoked is not None]
        document = status_list(self.status_address, gone, key=key, at=at)
        write_json(self.folder / "issued.json", [asdict(entry) for entry in known])
        write_json(self.status_file, document)
        return document

    def _lock(self) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / "book.lock"


def write_json(path: Path, document: object) -> None:
    """Writes JSON that appears whole or not at all. Raises ``Refused`` where the file cannot be written."""
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n", "utf-8")
        temporary.replace(path)
    except OSError as error:
        raise Refused(
            Sentence(f"ce fichier ne peut pas être écrit ({error})", f"this file cannot be written ({error})"),
            kind=Kind.CALL,
            where=Where(file=str(path)),
        ) from error


def _document(label: Labelled, index: int, book: BadgeBook, key: Ed25519PrivateKey) -> dict[str, Any]:
    name = f"{label.cluster}/{label.school}/{label.programme}"
    said = WHAT_IT_IS.said(label.language)
    return {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": f"urn:uuid:{uuid5(_NAMES, f'{book.status_address}/{label.label}/{index}')}",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": f"{label.scheme} – {label.programme}",
        "description": said,
        "issuer": _profile(did_of(key.public_key()), label.cluster, label.url),
        "validFrom": _midnight(label.valid_from),
        "validUntil": _midnight(label.valid_until),
        "credentialSubject": {
            "id": f"urn:uuid:{uuid5(_NAMES, name)}",
            "type": ["EndorsementSubject", "Achievement"],
            "name": label.programme,
            "description": f"{label.programme}, {label.school}",
            "achievementType": "ext:Programme",
            "criteria": {"narrative": label.criteria},
            "creator": _profile(f"urn:uuid:{uuid5(_NAMES, label.school)}", label.school, None),
            "endorsementComment": _comment(label),
            "inLanguage": label.language,
        },
        "credentialStatus": {
            "id": f"{book.status_address}#{index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(index),
            "statusListCredential": book.status_address,
        },
    }


def _comment(label: Labelled) -> str:
    said = Sentence(
        f"{label.cluster} a décidé le {label.decided:%d/%m/%Y} d'attribuer le label « {label.scheme} » à cette "
        f"formation.",
        f"{label.cluster} decided on {label.decided.isoformat()} to award the label “{label.scheme}” "
        f"to this programme.",
    ).said(label.language)
    conditions = " ; ".join(label.conditions)
    return f"{said} {conditions}".strip() + f" {WHAT_IT_IS.said(label.language)}"


def _profile(identifier: str, name: str, url: str | None) -> dict[str, Any]:
    profile: dict[str, Any] = {"id": identifier, "type": ["Profile"], "name": name}
    return profile | {"url": url} if url else profile


def _midnight(day: date) -> str:
    return instant(datetime.combine(day, time(), UTC))


def _issued(entry: Mapping[str, Any]) -> Issued:
    revoked = entry.get("revoked")
    return Issued(
        str(entry["credential"]),
        str(entry["label"]),
        int(entry["index"]),
        date.fromisoformat(entry["issued"]),
        str(entry["key"]),
        date.fromisoformat(revoked) if revoked else None,
        entry.get("reason"),
    )
