"""Text models of an installation: built once for its references, found again by them."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from grappe.coding.learning import learn
from grappe.coding.synonyms import Concept, kinds_of
from grappe.coding.text_model import MANIFEST, VERSION, TextModel, load_model
from grappe.references import Release
from grappe.words import Progress

#: How often each kind is drawn.
SHARES: Mapping[str, Mapping[str, float]] = {
    "rome": {"titles": 0.15, "definitions": 0.04, "skills of occupations": 0.04, "broader skills": 0.03},
    "esco": {
        "titles": 0.25,
        "definitions": 0.08,
        "skills of occupations": 0.06,
        "skills": 0.3,
        "definitions of skills": 0.1,
    },
}


def build_model(
    references: Sequence[Release], *, seed: int = 0, steps: int | None = None, progress: Progress | None = None
) -> TextModel:
    """A text model learned from the texts of these releases (ROME, ESCO), each apart: no crosswalk is used.

    The same releases, seed, steps and versions of Grappe and its libraries give the same digest on one machine.
    """
    kinds: list[tuple[float, Sequence[Concept]]] = [
        (SHARES[release.nomenclature][kind], concepts)
        for release in references
        for kind, concepts in kinds_of(release).items()
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
