"""The fictional cluster as the files that real ones send: members, a survey workbook, pages of ads."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from grappe.demonstration.rotations import rotation_asked
from grappe.demonstration.things import Demonstration, Member
from grappe.tables import write_file

PAGE = 150
YES_NO: Mapping[bool | None, str | None] = {True: "oui", False: "non", None: None}
UNITS = {"hour": "heure", "month": "mois", "year": "an"}
CONTRACTS = {
    "cdi": "CDI",
    "cdd": "CDD",
    "interim": "Intérim",
    "apprenticeship": "Apprentissage",
    "professionalisation": "Professionnalisation",
    "internship": "Stage",
    "seasonal": "Saisonnier",
}
#: Columns of the « Recueil des besoins » → what fills them, of a row of the frame of needs.
SURVEY_COLUMNS: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "Référence": lambda row: row["source_key"].partition("/")[2],
    "Intitulé du poste *": lambda row: row["title"],
    "Nombre de postes": lambda row: row["positions"],
    "Type de contrat": lambda row: CONTRACTS[row["contract"]],
    "Heures par semaine": lambda row: row["hours_per_week"],
    "Entreprise": lambda row: row["employer"],
    "SIRET": lambda row: row["siret"],
    "Commune": lambda row: row["place"],
    "Code INSEE": lambda row: row["insee"],
    "Date de début souhaitée": lambda row: row["starts"],
    "Salaire minimum": lambda row: row["pay_min"],
    "Salaire maximum": lambda row: row["pay_max"],
    "Salaire par": lambda row: UNITS.get(row["pay_unit"]),
    "Missions": lambda row: row["description"],
    "Compétences": lambda row: "; ".join(row["skills"]),
    "Expérience": lambda row: row["experience"],
    "Formation": lambda row: row["education"],
    "Code ROME": lambda row: row["rome_given"],
    "Recrutement difficile": lambda row: YES_NO[row["difficult"]],
    "Saisonnier": lambda row: YES_NO[row["seasonal"]],
    "Date": lambda row: row["published"],
    "Code NAF": lambda row: row["naf"],
    "Code adhérent": lambda row: row["member"],
}


@dataclass(frozen=True, slots=True)
class WrittenDemonstration:
    """The files of a written demonstration."""

    members: Path
    needs: Path
    entries: Path
    ads: Path
    cluster: Path
    rotation: Path


def write_demonstration(demo: Demonstration, folder: Path) -> WrittenDemonstration:
    """Writes the cluster as files that ``grappe needs read`` takes in, each whole or not at all.

    ``members.csv``, ``needs.xlsx`` (surveyed needs, columns of the « Recueil des besoins »), ``entries.csv`` (needs
    typed in), ``ads.json`` (a list of pages of 150 ads, as the API gives them), ``cluster.json`` (schools, accounts),
    ``rotation.json`` (apprentices to rotate, as ``grappe pool rotate`` reads them).
    """
    names = ("members.csv", "needs.xlsx", "entries.csv", "ads.json", "cluster.json", "rotation.json")
    written = WrittenDemonstration(*(folder / name for name in names))
    surveyed = pc.equal(demo.needs_table["kind"], "survey")
    write_file(_members(demo.members), written.members)
    write_file(_survey(demo.needs_table.filter(surveyed)), written.needs)
    write_file(demo.needs_table.filter(pc.invert(surveyed)), written.entries)
    _write_json([{"resultats": page} for page in _pages(demo.ads)], written.ads)
    _write_json(_cluster(demo), written.cluster)
    _write_json(rotation_asked(demo.members, demo.cluster.seat, demo.day), written.rotation)
    return written


def _pages(ads: Sequence[Mapping[str, Any]]) -> list[Sequence[Mapping[str, Any]]]:
    return [ads[first : first + PAGE] for first in range(0, len(ads), PAGE)]


def _members(members: Sequence[Member]) -> pa.Table:
    return pa.Table.from_pylist(
        [
            {
                "id": member.key,
                "name": member.name,
                "siret": member.siret,
                "naf": member.naf,
                "size": member.size,
                "headcount": member.headcount,
                "insee": member.town.insee,
                "commune": member.town.name,
                "departement": member.town.departement,
                "lat": member.town.lat,
                "lon": member.town.lon,
                "contact": member.contact.name,
                "post": member.contact.post,
                "email": member.contact.email,
            }
            for member in members
        ]
    )


def _survey(needs: pa.Table) -> pa.Table:
    rows = needs.to_pylist()
    return pa.table({name: pa.array([fill(row) for row in rows]) for name, fill in SURVEY_COLUMNS.items()})


def _cluster(demo: Demonstration) -> dict[str, Any]:
    return {
        "seed": demo.seed,
        "day": demo.day.isoformat(),
        "releases": demo.releases,
        "cluster": asdict(demo.cluster),
        "schools": [asdict(school) for school in demo.schools],
        "sites": [asdict(site) for site in demo.sites],
        "accounts": [asdict(account) for account in demo.accounts],
    }


def _write_json(document: object, path: Path) -> None:
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_text(json.dumps(document, ensure_ascii=False, indent=1), "utf-8")
    temporary.replace(path)
