"""Sweeping: what a killed writer or query left behind goes at the next write."""

import os
import shutil
from pathlib import Path

from grappe.tables.manifest import MANIFEST, Manifest

PARTS, SPILL = "parts", "spill"


def sweep(folder: Path, manifest: Manifest) -> None:
    """Removes every file that the state does not need. Called under the lock only.

    Parts replaced by the last write go now, not when they were replaced: a reader has a whole write's time to finish.
    """
    needed = manifest.files
    for path in sorted((folder / PARTS).iterdir()):
        if f"{PARTS}/{path.name}" not in needed:
            os.unlink(path)
    (folder / f"{MANIFEST}.tmp").unlink(missing_ok=True)
    for path in (folder / SPILL).glob("*-*"):
        if not _alive(path.name.partition("-")[0]):
            shutil.rmtree(path, ignore_errors=True)


def _alive(process: str) -> bool:
    if not process.isdigit():
        return False
    if os.name == "nt":  # pragma: no cover - a signal would end the process there
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
