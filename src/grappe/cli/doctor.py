"""``grappe doctor``: what is installed, what is missing, and how to get it."""

import importlib.metadata
import importlib.util
import os
import platform
import shutil
import sqlite3
import sys
from pathlib import Path
from typing import Any

import click

from grappe.cli import console
from grappe.references import NOMENCLATURES, current
from grappe.words import Refused

PACKAGES = ("grappe", "django", "duckdb", "pyarrow", "typst", "gunicorn")
OPTIONAL = {"psycopg": "PostgreSQL", "pyspark": "Spark"}
PROGRAMS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "postgres": ("postgres", "pg_ctl", "initdb"),
}
ENOUGH_MEGABYTES = 500


@click.command()
@console.options
def command(*, as_json: bool, lang: str) -> int:
    """Dit ce qui est installé et ce qui manque · say what is installed and what is missing."""
    report = examined(console.home(), lang)
    console.answer(report, told(report, lang), as_json=as_json)
    return 0 if report["ok"] else 5


def examined(home: Path, lang: str) -> dict[str, Any]:
    """Everything looked at; ``ok`` is false when Grappe could not work here."""
    free = shutil.disk_usage(home).free // 1_000_000
    report: dict[str, Any] = {
        "versions": {
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            **{name: importlib.metadata.version(name) for name in PACKAGES},
        },
        "home": {"path": str(home), "writable": os.access(home, os.W_OK), "free_megabytes": free},
        "data": str(console.data() or "") or None,
        "references": {nomenclature: _release(home, nomenclature, lang) for nomenclature in NOMENCLATURES},
        "database": _database(home),
        "optional": {
            **{name: importlib.util.find_spec(name) is not None for name in OPTIONAL},
            **{name: _program(commands) for name, commands in PROGRAMS.items()},
        },
    }
    ready = sys.version_info >= (3, 11) and os.access(home, os.W_OK) and free >= ENOUGH_MEGABYTES
    return {"ok": ready and report["references"]["rome"]["installed"], **report}


def told(report: dict[str, Any], lang: str) -> str:
    """The report as lines for a person."""
    english = lang == "en"
    yes, no = ("yes", "no") if english else ("oui", "non")
    lines = [f"{name} {version}" for name, version in report["versions"].items()]
    home = report["home"]
    lines.append(f"{'home' if english else 'dossier'}: {home['path']} ({home['free_megabytes']} MB)")
    for nomenclature, entry in report["references"].items():
        lines.append(f"{nomenclature}: {entry['release'] or entry['hint']}")
    database = report["database"]
    lines.append(f"{'database' if english else 'base'}: {database['engine']} {database['detail']}")
    lines += [f"{name}: {yes if found else no}" for name, found in report["optional"].items()]
    return "\n".join(lines)


def _release(home: Path, nomenclature: str, lang: str) -> dict[str, Any]:
    try:
        release = current(home, nomenclature)
    except Refused as refusal:
        hint = refusal.hint.said(lang) if refusal.hint else refusal.said(lang)
        return {"installed": False, "release": None, "origin": None, "hint": hint}
    return {"installed": True, "release": release.name, "origin": release.origin, "hint": None}


def _database(home: Path) -> dict[str, str]:
    address = os.environ.get("GRAPPE_DATABASE_URL")
    if address:
        return {"engine": "postgresql", "detail": address.rpartition("@")[2]}
    file = home / "grappe.sqlite3"
    size = f"{file.stat().st_size // 1000} kB" if file.exists() else "–"
    return {"engine": "sqlite", "detail": f"{file} {size}"}


def _program(commands: tuple[str, ...]) -> bool:
    debian = Path("/usr/lib/postgresql")
    return any(shutil.which(name) or any(debian.glob(f"*/bin/{name}")) for name in commands)
