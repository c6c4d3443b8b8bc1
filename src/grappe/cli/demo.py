"""``grappe demo``: the fictional cluster as files, to try every other command on."""

import time
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from grappe.cli import console
from grappe.demonstration import Demonstration, WrittenDemonstration, demonstrate, write_demonstration
from grappe.references import Release, install
from grappe.words import Kind, Refused, Sentence, Where

SEED = 2026


@click.command()
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Dossier à remplir · folder to fill.")
@click.option("--seed", type=int, default=SEED, show_default=True, help="Autre graine, autre grappe · random seed.")
@click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    metavar="AAAA-MM-JJ",
    help="Dernier jour des annonces (défaut : aujourd'hui) · last day of the ads (default: today).",
)
@click.option("--download/--no-download", default=True, help="Tenter les sites officiels · try the official sites.")
@console.options
def command(*, out: Path, seed: int, day: datetime | None, download: bool, as_json: bool, lang: str) -> None:
    """Écrit une grappe mécatronique fictive : 120 adhérents, 3 écoles, 3 ans de besoins et d'annonces.

    Writes a fictional mechatronics cluster: members.csv, needs.xlsx, entries.csv, ads.json, cluster.json,
    rotation.json. The same seed, day and references give the same cluster. Nobody and nothing in it is real.

    JSON: {"folder", "files": {"members", "needs", "entries", "ads", "cluster", "rotation"}, "seed", "day", "releases",
    "members", "schools", "sites", "needs", "ads", "seconds"}.
    """
    began = time.monotonic()
    _check_folder(out)
    rome, places = (_release(name, lang, download=download) for name in ("rome", "places"))
    demo = demonstrate(seed, day=day.date() if day else console.today(), rome=rome, places=places)
    written = write_demonstration(demo, out)
    payload = _payload(demo, written, out) | {"seconds": round(time.monotonic() - began, 2)}
    console.answer(payload, _told(demo, written).said(lang), as_json=as_json)


def _check_folder(out: Path) -> None:
    """Raises ``Refused`` (wrong call) where a file stands in the place of the folder."""
    if out.exists() and not out.is_dir():
        raise Refused(
            Sentence("ce n'est pas un dossier", "this is not a folder"),
            hint=Sentence("choisir un autre nom pour --out", "choose another name for --out"),
            kind=Kind.CALL,
            where=Where(file=str(out)),
        )
    out.mkdir(parents=True, exist_ok=True)


def _release(nomenclature: str, lang: str, *, download: bool) -> Release:
    with console.progress(lang) as progress:
        return install(console.home(), nomenclature, data=console.data(), download=download, progress=progress)


def _payload(demo: Demonstration, written: WrittenDemonstration, out: Path) -> dict[str, Any]:
    return {
        "folder": str(out),
        "files": {field.name: str(getattr(written, field.name)) for field in fields(written)},
        "seed": demo.seed,
        "day": demo.day.isoformat(),
        "releases": list(demo.releases),
        "members": len(demo.members),
        "schools": len(demo.schools),
        "sites": len(demo.sites),
        "needs": demo.needs_table.num_rows,
        "ads": len(demo.ads),
    }


def _told(demo: Demonstration, written: WrittenDemonstration) -> Sentence:
    folder, used = written.needs.parent, ", ".join(demo.releases)
    read = f"grappe needs read {written.ads} {written.needs} {written.entries} --into {folder / 'store'}"
    counts = (len(demo.members), len(demo.schools), demo.needs_table.num_rows, len(demo.ads))
    return Sentence(
        "{} adhérents, {} écoles, {} besoins et {} annonces, tous fictifs ({}).\n{}\nEnsuite : {}".format(
            *counts, used, folder, read
        ),
        "{} members, {} schools, {} needs and {} ads, all fictional ({}).\n{}\nNext: {}".format(
            *counts, used, folder, read
        ),
    )
