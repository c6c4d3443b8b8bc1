"""``grappe code review``: titles that wait go to a workbook, choices come back; what another release would change."""

from pathlib import Path
from typing import Any

import click
import pyarrow as pa

from grappe.cli import console
from grappe.cli.code_memory import known_memory
from grappe.cli.code_model import release
from grappe.coding import (
    CODED,
    Agreement,
    Choices,
    Coder,
    agreement,
    both,
    changes_of,
    code_store,
    find_model,
    kept_choices,
    offers,
    older,
    read_choices,
    review_sheet,
)
from grappe.references import Difference, Release, diff, find
from grappe.tables import Store, open_store, read_file, write_file
from grappe.words import Refused, Sentence


@click.group("review")
def review() -> None:
    """Intitulés à revoir : classeur, choix relus, changement de version · titles to review: sheet, choices, release."""


@review.command("export")
@click.argument("folder", metavar="STORE", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Classeur à compléter · sheet (.xlsx).")
@console.options
def export(folder: Path, out: Path, as_json: bool, lang: str) -> None:
    """Écrit les intitulés à revoir, avec leurs propositions · writes the titles to review, with their proposals.

    JSON: {"titles", "needs", "file"}.
    """
    sheet = review_sheet(open_store(folder), language=lang)
    write_file(sheet, out, offers=offers(sheet, language=lang))
    payload = {"titles": sheet.num_rows, "needs": sum(sheet["needs"].to_pylist()), "file": str(out)}
    said = Sentence(f"{sheet.num_rows} intitulés à revoir : {out}", f"{sheet.num_rows} titles to review: {out}")
    console.answer(payload, said.said(lang), as_json=as_json)


@review.command("import")
@click.argument("folder", metavar="STORE", type=click.Path(path_type=Path))
@click.argument("sheets", metavar="SHEET [SECOND]", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--refused", "refused_file", type=click.Path(path_type=Path), help="Lignes refusées · refused rows.")
@console.options
def import_(folder: Path, sheets: tuple[Path, ...], refused_file: Path | None, as_json: bool, lang: str) -> None:
    """Relit un classeur complété, ou ceux de deux personnes · reads back a completed sheet, or those of two persons.

    Les bonnes lignes entrent, les autres sont dites avec ligne, colonne et valeur. De deux personnes, entre ce que
    l'une décide seule ou toutes deux de même.

    JSON: {"chosen", "refused": [{"row", "column", "value", "sentence"}], "agreement": {"titles", "agreed", "kappa",
    "low", "high"} | null, "differ": [key], "rows", "auto", "review", "none", "coded", "release", "older"}.
    """
    if len(sheets) > 2:
        raise click.UsageError("SHEET [SECOND]")
    store, rome = open_store(folder), release("rome")
    read = [read_choices(read_file(path), rome=rome, file=str(path)) for path in sheets]
    said, differ = both(read[0].chosen, read[1].chosen) if len(read) == 2 else (dict(read[0].chosen), [])
    agreed = agreement(read[0].chosen, read[1].chosen) if len(read) == 2 else None
    with console.progress(lang) as progress:
        report = code_store(
            store,
            rome=rome,
            confirmed=kept_choices(store) | said,
            model=find_model(console.home(), rome),
            memory=known_memory(rome),
            progress=progress,
        )
    refused = _refused(read, lang, refused_file)
    payload: dict[str, Any] = {"chosen": len(said), "refused": refused, "differ": differ, **report.as_json()}
    payload["agreement"] = agreed.as_json() if agreed else None
    lines = [one["sentence"] for one in refused]
    lines += [_agreed(agreed, len(differ)).said(lang)] if agreed else []
    taken = Sentence(f"{len(said)} choix pris", f"{len(said)} choices taken")
    console.answer(payload, "\n".join([*lines, taken.said(lang), report.said().said(lang)]), as_json=as_json)


@review.command("release")
@click.argument("folder", metavar="STORE", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Liste des codages touchés · list of what changes.")
@click.option("--accept", is_flag=True, help="Passer à la version installée · take the installed release.")
@console.options
def release_(folder: Path, out: Path | None, accept: bool, as_json: bool, lang: str) -> None:
    """Ce que la version installée changerait aux codes d'un magasin, puis l'accepter · what it would change, then do.

    JSON: {"release", "older", "touched", "needs", "why": {"gone", "split", "other_code", "to_review", "renamed"},
    "file"}, and with --accept {"rows", "auto", "review", "none", "coded", "release", "older"}.
    """
    store, rome = open_store(folder), release("rome")
    if accept:
        with console.progress(lang) as progress:
            model, memory = find_model(console.home(), rome), known_memory(rome)
            report = code_store(store, rome=rome, model=model, memory=memory, upgrade=True, progress=progress)
        console.answer(report.as_json(), report.said().said(lang), as_json=as_json)
        return
    coder = Coder.of_occupations(rome, model=find_model(console.home(), rome), memory=known_memory(rome))
    touched = changes_of(store, coder, difference=_difference(store, rome))
    if out:
        write_file(touched, out)
    why = touched["why"].to_pylist()
    kept, needs = older(store, str(rome)), sum(touched["needs"].to_pylist())
    payload = {"release": str(rome), "older": kept, "touched": touched.num_rows, "needs": needs}
    payload |= {"why": {name: why.count(name) for name in sorted(set(why))}, "file": str(out) if out else None}
    console.answer(payload, _told(touched, kept, str(rome)).said(lang), as_json=as_json)


def _difference(store: Store, rome: Release) -> Difference | None:
    """What changed since the release that coded most of the store, where it is still installed."""
    releases = [name for name in store.read(CODED, columns=["release"])["release"].to_pylist() if name != str(rome)]
    if not releases:
        return None
    try:
        return diff(find(console.home(), max(set(releases), key=releases.count)), rome)
    except Refused:
        return None


def _refused(read: list[Choices], lang: str, out: Path | None) -> list[dict[str, Any]]:
    """The refused rows, said; written to ``out`` where asked."""
    listed = []
    for refusal in (refusal for choices in read for refusal in choices.refused):
        where = refusal.where
        told = {"file": where.file, "row": where.row, "column": where.column, "value": where.value}
        listed.append(told | {"sentence": refusal.said(lang)})
    if out:
        names = ("file", "row", "column", "value", "sentence")
        write_file(pa.table({name: [one.get(name) for one in listed] for name in names}), out)
    return listed


def _agreed(found: Agreement, differ: int) -> Sentence:
    if found.kappa is None:
        return Sentence(f"{found.titles} titres décidés par les deux", f"{found.titles} titles decided by both")
    return Sentence(
        f"{found.titles} titres décidés par les deux, {found.agreed} de même ; κ = {found.kappa:.2f} "
        f"[{found.low:.2f} ; {found.high:.2f}] ; {differ} restent à départager",
        f"{found.titles} titles decided by both, {found.agreed} alike; κ = {found.kappa:.2f} "
        f"[{found.low:.2f}, {found.high:.2f}]; {differ} are left to be settled",
    )


def _told(touched: pa.Table, kept: int, name: str) -> Sentence:
    lines = [
        f"{row['needs']:>6}  {row['title']}  {row['old_code'] or '—'} → {row['new_code'] or '—'}  ({row['why']})"
        for row in touched.slice(0, 40).to_pylist()
    ]
    listed = "\n".join(lines)
    return Sentence(
        f"{kept} besoins gardent le code d'une autre version que {name} ; {touched.num_rows} intitulés changeraient\n"
        f"{listed}\nPour accepter : grappe code review release MAGASIN --accept",
        f"{kept} needs keep a code of another release than {name}; {touched.num_rows} titles would change\n"
        f"{listed}\nTo accept: grappe code review release STORE --accept",
    )
