"""Readers of ESCO (our reassembled ZIP, or the portal's CSV files) and of the ROME–ESCO bridge."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa

from grappe.references.archive import Members, Row, known, need_columns, opened, unreadable
from grappe.references.digest import digest_of
from grappe.references.occupation_frames import CROSSWALK, ESCO_OCCUPATION_SKILLS, ESCO_OCCUPATIONS, ESCO_SKILLS
from grappe.references.release import Reading
from grappe.words import Sentence, Where

VERSION = re.compile(r"esco\D*?(\d\.\d(?:\.\d)?)", re.I)
#: Days on which the versions of ESCO came out (first of the month where only the month is known).
PUBLISHED = {
    "1.0": date(2017, 7, 28),
    "1.1": date(2022, 1, 1),
    "1.1.1": date(2022, 5, 1),
    "1.1.2": date(2024, 1, 1),
    "1.2": date(2024, 5, 1),
    "1.2.1": date(2025, 12, 1),
}
UNKNOWN_DAY = date(2017, 1, 1)
KINDS = {"skill/competence": "skill", "knowledge": "knowledge"}
SKOS = re.compile(r"skos:(exact|close|broad|narrow)Match")


def read_esco(path: Path) -> Reading:
    """The frames of ESCO from a ZIP or folder, ours or the portal's. Raises ``Refused`` where it is neither."""
    with opened(path) as members:
        names = {name.lower() for name in members.names}
        if "occupations.csv" in names:
            rows = _ours(members)
        elif any(name.startswith("occupations_") for name in names):
            rows = _portal(members)
        else:
            raise unreadable(members.file, Sentence("ce n'est pas ESCO : aucun métier", "not ESCO: no occupations"))
    frames = {frame.name: frame for frame in (ESCO_OCCUPATIONS, ESCO_SKILLS, ESCO_OCCUPATION_SKILLS)}
    tables = {name: frame.check(frame.from_rows(rows[name])) for name, frame in frames.items() if rows[name]}
    return Reading("esco", *_edition(path, tables), tables, _remarks(tables[ESCO_SKILLS.name]))


def _remarks(skills: pa.Table) -> tuple[Sentence, ...]:
    unnamed = sum(
        not (fr or en) for fr, en in zip(*(skills[c].to_pylist() for c in ("label_fr", "label_en")), strict=True)
    )
    said = Sentence(f"{unnamed} compétences sans aucun libellé", f"{unnamed} skills without any label")
    return (said,) if unnamed else ()


def _edition(path: Path, tables: Mapping[str, pa.Table]) -> tuple[str, date]:
    found = VERSION.search(path.name)
    if not found:
        return f"c{digest_of(tables)[:8]}", UNKNOWN_DAY
    return f"v{found[1]}", PUBLISHED.get(found[1], PUBLISHED.get(found[1][:3], UNKNOWN_DAY))


def _ours(members: Members) -> dict[str, list[dict[str, object]]]:
    return {
        ESCO_OCCUPATIONS.name: [_our_occupation(row) for row in members.rows("occupations.csv")],
        ESCO_SKILLS.name: [_our_skill(row) for row in members.rows("skills.csv")],
        ESCO_OCCUPATION_SKILLS.name: _relations(members, "occupation_skill.csv"),
    }


def _our_occupation(row: Row) -> dict[str, object]:
    return {
        **{name: row[name] for name in ("uri", "code", "isco", "label_fr", "label_en")},
        "alt_fr": _list(row["alt_fr"], "|"),
        "alt_en": _list(row["alt_en"], "|"),
        "definition_fr": known(row["description_fr"]),
        "definition_en": known(row["description_en"]),
    }


def _our_skill(row: Row) -> dict[str, object]:
    return {
        "uri": row["uri"],
        "kind": KINDS.get(row["type"], "skill"),
        "reuse": known(row["reuse_level"]),
        "label_fr": known(row["label_fr"]),
        "alt_fr": _list(row["alt_fr"], "|"),
        "label_en": known(row["label_en"]),
        "alt_en": _list(row["alt_en"], "|"),
        "definition_en": known(row["description_en"]),
        "broader": _list(row["broader"], "|") or None,
    }


def _portal(members: Members) -> dict[str, list[dict[str, object]]]:
    """The portal gives one file per table and language; French and English are joined by URI."""
    occupations = _by_uri(members, "occupations")
    skills = _by_uri(members, "skills")
    broader: dict[str, list[str]] = defaultdict(list)
    for name in _named(members, "broaderRelationsSkillPillar"):
        for row in members.rows(name):
            broader[row["conceptUri"]].append(row["broaderUri"])
        break
    relations = _named(members, "occupationSkillRelations")
    return {
        ESCO_OCCUPATIONS.name: [_portal_occupation(uri, by) for uri, by in occupations.items()],
        ESCO_SKILLS.name: [_portal_skill(uri, by, broader.get(uri)) for uri, by in skills.items()],
        ESCO_OCCUPATION_SKILLS.name: _relations(members, relations[0]) if relations else [],
    }


