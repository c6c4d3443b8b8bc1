"""Reader of the official ROME archives: version 3 and 4, CSV and JSON, any version number.

Members are called ``unix_<table>_v<NNN>_utf8.csv`` (or ``.json``). Texts double their apostrophes, flags have three
values, definitions are phrases to be joined, and a line may hold broken bytes.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa

from grappe.references.archive import Members, Row, need_columns, opened, unreadable
from grappe.references.occupation_frames import (
    APPELLATIONS,
    MOBILITIES,
    OCCUPATION_SECTORS,
    OCCUPATION_SKILLS,
    OCCUPATIONS,
    SKILLS,
)
from grappe.references.release import Reading
from grappe.words import Frame, Sentence

MEMBER = re.compile(r"(?:unix_)?(?P<table>[a-z_]+)_v(?P<version>\d{3})(?:_utf8)?\.(?:csv|json)", re.I)
PUBLISHED = re.compile(r"Date de publication\s*:\s*(\d{2})/(\d{2})/(\d{4})")
GREEN = {"Emploi Vert": True, "Emploi stratégique pour la Transition écologique": True}
GREEN |= {"Emploi Blanc": False, "Emploi Brun": False}
FLAGS = {"O": True, "N": False}
WEIGHTS = {"Principale": "main", "Émergente": "emerging", "Emergente": "emerging"}
#: Editions appear each quarter; one day is known for each of the two numberings.
KNOWN_DAY = {3: (47, date(2021, 1, 1)), 4: (60, date(2025, 9, 18))}


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one version of an archive."""

    members: Members
    version: str
    names: Mapping[str, str]

    def rows(self, table: str, *columns: str, optional: bool = False) -> Iterator[Row]:
        """The records of a table, apostrophes single. Raises ``Refused`` where it, or a column, is missing."""
        if table not in self.names:
            if optional:
                return
            raise unreadable(self.members.file, Sentence(f"table « {table} » absente", f"table “{table}” is missing"))
        for rank, row in enumerate(self.members.rows(self.names[table])):
            if rank == 0:
                need_columns(self.names[table], row, *columns)
            yield {key: value.replace("''", "'").strip() for key, value in row.items()}


def read_rome(path: Path) -> Reading:
    """The frames of a ROME archive (ZIP or folder). Raises ``Refused`` where it is not one."""
    with opened(path) as members:
        tables = _tables(members)
        three = tables.version.startswith("3")
        frames = _frames_three(tables) if three else _frames_four(tables)
        checked = {frame.name: frame.check(table) for frame, table in frames.items()}
        return Reading("rome", f"v{tables.version}", _valid_from(tables), checked, tuple(_remarks(tables, checked)))


def _tables(members: Members) -> Tables:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for name in members.names:
        if match := MEMBER.fullmatch(name):
            found[match["version"]][match["table"].lower()] = name
    if not found:
        raise unreadable(members.file, Sentence("ce n'est pas une archive du ROME", "this is not a ROME archive"))
    newest = max(found)
    return Tables(members, newest, found[newest])


def _frames_four(tables: Tables) -> dict[Frame, pa.Table]:
    occupations = list(tables.rows("referentiel_code_rome", "code_rome", "libelle_rome"))
    skills = [*_skills_four(tables), *_knowledge(tables)]
    return {
        OCCUPATIONS: OCCUPATIONS.from_rows(_occupations(occupations, tables)),
        APPELLATIONS: APPELLATIONS.from_rows(_appellations(tables)),
        SKILLS: SKILLS.from_rows(skills),
        OCCUPATION_SKILLS: OCCUPATION_SKILLS.from_rows(_links(tables, {str(skill["code"]) for skill in skills})),
        MOBILITIES: MOBILITIES.from_rows(_mobilities(tables)),
        OCCUPATION_SECTORS: OCCUPATION_SECTORS.from_rows(_sectors(tables)),
    }


def _frames_three(tables: Tables) -> dict[Frame, pa.Table]:
    occupations = list(tables.rows("referentiel_code_rome", "code_rome", "libelle_rome"))
    skills = list(_skills_three(tables))
    return {
        OCCUPATIONS: OCCUPATIONS.from_rows(_occupations(occupations, tables)),
        APPELLATIONS: APPELLATIONS.from_rows(_appellations(tables)),
        SKILLS: SKILLS.from_rows(skills),
        OCCUPATION_SKILLS: OCCUPATION_SKILLS.from_rows(_links(tables, {str(skill["code"]) for skill in skills})),
        MOBILITIES: MOBILITIES.from_rows(_mobilities(tables)),
    }


def _occupations(rows: list[Row], tables: Tables) -> Iterator[dict[str, object]]:
    """The listed occupations, then those that job titles name although the list forgot them (label = code)."""
    definitions, titles = _definitions(tables), list(_appellations(tables))
    short = {str(t["occupation"]): t["label_short"] for t in titles if t["main"]}
    listed = {row["code_rome"] for row in rows}
    forgotten = {str(title["occupation"]) for title in titles} - listed
    for row in [*rows, *({"code_rome": code, "libelle_rome": code} for code in sorted(forgotten))]:
        code = row["code_rome"]
        yield {
            "code": code,
            "label_fr": row["libelle_rome"],
            "label_short": short.get(code),
            "parent": row.get("code_rome_parent") or None,
            "domain": code[:1],
            "definition_fr": definitions.get(code),
            "green": GREEN.get(row.get("transition_eco", "")),
            "digital": FLAGS.get(row.get("transition_num", "")),
            "demographic": FLAGS.get(row.get("transition_demo", "")),
            "regulated": FLAGS.get(row.get("emploi_reglemente", "")),
            "executive": FLAGS.get(row.get("emploi_cadre", "")),
        }


