"""The signature inside a credential: W3C Data Integrity, cryptosuite ``eddsa-rdfc-2022``.

What is signed is the canonical form (RDFC-1.0) of the statements that the JSON makes under its pinned vocabularies:
SHA-256 of the proof's options, then SHA-256 of the document, signed with Ed25519. A member that no vocabulary defines
makes no statement: ``badge_shape`` refuses it, so that nothing unsigned is read.
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from grappe.teach.badge_contexts import loaded
from grappe.teach.badge_did import base58, did_of, from_base58, method_of, public_key
from grappe.words import Refused, Sentence, Where

SUITE = "eddsa-rdfc-2022"
Document = dict[str, Any]
ALTERED = Sentence(
    "La signature ne correspond pas : le fichier a été modifié, ou une autre clé l'a signé.",
    "The signature does not match: the file was altered, or signed with another key.",
)


def signed(document: Mapping[str, Any], key: Ed25519PrivateKey, at: datetime) -> Document:
    """A copy of ``document`` with its proof, made at ``at`` (UTC)."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": instant(at),
        "verificationMethod": method_of(did_of(key.public_key())),
        "proofPurpose": "assertionMethod",
    }
    value = "z" + base58(key.sign(_hashed(document, proof)))
    return dict(document) | {"proof": proof | {"proofValue": value}}


def check_signature(document: Mapping[str, Any]) -> str:
    """The ``did:key`` that signed ``document``. Raises ``Refused`` for a proof that is absent, foreign or wrong."""
    proof = document.get("proof")
    if not isinstance(proof, dict) or proof.get("type") != "DataIntegrityProof" or proof.get("cryptosuite") != SUITE:
        raise Refused(
            Sentence(f"Le fichier ne porte aucune signature {SUITE}.", f"The file bears no {SUITE} signature."),
            where=Where(column="proof"),
        )
    did, _, fragment = str(proof.get("verificationMethod")).partition("#")
    if fragment != did.removeprefix("did:key:") or proof.get("proofPurpose") != "assertionMethod":
        raise Refused(ALTERED, where=Where(column="proof"))
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    try:
        public_key(did).verify(_signature(proof.get("proofValue")), _hashed(unsigned, options))
    except (InvalidSignature, ValueError) as error:
        raise Refused(ALTERED) from error
    return did


def instant(at: datetime) -> str:
    """``2026-11-24T18:00:00Z``."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_instant(text: object) -> datetime:
    """The instant of a text with its time zone. Raises ``ValueError`` for anything else."""
    found = datetime.fromisoformat(str(text))
    if found.tzinfo is None:
        raise ValueError(text)
    return found


def _signature(value: object) -> bytes:
    text = str(value)
    if not text.startswith("z"):
        raise ValueError(text[:20])
    return from_base58(text[1:])


def _hashed(document: Mapping[str, Any], options: Mapping[str, Any]) -> bytes:
    with_context = dict(options) | {"@context": document.get("@context")}
    return _digest(with_context) + _digest(document)


def _digest(document: Mapping[str, Any]) -> bytes:
    from pyld import jsonld  # here, because it takes half a second that other commands need not wait for

    try:
        statements = jsonld.normalize(
            dict(document), {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": loaded}
        )
    except (jsonld.JsonLdError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise Refused(ALTERED) from error
    return hashlib.sha256(statements.encode()).digest()
