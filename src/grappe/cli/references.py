"""``grappe references``: list the installed releases, install one, say what changes between two."""

import time
from pathlib import Path
from typing import Any

import click

from grappe.cli import console
from grappe.references import (
    NOMENCLATURES,
    Difference,
    Release,
    current,
    diff,
    find,
    install,
    read,
    releases,
    surprises,
)
from grappe.words import Interrupted, Kind, Refused, Sentence


@click.group()
def command() -> None:
    """Nomenclatures et statistiques officielles, par version · nomenclatures and official statistics, by release."""


@command.command("list")
@console.options
def list_(as_json: bool, lang: str) -> None:
    """Ce qui est installé · what is installed.

    JSON: {"releases": [{"nomenclature", "name", "valid_from", "origin", "digest", "source", "rows", "current"}]}.
    """
    found = releases(console.home())
    in_use = {str(current(console.home(), name)) for name in {release.nomenclature for release in found}}
    payload = {"releases": [_shown(release, lang) | {"current": str(release) in in_use} for release in found]}
    nothing = Sentence(
        "Rien n'est installé : grappe references install", "Nothing is installed: grappe references install"
    )
    text = "\n".join(_line(release, str(release) in in_use) for release in found)
    console.answer(payload, text or nothing.said(lang), as_json=as_json)


@command.command("install")
@click.argument("nomenclature", type=click.Choice([*NOMENCLATURES, "all"]), default="all")
@click.option("--from", "origin", default=None, metavar="FILE|FOLDER|URL", help="Fichier, dossier ou adresse.")
@click.option("--download/--no-download", default=True, help="Tenter le site officiel · try the official site.")
@console.options
def install_(nomenclature: str, origin: str | None, download: bool, as_json: bool, lang: str) -> None:
    """Installe un référentiel, ou tous · installs one nomenclature, or all of them.

    Sans --from : déjà installé, puis GRAPPE_DATA, puis le site officiel, puis la version de départ.

    JSON: {"installed": [{"nomenclature", "name", "valid_from", "origin", "digest", "source", "rows", "remarks",
    "surprises"}], "missing": [{"nomenclature", "sentence"}], "seconds"}.
    """
    began = time.monotonic()
    if nomenclature == "all" and origin:
        sentence = Sentence("--from vaut pour un seul référentiel", "--from is for one nomenclature")
        raise Refused(sentence, kind=Kind.CALL)
    installed, missing = [], []
    for name in NOMENCLATURES if nomenclature == "all" else (nomenclature,):
        try:
            installed.append(_installed(name, origin, download=download, lang=lang))
        except Refused as refusal:
            if nomenclature != "all" or refusal.kind is not Kind.MISSING:
                raise
            missing.append({"nomenclature": name, "sentence": refusal.said(lang)})
    shown = [_shown(release, lang) | {"surprises": _surprises(release, lang)} for release in installed]
    payload = {"installed": shown, "missing": missing, "seconds": round(time.monotonic() - began, 2)}
    lines = [_line(release, True) for release in installed]
    lines += [f"  {remark}" for entry in shown for remark in entry["remarks"] + entry["surprises"]]
    lines += [entry["sentence"] for entry in missing]
    console.answer(payload, "\n".join(lines), as_json=as_json)


@command.command("diff")
@click.argument("old")
@click.argument("new")
@console.options
def diff_(old: str, new: str, as_json: bool, lang: str) -> None:
    """Ce qui change de OLD à NEW · what changes from OLD to NEW.

    Une version installée (v347, "rome v460") ou un fichier à installer plus tard (NEW) · an installed release, or, for
    NEW, a file not installed yet.

    JSON: {"old", "new", "old_count", "new_count", "counts", "new_codes", "gone_codes", "appeared", "disappeared",
    "split", "merged", "renamed", "moved", "titles_appeared", "titles_disappeared", "titles_renamed"}.
    """
    home = console.home()
    before = find(home, old)
    difference = diff(before, read(before.nomenclature, Path(new)) if Path(new).exists() else find(home, new))
    payload = {**difference.as_json(), "counts": difference.counts()}
    console.answer(payload, _told(difference, lang), as_json=as_json)


def _installed(name: str, origin: str | None, *, download: bool, lang: str) -> Release:
    try:
        with console.progress(lang) as progress:
            return install(
                console.home(), name, origin=origin, data=console.data(), download=download, progress=progress
            )
    except KeyboardInterrupt as stop:
        raise Interrupted from stop


def _shown(release: Release, lang: str) -> dict[str, Any]:
    return {
        "nomenclature": release.nomenclature,
        "name": release.name,
        "valid_from": release.valid_from.isoformat(),
        "origin": release.origin,
        "digest": release.digest,
        "source": release.source,
        "rows": dict(release.rows),
        "remarks": [remark.said(lang) for remark in release.remarks],
    }


def _surprises(release: Release, lang: str) -> list[str]:
    return [f"{s.what.said(lang)}: {s.found} ≠ {s.expected}" for s in surprises(release)]


def _line(release: Release, in_use: bool) -> str:
    rows = ", ".join(f"{count} {name}" for name, count in release.rows.items())
    mark = "*" if in_use else " "
    return f"{mark} {release!s:<18} {release.valid_from}  {release.origin:<8} {release.digest[:12]}  {rows}"


WORDS = {
    "new_codes": Sentence("codes nouveaux", "new codes"),
    "gone_codes": Sentence("codes supprimés", "codes gone"),
    "appeared": Sentence("apparus sans origine connue", "appeared out of nothing known"),
    "disappeared": Sentence("disparus sans suite connue", "disappeared without known successor"),
    "split": Sentence("divisés", "split"),
    "merged": Sentence("issus de plusieurs", "drawn from several"),
    "renamed": Sentence("renommés", "renamed"),
    "moved": Sentence("appellations déplacées", "job titles moved"),
    "titles_appeared": Sentence("appellations nouvelles", "new job titles"),
    "titles_disappeared": Sentence("appellations disparues", "job titles gone"),
    "titles_renamed": Sentence("appellations reformulées", "job titles reworded"),
}


def _told(difference: Difference, lang: str) -> str:
    counts = difference.counts()
    lines = [f"{difference.old} ({difference.old_count}) → {difference.new} ({difference.new_count})"]
    lines += [f"{counts[name]:>7}  {sentence.said(lang)}" for name, sentence in WORDS.items()]
    for title, links in (("split", difference.split), ("merged", difference.merged)):
        arrow = "→" if title == "split" else "←"
        lines += ["", WORDS[title].said(lang)] + [f"  {code} {arrow} {' '.join(many)}" for code, many in links.items()]
    return "\n".join(lines)