def _definitions(tables: Tables) -> dict[str, str]:
    """Occupation → definition: its phrases in their order, each ended by a full stop where it has none."""
    phrases: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in tables.rows("texte", "code_rome", "libelle_type_texte", "libelle_texte"):
        if row["libelle_type_texte"] == "definition":
            position = row.get("position_phrase") or row.get("position_libelle_txt") or "0"
            phrases[row["code_rome"]].append((int(position), row["libelle_texte"]))
    return {code: " ".join(_ended(text) for _, text in sorted(parts)) for code, parts in phrases.items()}


def _ended(phrase: str) -> str:
    return phrase if phrase.endswith((".", "!", "?", "…", ":", ";", ")")) else f"{phrase}."


def _appellations(tables: Tables) -> Iterator[dict[str, object]]:
    for row in tables.rows("referentiel_appellation", "code_ogr", "code_rome", "libelle_appellation_long"):
        long, short = row["libelle_appellation_long"], row.get("libelle_appellation_court", "")
        yield {
            "code": row["code_ogr"],
            "occupation": row["code_rome"],
            "label": long,
            "label_short": short if short and short != long else None,
            "language": "fr",
            "main": {"PRINCIPALE": True, "SYNONYME": False}.get(row.get("classification", "")),
            "rare": FLAGS.get(row.get("peu_usite", "")),
        }


def _skills_four(tables: Tables) -> Iterator[dict[str, object]]:
    for row in tables.rows("referentiel_competence", "code_ogr", "libelle_competence", "nature", "cat_comp"):
        macro = row["nature"].lower().startswith("macro")
        soft = row["cat_comp"].lower().startswith("savoir-être")
        yield {
            "code": row["code_ogr"],
            "label_fr": row["libelle_competence"],
            "kind": "soft" if soft else "macro" if macro else "skill",
            "category": row.get("sous_cat_comp") or row["cat_comp"] or None,
            "macro": row.get("code_ogr_macro_comp") or None,
            "macro_code": row.get("code_macro_comp") or None,
        }


def _knowledge(tables: Tables) -> Iterator[dict[str, object]]:
    for row in tables.rows("referentiel_savoir", "code_ogr_savoir", "libelle_savoir"):
        yield {
            "code": row["code_ogr_savoir"],
            "label_fr": row["libelle_savoir"],
            "kind": "knowledge",
            "category": row.get("categorie_savoir") or None,
        }


def _skills_three(tables: Tables) -> Iterator[dict[str, object]]:
    """ROME 3: activities are skills; its « compétences » are theoretical and procedural knowledge."""
    for row in tables.rows("referentiel_activite", "code_ogr", "libelle_activite", optional=True):
        yield {"code": row["code_ogr"], "label_fr": row["libelle_activite"], "kind": "skill"}
    for row in tables.rows("referentiel_competence", "code_ogr", "libelle_competence"):
        knowledge = row.get("libelle_type_competence", "").upper().startswith("SAVOIRS")
        yield {
            "code": row["code_ogr"],
            "label_fr": row["libelle_competence"],
            "kind": "knowledge" if knowledge else "skill",
        }


def _links(tables: Tables, skills: set[str]) -> Iterator[dict[str, object]]:
    """Occupation and skill; working contexts, which the same table lists, are left out."""
    for row in tables.rows("coherence_item", "code_rome", "code_ogr"):
        if row["code_ogr"] in skills:
            weight = WEIGHTS.get(row.get("coeur_metier", ""))
            yield {"occupation": row["code_rome"], "skill": row["code_ogr"], "weight": weight}


def _mobilities(tables: Tables) -> Iterable[dict[str, object]]:
    """Occupation and target once each: the nearest rank, « proche » before « évolution »."""
    kinds = {"Proche": "near", "Evolution": "step"}
    found: dict[tuple[str, str], dict[str, object]] = {}
    for row in tables.rows("rubrique_mobilite", "code_rome", "code_rome_cible"):
        key, rank = (row["code_rome"], row["code_rome_cible"]), row.get("numero_ordre") or None
        kind = kinds.get(row.get("libelle_type_mobilite", ""))
        entry: dict[str, object] = {
            "occupation": key[0],
            "target": key[1],
            "rank": int(rank) if rank else None,
            "kind": kind,
        }
        if key not in found or kind == "near":
            found[key] = entry
    return found.values()


def _sectors(tables: Tables) -> Iterator[dict[str, object]]:
    pairs = {
        (row["code_rome"], row["code_secteur_naf"].zfill(2))
        for row in tables.rows("arborescence_secteur_naf", "code_rome", "code_secteur_naf", optional=True)
    }
    for occupation, naf in sorted(pairs):
        yield {"occupation": occupation, "naf": naf}


def _valid_from(tables: Tables) -> date:
    """The day of publication that the archive states, else an estimate from its number (one edition a quarter)."""
    for name in tables.members.names:
        if name.lower().startswith("version") and (found := PUBLISHED.search(tables.members.text(name)[0])):
            return date(int(found[3]), int(found[2]), int(found[1]))
    number, day = KNOWN_DAY[3 if tables.version.startswith("3") else 4]
    return day + timedelta(days=91 * (int(tables.version[1:]) - number))


def _remarks(tables: Tables, checked: Mapping[str, pa.Table]) -> Iterator[Sentence]:
    for name in tables.names.values():
        if broken := tables.members.text(name)[1]:
            yield Sentence(f"{name} : {broken} ligne(s) réparée(s)", f"{name}: {broken} broken line(s) mended")
    table = checked[OCCUPATIONS.name]
    for code, label in zip(table["code"].to_pylist(), table["label_fr"].to_pylist(), strict=True):
        if code == label:
            yield Sentence(f"{code} : intitulé absent de l'archive", f"{code}: title missing from the archive")
