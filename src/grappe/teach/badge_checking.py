"""Is this credential valid? From the file alone; with the status list, whether it was withdrawn; with the cluster's
key register, whether the key is its own and was not stolen. One sentence a fault, the first one found."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from grappe.teach.badge_keys import KeyRegister
from grappe.teach.badge_proof import check_signature, read_instant
from grappe.teach.badge_shape import ENDORSEMENT, check_shape
from grappe.teach.badge_status import check_status_list, is_revoked
from grappe.words import Refused, Sentence, Where

#: Bytes of the largest file that is read.
LARGEST = 256 * 1024


@dataclass(frozen=True, slots=True)
class BadgeCheck:
    """What a check found. ``status`` and ``key`` say how far it went: ``unknown`` where nothing was given to check."""

    valid: bool
    reason: Sentence
    issuer: str | None = None
    programme: str | None = None
    status: str = "unknown"  #: standing | revoked | unknown
    key: str = "unknown"  #: known | retired | stolen | foreign | unknown


def read_credential(path: Path) -> dict[str, Any]:
    """The JSON of a file. Raises ``Refused`` for a file that is absent, too large or no JSON object."""
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError(f"> {LARGEST}")
        document = json.loads(path.read_text("utf-8"), object_pairs_hook=_once, parse_constant=_refuse_constant)
    except (OSError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Refused(
            Sentence("Le fichier n'est pas un JSON lisible.", "The file is no readable JSON."),
            where=Where(file=str(path)),
        ) from error
    if not isinstance(document, dict):
        raise Refused(Sentence("Le fichier n'est pas un objet JSON.", "The file is no JSON object."))
    return document


def check_badge(
    document: Mapping[str, Any],
    at: datetime,
    *,
    status: Mapping[str, Any] | None = None,
    register: KeyRegister | None = None,
) -> BadgeCheck:
    """Checks a credential at an instant. Never raises for what the document holds: the fault is the reason."""
    try:
        check_shape(document, ENDORSEMENT)
        did = check_signature(document)
        if document["issuer"]["id"] != did:
            raise Refused(
                Sentence("L'émetteur n'est pas celui qui a signé.", "The issuer is not who signed."),
                where=Where(column="issuer", value=document["issuer"]["id"]),
            )
    except Refused as refusal:
        return BadgeCheck(False, _whole(refusal))
    facts = {"issuer": document["issuer"]["name"], "programme": document["credentialSubject"]["name"]}
    key = _key_state(did, document["issuer"]["name"], register)
    fault = _key_fault(key, did, register) or _date_fault(document, at)
    if fault:
        return BadgeCheck(False, fault, key=key, **facts)
    try:
        standing = _status(document, did, status, register)
    except Refused as refusal:
        return BadgeCheck(False, _whole(refusal), key=key, **facts)
    if standing == "revoked":
        return BadgeCheck(False, REVOKED, status=standing, key=key, **facts)
    return BadgeCheck(True, _told(standing, key), status=standing, key=key, **facts)


REVOKED = Sentence(
    "Attestation retirée par la grappe : sa liste de statut la dit révoquée.",
    "Credential withdrawn by the cluster: its status list says it is revoked.",
)


def _key_state(did: str, cluster: str, register: KeyRegister | None) -> str:
    if register is None:
        return "unknown"
    key = register.key(did)
    if key is None or register.cluster != cluster:
        return "foreign"
    if key.stolen is not None:
        return "stolen"
    return "known" if key.until is None else "retired"


def _key_fault(state: str, did: str, register: KeyRegister | None) -> Sentence | None:
    if state == "foreign":
        return Sentence(
            "La clé qui a signé n'est pas dans le registre de la grappe.", "The signing key is not in the register."
        )
    key = register.key(did) if register else None
    if state == "stolen" and key is not None and key.stolen is not None:
        return Sentence(
            f"Signée avec une clé volée, retirée le {key.stolen:%d/%m/%Y} : demander une nouvelle attestation.",
            f"Signed with a stolen key, withdrawn on {key.stolen.isoformat()}: ask for a new credential.",
        )
    return None


def _date_fault(document: Mapping[str, Any], at: datetime) -> Sentence | None:
    try:
        start, end = read_instant(document["validFrom"]), read_instant(document["validUntil"])
    except ValueError:
        return Sentence("Les dates de validité sont illisibles.", "The dates of validity are unreadable.")
    if at >= end:
        return Sentence(
            f"Attestation expirée : elle valait jusqu'au {end:%d/%m/%Y} exclu.",
            f"Credential expired: it held until {end.date().isoformat()}, excluded.",
        )
    if at < start:
        return Sentence(
            f"Attestation pas encore valable : elle commence le {start:%d/%m/%Y}.",
            f"Credential not valid yet: it begins on {start.date().isoformat()}.",
        )
    return None


def _status(
    document: Mapping[str, Any], did: str, status: Mapping[str, Any] | None, register: KeyRegister | None
) -> str:
    if status is None:
        return "unknown"
    entry = document["credentialStatus"]
    signer = check_status_list(status, entry["statusListCredential"])
    known = register.key(signer) if register else None
    if signer != did and (known is None or known.stolen is not None):
        raise Refused(
            Sentence(
                "La liste de statut n'est pas signée par la grappe : joindre son registre de clés (keys.json).",
                "The status list is not signed by the cluster: add its key register (keys.json).",
            )
        )
    if not entry["statusListIndex"].isdecimal():
        raise Refused(Sentence("Rang illisible dans la liste de statut.", "Unreadable place in the status list."))
    return "revoked" if is_revoked(status, int(entry["statusListIndex"])) else "standing"


def _told(status: str, key: str) -> Sentence:
    standing = {
        "standing": Sentence("non révoquée", "not revoked"),
        "unknown": Sentence(
            "révocation non vérifiée (aucune liste de statut)", "revocation not checked (no status list)"
        ),
    }[status]
    owner = (
        Sentence("clé non comparée au registre de la grappe", "key not compared with the cluster's register")
        if key == "unknown"
        else Sentence("clé de la grappe", "key of the cluster")
    )
    return Sentence(
        f"Signature exacte, dates valables, {standing.fr}, {owner.fr}.",
        f"Signature correct, dates valid, {standing.en}, {owner.en}.",
    )


def _whole(refusal: Refused) -> Sentence:
    place = f" ({refusal.where.column})" if refusal.where.column else ""
    return Sentence(refusal.sentence.fr + place, refusal.sentence.en + place)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two members of one name would let two readers see two files."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)
