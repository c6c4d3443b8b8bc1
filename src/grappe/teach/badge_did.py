"""Ed25519 public keys as ``did:key``: an identifier that is the key itself, so a file is checked without network."""

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from grappe.words import Refused, Sentence, Where

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519 = b"\xed\x01"  #: multicodec prefix of an Ed25519 public key
_START = "did:key:z"
_LONGEST = 200  #: characters; a longer text is no key nor signature


def base58(data: bytes) -> str:
    """Base 58 of Bitcoin, as multibase ``z`` has it."""
    number, text = int.from_bytes(data), ""
    while number:
        number, rest = divmod(number, 58)
        text = _ALPHABET[rest] + text
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "1" * zeros + text


def from_base58(text: str) -> bytes:
    """The bytes of a base 58 text. Raises ``ValueError`` for another character or a text that is too long."""
    if len(text) > _LONGEST:
        raise ValueError(text[:20])
    number = 0
    for letter in text:
        number = number * 58 + _ALPHABET.index(letter)
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)


def did_of(key: Ed25519PublicKey) -> str:
    """``did:key:z…`` of a public key."""
    return _START + base58(_ED25519 + key.public_bytes(Encoding.Raw, PublicFormat.Raw))


def method_of(did: str) -> str:
    """The address of the one key of a ``did:key``."""
    return f"{did}#{did.removeprefix('did:key:')}"


def public_key(did: str) -> Ed25519PublicKey:
    """The key that a ``did:key`` is. Raises ``Refused`` for any other identifier."""
    try:
        data = from_base58(did.removeprefix(_START)) if did.startswith(_START) else b""
        if not data.startswith(_ED25519):
            raise ValueError(did)
        return Ed25519PublicKey.from_public_bytes(data.removeprefix(_ED25519))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise Refused(
            Sentence("l'émetteur n'est pas une clé Ed25519 (did:key)", "the issuer is no Ed25519 key (did:key)"),
            where=Where(column="issuer", value=did),
        ) from error
