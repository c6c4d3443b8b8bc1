"""Where a person's installed references, models and stores live."""

import sys
from collections.abc import Mapping
from pathlib import Path

from grappe.words import Kind, Refused, Sentence, Where


def home_folder(environ: Mapping[str, str]) -> Path:
    """``GRAPPE_HOME``, or the platform's folder of user data; made where it is absent.

    Raises ``Refused`` when it cannot be made.
    """
    folder = Path(environ["GRAPPE_HOME"]) if environ.get("GRAPPE_HOME") else _user_data(environ) / "grappe"
    folder = folder.expanduser().absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(
            Sentence("ce dossier ne peut pas être créé", "this folder cannot be made"),
            hint=Sentence("donner un autre dossier dans GRAPPE_HOME", "name another folder in GRAPPE_HOME"),
            kind=Kind.CALL,
            where=Where(file=str(folder)),
        ) from error
    return folder


def _user_data(environ: Mapping[str, str]) -> Path:
    if sys.platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(environ.get("XDG_DATA_HOME") or Path(environ.get("HOME") or Path.home()) / ".local" / "share")
