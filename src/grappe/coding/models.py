"""Text models of an installation: built once for its references, found again by them."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from grappe.coding.learning import learn
from grappe.coding.synonyms import Concept, kinds_of
from grappe.coding.text_model import MANIFEST, VERSION, TextModel, load_model
from grappe.references import Release
from grappe.tables import locked
from grappe.words import Kind, Progress, Refused, Sentence

_LONGEST_BUILD = 3_600.0  #: seconds that a second call waits for the first one's build

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


def find_model(home: Path, *references: Release) -> TextModel | None:
    """The newest model in the home folder that was learned from all these releases; ``None`` where none was built.

    Raises ``Refused`` where that model is damaged.
    """
    wanted, found = {release.digest for release in references}, []
    for manifest in (home / "models").glob(f"[!.]*/{MANIFEST}"):
        told = _told(manifest)
        if wanted <= set(told.get("references", {}).values()) and told.get("version") == VERSION:
            found.append((manifest.stat().st_mtime_ns, manifest.parent))
    return load_model(max(found)[1]) if found else None


def made_model(
    home: Path, references: Sequence[Release], *, seed: int = 0, progress: Progress | None = None
) -> TextModel:
    """The model of these releases: found in the home folder, else built and kept there; a second call waits for it.

    Raises ``Refused`` where the model that is there is damaged.
    """
    folder = model_folder(home, references, seed=seed)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with locked(folder.parent / ".building", seconds=_LONGEST_BUILD):
        found = find_model(home, *references)
        if found is None:
            found = build_model(references, seed=seed, progress=progress)
            found.save(folder)
    return found


def check_learned_from(model: TextModel, releases: Iterable[Release]) -> None:
    """Raises ``Refused`` where a model was learned from none of these releases, with the command that mends it."""
    listed, told = list(releases), model.told.get("references", {})
    if told and not {release.digest for release in listed} & set(told.values()):
        learned, here = ", ".join(told), ", ".join(map(str, listed))
        raise Refused(
            Sentence(
                f"ce modèle de texte a été appris de {learned}, pas de {here} tel qu'installé ici",
                f"this text model was learned from {learned}, not from {here} as installed here",
            ),
            hint=Sentence("grappe code model build", "grappe code model build"),
            kind=Kind.MISSING,
        )


def _told(manifest: Path) -> dict[str, Any]:
    """What a manifest says; a broken one is taken up by ``load_model``, which refuses it."""
    try:
        told = json.loads(manifest.read_text("utf-8"))
    except (OSError, ValueError):
        load_model(manifest.parent)
        raise
    return told if isinstance(told, dict) else {}