def _by_uri(members: Members, table: str) -> dict[str, dict[str, Row]]:
    """URI → language → record."""
    found: dict[str, dict[str, Row]] = defaultdict(dict)
    for language in ("fr", "en"):
        for name in _named(members, f"{table}_{language}"):
            for rank, row in enumerate(members.rows(name, delimiter=",")):
                if rank == 0:
                    need_columns(name, row, "conceptUri", "preferredLabel", "altLabels")
                found[row["conceptUri"]][language] = row
    return found


def _portal_occupation(uri: str, by: Mapping[str, Row]) -> dict[str, object]:
    any_row = by.get("fr") or by["en"]
    code = any_row.get("code", "")
    french, english = _labels(by.get("fr")), _labels(by.get("en"))
    return {
        "uri": uri,
        "code": code,
        "isco": known(any_row.get("iscoGroup")) or code.split(".")[0],
        "label_fr": french[0] or english[0],
        "alt_fr": french[1],
        "label_en": english[0] or french[0],
        "alt_en": english[1],
        "definition_fr": french[2],
        "definition_en": english[2],
    }


def _portal_skill(uri: str, by: Mapping[str, Row], broader: list[str] | None) -> dict[str, object]:
    any_row = by.get("fr") or by["en"]
    french, english = _labels(by.get("fr")), _labels(by.get("en"))
    return {
        "uri": uri,
        "kind": KINDS.get(any_row.get("skillType", ""), "skill"),
        "reuse": known(any_row.get("reuseLevel")),
        "label_fr": french[0],
        "alt_fr": french[1],
        "label_en": english[0],
        "alt_en": english[1],
        "definition_en": english[2],
        "broader": broader,
    }


def _labels(row: Row | None) -> tuple[str | None, list[str], str | None]:
    """Preferred label, other labels (one a line), description."""
    if row is None:
        return None, [], None
    return known(row["preferredLabel"]), _list(row["altLabels"], "\n"), known(row.get("description"))


def _relations(members: Members, name: str) -> list[dict[str, object]]:
    found = {(row["occupationUri"], row["skillUri"], row["relationType"]) for row in members.rows(name)}
    return [{"occupation": o, "skill": s, "relation": r} for o, s, r in found]


def _named(members: Members, stem: str) -> list[str]:
    """The members of that name; a language may follow (``occupationSkillRelations_fr.csv``)."""
    return [name for name in members.names if re.fullmatch(rf"{stem}(_[a-z]{{2}})?\.csv", name, re.I)]


def _list(cell: str, separator: str) -> list[str]:
    return [part.strip() for part in cell.split(separator) if part.strip()]


def read_crosswalk(path: Path) -> Reading:
    """The bridge from ROME job titles to ESCO occupations: a CSV under fifteen lines that name its version.

    Raises ``Refused`` where it is not one.
    """
    with opened(path) as members:
        text, _ = members.text(members.names[0])
        lines = list(csv.reader(io.StringIO(text)))
    head = next((place for place, line in enumerate(lines) if line and line[0] == "classification 1 ID"), None)
    if head is None:
        raise unreadable(path.name, Sentence("passerelle ROME–ESCO non reconnue", "not a ROME–ESCO bridge"))
    settings = {line[0]: line[1] for line in lines[:head] if len(line) > 1}
    rows = list(_pairs(path.name, lines[head + 1 :], first=head + 2))
    table = CROSSWALK.check(CROSSWALK.from_rows(rows))
    name, day = _bridge_edition(settings, table)
    return Reading("crosswalk", name, day, {CROSSWALK.name: table})


def _pairs(file: str, lines: list[list[str]], *, first: int) -> Iterator[dict[str, object]]:
    for row, line in enumerate(lines, start=first):
        if not line:
            continue
        match = SKOS.fullmatch(line[4].strip()) if len(line) > 4 else None
        if match is None:
            refusal = unreadable(file, Sentence("relation SKOS attendue", "a SKOS relation was expected"))
            refusal.where = Where(file=file, row=row, value=", ".join(line))
            raise refusal
        yield {"appellation": line[2].strip(), "esco": line[0].strip(), "relation": match[1]}


def _bridge_edition(settings: Mapping[str, str], table: pa.Table) -> tuple[str, date]:
    found = re.fullmatch(r"(\d{2})/(\d{2})/(\d{4})", settings.get("Mapping project version date", ""))
    day = date(int(found[3]), int(found[2]), int(found[1])) if found else UNKNOWN_DAY
    version = settings.get("Mapping project version", "").strip().lower()
    return version or f"c{digest_of({CROSSWALK.name: table})[:8]}", day
