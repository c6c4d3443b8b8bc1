"""Certifications of the national registers (Certif Info, RNCP): titles with their ROME occupations."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from grappe.teach.headers import plain
from grappe.words import Column, Frame, Refused, RncpCode, RomeCode, Sentence, Where

ENGINEERING = "Diplôme d'ingénieur"  #: the type of engineering titles in Certif Info

CERTIFICATIONS = Frame(
    name="certifications",
    grain="one row per certification of the register",
    key=("code",),
    columns=(
        Column("code", "text", "code of the diploma in Certif Info"),
        Column("title", "text", "title of the certification"),
        Column("kind", "text", "type of diploma", null="not said"),
        Column("rncp", "text", "RNCP or RS number", null="not registered, or not said"),
        Column("school", "text", "body that awards it", null="not said"),
        Column("apprenticeship", "flag", "open to apprentices", null="not said"),
        Column("rome", "texts", "occupations of the ROME that it leads to, up to five"),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Certification:
    """A certification: its title, register number and the occupations that it says to lead to."""

    code: str
    title: str
    kind: str
    rncp: str
    school: str
    apprenticeship: bool | None
    rome: tuple[str, ...]


def read_certifications(path: Path, *, kind: str | None = ENGINEERING) -> tuple[Certification, ...]:
    """The certifications of a Certif Info file, of one ``kind`` or of all; the options of one diploma are one.

    Raises ``Refused`` for another file.
    """
    by_code: dict[str, Certification] = {}
    for one in _rows(path):
        if kind is None or plain(one.kind) == plain(kind):
            known = by_code.get(one.code)
            by_code[one.code] = (
                one if known is None else replace(known, rome=tuple(dict.fromkeys(known.rome + one.rome)))
            )
    found = tuple(by_code.values())
    if not found:
        said = (
            Sentence(f"aucune certification « {kind} »", f"no certification “{kind}”")
            if kind
            else Sentence("aucune certification", "no certification")
        )
        raise Refused(said, where=Where(file=path.name))
    return found


def certifications_frame(found: Sequence[Certification]) -> pa.Table:
    """``CERTIFICATIONS``, one row for each."""
    return CERTIFICATIONS.from_rows(
        {
            "code": one.code,
            "title": one.title,
            "kind": one.kind or None,
            "rncp": one.rncp or None,
            "school": one.school or None,
            "apprenticeship": one.apprenticeship,
            "rome": list(one.rome),
        }
        for one in found
    )


def _rows(path: Path) -> Iterator[Certification]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        reader = csv.DictReader(stream, delimiter=";")
        missing = {"Code_Diplome", "Libelle_Diplome", "Code_Rome_1"} - set(reader.fieldnames or ())
        if missing:
            names = ", ".join(sorted(missing))
            raise Refused(
                Sentence(f"colonnes absentes : {names}", f"missing columns: {names}"),
                hint=Sentence("fichier attendu : export Certif Info en CSV", "expected: the Certif Info export as CSV"),
                where=Where(file=path.name),
            )
        for row in reader:
            yield _certification(row)


def _certification(row: dict[str, str]) -> Certification:
    codes = (RomeCode.parse(row.get(f"Code_Rome_{rank}") or "") for rank in range(1, 6))
    rome = tuple(dict.fromkeys(str(code) for code in codes if code))
    rncp = RncpCode.parse(row.get("Code_RNCP") or "")
    flag = row.get("accessibilite_ca") or ""
    school = (row.get("certificateur") or row.get("valideur") or "").strip()
    return Certification(
        row["Code_Diplome"], " ".join(row["Libelle_Diplome"].split()), (row.get("Libelle_Type_Diplome") or "").strip(),
        str(rncp or ""), school, {"1": True, "2": False}.get(flag), rome,
    )  # fmt: skip
