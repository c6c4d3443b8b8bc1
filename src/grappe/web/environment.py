"""What the settings read from outside: the home folder, the secret key, the database address.

Every variable has a safe default, so that ``grappe serve`` works with none of them:

``GRAPPE_HOME``           folder of references, stores, uploads, the secret key and the SQLite file
``GRAPPE_DATABASE_URL``   ``postgres://user:password@host:port/name``; without it, SQLite in the home
``GRAPPE_HOSTS``          names under which the site is reached, with commas; always 127.0.0.1 and localhost
``GRAPPE_HTTPS``          ``1`` behind a TLS proxy: secure cookies, HSTS, ``X-Forwarded-Proto``
``GRAPPE_SECRET_KEY``     instead of the one generated and kept in the home
``GRAPPE_EMAIL_URL``      ``smtp://user:password@host:port``; without it, mails are printed on the console
``GRAPPE_EMAIL_FROM``     sender of the mails
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.management.utils import get_random_secret_key

PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;"
    " PRAGMA journal_size_limit=27103364; PRAGMA cache_size=2000; PRAGMA temp_store=MEMORY;"
)


def secret_key(home: Path, environ: Mapping[str, str]) -> str:
    """The key that signs sessions: given, or made once and kept in the home, readable by its owner only."""
    if given := environ.get("GRAPPE_SECRET_KEY"):
        return given
    path = home / "secret_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("utf-8").strip()
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(key := get_random_secret_key())
    return key


def database(home: Path, environ: Mapping[str, str]) -> dict[str, Any]:
    """The Django database: PostgreSQL when an address is given, else SQLite made safe for several writers."""
    if address := environ.get("GRAPPE_DATABASE_URL"):
        return _postgres(address)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(home / "grappe.sqlite3"),
        # Without IMMEDIATE and WAL a third of concurrent writes is lost (measured; benchmarks/web.py).
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": PRAGMAS},
    }


def _postgres(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
    }


def email(environ: Mapping[str, str]) -> dict[str, Any]:
    """Django's e-mail settings by name: SMTP when an address is given, else the console."""
    sender = environ.get("GRAPPE_EMAIL_FROM", "Grappe <grappe@localhost>")
    address = environ.get("GRAPPE_EMAIL_URL")
    if not address:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend", "DEFAULT_FROM_EMAIL": sender}
    parts = urlsplit(address)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or 25,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.port == 587,
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "DEFAULT_FROM_EMAIL": sender,
    }


def hosts(environ: Mapping[str, str]) -> list[str]:
    """The names the site answers to."""
    named = [name.strip() for name in environ.get("GRAPPE_HOSTS", "").split(",") if name.strip()]
    return ["127.0.0.1", "localhost", "[::1]", *named]
