"""``grappe analyse tension``: what of a tension belongs to the occupation, to the territory, to their pair."""

import json
from pathlib import Path
from typing import Any

import click
import pyarrow.compute as pc

from grappe.analysis import (
    METHODS,
    TERRITORIES,
    VARIANCES,
    Effects,
    ObservationsRead,
    effects,
    observations,
    strongest,
    territory_effects_map,
    verdict,
)
from grappe.cli import console
from grappe.references import install
from grappe.tables import read_file, write_file
from grappe.words import Kind, Refused, Sentence, Where


@click.command("tension")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--value", required=True, metavar="COLUMN", help="Ce qui est décomposé · what is split.")
@click.option("--weight", metavar="COLUMN", help="Poids : emploi, projets… · weights. Sans · without: 1.")
@click.option("--occupation", required=True, metavar="COLUMN", help="Métier ou famille · occupation or family.")
@click.option("--territory", required=True, metavar="COLUMN", help="Code du territoire · code of the territory.")
@click.option("--where", "filters", multiple=True, metavar="COLUMN=TEXT", help="Lignes gardées · rows kept.")
@click.option("--method", type=click.Choice(METHODS), default="wls", help="huber : sans effet des extrêmes · robust.")
@click.option("--variance", type=click.Choice(VARIANCES), default="classical", help="Intervalles · intervals.")
@click.option("--pair", "pairs", multiple=True, metavar="OCCUPATION,TERRITORY", help="La phrase · its sentence.")
@click.option("--map", "level", type=click.Choice(TERRITORIES), help="Carte des territoires · writes territories.svg.")
@click.option("--strict", is_flag=True, help="Tout ou rien : une ligne refusée, rien d'écrit · all or nothing.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Dossier à écrire · folder to write.")
@console.options
def tension_(
    file: Path,
    value: str,
    weight: str | None,
    occupation: str,
    territory: str,
    filters: tuple[str, ...],
    method: Any,
    variance: Any,
    pairs: tuple[str, ...],
    level: Any,
    strict: bool,
    out: Path,
    as_json: bool,
    lang: str,
) -> None:
    """Métier ou territoire ? Décompose une tension · domain or territory? splits a tension.

    Écrit effects.csv, pairs.csv, manifest.json. JSON: {"rows", "used", "unknown", "unplaced", "refused", "unweighted",
    "repeated", "occupations", "territories", "parts", "mu", "freedom", "residual_deviation", "spread": {"domain",
    "territory", "pair"}, "method", "variance", "sentences", "files"}.
    """
    columns = {"value": value, "weight": weight, "occupation": occupation, "territory": territory}
    kept = [_filter(text) for text in filters]
    read = observations(read_file(file), **columns, where=kept, file=str(file))  # type: ignore[arg-type]
    _refused(read, strict=strict, lang=lang)
    found = effects(read.found, method=method, variance=variance)
    sentences = [verdict(found, *_pair(text)).said(lang) for text in pairs]
    files = _written(found, out)
    if level:
        files.append(_map(found, out / "territories.svg", value, level=level, lang=lang))
    payload = _payload(read, found) | {"sentences": sentences, "files": files}
    told = {**columns, "file": str(file), "where": kept, **{k: v for k, v in payload.items() if k != "files"}}
    (out / "manifest.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
    console.answer(payload, "\n".join([_told(payload, found).said(lang), *sentences]), as_json=as_json)


def _filter(text: str) -> tuple[str, str]:
    name, equal, wanted = text.partition("=")
    if not equal:
        raise _wrong(text, "--where COLUMN=TEXT")
    return name, wanted


def _pair(text: str) -> tuple[str, str]:
    occupation, comma, territory = text.rpartition(",")
    if not comma:
        raise _wrong(text, "--pair OCCUPATION,TERRITORY")
    return occupation.strip(), territory.strip()


def _wrong(text: str, expected: str) -> Refused:
    hint = Sentence(f"attendu : {expected}", f"expected: {expected}")
    return Refused(
        Sentence("option mal écrite", "badly written option"), hint=hint, kind=Kind.CALL, where=Where(value=text)
    )


def _refused(read: ObservationsRead, *, strict: bool, lang: str) -> None:
    for refusal in read.refused:
        click.echo(refusal.said(lang), err=True)
    if strict and read.refused_rows:
        count = read.refused_rows
        said = Sentence(f"{count} ligne(s) refusée(s), rien n'est écrit", f"{count} row(s) refused, nothing is written")
        raise Refused(said, kind=Kind.ROWS)


def _written(found: Effects, out: Path) -> list[str]:
    write_file(found.effects, out / "effects.csv")
    write_file(found.pairs, out / "pairs.csv")
    return [str(out / "effects.csv"), str(out / "pairs.csv")]


def _map(found: Effects, path: Path, value: str, *, level: Any, lang: str) -> str:
    rows = found.effects.filter(pc.equal(found.effects["effect"], "territory"))
    values = dict(zip(rows["key"].to_pylist(), rows["value"].to_pylist(), strict=True))
    places = install(console.home(), "places", data=console.data(), download=False)
    title = Sentence(f"{value.strip()} : effet du territoire", f"{value.strip()}: effect of the territory")
    path.write_text(territory_effects_map(places, values, title, level=level, language=lang) + "\n", "utf-8")
    return str(path)


def _payload(read: ObservationsRead, found: Effects) -> dict[str, Any]:
    kinds = found.effects["effect"].to_pylist()
    spread = dict(zip(("domain", "territory", "pair"), found.spread, strict=True)) if found.spread else None
    return {
        "rows": read.rows,
        "used": len(read.found.value),
        "unknown": read.unknown,
        "unplaced": read.unplaced,
        "refused": read.refused_rows,
        "unweighted": read.unweighted,
        "repeated": read.repeated,
        "occupations": kinds.count("occupation"),
        "territories": kinds.count("territory"),
        "parts": found.parts,
        "mu": found.mean,
        "freedom": found.freedom,
        "residual_deviation": found.residual_deviation,
        "spread": spread,
        "method": found.method,
        "variance": found.variance,
    }


def _told(payload: dict[str, Any], found: Effects) -> Sentence:
    """What stands out, and what the reader must not compare."""
    top = {kind: ", ".join(strongest(found, kind, 3)["key"].to_pylist()) for kind in ("occupation", "territory")}
    shares = payload["spread"] or {}
    share = " / ".join(f"{value:.0%}" for value in shares.values()) or "–"
    parts_fr = f" ; {found.parts} parties sans lien, à ne pas comparer" if found.parts > 1 else ""
    parts_en = f"; {found.parts} parts without a link, not to be compared" if found.parts > 1 else ""
    return Sentence(
        f"{payload['used']} valeurs sur {payload['rows']} lignes : métier / territoire / couple {share} ; métiers les "
        f"plus hauts : {top['occupation']} ; territoires : {top['territory']}{parts_fr}",
        f"{payload['used']} values of {payload['rows']} rows: domain / territory / pair {share}; highest occupations: "
        f"{top['occupation']}; territories: {top['territory']}{parts_en}",
    )
