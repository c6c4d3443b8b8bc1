"""``grappe analyse duplicates``: the same advertisement several times."""

from pathlib import Path

import click

from grappe.analysis import DuplicatesFound, stored_duplicates
from grappe.cli import console
from grappe.tables import open_store, write_file
from grappe.words import Sentence


@click.command("duplicates")
@click.argument("store", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help=".csv, .parquet, .xlsx, .jsonl")
@click.option(
    "--days",
    default=180,
    type=click.IntRange(min=0),
    show_default=True,
    help="Au-delà, deux besoins ; 0 : jamais · beyond, two needs; 0: never.",
)
@console.options
def duplicates_(store: Path, out: Path, days: int, as_json: bool, lang: str) -> None:
    """Trouve les annonces en double, exactes ou proches · finds ads that come twice, exact or near.

    Le magasin les garde pour « analyse demand --deduplicate » · the store keeps them.

    Écrit group, need_id, reason, similarity, with_need, source, across, counts. JSON: {"needs", "groups", "in_groups",
    "surplus", "across", "reasons", "file"}.
    """
    with console.progress(lang) as progress:
        found = stored_duplicates(open_store(store), days=days, progress=progress)
    write_file(found.table, out)
    payload = {"needs": found.needs, "groups": found.groups, "in_groups": found.table.num_rows}
    payload |= {"surplus": found.surplus, "across": found.across}
    console.answer(
        payload | {"reasons": found.reasons, "file": str(out)}, _told(found, out).said(lang), as_json=as_json
    )


def _told(found: DuplicatesFound, out: Path) -> Sentence:
    return Sentence(
        f"{found.groups} groupes sur {found.needs} besoins, {found.surplus} besoins en trop, {found.across} groupes "
        f"entre plusieurs sources : {out}",
        f"{found.groups} groups among {found.needs} needs, {found.surplus} needs too many, {found.across} groups "
        f"across sources: {out}",
    )
