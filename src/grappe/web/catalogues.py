"""Translation catalogues: ``.po`` files are the source, ``.mo`` files are made at start where they are missing or old.

Fresh machines lack ``msgfmt``; polib compiles in pure Python. Compiled files live in the home, not in the package.
"""

import os
from pathlib import Path

import polib


def compiled(source: Path, target: Path) -> Path:
    """The folder ``target`` with an up-to-date ``.mo`` for every ``.po`` of ``source``."""
    for catalogue in sorted(source.glob("*/LC_MESSAGES/*.po")):
        made = (target / catalogue.relative_to(source)).with_suffix(".mo")
        if not made.exists() or made.stat().st_mtime_ns != catalogue.stat().st_mtime_ns:
            _compile(catalogue, made)
    return target


def _compile(catalogue: Path, made: Path) -> None:
    made.parent.mkdir(parents=True, exist_ok=True)
    stat = catalogue.stat()
    unfinished = made.with_suffix(f".{os.getpid()}.tmp")
    polib.pofile(str(catalogue)).save_as_mofile(str(unfinished))
    os.utime(unfinished, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    unfinished.replace(made)
