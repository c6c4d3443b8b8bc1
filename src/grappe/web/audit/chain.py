"""The chain: each event holds the digest of the one before, so that a changed or removed event shows."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC
from typing import Any


def digest(event: Any) -> str:
    """SHA-256 over everything the event says, the previous digest included."""
    said = {
        "chain": event.chain,
        "number": event.number,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "cluster": event.cluster_id,
        "actor": event.actor_id,
        "role": event.role,
        "action": event.action,
        "object": [event.object_kind, event.object_ref],
        "fields": event.fields,
        "counts": event.counts,
        "purpose": event.purpose,
        "request": event.request_id,
        "previous": event.previous,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def first_break(events: Iterable[Any], *, last_number: int, last_digest: str) -> int | None:
    """Number of the first event that does not fit (changed, removed, inserted); ``None`` when the chain holds.

    ``events`` in order of number; ``last_*`` as the chain's head keeps them, which shows a cut-off end.
    """
    previous, expected = "", 1
    for event in events:
        if event.number != expected or event.previous != previous or digest(event) != event.digest:
            return expected
        previous, expected = event.digest, expected + 1
    return None if (expected - 1, previous) == (last_number, last_digest) else expected
