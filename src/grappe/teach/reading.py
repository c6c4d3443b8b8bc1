"""A file of a school → programmes, whatever its format; or a refusal that says what to send instead."""

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from grappe.teach.catalogue import read_catalogue
from grappe.teach.cdm import read_cdm
from grappe.teach.certifications import read_certifications
from grappe.teach.checking import remarks_on
from grappe.teach.saying import programmes_from_json
from grappe.teach.syllabus import read_syllabus
from grappe.teach.things import Programme, ProgrammesRead, Remark
from grappe.teach.workbook import read_workbook
from grappe.words import Kind, Refused, Sentence, Where

MOST_BYTES = 200 * 2**20  #: of a file, decompressed
FORMATS = (".docx", ".xlsx", ".json", ".json.gz", ".xml", ".csv")


def read_file_of_programmes(path: Path) -> ProgrammesRead:
    """The programmes of a ``.docx`` syllabus, our ``.xlsx`` template, JSON, CDM-fr XML or a Certif Info CSV.

    Raises ``Refused`` for an absent or empty file, a PDF, an old Word file, or a format that tells no programme.
    """
    head = _head(path)
    read = _reader(path, head)(path)
    if not read.programmes:
        raise Refused(
            Sentence("aucun programme dans ce fichier", "no programme in this file"), where=Where(file=path.name)
        )
    return read


def _head(path: Path) -> bytes:
    if not path.is_file():
        raise Refused(Sentence("fichier introuvable", "no such file"), kind=Kind.INPUT, where=Where(file=str(path)))
    if path.stat().st_size > MOST_BYTES:
        raise Refused(Sentence("fichier trop grand", "file too large"), where=Where(file=path.name))
    with path.open("rb") as stream:
        head = stream.read(4096)
    if not head.strip():
        raise Refused(Sentence("fichier vide", "empty file"), where=Where(file=path.name))
    return head


def _reader(path: Path, head: bytes) -> Callable[[Path], ProgrammesRead]:
    if head.startswith(b"%PDF"):
        raise _pdf(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(
            Sentence("ancien format de Word ou d'Excel", "old format of Word or Excel"),
            hint=Sentence("l'enregistrer en .docx ou .xlsx", "save it as .docx or .xlsx"),
            where=Where(file=path.name),
        )
    if head.startswith(b"PK"):
        return read_workbook if path.suffix.lower() in (".xlsx", ".ods", ".xlsm") else read_syllabus
    bare = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if bare[:1] in (b"{", b"[") or head.startswith(b"\x1f\x8b"):
        return _json
    if bare[:1] == b"<":
        return _xml
    if path.suffix.lower() == ".csv":
        return _certified
    raise Refused(
        Sentence("ce format ne dit pas de programme", "this format tells no programme"),
        hint=Sentence(f"formats lus : {', '.join(FORMATS)}", f"formats read: {', '.join(FORMATS)}"),
        where=Where(file=path.name),
    )


def _pdf(path: Path) -> Refused:
    """A PDF is refused; one without any font is a scan and is called so."""
    scanned = b"/Font" not in path.read_bytes()
    what = (
        Sentence("PDF numérisé : des images, aucun texte à lire", "scanned PDF: images, no text to read")
        if scanned
        else Sentence("un PDF ne garde pas ses tableaux", "a PDF does not keep its tables")
    )
    hint = Sentence(
        "envoyer le document Word d'origine (.docx), ou remplir notre modèle Excel",
        "send the original Word document (.docx), or fill our Excel template",
    )
    return Refused(what, hint=hint, where=Where(file=path.name))


def _json(path: Path) -> ProgrammesRead:
    found = _loaded(path)
    remarks: list[Remark] = []
    if isinstance(found, dict) and "semesters" in found:
        programmes = programmes_from_json(found, path.name)
    else:
        records = (
            next((value for value in found.values() if isinstance(value, list)), [])
            if isinstance(found, dict)
            else found
        )
        if not isinstance(records, list) or not records:
            raise Refused(
                Sentence("ce JSON ne dit ni programme ni cours", "this JSON tells neither programme nor courses"),
                where=Where(file=path.name),
            )
        programmes, remarks = read_catalogue(records, path.name)
    alone = len(programmes) == 1
    return ProgrammesRead(programmes, (*remarks, *_remarked(programmes, path, credits_too=alone)))


def _loaded(path: Path) -> Any:
    try:
        with gzip.open(path, "rb") if path.name.endswith(".gz") else path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise Refused(
                Sentence("ce fichier enfle sans mesure", "this file swells beyond measure"), where=Where(file=path.name)
            )
        return json.loads(data)
    except (ValueError, OSError, EOFError, RecursionError) as error:
        raise Refused(
            Sentence("ce JSON ne se lit pas", "this JSON cannot be read"), where=Where(file=path.name)
        ) from error


def _xml(path: Path) -> ProgrammesRead:
    programmes = read_cdm(path)
    return ProgrammesRead(programmes, tuple(_remarked(programmes, path, credits_too=True)))


def _certified(path: Path) -> ProgrammesRead:
    """Titles of a register as programmes without courses: what they teach is what their occupations need."""
    found = read_certifications(path)
    programmes = tuple(
        Programme(
            one.title, (), "apprentice" if one.apprenticeship else "student", one.school, rncp=one.rncp, rome=one.rome
        )
        for one in found
    )
    return ProgrammesRead(programmes)


def _remarked(programmes: tuple[Programme, ...], path: Path, *, credits_too: bool) -> list[Remark]:
    """Remarks on the courses; on credits and totals only where the file is one programme and no catalogue."""
    whole = ("ects", "total_missing")
    found = [remark for programme in programmes for remark in remarks_on(programme)]
    return [
        replace(remark, where=replace(remark.where, file=path.name))
        for remark in found
        if credits_too or remark.kind not in whole
    ]
