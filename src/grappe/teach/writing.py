"""What commands write: a whole file or none, beside the JSON that tells it."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grappe.words import Kind, Refused, Sentence, Where


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file that appears whole or not at all. Raises ``Refused`` where it cannot be written."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError as error:
        raise Refused(
            Sentence(f"ce fichier ne peut pas être écrit ({error})", f"this file cannot be written ({error})"),
            hint=Sentence("choisir un autre dossier ou un autre nom", "choose another folder or name"),
            kind=Kind.CALL,
            where=Where(file=str(path)),
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


def as_json_bytes(content: Mapping[str, Any]) -> bytes:
    """JSON with accents as they are, two spaces in, a line end at the end."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
