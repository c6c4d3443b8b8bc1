"""The members a credential of ours may have, and no other: what the signature does not cover is not read."""

from collections.abc import Mapping
from typing import Any

from grappe.teach.badge_contexts import CREDENTIALS, OPEN_BADGES
from grappe.words import Refused, Sentence, Where

Shape = Mapping[str, Any]
PROFILE: Shape = {"id": str, "type": ["Profile"], "name": str, "url": str}
PROOF: Shape = dict.fromkeys(
    ("type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue"), str
)
ENDORSEMENT: Shape = {
    "@context": [CREDENTIALS, OPEN_BADGES],
    "id": str,
    "type": ["VerifiableCredential", "EndorsementCredential"],
    "name": str,
    "description": str,
    "issuer": PROFILE,
    "validFrom": str,
    "validUntil": str,
    "credentialSubject": {
        "id": str,
        "type": ["EndorsementSubject", "Achievement"],
        "name": str,
        "description": str,
        "achievementType": str,
        "criteria": {"narrative": str},
        "creator": PROFILE,
        "endorsementComment": str,
        "inLanguage": str,
    },
    "credentialStatus": dict.fromkeys(("id", "type", "statusPurpose", "statusListIndex", "statusListCredential"), str),
    "proof": PROOF,
}
STATUS_LIST: Shape = {
    "@context": [CREDENTIALS],
    "id": str,
    "type": ["VerifiableCredential", "BitstringStatusListCredential"],
    "issuer": str,
    "validFrom": str,
    "credentialSubject": dict.fromkeys(("id", "type", "statusPurpose", "encodedList"), str),
    "proof": PROOF,
}
#: Members that may be absent.
OPTIONAL = frozenset({"url", "description"})


def check_shape(document: object, shape: Any, at: str = "") -> None:
    """Raises ``Refused`` at the first member that is missing, of another kind, or that no signature would cover."""
    if isinstance(shape, list) or shape is str:
        fits = document == shape if isinstance(shape, list) else isinstance(document, str)
        if not fits:
            raise _unlike(at, document)
        return
    if not isinstance(document, dict):
        raise _unlike(at, document)
    unknown = next((name for name in document if name not in shape), None)
    if unknown is not None:
        raise Refused(
            Sentence(
                "Le fichier porte un champ que la signature ne couvre pas.",
                "The file bears a field that the signature does not cover.",
            ),
            where=Where(column=f"{at}{unknown}"),
        )
    for name, inner in shape.items():
        if name in document:
            check_shape(document[name], inner, f"{at}{name}.")
        elif name not in OPTIONAL:
            raise _unlike(f"{at}{name}.", None)


def _unlike(at: str, value: object) -> Refused:
    return Refused(
        Sentence(
            "Le fichier n'est pas une attestation de label (EndorsementCredential d'Open Badges 3.0).",
            "The file is no label credential (EndorsementCredential of Open Badges 3.0).",
        ),
        where=Where(column=at.rstrip(".") or None, value=None if value is None else str(value)[:80]),
    )
