"""Which credentials were withdrawn: a W3C Bitstring Status List, one bit a credential, signed by the cluster."""

import base64
import gzip
import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from grappe.teach.badge_contexts import CREDENTIALS
from grappe.teach.badge_did import did_of
from grappe.teach.badge_proof import check_signature, instant, signed
from grappe.teach.badge_shape import STATUS_LIST, check_shape
from grappe.words import Refused, Sentence, Where

#: Bits of a list: the smallest size of the recommendation, so that the length tells nothing.
BITS = 131_072
_ILLEGIBLE = Sentence("La liste de statut est illisible.", "The status list is unreadable.")


def status_list(address: str, revoked: Iterable[int], *, key: Ed25519PrivateKey, at: datetime) -> dict[str, Any]:
    """The signed list published at ``address``, with the bit of each index in ``revoked`` set."""
    bits = bytearray(BITS // 8)
    for index in revoked:
        bits[index // 8] |= 0x80 >> index % 8
    packed = base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).decode().rstrip("=")
    return signed(
        {
            "@context": [CREDENTIALS],
            "id": address,
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": did_of(key.public_key()),
            "validFrom": instant(at),
            "credentialSubject": {
                "id": f"{address}#list",
                "type": "BitstringStatusList",
                "statusPurpose": "revocation",
                "encodedList": f"u{packed}",
            },
        },
        key,
        at,
    )


def check_status_list(document: Mapping[str, Any], address: str) -> str:
    """The ``did:key`` that signed the list. Raises ``Refused`` for a list that is altered, or of another address."""
    check_shape(document, STATUS_LIST)
    if document["id"] != address:
        raise Refused(
            Sentence("Cette liste de statut n'est pas celle de l'attestation.", "This status list is another one."),
            where=Where(column="id", value=str(document["id"])),
        )
    did = check_signature(document)
    if document["issuer"] != did:
        raise Refused(_ILLEGIBLE, where=Where(column="issuer", value=str(document["issuer"])))
    return did


def is_revoked(document: Mapping[str, Any], index: int) -> bool:
    """Whether the bit of ``index`` is set. Raises ``Refused`` for a list that cannot be read or is too short."""
    encoded = str(document["credentialSubject"]["encodedList"])
    try:
        text = encoded.removeprefix("u")
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        bits = zlib.decompressobj(wbits=31).decompress(packed, BITS // 8 + 1)
        return bool(bits[index // 8] & 0x80 >> index % 8)
    except (ValueError, zlib.error, IndexError) as error:
        raise Refused(_ILLEGIBLE, where=Where(column="encodedList")) from error
