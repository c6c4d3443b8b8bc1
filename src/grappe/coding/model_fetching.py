"""A text model built elsewhere, taken into this installation: from a folder, a ZIP file or an address of one.

Never from a model hub: a model is built from the references by anybody in minutes, so a copy only saves the minutes.
What comes is read whole, checked against its own digest and against the releases installed here, and only then kept.
"""

import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from grappe.coding.models import check_learned_from, find_model, model_folder
from grappe.coding.text_model import FILES, TextModel, load_model
from grappe.references import Release, download
from grappe.words import Kind, Progress, Refused, Sentence, Where

MOST_BYTES = 200_000_000  #: of a file of a ZIP
_HINT = Sentence("grappe code model build", "grappe code model build")


def fetch_model(
    source: str | None,
    home: Path,
    references: Sequence[Release],
    *,
    digest: str | None = None,
    progress: Progress | None = None,
) -> TextModel:
    """The model of ``source``, kept in the home folder; without a source, the one that is already there.

    Raises ``Refused`` where there is none, where it is damaged, of another ``digest`` than asked for, or learned from
    other releases.
    """
    if source is None:
        found = find_model(home, *references)
        if found is None:
            raise Refused(Sentence("aucun modèle de texte ici", "no text model here"), hint=_HINT, kind=Kind.MISSING)
        return found
    with tempfile.TemporaryDirectory() as folder:
        model = load_model(_unpacked(source, Path(folder), progress))
    if digest is not None and model.digest != digest:
        raise Refused(
            Sentence(f"ce modèle a l'empreinte {model.digest}", f"this model has the digest {model.digest}"),
            hint=Sentence(f"attendu : {digest}", f"expected: {digest}"),
            where=Where(file=source),
        )
    check_learned_from(model, references)
    model.save(model_folder(home, references, seed=int(model.told.get("seed", 0))))
    return model


def _unpacked(source: str, folder: Path, progress: Progress | None) -> Path:
    """The folder of the model that a source is or holds."""
    if source.startswith(("http://", "https://")):
        return _of_zip(download(source, folder / "model.zip", progress=progress), folder / "model", source)
    path = Path(source)
    return _of_zip(path, folder / "model", source) if path.is_file() else path


def _of_zip(path: Path, into: Path, source: str) -> Path:
    """The files of a model in a ZIP, wherever in it they are; nothing else is unpacked."""
    into.mkdir()
    try:
        with zipfile.ZipFile(path) as packed:
            for info in packed.infolist():
                name = Path(info.filename).name
                if name in FILES and info.file_size <= MOST_BYTES:
                    (into / name).write_bytes(packed.read(info))
    except (zipfile.BadZipFile, OSError, RuntimeError, EOFError) as error:
        raise Refused(
            Sentence(f"ce fichier n'est pas un ZIP lisible ({error})", f"this file is not a readable ZIP ({error})"),
            hint=Sentence(
                "donner le dossier d'un modèle, ou ce dossier en ZIP", "give a model's folder, or it as a ZIP"
            ),
            where=Where(file=source),
        ) from error
    return into
