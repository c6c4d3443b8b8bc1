"""The vocabularies a credential is read with, pinned: nothing is fetched, an unknown vocabulary is refused."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from grappe.words import Refused, Sentence, Where

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
_FILES = {CREDENTIALS: "credentials-v2.json", OPEN_BADGES: "ob-v3p0-context-3.0.3.json"}


def loaded(address: str, _options: object = None) -> dict[str, Any]:
    """The vocabulary of an address as a JSON-LD processor asks for it. Raises ``Refused`` for any other address."""
    if address not in _FILES:
        raise Refused(
            Sentence("vocabulaire inconnu dans l'attestation", "unknown vocabulary in the credential"),
            where=Where(column="@context", value=address),
        )
    document = _read(_FILES[address])
    return {"contextUrl": None, "documentUrl": address, "document": document, "contentType": "application/ld+json"}


@cache
def _read(name: str) -> Any:
    return json.loads(files("grappe.teach").joinpath("contexts", name).read_text("utf-8"))
