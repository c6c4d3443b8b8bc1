"""``grappe analyse emergence``: the skills whose share of the advertisements rises."""

import json
from pathlib import Path
from typing import Any

import click

from grappe.analysis import Emergence, emergence
from grappe.cli import console
from grappe.references import install
from grappe.tables import open_store, write_file
from grappe.words import Sentence, standard_rules

HIDDEN = "Sans secret statistique, pour soi seul · for the owner's own eyes."


@click.command("emergence")
@click.argument("store", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Dossier à écrire · folder to write.")
@click.option("--months", type=click.IntRange(1, 60), help="Mois d'une période · months of a period. [12]")
@click.option("--by", type=click.Choice(["occupation"]), default=None, help="Métier par métier · by occupation.")
@click.option(
    "--least-ads", default=10, type=click.IntRange(1), show_default=True, help="Annonces au moins · at least."
)
@click.option("--no-disclosure", is_flag=True, help=HIDDEN)
@console.options
def emergence_(
    store: Path,
    out: Path,
    months: int | None,
    by: str | None,
    least_ads: int,
    no_disclosure: bool,
    as_json: bool,
    lang: str,
) -> None:
    """Compétences émergentes, en croissance, au cœur, en déclin · emerging, growing, core, declining skills.

    Écrit emergence.csv et manifest.json. JSON: {"skills", "states", "period", "before", "ads", "ads_before",
    "missing_months", "future", "undated", "silent", "sources_left_out", "caution", "disclosure", "file"}.
    """
    found = emergence(
        open_store(store),
        rome=install(console.home(), "rome", data=console.data(), download=False),
        rules=standard_rules(),
        day=console.today(),
        months=months,
        by_occupation=by == "occupation",
        least_ads=least_ads,
        disclosure=not no_disclosure,
    )
    write_file(found.table, out / "emergence.csv")
    payload = _payload(found, lang) | {"disclosure": not no_disclosure, "file": str(out / "emergence.csv")}
    asked = {"months": months, "by": by, "least_ads": least_ads, "day": console.today().isoformat()}
    (out / "manifest.json").write_text(json.dumps(asked | payload, ensure_ascii=False, indent=1) + "\n", "utf-8")
    said = [_told(found), *([found.caution] if found.caution else [])]
    console.answer(payload, "\n".join(one.said(lang) for one in said), as_json=as_json)


def _payload(found: Emergence, lang: str) -> dict[str, Any]:
    named = ("period", "before", "ads", "ads_before", "missing_months", "future", "undated", "silent")
    caution = found.caution.said(lang) if found.caution else None
    told = {"skills": found.tested, "states": found.states, "caution": caution}
    return told | {name: getattr(found, name) for name in (*named, "sources_left_out")}


def _told(found: Emergence) -> Sentence:
    if not found.period or not found.before:
        return Sentence("0 compétence comparée", "0 skills compared")
    top = (
        found.table.filter(found.table["q"].to_numpy() <= 0.05).slice(0, 5)["label"].to_pylist() if found.tested else []
    )
    counts = ", ".join(f"{count} {state}" for state, count in found.states.items())
    now, before = ("–".join(span) for span in (found.period, found.before))
    listed = ", ".join(top) or "–"
    return Sentence(
        f"{found.tested} compétences, {now} comparé à {before} : {counts} ; en tête : {listed}",
        f"{found.tested} skills, {now} against {before}: {counts}; first: {listed}",
    )
