"""``grappe analyse``: coded needs → tables of figures, and the barometer."""

import json
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from grappe.analysis import (
    EXPRESSIONS,
    TERRITORIES,
    barometer,
    barometer_pdf,
    barometer_xlsx,
    demand,
    manifest,
    rows_by_status,
)
from grappe.cli import console
from grappe.cli.analyse_duplicates import duplicates_
from grappe.cli.analyse_emergence import emergence_
from grappe.cli.analyse_papers import letter_, publish_, recommend_, sheet_
from grappe.cli.analyse_survey import survey_
from grappe.cli.analyse_tension import tension_
from grappe.references import Release, install
from grappe.tables import open_store, write_file
from grappe.words import Kind, Refused, Sentence, Where, standard_rules

_ENGINES = {"duckdb": "duckdb", "spark": "pyspark"}


@click.group()
def command() -> None:
    """Besoins codés → chiffres et baromètre · coded needs → figures and barometer."""


@command.command("demand")
@click.argument("store", type=click.Path(path_type=Path))
@click.option("--by", default="occupation,territory,month", help=f"Dimensions : {', '.join(EXPRESSIONS)}.")
@click.option("--territory", type=click.Choice(TERRITORIES), default="departement", help="Maille · territory.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Dossier à écrire · folder to write.")
@click.option("--engine", type=click.Choice(list(_ENGINES)), default="duckdb", help="Moteur · engine.")
@click.option(
    "--no-disclosure", is_flag=True, help="Sans secret statistique, pour soi seul · for the owner's own eyes."
)
@click.option(
    "--deduplicate",
    type=click.Choice(["near", "exact"]),
    help="Un groupe de doublons compte une fois · each group of duplicates counts once.",
)
@console.options
def demand_(
    store: Path,
    by: str,
    territory: str,
    out: Path,
    engine: str,
    no_disclosure: bool,
    deduplicate: Any,
    as_json: bool,
    lang: str,
) -> None:
    """Compte les besoins par métier, territoire, mois… · counts needs by occupation, territory, month…

    Écrit demand.csv et manifest.json. JSON: {"rows", "published", "suppressed", "complementary", "disclosure", "file",
    "manifest"}.
    """
    opened, places, rules, day = open_store(store), _release("places"), standard_rules(), console.today()
    dimensions = tuple(name.strip() for name in by.split(",") if name.strip())
    given: dict[str, Any] = {"territory": territory, "disclosure": not no_disclosure, "engine": engine}
    given["deduplicate"] = deduplicate
    table = demand(opened, by=dimensions, places=places, rules=rules, day=day, **given)
    told = manifest(
        opened,
        table,
        parameters={"by": dimensions, **given},
        places=places,
        rules=rules,
        day=day,
        versions=_versions(engine),
    )
    out.mkdir(parents=True, exist_ok=True)
    write_file(table, out / "demand.csv")
    (out / "manifest.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
    payload = {"rows": table.num_rows, **rows_by_status(table), "disclosure": not no_disclosure}
    payload |= {"file": str(out / "demand.csv"), "manifest": str(out / "manifest.json")}
    console.answer(payload, _told(payload).said(lang), as_json=as_json)


@command.command("barometer")
@click.argument("store", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help=".pdf ou .xlsx · .pdf or .xlsx")
@click.option("--cluster", default=None, help="Nom du pôle · name of the cluster.")
@click.option(
    "--no-disclosure", is_flag=True, help="Sans secret statistique, pour soi seul · for the owner's own eyes."
)
@console.options
def barometer_(store: Path, out: Path, cluster: str | None, no_disclosure: bool, as_json: bool, lang: str) -> None:
    """Écrit le baromètre, à lire ou à recalculer · writes the barometer, to be read or computed with.

    JSON: {"file", "bytes", "needs", "coded", "waiting", "suppressed", "disclosure"}.
    """
    made = {".pdf": barometer_pdf, ".xlsx": barometer_xlsx}.get(out.suffix.lower())
    if made is None:
        raise Refused(
            Sentence("format de baromètre inconnu", "unknown format of barometer"),
            hint=Sentence("un nom en .pdf ou .xlsx", "a name in .pdf or .xlsx"),
            kind=Kind.CALL,
            where=Where(file=str(out)),
        )
    item = barometer(
        open_store(store),
        cluster=cluster or store.absolute().name,
        rome=_release("rome"),
        places=_release("places"),
        labour=_release("labour"),
        rules=standard_rules(),
        day=console.today(),
        disclosure=not no_disclosure,
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(content := made(item, language=lang))
    held = item.totals
    payload: dict[str, Any] = {"file": str(out), "bytes": len(content), "needs": held.needs, "coded": held.coded}
    payload |= {"waiting": held.waiting, "suppressed": item.suppressed, "disclosure": item.disclosure}
    said = Sentence(
        f"baromètre écrit : {out} ({held.coded} besoins codés sur {held.needs})",
        f"barometer written: {out} ({held.coded} coded needs of {held.needs})",
    )
    console.answer(payload, said.said(lang), as_json=as_json)


def _told(payload: dict[str, Any]) -> Sentence:
    """One line for a person; an output without disclosure control says so."""
    hidden = payload["suppressed"] + payload["complementary"]
    if not payload["disclosure"]:
        return Sentence(
            f"{payload['rows']} lignes écrites dans {payload['file']}, SANS secret statistique : ne pas diffuser",
            f"{payload['rows']} rows written to {payload['file']}, WITHOUT disclosure control: not for publication",
        )
    return Sentence(
        f"{payload['rows']} lignes écrites dans {payload['file']}, dont {hidden} sous secret statistique",
        f"{payload['rows']} rows written to {payload['file']}, {hidden} of them under disclosure control",
    )


def _versions(engine: str) -> dict[str, str]:
    names = ("grappe", "pyarrow", _ENGINES[engine])
    return {"python": platform.python_version()} | {name: version(name) for name in names}


def _release(nomenclature: str) -> Release:
    """The installed release, else the one of ``GRAPPE_DATA``, else the starter one."""
    return install(console.home(), nomenclature, data=console.data(), download=False)


for _one in (tension_, duplicates_, emergence_):
    command.add_command(_one)
command.add_command(survey_)
for _paper in (letter_, sheet_, recommend_, publish_):
    command.add_command(_paper)
