"""Small invented archives with the layout of the official ones."""

import csv
import io
import json
import zipfile
from pathlib import Path

Tables = dict[str, list[dict[str, str]]]


def occupation(code: str, label: str, parent: str, **flags: str) -> dict[str, str]:
    row = {"code_rome": code, "libelle_rome": label, "code_rome_parent": parent}
    blank = ("transition_eco", "transition_num", "transition_demo", "emploi_reglemente", "emploi_cadre")
    return row | {name: flags.get(name, "") for name in blank}


def appellation(code: str, rome: str, label: str, main: bool = False) -> dict[str, str]:
    return {
        "code_ogr": code,
        "code_rome": rome,
        "libelle_appellation_long": label,
        "libelle_appellation_court": label.split(" / ")[0],
        "classification": "PRINCIPALE" if main else "SYNONYME",
        "peu_usite": "N",
    }


def phrase(code: str, position: int, text: str, kind: str = "definition") -> dict[str, str]:
    return {"code_rome": code, "libelle_type_texte": kind, "position_phrase": str(position), "libelle_texte": text}


def rome_tables() -> Tables:
    """A ROME 4 of two occupations: a lamplighter and a keeper of lighthouses."""
    return {
        "referentiel_code_rome": [
            occupation("A1101", "Allumeur / Allumeuse de réverbères", "A1101", transition_eco="Emploi Vert"),
            occupation("A1102", "Gardien / Gardienne de phare", "A1101", transition_num="N", transition_demo="O"),
        ],
        "referentiel_appellation": [
            appellation("11", "A1101", "Allumeur / Allumeuse de réverbères", main=True),
            appellation("12", "A1102", "Gardien / Gardienne de phare", main=True),
            appellation("13", "A1102", "Veilleur / Veilleuse de l''îlot"),
        ],
        "referentiel_competence": [
            {"code_ogr": "21", "libelle_competence": "Allumer l''étoile", "nature": "Compétence"}
            | {"cat_comp": "Savoir-faire", "code_ogr_macro_comp": "22", "code_macro_comp": "1A101"},
            {"code_ogr": "22", "libelle_competence": "Éclairer", "nature": "Macro-compétence"}
            | {"cat_comp": "Savoir-faire", "code_ogr_macro_comp": "", "code_macro_comp": "1A101"},
            {"code_ogr": "23", "libelle_competence": "Veiller", "nature": "Macro-compétence"}
            | {"cat_comp": "Savoir-être professionnel", "code_ogr_macro_comp": "", "code_macro_comp": ""},
        ],
        "referentiel_savoir": [{"code_ogr_savoir": "31", "libelle_savoir": "Optique", "categorie_savoir": "Sciences"}],
        "texte": [
            phrase("A1101", 10, "Les éteint."),
            phrase("A1101", 2, "Allume l''ensemble des réverbères."),
            phrase("A1101", 1, "Sans diplôme.", kind="acces_metier"),
        ],
        "coherence_item": [
            {"code_rome": "A1101", "code_ogr": "21", "coeur_metier": "Principale"},
            {"code_rome": "A1101", "code_ogr": "31", "coeur_metier": ""},
            {"code_rome": "A1102", "code_ogr": "31", "coeur_metier": "Émergente"},
            {"code_rome": "A1102", "code_ogr": "99", "coeur_metier": ""},  # a working context
        ],
        "rubrique_mobilite": [{"code_rome": "A1101", "code_rome_cible": "A1102", "numero_ordre": "1"}],
        "arborescence_secteur_naf": [{"code_secteur_naf": "1", "code_rome": "A1101", "libelle_rome": "Réverbères"}],
    }


def as_csv(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def rome_zip(path: Path, tables: Tables | None = None, *, version: str = "461", kind: str = "csv") -> Path:
    """An archive of these tables; the day of publication is in it for version 4."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in (tables or rome_tables()).items():
            content = as_csv(rows) if kind == "csv" else json.dumps(rows).encode()
            archive.writestr(f"unix_{name}_v{version}_utf8.{kind}", content)
        if version.startswith("4"):
            archive.writestr("version.txt", "Numero de version : 61\n\nDate de publication : 05/01/2026\n")
    return path
