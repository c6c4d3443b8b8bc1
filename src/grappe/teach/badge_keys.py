"""The keys of a cluster: one signs, older ones still verify, a stolen one no longer does.

A folder holds ``keys.json``, which is public, and one private file a key, readable by its owner alone.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from grappe.tables import locked
from grappe.teach.badge_did import did_of, public_key
from grappe.words import Kind, Refused, Sentence, Where

REGISTER = "keys.json"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public key: the day it began to sign, the day it stopped (``None``: it signs), the day it was found stolen."""

    did: str
    since: date
    until: date | None = None
    stolen: date | None = None


@dataclass(frozen=True, slots=True)
class KeyRegister:
    """The keys of a cluster, the newest last: what a cluster publishes so that its credentials can be trusted."""

    cluster: str
    keys: tuple[SigningKey, ...]

    def key(self, did: str) -> SigningKey | None:
        """The key of an identifier; ``None`` where the cluster never had it."""
        return next((key for key in self.keys if key.did == did), None)

    @property
    def current(self) -> SigningKey | None:
        """The key that signs today."""
        return next((key for key in reversed(self.keys) if key.until is None and key.stolen is None), None)

    def as_json(self) -> dict[str, Any]:
        """The register as it is published."""
        return {"cluster": self.cluster, "keys": [asdict(key) for key in self.keys]}


def read_register(path: Path) -> KeyRegister:
    """A published register. Raises ``Refused`` for a file that is none."""
    try:
        document = json.loads(path.read_text("utf-8"))
        return KeyRegister(str(document["cluster"]), tuple(_key(entry) for entry in document["keys"]))
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused(
            Sentence(f"registre de clés illisible ({error})", f"unreadable key register ({error})"),
            where=Where(file=str(path)),
        ) from error


@dataclass(frozen=True, slots=True)
class KeyFolder:
    """Where the keys of one cluster are kept."""

    folder: Path
    cluster: str

    def register(self) -> KeyRegister:
        """The keys so far; none in a new folder."""
        path = self.folder / REGISTER
        return read_register(path) if path.is_file() else KeyRegister(self.cluster, ())

    def private(self, day: date) -> Ed25519PrivateKey:
        """The key that signs; a first one is made where there is none. Raises ``Refused`` where its file is gone."""
        with self._alone():
            known = self.register()
            if known.current is None:
                known = self._with_new(known, day)
            assert known.current is not None
            return self._load(known.current.did)

    def rotate(self, day: date) -> KeyRegister:
        """From ``day`` another key signs; credentials of the older one stay valid."""
        with self._alone():
            known = self.register()
            retired = tuple(replace(key, until=key.until or day) for key in known.keys)
            return self._with_new(KeyRegister(known.cluster, retired), day)

    def steal(self, did: str, day: date) -> KeyRegister:
        """``did`` was found stolen on ``day``: nothing signed with it is valid any more, and another key signs.

        Raises ``Refused`` for a key that the cluster never had.
        """
        with self._alone():
            known = self.register()
            if known.key(did) is None:
                raise Refused(
                    Sentence("cette clé n'est pas de la grappe", "this key is not the cluster's"),
                    kind=Kind.CALL,
                    where=Where(value=did),
                )
            keys = tuple(
                replace(key, stolen=day, until=key.until or day) if key.did == did else key for key in known.keys
            )
            left = KeyRegister(known.cluster, keys)
            if left.current is None:
                return self._with_new(left, day)
            return self._kept(left)

    def _with_new(self, known: KeyRegister, day: date) -> KeyRegister:
        key = Ed25519PrivateKey.generate()
        did = did_of(key.public_key())
        text = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        handle = os.open(self._file(did), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(text)
        return self._kept(KeyRegister(known.cluster, (*known.keys, SigningKey(did, day))))

    def _kept(self, known: KeyRegister) -> KeyRegister:
        path = self.folder / REGISTER
        temporary = path.with_suffix(".tmp")
        temporary.write_text(json.dumps(known.as_json(), default=str, ensure_ascii=False, indent=2) + "\n", "utf-8")
        temporary.replace(path)
        return known

    def _load(self, did: str) -> Ed25519PrivateKey:
        try:
            key = load_pem_private_key(self._file(did).read_bytes(), password=None)
        except (OSError, ValueError) as error:
            raise Refused(
                Sentence("la clé privée de la grappe est absente ou illisible", "the cluster's private key is gone"),
                hint=Sentence("rendre la sauvegarde, ou changer de clé", "restore the backup, or change keys"),
                kind=Kind.MISSING,
                where=Where(file=str(self._file(did))),
            ) from error
        assert isinstance(key, Ed25519PrivateKey)
        return key

    def _file(self, did: str) -> Path:
        return self.folder / f"{did.removeprefix('did:key:')}.pem"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with locked(self.folder / "keys.lock"):
            yield


def _key(entry: dict[str, str | None]) -> SigningKey:
    did = str(entry["did"])
    public_key(did)
    days = {name: date.fromisoformat(str(entry[name])) if entry.get(name) else None for name in ("until", "stolen")}
    return SigningKey(did, date.fromisoformat(str(entry["since"])), **days)
