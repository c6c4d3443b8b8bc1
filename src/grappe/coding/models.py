"""Text models of an installation: built once for its references, found again by them."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from grappe.coding.learning import STEPS, learn
from grappe.coding.synonyms import Concept, concepts_of
from grappe.coding.text_model import MANIFEST, VERSION, TextModel, load_model
from grappe.references import Release
from grappe.words import Progress

#: How often each kind is drawn: titles of the ROME, titles of ESCO.
SHARES = {"rome": 0.3, "esco": 0.7}


def build_model(
    references: Sequence[Release], *, seed: int = 0, steps: int = STEPS, progress: Progress | None = None
) -> TextModel:
    """A text model learned from the titles of these releases (ROME, ESCO), each apart: no crosswalk is used.

    The same releases, seed, steps and versions of Grappe and its libraries give the same digest on one machine.
    """
    kinds: list[tuple[float, Sequence[Concept]]] = [
        (SHARES[release.nomenclature], concepts_of(release)) for release in references
    ]
    told = {"references": {str(release): release.digest for release in references}}
    return learn(kinds, seed=seed, steps=steps, told=told, progress=progress)


def model_folder(home: Path, references: Sequence[Release], *, seed: int = 0) -> Path:
    """Where the model of these releases lies in the home folder."""
    named = json.dumps([VERSION, seed, sorted(release.digest for release in references)])
    return home / "models" / f"text-{hashlib.sha256(named.encode()).hexdigest()[:16]}"


def find_model(home: Path, release: Release) -> TextModel | None:
    """The newest model in the home folder that was learned from this release; ``None`` where none was built.

    Raises ``Refused`` where that model is damaged.
    """
    found = []
    for manifest in (home / "models").glob(f"[!.]*/{MANIFEST}"):
        told = json.loads(manifest.read_text("utf-8"))
        if release.digest in told.get("references", {}).values() and told.get("version") == VERSION:
            found.append((manifest.stat().st_mtime_ns, manifest.parent))
    return load_model(max(found)[1]) if found else None
